"""Answers to questions that read otherwise now than on the day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.accounts import Person
from learning.content import Exercise, Programme
from learning.journal.answers import Answers, wording_today
from learning.journal.entries import EntryView
from learning.journal.tables import Entry


@dataclass(frozen=True, slots=True)
class Reworded:
    """An entry of an earlier edition, some of whose questions read otherwise now."""

    entry_id: int
    exercise: Exercise
    edition: str
    saved_at: datetime
    questions: tuple[str, ...]
    """As they read today."""


def reworded_of(db: Session, person: Person, programme: Programme) -> tuple[Reworded, ...]:
    """Return all such entries of the person; one query, which reads no answer."""
    query = (
        select(Entry.id, Entry.exercise_id, Entry.edition, Entry.saved_at, Entry.wording)
        .where(Entry.user_id == person.id, Entry.edition != programme.edition)
        .order_by(Entry.id)
    )
    found = (
        _reworded(programme.exercises.get(exercise_id), entry_id, edition, saved_at, wording)
        for entry_id, exercise_id, edition, saved_at, wording in db.execute(query)
    )
    return tuple(one for one in found if one)


def reworded_among(entries: Iterable[EntryView], programme: Programme) -> tuple[Reworded, ...]:
    """Return those of ``entries`` that `reworded_of` would."""
    found = (
        _reworded(programme.exercises.get(e.exercise_id), e.id, e.edition, e.saved_at, e.wording)
        for e in entries
        if e.edition != programme.edition
    )
    return tuple(one for one in found if one)


def _reworded(
    exercise: Exercise | None, entry_id: int, edition: str, saved_at: datetime, kept: Answers
) -> Reworded | None:
    if exercise is None:
        return None
    asked = wording_today(exercise, kept)
    questions = tuple(
        prompt.text
        for prompt in exercise.prompts
        if prompt.id in asked and _words(asked[prompt.id]) not in ("", prompt.text)
    )
    return Reworded(entry_id, exercise, edition, saved_at, questions) if questions else None


def _words(asked: Any) -> str:
    """Return the question; empty where it was not kept."""
    return str((asked.get("text") if isinstance(asked, Mapping) else asked) or "")
