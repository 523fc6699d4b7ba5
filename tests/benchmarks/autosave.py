"""Autosaves of thirty-two writers before two processes: how soon they are answered, how many fit.

    python -m tests.benchmarks.autosave [--postgresql] [--fsync MILLISECONDS]

First 150 saves a second are offered, whether or not the ones before are answered; then everybody
saves as fast as they can, beside the same rows written by one thread straight to the database. With
``--fsync`` each flush to the disk takes so much longer (SQLite; needs a C compiler).
"""

import argparse
import asyncio
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

import psycopg
from pydantic import SecretStr

from learning import clock
from learning.config import Settings
from learning.content import Programme, Reflection, load_programme
from learning.db import open_database
from learning.web import create_app
from tests.benchmarks.gathering import ROOT, cookie_of
from tests.benchmarks.live import SECRET, database_for
from tests.benchmarks.result import Row, at_least, at_most, handed_on
from tests.benchmarks.wire import Wire
from tests.cast import join
from tests.server import Server

PROCESSES, WRITERS = 2, 32
OFFERED = 150.0
"""Saves a second."""
LASTS = 10.0
"""Seconds of each part."""
SLOW_FLUSH = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <unistd.h>
static int slow(const char *name, int file) {
    usleep(MICROSECONDS);
    return ((int (*)(int))dlsym(RTLD_NEXT, name))(file);
}
int fsync(int file) { return slow("fsync", file); }
int fdatasync(int file) { return slow("fdatasync", file); }
"""


@dataclass
class Writer:
    """One person with one page open, who types."""

    wire: Wire
    path: str
    exercise: str
    prompt: str
    version: int = 0
    times: list[float] = field(default_factory=list)
    """Milliseconds from when a save was due to its answer."""
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def save(self, due: float) -> None:
        """Save a text that nobody has saved before; refusals are errors."""
        async with self.lock:
            words = f"What I think of it, for the {self.version + 1}. time. " * 10
            fields = {
                f"{self.exercise}.{self.prompt}": words,
                f"{self.exercise}.version": self.version,
            }
            status, said = await self.wire.ask(self.path, urlencode(fields).encode())
            assert status == 200, (status, said[:300])
            self.version += 1
            self.times.append((time.perf_counter() - due) * 1000)


async def offered(writers: list[Writer]) -> None:
    """Let saves fall due evenly, whoever still waits."""
    began = time.perf_counter()
    saves = []
    for number in range(int(OFFERED * LASTS)):
        due = began + number / OFFERED
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        saves.append(asyncio.create_task(writers[number % len(writers)].save(due)))
    await asyncio.gather(*saves)


async def saturated(writers: list[Writer]) -> float:
    """Let everybody save again as soon as they are answered; return how many a second."""
    until = time.perf_counter() + LASTS
    before = sum(writer.version for writer in writers)

    async def goes_on(writer: Writer) -> None:
        while time.perf_counter() < until:
            await writer.save(time.perf_counter())

    await asyncio.gather(*map(goes_on, writers))
    return (sum(writer.version for writer in writers) - before) / LASTS


def raw(write: Callable[[int], object]) -> float:
    """Return how many rows a second one thread writes, each in a commit of its own."""
    count, until = 0, time.perf_counter() + LASTS / 2
    while time.perf_counter() < until:
        write(count)
        count += 1
    return count / (LASTS / 2)


def main() -> None:
    """Serve, write, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgresql", action="store_true", help="instead of SQLite")
    parser.add_argument("--fsync", type=float, default=0, help="milliseconds more for each flush")
    parser.add_argument("--rows", type=Path, help="a file for the figures, as JSON")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, database_for(given.postgresql) as address:
        if given.fsync and not os.environ.get("LD_PRELOAD"):
            again(Path(folder), given.fsync, given.rows)
            return
        settings = Settings(
            data=Path(folder) / "var", content=ROOT, secret_key=SecretStr(SECRET),
            database_url=address,
        )  # fmt: skip
        served = {"LEARNING_SECRET_KEY": SECRET, "LEARNING_DATABASE_URL": address}
        cookies, programme = people(settings)
        options = ("--processes", str(PROCESSES))
        with Server(settings.data, ROOT, settings=served, options=options) as server:
            writers = [writer(server.port, cookie, programme) for cookie in cookies]
            p99, many = asyncio.run(measure(writers))
        alone = beside(address, Path(folder))
    handed_on(rows(p99, many, alone, is_postgresql=given.postgresql), given.rows)


