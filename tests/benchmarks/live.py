"""Thirty live sessions of thirty people, three changes a second: how soon all of them see it.

    python -m tests.benchmarks.live [--way stream|long-poll|ask] [--processes N] [--postgresql]

Prints how long after a press the others hear of it and have it on the page, what the server needs
meanwhile, and how long ordinary pages take, quiet and under that load. Bounded in time; loopback.
"""

import argparse
import asyncio
import json
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

from pydantic import SecretStr

from learning.config import Settings
from tests.benchmarks import promises
from tests.benchmarks.gathering import ROOT, Browser, gathered
from tests.benchmarks.needs import Needs
from tests.benchmarks.result import handed_on
from tests.benchmarks.wire import Wire
from tests.databases import PostgresServer
from tests.server import Server

SESSIONS, PEOPLE = 30, 30
CHANGES = 3.0
"""A second."""
ASKS_EVERY = 2.0
QUIET = 5.0
LASTS = 20.0
"""Seconds of each part."""
LONGEST = 90.0
"""Seconds after which it is given up."""
SECRET = "a secret of the benchmarks"
PAGE = "/modules"


@dataclass
class Figures:
    """What was measured; times in milliseconds."""

    heard: list[float] = field(default_factory=list)
    """From the press to the signal."""
    shown: list[float] = field(default_factory=list)
    """From the press to the new state in the browser."""
    pages: list[float] = field(default_factory=list)


