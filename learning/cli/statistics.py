"""``learning statistics``: count everybody from nothing, or say whether what is kept is right."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from learning import clock, statistics
from learning.cli.opening import open_as_set
from learning.cli.refusal import refusing
from learning.config import settings_from_environment
from learning.content import Programme, load_programme
from learning.db import Database


@refusing
def recount() -> int:
    """Count everybody from nothing; pages go on being served meanwhile."""
    with _opened() as (database, programme, time_zone):
        accounts = statistics.recount_all(database, programme, time_zone)
    print(f"{accounts:,} accounts are counted anew.")
    return 0


@refusing
def compare() -> int:
    """Compare what is kept with what people have done; exit status 1 if it differs."""
    with _opened() as (database, programme, time_zone):
        drift = statistics.compare(database, programme, time_zone)
    waiting = f" {drift.waiting:,} wait to be counted." if drift.waiting else ""
    if not drift:
        print(f"The statistics are what people have done.{waiting}")
        return 0
    people = f"{len(drift.people):,} people are counted otherwise than they should be."
    sums = "".join(f"\nNot the sum of its people: {name}." for name in drift.tallies)
    print(f"{people}{waiting}{sums}\nMend it with: learning statistics recount", file=sys.stderr)
    return 1


@contextmanager
def _opened() -> Iterator[tuple[Database, Programme, str]]:
    settings = settings_from_environment().prepare()
    programme = load_programme(
        settings.content, today=clock.now().date(), cache=settings.data / "cache"
    )
    database = open_as_set(settings)
    try:
        yield database, programme, settings.time_zone
    finally:
        database.close()
