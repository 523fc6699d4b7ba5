"""What the whole service keeps in memory, as a volunteer runs it, while people read and write."""

import asyncio
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr

from learning.config import Settings
from tests.benchmarks.autosave import Writer, people, writer
from tests.benchmarks.gathering import ROOT
from tests.benchmarks.live import SECRET
from tests.benchmarks.needs import Needs
from tests.benchmarks.result import Row, at_most
from tests.server import Server

LASTS = 8.0
"""Seconds."""
MOST = 150.0


def rows() -> list[Row]:
    """Let thirty-two people read every page and save, and weigh the service meanwhile."""
    with TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder) / "var", content=ROOT, secret_key=SecretStr(SECRET))
        cookies, programme = people(settings)
        paths = [page.path for page in programme.pages]
        served = {"LEARNING_SECRET_KEY": SECRET, "LEARNING_DEVELOPMENT": "0"}
        with Server(settings.data, ROOT, settings=served) as server:
            needs = Needs(server.pid)
            before = needs.memory()
            writers = [writer(server.port, cookie, programme) for cookie in cookies]
            most = asyncio.run(_weighed(writers, paths, needs))
    more = f"{before:.0f} MB before anybody came"
    return [at_most("memory of the whole service, under load", MOST, most, " MB", more)]


async def _weighed(writers: list[Writer], paths: list[str], needs: Needs) -> float:
    until = time.perf_counter() + LASTS

    async def goes_on(one: Writer) -> None:
        while time.perf_counter() < until:
            await one.save(time.perf_counter())
            for path in paths:
                status, _ = await one.wire.ask(path)
                assert status == 200, (path, status)

    work = asyncio.gather(*map(goes_on, writers))
    most = 0.0
    while not work.done():
        await asyncio.sleep(0.5)
        most = max(most, needs.memory())
    await work
    return most
