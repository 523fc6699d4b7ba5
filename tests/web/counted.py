"""Five hundred learners of the small programme, counted: for the pages and files of statistics."""

from sqlalchemy.orm import Session

from learning.organisations import Organisation, key_of
from learning.organisations.naming import block_of, initials_of
from learning.statistics import Family, Group
from tests.statistics.tallied import Alike, publish

LONG = "W" * 120
NAMES = ("=1+1", "@SUM(A1)", "-2 degrees", LONG, "Łódź & <b>Sons</b>", "Too Small")
"""Organisations; only three people come from the last."""
_JOINED = ("joined", "active")
_STARTED = (*_JOINED, "started", "page:what-it-is")
_FINISHED = (
    *_STARTED, "page:a-conversation", "module:listening", "page:say-what-you-saw",
    "module:feedback", "finished", "certificate",
)  # fmt: skip


def ratings(when: str, rating: int) -> tuple[str, ...]:
    return tuple(f"rating:{when}:{statement}:{rating}" for statement in ("listen", "ask"))


def checked(*what: str) -> tuple[str, ...]:
    return tuple(f"check:spot-it.nods:{one}" for one in what)


def count(db: Session, anew_after: int | None = None) -> None:
    """Write the organisations, and the tallies of those who come from them."""
    ids = [_organisation(db, name) for name in NAMES]
    sizes = (40, 30, 20, 25, 60)
    crowds = [_crowd(size, str(id_)) for size, id_ in zip(sizes, ids[:5], strict=True)]
    few = Alike(3, Group(organisation=str(ids[5]), sector="housing", cohort="2026-03"), _marks(()))
    rest = Alike(322, Group(cohort="2025-03"), _marks(ratings("start", 2)))
    publish(db, *crowds, few, rest, anew_after=anew_after)


def _crowd(number: int, organisation: str) -> Alike:
    who = Group(organisation=organisation, sector="health", nation="wales", cohort="2026-02")
    learned = (*ratings("start", 3), *ratings("end", 7), *checked("tried", "right"))
    months = {"2026-02": ("joined", "started"), "2026-03": ("finished", "certificate")}
    how = ("finished:team", "team", "took:21")
    progress = {Family.PROGRESS: (*_FINISHED, *how), Family.LEARNING: learned}
    return Alike(number, who, progress, months)


def _marks(learned: tuple[str, ...]) -> dict[Family, tuple[str, ...]]:
    return {Family.PROGRESS: _STARTED, Family.LEARNING: learned}


def _organisation(db: Session, name: str) -> int:
    key = key_of(name)
    row = Organisation(name=name, key=key, block=block_of(key), initials=initials_of(key))
    db.add(row)
    db.flush()
    return row.id
