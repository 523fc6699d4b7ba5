"""The table of a run, to print and to keep in docs/benchmarks.md."""

import os
import platform
import sqlite3
import subprocess
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from learning import clock
from tests.benchmarks.result import Row
from tests.databases import binaries

BEGIN, END = "<!-- make bench: begin -->", "<!-- make bench: end -->"
"""What stands between these lines is written anew by each run."""


def table(found: Mapping[str, list[Row]]) -> str:
    """Return the rows as a table in Markdown."""
    lines = ["| what | promised | measured | |", "|---|---|---|---|"]
    rows = [row for rows in found.values() for row in rows]
    lines += [f"| {r.what} | {r.budget} | {r.measured} | {r.verdict} |" for r in rows]
    return "\n".join(lines)


def section(found: Mapping[str, list[Row]], note: str = "") -> str:
    """Return the table below when, where and with what it was measured."""
    today = clock.now()
    said = f"{today.day} {today:%B %Y}. {machine()} {versions()}"
    return f"{said}{' ' + note if note else ''}\n\n{table(found)}"


def machine() -> str:
    """Return cores, kind of processor, memory, and how busy the machine was, in a sentence."""
    cores = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    busy = os.getloadavg()[2]
    return (
        f"{cores} cores ({_processor()}), {memory:.0f} GB;"
        f" {busy:.1f} at work on average in the last quarter of an hour."
    )


def versions() -> str:
    """Return what it ran with, in a sentence."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("Flask", "granian"))
    said = subprocess.run(
        [binaries() / "postgres", "--version"], capture_output=True, text=True, check=True
    )
    postgres = said.stdout.split()[2]
    return (
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version},"
        f" PostgreSQL {postgres}, {packages}."
    )


def written(page: Path, text: str) -> None:
    """Put ``text`` between the two lines of ``page``; raise `ValueError` if they are not there."""
    before, begin, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{page} lacks the lines {BEGIN} and {END}")
    page.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


def _processor() -> str:
    cpu = Path("/proc/cpuinfo")
    lines = cpu.read_text().splitlines() if cpu.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())
