"""Browsers reduced to what counts here: a kept connection that asks, a stream that is heard."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

HOST = "127.0.0.1"


@dataclass
class Wire:
    """One kept connection to the server; one request at a time."""

    port: int
    cookie: str = ""
    _streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def ask(self, path: str, body: bytes | None = None) -> tuple[int, bytes]:
        """Return status and body of what is at ``path``; post ``body`` if there is one."""
        async with self._lock:
            for _ in range(2):  # the server may have closed a connection that was idle
                try:
                    return await self._asked(path, body)
                except (ConnectionError, asyncio.IncompleteReadError):
                    self._streams = None
            raise ConnectionError(path)

    async def _asked(self, path: str, body: bytes | None) -> tuple[int, bytes]:
        if self._streams is None:
            self._streams = await asyncio.open_connection(HOST, self.port)
        reader, writer = self._streams
        writer.write(self._request(path, body))
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = head.partition("content-length:")[2].partition("\r\n")[0]
        said = await reader.readexactly(int(length or 0))
        if "\r\ncontent-encoding: gzip" in head:
            said = gzip.decompress(said)
        return int(head.split(" ", 2)[1]), said

    def _request(self, path: str, body: bytes | None) -> bytes:
        lines = [
            f"{'GET' if body is None else 'POST'} {path} HTTP/1.1",
            f"Host: {HOST}:{self.port}",
            f"Cookie: {self.cookie}",
            "Accept: application/json",
            "Accept-Encoding: gzip",
            "Sec-Fetch-Site: same-origin",
        ]
        if body is not None:
            lines.append("Content-Type: application/x-www-form-urlencoded")
            lines.append(f"Content-Length: {len(body)}")
        return "\r\n".join([*lines, "", ""]).encode() + (body or b"")

    async def events(self, path: str) -> AsyncIterator[int]:
        """Yield the version that each event of a stream carries, on a connection of its own."""
        reader, writer = await asyncio.open_connection(HOST, self.port)
        writer.write(self._request(path, None))
        try:
            async for line in reader:
                if line.startswith(b"id: "):
                    yield int(line[4:])
        finally:
            writer.close()

    def close(self) -> None:
        """Give the connection back."""
        if self._streams:
            self._streams[1].close()
            self._streams = None