class Seen:
    """When each session was pressed on last, and how soon that was seen."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self.pressed: dict[int, float] = {}

    def heard(self, session_id: int) -> None:
        if session_id in self.pressed:
            self.figures.heard.append((perf_counter() - self.pressed[session_id]) * 1000)

    def shown(self, session_id: int) -> None:
        if session_id in self.pressed:
            self.figures.shown.append((perf_counter() - self.pressed[session_id]) * 1000)


class Page:
    """One open page: it hears, asks again, and notes how long that took."""

    def __init__(self, port: int, browser: Browser, seen: Seen) -> None:
        self.browser, self.seen = browser, seen
        self.wire = Wire(port, browser.cookie)
        self.listening = Wire(port, browser.cookie)
        self.mark = ""
        self.own = ""
        self.have = ""

    @property
    def path(self) -> str:
        return f"/live/{self.browser.session_id}"

    async def refresh(self) -> None:
        """Ask what is new, as the script of the page does."""
        known = f"{self.path}/state?v={self.mark}&at={self.own}&have={self.have}"
        status, body = await self.wire.ask(known)
        if status == 200:
            answer = json.loads(body)
            self.mark = answer["version"]
            self.own = answer.get("own_mark", self.own)
            self.have = ".".join(answer["hashes"].values())
            self.seen.shown(self.browser.session_id)

    async def stream(self) -> None:
        async for _ in self.listening.events(f"{self.path}/events?ticket={self.browser.ticket}"):
            self.seen.heard(self.browser.session_id)
            await self.refresh()

    async def long_poll(self) -> None:
        version = 0
        while True:
            asked = f"{self.path}/events?once=1&v={version}&ticket={self.browser.ticket}"
            _, said = await self.listening.ask(asked)
            if b"id: " in said:
                version = int(said.partition(b"id: ")[2].split()[0])
                self.seen.heard(self.browser.session_id)
                await self.refresh()

    async def ask(self) -> None:
        await asyncio.sleep(self.browser.place % 30 / 30 * ASKS_EVERY)
        while True:
            await self.refresh()
            await asyncio.sleep(ASKS_EVERY)


async def press_on(pages: list[Page], seen: Seen) -> None:
    """Let the sessions go on a step and back a step, one after the other, evenly."""
    leads = [Wire(page.wire.port, page.browser.cookie) for page in pages if page.browser.leads]
    sessions = [page.browser.session_id for page in pages if page.browser.leads]
    at = dict.fromkeys(sessions, 0)
    turn = 0
    while True:
        began = perf_counter()
        session_id, wire = sessions[turn % len(sessions)], leads[turn % len(leads)]
        act = "back" if at[session_id] else "next"
        seen.pressed[session_id] = perf_counter()
        body = f"act={act}&seen={at[session_id]}&added=0".encode()
        status, said = await wire.ask(f"/live/{session_id}/course", body)
        assert status == 200, (status, said[:300])
        at[session_id] = 1 - at[session_id]
        turn += 1
        await asyncio.sleep(max(0.0, 1 / CHANGES - (perf_counter() - began)))


async def read_pages(port: int, figures: Figures) -> None:
    """Open an ordinary page ten times a second, at no particular moment."""
    wire, chance = Wire(port), Random(1)  # noqa: S311 - moments, not secrets
    while True:
        await asyncio.sleep(chance.uniform(0, 0.2))
        began = perf_counter()
        await wire.ask(PAGE)
        figures.pages.append((perf_counter() - began) * 1000)


async def measure(port: int, browsers: list[Browser], way: str, needs: Needs) -> dict[str, float]:
    """Run the quiet part, then the loud one; print what came of each, and return what counts."""
    quiet, loud = Figures(), Figures()
    await _for(QUIET, [read_pages(port, quiet)])
    seen = Seen(loud)
    pages = [Page(port, browser, seen) for browser in browsers]
    ways: dict[str, Callable[[Page], Awaitable[None]]] = {
        "stream": Page.stream, "long-poll": Page.long_poll, "ask": Page.ask,
    }  # fmt: skip
    before = needs.memory()
    listening = [asyncio.ensure_future(ways[way](page)) for page in pages]
    await asyncio.sleep(8)
    for page in pages[::50]:
        await page.refresh()
    idle = needs.cpu()
    await asyncio.sleep(QUIET)
    idle = (needs.cpu() - idle) / QUIET
    loud.heard.clear()
    loud.shown.clear()
    busy = needs.cpu()
    await _for(LASTS, [press_on(pages, seen), read_pages(port, loud)])
    busy = (needs.cpu() - busy) / LASTS
    report(way, quiet, loud)
    print(f"server: {idle:.1%} of a core idle, {busy:.1%} with {CHANGES:g} changes a second")
    after = needs.memory()
    print(f"memory: {before:.0f} MB before, {after:.0f} MB with {len(pages)} pages open")
    for task in listening:
        task.cancel()
    await asyncio.gather(*listening, return_exceptions=True)
    heard = _p95(loud.heard or loud.shown)
    return {"heard": heard, "idle": idle, "busy": busy, "memory": after - before}


async def _for(seconds: float, work: list[Awaitable[None]]) -> None:
    tasks = [asyncio.ensure_future(each) for each in work]
    done, _ = await asyncio.wait(tasks, timeout=seconds)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()


def report(way: str, quiet: Figures, loud: Figures) -> None:
    """Print the times."""
    for name, times in (("heard", loud.heard), ("shown", loud.shown)):
        if times:
            print(
                f"{way}, {name}: p50 {median(times):.1f} p95 {_p95(times):.1f} ms, n {len(times)}"
            )
    print(f"pages: p95 {_p95(quiet.pages):.1f} ms quiet, {_p95(loud.pages):.1f} ms loud")


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def main() -> None:
    """Serve, fill, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--way", default="stream", choices=("stream", "long-poll", "ask"))
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--postgresql", action="store_true", help="instead of SQLite")
    parser.add_argument("--rows", type=Path, help="a file for the figures, as JSON")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, database_for(given.postgresql) as address:
        data = Path(folder) / "var"
        settings = Settings(
            data=data, content=ROOT, secret_key=SecretStr(SECRET), database_url=address
        )
        browsers = gathered(settings, SESSIONS, PEOPLE)
        served = {"LEARNING_SECRET_KEY": SECRET, "LEARNING_DATABASE_URL": address}
        options = ("--processes", str(given.processes))
        with Server(data, ROOT, settings=served, options=options) as server:
            needs = Needs(server.pid)
            if given.processes == 1:
                needs.keep_apart()
            work = measure(server.port, browsers, given.way, needs)
            found = asyncio.run(asyncio.wait_for(work, LONGEST))
    handed_on(promises.live(found, given.processes), given.rows)


@contextmanager
def database_for(is_postgresql: bool) -> Iterator[str]:
    """Give the address of a fresh PostgreSQL database, or “” for the SQLite file as usual."""
    if not is_postgresql:
        yield ""
        return
    server = PostgresServer()
    try:
        yield server.url("bench")
    finally:
        server.stop()


if __name__ == "__main__":
    main()
