"""Letting a passage of one’s journal be quoted, exactly as agreed; and taking that back."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from learning import clock, journal
from learning.accounts import Person, User
from learning.content import Module, Programme
from learning.db import insert_or
from learning.errors import Conflict
from learning.journal import Entry, EntryView
from learning.sharing.passage import no_passage, quotable_words, strange_words
from learning.sharing.share import hold_own
from learning.sharing.tables import Naming, Quotation

LONGEST_DESCRIPTION = 80
"""Characters."""
CONSENT = (
    "The people who run this programme may read this passage and quote it in their reports,"
    " just as it is shown here. They see nothing else of the entry. I can withdraw it at any"
    " time: it is then gone from their list at once, but copies that were printed or sent"
    " before cannot be called back."
)
"""What the writer agrees to; the wording of the day is kept with the passage."""
ELSEWHERE = 1_000
"""Stands after the number of every module."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotable:
    """What a writer lets be quoted, and how they are named."""

    passage: str = field(repr=False)
    naming: Naming
    described: str | None = None
    """What stands in place of the name; only for `Naming.DESCRIBED`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A passage as readers get it: no account, no entry, and a name only if the writer wished."""

    passage: str = field(repr=False)
    by: str | None
    module: str | None
    """Title of the module; None for what is asked no more, or was written in a live session."""
    month: date
    """The month it was agreed to in: a day would show what one person agreed to together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnQuotation:
    """What the writer sees of a passage of theirs."""

    chosen: Quotable
    quote: Quote
    consented_at: datetime
    consent: str


def previewed(person: Person, entry: EntryView, chosen: Quotable, programme: Programme) -> Quote:
    """Return what readers would get of ``chosen``, from an entry of the person; no query."""
    return _quote(chosen, person.name, _module(entry.exercise_id, programme), clock.now())


def let_quote(
    db: Session, person: Person, entry_id: int, chosen: Quotable, programme: Programme
) -> None:
    """Let ``chosen`` be quoted, in place of what of this entry could be before; twice is no more.

    Raises `NotFound` for an entry that is not one’s own, and `Conflict` if it has other words by
    now, or if the passage is too long or has no word.
    """
    if refusal := no_passage(chosen.passage):
        raise Conflict(f"{refusal}.")
    hold_own(db, person, entry_id)
    entry = journal.entry_of(db, person, entry_id, programme)
    if strange_words(chosen.passage, quotable_words(entry, programme)) is not None:
        raise Conflict("The entry has changed meanwhile, and has not all of these words any more.")
    row = {
        "naming": chosen.naming,
        "described": chosen.described,
        "passage": chosen.passage,
        "consented_at": clock.now(),
        "consent": CONSENT,
    }
    new = insert_or(db, Quotation).values(row | {"entry_id": entry_id})
    db.execute(new.on_conflict_do_update(index_elements=["entry_id"], set_=row))
    _mark(db, entry_id, is_quotable=True)


def withdraw_quotation(db: Session, person: Person, entry_id: int) -> None:
    """Take back that a passage of the entry may be quoted; twice changes nothing.

    Raises `NotFound` for an entry that is not one’s own.
    """
    hold_own(db, person, entry_id)
    db.execute(delete(Quotation).where(Quotation.entry_id == entry_id))
    _mark(db, entry_id, is_quotable=False)


def quotation_of(
    db: Session, person: Person, entry: EntryView, programme: Programme
) -> OwnQuotation | None:
    """Return what of an entry of the person may be quoted, or None; one query, if anything may."""
    if not entry.is_quotable:
        return None
    own = _agreed().where(Entry.user_id == person.id, Entry.id == entry.id)
    row = db.execute(own).first()
    if row is None:
        return None
    kept, name, exercise_id = row
    chosen = _chosen(kept)
    return OwnQuotation(
        chosen=chosen,
        quote=_quote(chosen, name, _module(exercise_id, programme), kept.consented_at),
        consented_at=kept.consented_at,
        consent=kept.consent,
    )


def quotes(db: Session, programme: Programme) -> tuple[Quote, ...]:
    """Return all that may be quoted, module by module; one query.

    Within a module they stand by their first letters, so that the order tells nothing of who
    agreed when.
    """
    found = []
    for kept, name, exercise_id in db.execute(_agreed()):
        module = _module(exercise_id, programme)
        number = module.number if module else ELSEWHERE
        found.append((number, _quote(_chosen(kept), name, module, kept.consented_at)))
    found.sort(key=lambda pair: (pair[0], pair[1].passage.casefold()))
    return tuple(quote for _, quote in found)


def _agreed() -> Select[Quotation, str, str]:
    return (
        select(Quotation, User.name, Entry.exercise_id)
        .join(Entry, Entry.id == Quotation.entry_id)
        .join(User, User.id == Entry.user_id)
    )


def _chosen(kept: Quotation) -> Quotable:
    return Quotable(passage=kept.passage, naming=kept.naming, described=kept.described)


def _quote(chosen: Quotable, name: str, module: Module | None, agreed_at: datetime) -> Quote:
    by = {Naming.NAMED: name, Naming.DESCRIBED: chosen.described}.get(chosen.naming)
    return Quote(
        passage=chosen.passage,
        by=by,
        module=module.title if module else None,
        month=agreed_at.date().replace(day=1),
    )


def _module(exercise_id: str, programme: Programme) -> Module | None:
    exercise = programme.exercises.get(exercise_id)
    return programme.module_of(programme.page_of(exercise)) if exercise else None


def _mark(db: Session, entry_id: int, *, is_quotable: bool) -> None:
    db.execute(update(Entry).where(Entry.id == entry_id).values(is_quotable=is_quotable))