def rows(p99: float, many: float, alone: float, *, is_postgresql: bool) -> list[Row]:
    """Say what was promised of these figures."""
    more = f"{many:.0f} a second, {alone:.0f} alone"
    if is_postgresql:
        what = "autosave, PostgreSQL: saturated, of one thread with the same statement"
        return [at_least(what, 0.25, many / alone, " ×", more)]
    offer = f"autosave, SQLite: {OFFERED:g} a second offered, p99"
    what = "autosave, SQLite: saturated, of one raw thread"
    return [
        at_most(offer, 60, p99, " ms", "no error"),
        at_least(what, 0.6, many / alone, " ×", more),
    ]


async def measure(writers: list[Writer]) -> tuple[float, float]:
    """Return milliseconds, p99, of what was offered, and how many a second fit."""
    for each in writers:
        await each.save(time.perf_counter())
        each.times.clear()
    await offered(writers)
    times = sorted(t for each in writers for t in each.times)
    print(f"offered {OFFERED:g} a second: p50 {median(times):.1f} ms, p99 {_p99(times):.1f} ms")
    return _p99(times), await saturated(writers)


def beside(address: str, folder: Path) -> float:
    """Return how many rows a second one thread writes without us."""
    make = "CREATE TABLE raw (id INTEGER PRIMARY KEY, words TEXT, version INTEGER)"
    words = "What I think of it, for the first time. " * 10
    if address:
        with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(make)
            connection.execute("INSERT INTO raw VALUES (1, '', 0)")
            put = "UPDATE raw SET words = %s, version = version + 1 WHERE id = 1"
            return raw(lambda _: connection.execute(put, (words,)))
    file = sqlite3.connect(folder / "raw.db", isolation_level=None)
    for said in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", make):
        file.execute(said)
    file.execute("INSERT INTO raw VALUES (1, '', 0)")
    put = "UPDATE raw SET words = ?, version = version + 1 WHERE id = 1"
    found = raw(lambda _: file.execute(put, (words,)))
    file.close()
    return found


def people(settings: Settings) -> tuple[list[str], Programme]:
    """Return the cookies of the writers, and what they read."""
    settings.prepare()
    app, database = create_app(settings), open_database(settings.url)
    with database.writing.begin() as db:
        cookies = [cookie_of(app, join(db, f"Writer {number}")) for number in range(WRITERS)]
    database.close()
    app.extensions["database"].close()
    return cookies, load_programme(ROOT, today=clock.now().date())


def writer(port: int, cookie: str, programme: Programme) -> Writer:
    """Return somebody before the programme’s first reflection."""
    exercise = next(
        e for page in programme.pages for e in page.exercises if isinstance(e, Reflection)
    )
    path = f"{programme.page_of(exercise).path}/entries"
    return Writer(Wire(port, cookie), path, exercise.id, exercise.prompts[0].id)


def again(folder: Path, milliseconds: float, found: Path | None) -> None:
    """Run the same with a slower disk."""
    source, library = folder / "slow.c", folder / "slow.so"
    source.write_text(SLOW_FLUSH.replace("MICROSECONDS", str(int(milliseconds * 1000))))
    subprocess.run(["cc", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    command = [sys.executable, "-m", "tests.benchmarks.autosave", "--fsync", str(milliseconds)]
    command += ["--rows", str(found)] if found else []
    subprocess.run(command, env=os.environ | {"LD_PRELOAD": str(library)}, check=True)


def _p99(times: list[float]) -> float:
    return times[int(len(times) * 0.99)]


if __name__ == "__main__":
    main()
