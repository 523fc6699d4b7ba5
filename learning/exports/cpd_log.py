"""A log of continuing professional development: what was done, how, for how long, and what for.

Its rows come from pages that were marked as done and from live sessions; what somebody adds to a
row is an entry like any other, under an id of its own. A number that is not corrected is the one of
the programme, so it grows with what is done.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning import journal, live
from learning.accounts import Person
from learning.content import Exercise, Module, Programme
from learning.content.exercises import Reflection
from learning.content.prompts import Prompt
from learning.journal import FORM, EntryView
from learning.live import Credit
from learning.progress import Completion

ID = f"{FORM}cpd-log"
MOST_MINUTES = 6_000
"""Minutes of one row: a hundred hours."""
MINUTES = "minutes"
BODIES = {
    "nmc": "NMC",
    "hcpc": "HCPC",
    "plain": "Any other body",
}
"""Whom the log is for, by the word in its address."""
_OWN = {
    "outcomes": "What I learned",
    "practice": "How it links to your practice",
}
_OWN_OF = {
    "nmc": {"code": "How it links to the Code"},
    "hcpc": {"benefit": "How it benefits the people who use your service"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One row: a module that was read, or a live session."""

    key: str
    """How the ids of its prompts begin."""
    title: str
    method: str
    first: date
    last: date
    planned: int
    """Minutes: of a module as the programme says, of a live session those somebody was there."""
    is_together: bool
    """Whether it counts as participatory: learned with others."""
    outcomes: tuple[str, ...] = ()
    """What the module is for, in its own words; only of one that was read to its end."""
    was: tuple[str, ...] = ()
    """How the ids began in earlier editions."""


@dataclass(frozen=True, slots=True)
class Log:
    """All of one person’s rows, the earliest first, with what they added to them."""

    body: str
    rows: tuple[Done, ...]
    exercise: Exercise
    """What is asked, as a form shows it."""
    entry: EntryView | None

    def answer(self, row: Done, name: str) -> str:
        """Return what somebody wrote in one field of a row."""
        return str(self.entry.answers.get(f"{row.key}-{name}", "")) if self.entry else ""

    def minutes(self, row: Done) -> int:
        """Return the minutes of a row: as corrected, else as planned or counted."""
        corrected = minutes_in(self.answer(row, MINUTES))
        return row.planned if corrected is None else corrected

    def total(self, *, together: bool) -> int:
        """Return the minutes of all rows that were alone, or with others."""
        return sum(self.minutes(row) for row in self.rows if row.is_together == together)


def log_of(db: Session, person: Person, programme: Programme, body: str) -> Log:
    """Return the log of ``person`` for one of `BODIES`; three queries."""
    done = select(Completion.page_id, Completion.completed_at)
    found = db.execute(done.where(Completion.user_id == person.id)).all()
    alone = _alone({row.page_id: row.completed_at for row in found}, programme)
    together = _together(live.credits_of(db, person), programme)
    # Of one day, modules come in the order of the programme and before live sessions.
    rows = tuple(sorted((*alone, *reversed(tuple(together))), key=lambda row: row.first))
    exercise = form_of(rows, body)
    return Log(body, rows, exercise, journal.entries_of(db, person, [exercise]).get(ID))


def texts_of(log: Log) -> Iterator[tuple[str, str]]:
    """Yield what somebody wrote in their own words, each with where it stands."""
    for row in log.rows:
        for name, label in fields_for(log.body).items():
            if text := log.answer(row, name):
                yield f"{label}, {row.title}", text


def form_of(rows: Iterable[Done], body: str) -> Exercise:
    """Return what the log asks for ``body``, as an exercise: some prompts a row. Pure."""
    prompts = (prompt for row in rows for prompt in _prompts(row, body))
    return Reflection(id=ID, title="CPD log", minutes=0, prompts=tuple(prompts))


def fields_for(body: str) -> Mapping[str, str]:
    """Return the fields in one’s own words that each row has, by name."""
    return _OWN | _OWN_OF.get(body, {})


def minutes_in(text: str) -> int | None:
    """Return the number of minutes in ``text``, or None where none is written."""
    text = text.strip()
    is_number = text.isascii() and text.isdecimal() and len(text) <= 5
    return int(text) if is_number and int(text) <= MOST_MINUTES else None


def mistakes_in(form: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the ids of the prompts whose minutes cannot be read."""
    told = (name for name, text in form.items() if name.endswith(f"-{MINUTES}") and text.strip())
    return tuple(name for name in told if minutes_in(form[name]) is None)


def _prompts(row: Done, body: str) -> Iterator[Prompt]:
    for name, label in {MINUTES: "Minutes", **fields_for(body)}.items():
        yield Prompt(
            id=f"{row.key}-{name}",
            text=f"{label}, {row.title}",
            required=False,
            was=tuple(f"{former}-{name}" for former in row.was),
        )


def _alone(done: Mapping[str, datetime], programme: Programme) -> Iterator[Done]:
    """Yield a row a module of which pages are done, and one for pages of earlier editions."""
    today = programme.canonical_pages
    for module in programme.modules:
        own = {today[p].id: at for p, at in done.items() if p in today and today[p] in module.pages}
        if own:
            yield _of_module(module, own)
    if gone := [at.date() for page_id, at in done.items() if page_id not in today]:
        yield Done(
            key="m-earlier",
            title="Pages of earlier editions",
            method=f"Reading and exercises, alone ({len(gone)} pages)",
            first=min(gone),
            last=max(gone),
            planned=0,
            is_together=False,
        )


def _of_module(module: Module, done: Mapping[str, datetime]) -> Done:
    days = [at.date() for at in done.values()]
    is_whole = len(done) == len(module.pages)
    of_pages = sum(page.minutes for page in module.pages if page.id in done)
    return Done(
        key=f"m-{module.id}",
        title=f"Module {module.number}: {module.title}",
        method=f"Reading and exercises, alone ({len(done)} of {len(module.pages)} pages)",
        first=min(days),
        last=max(days),
        planned=module.minutes if is_whole else of_pages,
        is_together=False,
        outcomes=module.outcomes if is_whole else (),
        was=tuple(f"m-{former}" for former in module.was),
    )


def _together(credits: Iterable[Credit], programme: Programme) -> Iterator[Done]:
    for credit in credits:
        module = credit.module(programme)
        name = f"Module {module.number}: {module.title}" if module else "a module of the programme"
        yield Done(
            key=f"s-{credit.live_session_id}",
            title=f"Live session: {name}",
            method="Live session in a group that facilitates itself",
            first=credit.day,
            last=credit.day,
            planned=credit.minutes,
            is_together=True,
        )
