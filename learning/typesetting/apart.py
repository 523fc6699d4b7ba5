"""A PDF made in a process of its own, which gives its memory back when it ends.

typst needs about a megabyte a page, and in our own process keeps it. Beginning the other process
takes 0.2 s; `tests/exports/test_budget.py` measures the whole.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from learning.errors import Conflict, TooMany
from learning.typesetting.compiling import Standard, compiled

LONGEST = 60
"""Seconds after which a file is given up."""
LONGEST_WAIT = 15
"""Seconds to wait for others whose file is being made."""
_PROGRAM = "from learning.typesetting.apart import answer; answer()"
_ONE_AT_A_TIME = threading.Lock()


def compiled_apart(
    template: Path, printed: Mapping[str, Any], *, made_at: datetime, standards: Sequence[Standard]
) -> bytes:
    """Return what `compiled` would, from a process of its own; of several the next one waits.

    Raises `TooMany` after waiting in vain, and `Conflict` where the machine has not the memory or
    the time for so large a file.
    """
    asked = json.dumps([str(template), printed, made_at.isoformat(), list(standards)])
    if not _ONE_AT_A_TIME.acquire(timeout=LONGEST_WAIT):
        raise TooMany("Other PDFs are being made just now.", wait=LONGEST_WAIT)
    try:
        return _answered(asked.encode())
    finally:
        _ONE_AT_A_TIME.release()


def _answered(asked: bytes) -> bytes:
    where = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    too_large = "This is too much for one PDF here. Choose less, or take it as Word."
    try:
        done = subprocess.run(  # noqa: S603 (our own program; what was typed goes in as JSON)
            [sys.executable, "-c", _PROGRAM],
            input=asked, env=where, capture_output=True, timeout=LONGEST, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Conflict(too_large) from None
    if done.returncode < 0:  # ended from outside, or by want of memory
        raise Conflict(too_large)
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace").strip().rpartition("\n")[2])
    return done.stdout


def answer() -> None:
    """Be the other process: read what is asked, write the PDF."""
    with suppress(OSError):
        # If memory runs out, this process ends and not the server.
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    template, printed, made_at, standards = json.load(sys.stdin)
    content = compiled(
        Path(template),
        printed,
        made_at=datetime.fromisoformat(made_at),
        standards=standards,
    )
    sys.stdout.buffer.write(content)
