"""Statistics of very many learners: how long counting takes, and how soon dashboards have them.

    python -m tests.benchmarks.statistics [--postgresql] [--learners 10000 100000]

It invents so many learners of the programme that is served, counts them, and reads groups of every
kind. Seconds are of this process's processor for counting; reading is timed by the clock, for on
PostgreSQL the database has a process of its own, and the least of several rounds is told.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy.orm import Session

from learning import clock, crowd, statistics
from learning.content import Programme, load_programme
from learning.db import Database, open_database
from learning.paths import SHIPPED
from learning.statistics import EVERYBODY, Attribute, Family, Group
from tests.benchmarks.live import database_for
from tests.benchmarks.result import Row, at_most, handed_on

ZONE = "Europe/London"
ROUNDS = 9
BUDGET = {"everybody": 10.0}
"""Milliseconds in the database; 100 for anything else."""
Question = Callable[[Session], object]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--learners", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--compare", action="store_true", help="look for drift, which takes long")
    parser.add_argument("--rows", type=Path, help="a file for the figures, as JSON")
    given = parser.parse_args()
    programme = load_programme(SHIPPED, today=clock.now().date())
    before: dict[str, float] = {}
    found: dict[str, float] = {}
    for learners in sorted(given.learners):
        print(f"\n{learners:,} learners, {len(programme.pages)} pages", flush=True)
        with database_for(given.postgresql) as url, tempfile.TemporaryDirectory() as folder:
            database = open_database(url or f"sqlite:///{Path(folder) / 'learning.db'}")
            before, found = found, measure(database, programme, learners, found, given.compare)
            database.close()
    handed_on(rows(before, found, max(given.learners)), given.rows)


def rows(before: dict[str, float], found: dict[str, float], learners: int) -> list[Row]:
    """Say what was promised of these figures; ``before`` are those of fewer learners."""
    overview = max(took for name, took in found.items() if name.startswith("everybody, progress"))
    # Tables of organisations grow with the organisations, which is not what is promised.
    alike = {name: took for name, took in found.items() if "organisation" not in name}
    grown = sum(alike.values()) / sum(before[name] for name in alike) if before else 1.0
    most = max(found, key=lambda name: found[name])
    people = f"{learners:,} learners"
    return [
        at_most(f"statistics, {people}: everybody’s progress", 10, overview, " ms"),
        at_most(f"statistics, {people}: any other question", 100, found[most], " ms", most),
        at_most("statistics: ten times the learners", 1.2, grown, " × the time"),
    ]


def measure(
    database: Database,
    programme: Programme,
    learners: int,
    before: dict[str, float],
    is_compared: bool,
) -> dict[str, float]:
    """Print what counting and reading take, and how much more than ``before``."""
    crowd.invent(database, programme, learners=learners, seed=1, now=clock.now())
    spent, began = time.process_time(), time.perf_counter()
    statistics.count_waiting(database, programme, ZONE)
    spent, lasted = time.process_time() - spent, time.perf_counter() - began
    print(f"counted in {lasted:.0f} s, {spent:.0f} s of the processor", flush=True)
    found = {}
    with database.reading() as db:
        for name, question in questions(db):
            found[name] = best_of(lambda question=question: question(db))  # type: ignore[misc]
            budget = BUDGET.get(name.split(",")[0], 100.0)
            more = f"{found[name] / before[name]:5.2f} ×" if name in before else ""
            word = "" if found[name] <= budget else f"  over {budget:.0f}"
            print(f"{name:44} {found[name]:7.2f} ms {more}{word}", flush=True)
    if is_compared:
        compare(database, programme)
    return found


def compare(database: Database, programme: Programme) -> None:
    """Print whether the counts are those of counting anew."""
    began = time.perf_counter()
    drift = statistics.compare(database, programme, ZONE)
    print(f"compared in {time.perf_counter() - began:.0f} s: {'drift' if drift else 'no drift'}")


def questions(db: Session) -> Iterator[tuple[str, Question]]:
    """Yield what dashboards ask, each under a name."""
    sizes = statistics.counts_by(db, EVERYBODY, Attribute.ORGANISATION, Family.PROGRESS)
    largest = max((name for name in sizes if name), key=lambda name: sizes[name]("joined"))
    groups = {
        "everybody": EVERYBODY,
        "a sector": Group(sector="health"),
        "a sector, a nation": Group(sector="health", nation="england"),
        "a sector, a nation, a role": Group(sector="health", nation="england", role="care"),
        "an organisation": Group(organisation=largest),
        "an organisation, a role": Group(organisation=largest, role="care"),
    }
    for name, group in groups.items():
        for family in (Family.PROGRESS, Family.LEARNING):
            yield (
                f"{name}, {family}",
                lambda db, g=group, f=family: statistics.counts_of(db, g, f),  # type: ignore[misc]
            )
        yield (f"{name}, by month", lambda db, g=group: statistics.counts_by_month(db, g))  # type: ignore[misc]
        for by in (Attribute.ROLE, Attribute.COHORT, Attribute.ORGANISATION):
            yield (
                f"{name}, by {by}",
                lambda db, g=group, a=by: statistics.counts_by(db, g, a, Family.PROGRESS),  # type: ignore[misc]
            )


def best_of(act: Callable[[], object]) -> float:
    """Return the least milliseconds it took."""
    lasted = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        act()
        lasted.append(time.perf_counter() - began)
    return 1000 * min(lasted)


if __name__ == "__main__":
    main()
