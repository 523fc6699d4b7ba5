"""Every budget of the product and what measures it, in the order in which they are promised."""

import json
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks import (
    certificate,
    content,
    marking,
    memory,
    page,
    queries,
    starting,
    weight,
)
from tests.benchmarks.gathering import ROOT
from tests.benchmarks.result import Row, beside

Measure = Callable[[], list[Row]]


def parts(*, full: bool = False) -> dict[str, Measure]:
    """Return what measures each budget, by name; ``full`` takes half an hour."""
    many = ("20000", "100000") if full else ("2000", "20000")
    return {
        "weight": weight.rows,
        "queries": queries.rows,
        "page": page.rows,
        "autosave": partial(apart, "autosave", "--fsync", "2"),
        "autosave-postgresql": partial(apart, "autosave", "--postgresql"),
        "statistics": partial(apart, "statistics", "--learners", *many),
        "marking": marking.rows,
        "live": partial(apart, "live"),
        "certificate": certificate.rows,
        "memory": memory.rows,
        "starting": starting.rows,
        "installing": _installing,
        "content": content.rows,
    }


def apart(name: str, *options: str) -> list[Row]:
    """Run the benchmark ``name``, which has a command line of its own, and return its rows."""
    with TemporaryDirectory() as folder:
        found = Path(folder) / "rows.json"
        command = [sys.executable, "-m", f"tests.benchmarks.{name}", *options]
        subprocess.run([*command, "--rows", str(found)], cwd=ROOT, check=True)
        return [Row(**row) for row in json.loads(found.read_text())]


def _installing() -> list[Row]:
    """Say how it is measured: no run of this can leave out what is downloaded."""
    how = "by hand: `make run` in a fresh copy, once the packages are in pip’s cache"
    return [beside("install to first page (promised: 20 s)", how)]
