"""How a journal is laid out to be read: of which kind an entry is, by module, by month. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby

from learning.content import Programme
from learning.journal.entries import EntryView
from learning.journal.shown import shown

KINDS = {
    "words": "In my own words",
    "ratings": "Ratings",
    "checks": "Checks and sorting",
    "rankings": "Rankings",
    "positions": "Positions on a grid",
    "tables": "Tables",
    "plans": "Plans",
}
"""What entries are, by the word that stands in an address."""
ON_A_PAGE = 50
"""Entries that are shown together."""
_ANSWERED_BY = {
    "rating": "ratings",
    "choice": "checks",
    "place": "rankings",
    "level": "positions",
    "rows": "tables",
    "actions": "plans",
}


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that stand under one heading."""

    key: str
    """Unique on the page; also where a link to it leads."""
    title: str
    entries: tuple[EntryView, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """So much of a journal as stands on one page."""

    groups: tuple[Group, ...]
    number: int
    """Which page it is, the first is 1."""
    pages: int
    begins: Mapping[str, int]
    """The page on which each group begins, by its key."""


def kind_of(entry: EntryView) -> str:
    """Return which of `KINDS` the entry is: as it was answered, whatever is asked today."""
    kinds = (_ANSWERED_BY.get(answer.answered_by) for answer in shown(entry, None))
    # The themes that are ticked in a form for one's record are answered with a choice.
    return next((kind for kind in kinds if kind and not entry.is_for_record), "words")


def by_module(entries: Iterable[EntryView], programme: Programme) -> tuple[Group, ...]:
    """Return ``entries`` under the modules of today, in the order of the programme.

    Then come those from live sessions, those for a professional record, and those of earlier
    editions, which are asked no more.
    """
    entries = list(entries)
    asked = programme.exercises
    placed = {e.id: asked[e.exercise_id].id for e in entries if e.exercise_id in asked}
    groups = []
    for module in programme.modules:
        order = {exercise.id: n for n, exercise in enumerate(module.exercises)}
        own = [entry for entry in entries if placed.get(entry.id) in order]
        own.sort(key=lambda entry: order[placed[entry.id]])
        title = f"Module {module.number}: {module.title}"
        groups.append(Group(f"module-{module.id}", title, tuple(own)))
    others = [e for e in entries if e.id not in placed]
    together = tuple(e for e in others if e.is_from_live_session)
    forms = tuple(e for e in others if e.is_for_record)
    earlier = tuple(e for e in others if not (e.is_from_live_session or e.is_for_record))
    groups += [
        Group("live-sessions", "From live sessions", together),
        Group("professional-record", "For your professional record", forms),
        Group("earlier-editions", "From earlier editions", earlier),
    ]
    return tuple(group for group in groups if group.entries)


def by_month(
    entries: Iterable[EntryView], local: Callable[[datetime], datetime]
) -> tuple[Group, ...]:
    """Return ``entries``, latest first, by the month in which they were last saved.

    ``local`` says which time the clocks show where the programme is at home.
    """
    latest = sorted(entries, key=lambda e: (e.saved_at, e.id), reverse=True)
    months = groupby(latest, lambda e: local(e.saved_at).replace(day=1).date())
    return tuple(Group(f"{m:month-%Y-%m}", f"{m:%B %Y}", tuple(own)) for m, own in months)


def sheet_of(groups: Sequence[Group], number: int | None) -> Sheet:
    """Return page ``number``, or the last if there are not so many; all on one for None."""
    size = ON_A_PAGE if number else max(1, sum(len(group.entries) for group in groups))
    begins, before = {}, 0
    for group in groups:
        begins[group.key] = before // size + 1
        before += len(group.entries)
    pages = max(1, -(-before // size))
    number = min(number or 1, pages)
    return Sheet(tuple(_cut(groups, (number - 1) * size, number * size)), number, pages, begins)


def _cut(groups: Iterable[Group], start: int, end: int) -> Iterator[Group]:
    at = 0
    for group in groups:
        own = group.entries[max(0, start - at) : max(0, end - at)]
        if own:
            yield replace(group, entries=own)
        at += len(group.entries)
