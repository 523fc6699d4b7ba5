"""How soon the server and the commands are there."""

import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from learning import clock
from learning.content import check_programme
from tests import pace
from tests.benchmarks.gathering import ROOT
from tests.benchmarks.needs import Needs
from tests.benchmarks.result import Row, at_most
from tests.server import Server

ROUNDS = 5


def rows() -> list[Row]:
    """Start the server with its content known, ask for help, and check the content."""
    with TemporaryDirectory() as folder:
        ready, spent = min(_ready(Path(folder) / "var") for _ in range(ROUNDS))
    helped = pace.least(partial(_run, "--help"))
    work = pace.least(lambda: check_programme(ROOT, today=clock.now().date()))
    checked = pace.least(partial(_run, "check"))
    of_processor = "of the processor"
    return [
        at_most("`learning serve`, ready", 1, ready, " s",
                f"by the clock; {spent:.2f} s of the processor"),
        at_most("`learning --help`", 0.1, helped, " s", of_processor),
        at_most("`learning check`, beside its work", 0.2, max(checked - work, 0), " s",
                f"{of_processor}; the work {work:.2f} s"),
    ]  # fmt: skip


def _ready(data: Path) -> tuple[float, float]:
    """Return seconds until the first answer, by the clock and of the processor."""
    server = Server(data, ROOT, settings={"LEARNING_DEVELOPMENT": "0"})
    began = time.perf_counter()
    with server:
        return time.perf_counter() - began, Needs(server.pid).cpu()


def _run(*words: str) -> None:
    command = [sys.executable, "-m", "learning", *words]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
