"""Every budget of the product, measured in one run.

    python -m tests.benchmarks [--only NAME …] [--full] [--write]

With ``--write`` the table goes into docs/benchmarks.md, where it takes the place of the one before.
"""

import argparse
import sys
import time

from tests.benchmarks.gathering import ROOT
from tests.benchmarks.result import Row
from tests.benchmarks.suite import Measure, parts
from tests.benchmarks.table import section, table, written

PAGE = ROOT / "docs" / "benchmarks.md"


def main() -> None:
    """Measure, print, and keep."""
    names = list(parts())
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=names, help="these budgets only")
    parser.add_argument("--full", action="store_true", help="100,000 learners: half an hour")
    parser.add_argument("--write", action="store_true", help="keep the table in the docs")
    parser.add_argument("--note", default="", help="a sentence to stand above the table")
    given = parser.parse_args()
    if given.write and given.only:
        parser.error("--write keeps the whole table, so --only cannot be chosen with it")
    chosen = {n: m for n, m in parts(full=given.full).items() if n in (given.only or names)}
    found = measured(chosen)
    print(section(found, given.note) if given.write else table(found))
    if given.write:
        written(PAGE, section(found, given.note))
    sys.exit(any(row.holds is False for rows in found.values() for row in rows))


def measured(chosen: dict[str, Measure]) -> dict[str, list[Row]]:
    """Return the rows of each, and say on the way what is being measured."""
    found = {}
    for name, measure in chosen.items():
        began = time.perf_counter()
        print(f"{name} …", file=sys.stderr, flush=True)
        found[name] = measure()
        took = f"{name}: {time.perf_counter() - began:.0f} s"
        said = (f"  {r.what}: {r.measured} ({r.budget}: {r.verdict})" for r in found[name])
        print(took, *said, sep="\n", file=sys.stderr, flush=True)
    return found


if __name__ == "__main__":
    main()
