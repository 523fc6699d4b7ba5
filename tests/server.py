"""The product as its operator runs it: `learning serve`, a process of its own on a free port."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep
from typing import Self

from tests.cast import SECRET_KEY
from tests.databases import free_port

PATIENCE = 60
"""Seconds until a server that does not answer is given up; on a quiet machine it takes three."""


class Server:
    """Serves the programme from ``data``; it can be killed and started again, as servers are."""

    def __init__(
        self,
        data: Path,
        content: Path,
        port: int | None = None,
        command: str = "serve",
        settings: Mapping[str, str] | None = None,
        options: Sequence[str] = (),
    ) -> None:
        self.data = data
        self._command = command
        self._options = options
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.database_url = f"sqlite:///{data / 'learning.db'}"
        self._settings = {
            "LEARNING_DATA": str(data),
            "LEARNING_CONTENT": str(content),
            "LEARNING_DEVELOPMENT": "1",
            "LEARNING_SECRET_KEY": SECRET_KEY,
        } | dict(settings or {})
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait until it is ready."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("LEARNING_")}
        self.data.mkdir(parents=True, exist_ok=True)
        with (self.data / "log").open("ab") as log:
            self._process = subprocess.Popen(
                self.command_line(),
                env=kept | self._settings, cwd=self.data, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip
        until = monotonic() + PATIENCE
        while not self._is_ready():
            if self._process.poll() is not None or monotonic() > until:
                self.stop()
                raise AssertionError(f"learning serve: {(self.data / 'log').read_text()}")
            sleep(0.05)

    def command_line(self) -> list[str]:
        """Return the command that serves."""
        command = [sys.executable, "-m", "learning", self._command, "--port", str(self.port)]
        return [*command, *self._options]

    @property
    def pid(self) -> int:
        """Return the process that was started, the workers' parent."""
        assert self._process, "it is not running"
        return self._process.pid

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End it by its own pid and wait until it is gone."""
        if self._process:
            self._process.terminate()
            try:
                self._process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, 9)  # the group is its own: nobody else is in it
                self._process.wait()
            self._process = None

    def kill(self) -> None:
        """End it and its workers at once, as a power cut would."""
        assert self._process, "it is not running"
        os.killpg(self._process.pid, 9)  # the group is its own: nobody else is in it
        self._process.wait()
        self._process = None

    def _is_ready(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=1)
        try:
            connection.request("GET", "/ready")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()
