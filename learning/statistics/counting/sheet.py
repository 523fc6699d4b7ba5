"""What somebody is counted as: every definition of a figure about people is here or in `learned`.

Pure. What is said of pages and exercises is said of today's: a tick of a page that an earlier
edition had counts for nothing but activity.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from learning.content import Exercise, Page, Programme
from learning.statistics.counting.facts import Facts
from learning.statistics.counting.learned import graded, is_counted, is_grid
from learning.statistics.counting.shape import shape_of
from learning.statistics.groups import Attribute
from learning.statistics.marks import Family, took

ACTIVE_DAYS = 30
"""Whoever did something today or on one of the 29 days before is active."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one person is counted as."""

    attributes: Mapping[Attribute, str]
    """Without those that were left open."""
    marks: Mapping[tuple[str, str], frozenset[str]]
    """By family and, in that of months, the month; without those that are empty."""
    active_until: date | None
    """The last day of being active, from today on; None: not active."""


@dataclass(frozen=True)
class Rules:
    """By what people are counted: today's programme, and whose midnight ends a day."""

    programme: Programme
    zone: ZoneInfo

    @cached_property
    def exercises(self) -> tuple[Exercise, ...]:
        """Return the exercises whose answers are counted."""
        placed = (exercise for page in self.programme.pages for exercise in page.exercises)
        return tuple(exercise for exercise in placed if is_counted(exercise))

    @cached_property
    def exercises_by_name(self) -> Mapping[str, Exercise]:
        """Return them by today's id and earlier ones."""
        return {name: e for e in self.exercises for name in (*e.was, e.id)}

    @cached_property
    def names_of_grids(self) -> tuple[str, ...]:
        """Return what those are called, today and earlier, of which the first answer matters."""
        return tuple(name for name, e in self.exercises_by_name.items() if is_grid(e))

    @cached_property
    def shape(self) -> str:
        """Return what changes when everybody has to be counted anew."""
        return shape_of(self.programme, str(self.zone), self.exercises)

    def day(self, at: datetime) -> date:
        """Return the day of ``at`` on the wall."""
        return at.astimezone(self.zone).date()

    def month(self, at: datetime) -> str:
        """Return the month of ``at`` on the wall, ``2026-11``."""
        return at.astimezone(self.zone).strftime("%Y-%m")


def sheet_of(facts: Facts, rules: Rules, today: date) -> Sheet:
    """Return what the person with these facts is counted as on ``today``."""
    until = _active_until(facts, rules)
    active_until = until if until and until >= today else None
    ticks = _ticks(facts, rules.programme)
    marks = {
        (Family.PROGRESS, ""): _progress(facts, rules, ticks)
        | ({"active"} if active_until else set()),
        (Family.LEARNING, ""): graded(facts.entries, rules.exercises_by_name),
        (Family.PRACTICE, ""): set(facts.practice),
        **_by_month(facts, rules, ticks),
    }
    return Sheet(
        attributes={**facts.work, Attribute.COHORT: rules.month(facts.joined_at)},
        marks={key: frozenset(names) for key, names in marks.items() if names},
        active_until=active_until,
    )


Ticks = Mapping[str, datetime]
"""Page of today to when it was first marked, under this or an earlier name."""


def _ticks(facts: Facts, programme: Programme) -> Ticks:
    ticks: dict[str, datetime] = {}
    for name, at in facts.completions:
        if page := programme.canonical_pages.get(name):
            ticks[page.id] = min(at, ticks.get(page.id, at))
    return ticks


def _progress(facts: Facts, rules: Rules, ticks: Ticks) -> set[str]:
    """Return the marks of how far somebody has come.

    ``joined``: has an account. ``started``: has marked a page of today's programme.
    ``page:…``: has marked it. ``module:…``: has marked every page it has today. ``finished``: has
    marked every page of today's programme. ``certificate``: holds one that was not withdrawn.
    ``team``: is credited with minutes in a live session that is over. ``finished:team`` and
    ``finished:alone``: who finished with and without that. ``took:…``: who finished, by the whole
    days from the first tick to the last.
    """
    marks = {"joined", *(f"page:{page}" for page in ticks)}
    marks |= {f"module:{m.id}" for m in rules.programme.modules if _done_at(m.pages, ticks)}
    if ticks:
        marks.add("started")
    if facts.certificates:
        marks.add("certificate")
    if facts.attended:
        marks.add("team")
    if finished_at := _done_at(rules.programme.pages, ticks):
        days = (finished_at - min(ticks.values())).days
        how = "finished:team" if facts.attended else "finished:alone"
        marks |= {"finished", how, took(days)}
    return marks


def _by_month(
    facts: Facts, rules: Rules, ticks: Ticks
) -> Mapping[tuple[Family, str], Iterable[str]]:
    """Return the marks of what somebody did in each month.

    ``joined``; ``started``: the first tick of a page of today; ``module:…`` and ``finished``: the
    tick that was the last to be missing; ``certificate``: the first that was not withdrawn.
    """
    events: dict[str, datetime | None] = {
        "joined": facts.joined_at,
        "started": min(ticks.values(), default=None),
        "finished": _done_at(rules.programme.pages, ticks),
        "certificate": min(facts.certificates, default=None),
        **{f"module:{m.id}": _done_at(m.pages, ticks) for m in rules.programme.modules},
    }
    found: dict[tuple[Family, str], set[str]] = {}
    for name, at in events.items():
        if at:
            found.setdefault((Family.MONTH, rules.month(at)), set()).add(name)
    return found


def _done_at(pages: Iterable[Page], ticks: Ticks) -> datetime | None:
    """Return when the last of ``pages`` was marked; None if one is not, or there are none."""
    times = [ticks.get(page.id) for page in pages]
    known = [at for at in times if at]
    return max(known) if known and len(known) == len(times) else None


def _active_until(facts: Facts, rules: Rules) -> date | None:
    """Return the last day on which what somebody did last makes them active.

    That is a page marked, also one of an earlier edition; the beginning of a sitting in which an
    answer was saved; a live session that credits them with minutes.
    """
    acts = [at for _, at in facts.completions] + list(facts.attended)
    acts += [facts.wrote_at] if facts.wrote_at else []
    return rules.day(max(acts)) + timedelta(days=ACTIVE_DAYS - 1) if acts else None
