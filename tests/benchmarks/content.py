"""A programme of 500 modules: loaded, checked, rendered and sanitised, cold and warm."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from learning.content import check_programme
from tests import pace
from tests.benchmarks.result import Row, at_most
from tests.content.large import write_large

MODULES = 500
TODAY = date(2026, 11, 25)


def rows() -> list[Row]:
    """Load it without a cache, and with one in which everything is."""
    with TemporaryDirectory() as folder:
        content, cache = Path(folder) / "content", Path(folder) / "cache"
        write_large(content, MODULES)
        cold = pace.least(lambda: check_programme(content, today=TODAY), rounds=3)
        check_programme(content, today=TODAY, cache=cache)
        warm = pace.least(lambda: check_programme(content, today=TODAY, cache=cache), rounds=9)
    return [
        at_most(f"{MODULES} modules of 8 KB, cold", 4, cold, " s", "of the processor"),
        at_most("the same, warm", 0.15, warm, " s", "of the processor"),
    ]
