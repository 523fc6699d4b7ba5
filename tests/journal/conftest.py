"""Ada at her desk, with one exercise of every kind."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from learning import journal
from learning.content import Editions, Exercise, Programme
from learning.journal import EntryView, Given, Saved, VersionView
from tests.cast import Cast, answers_for
from tests.conftest import NOON, StoppedClock
from tests.rewriting import EVERY_KIND


@pytest.fixture(scope="session")
def editions() -> Editions:
    return Editions(EVERY_KIND, today=lambda: NOON.date())


class Desk:
    """Writes, an hour between one time and the next, and looks at what is kept."""

    def __init__(
        self, db: Session, cast: Cast, programme: Programme, stopped: StoppedClock
    ) -> None:
        self.db, self.ada, self.programme, self._stopped = db, cast.ada, programme, stopped

    def write(self, exercise: str | Exercise, base: int | None = None, **answers: Any) -> Saved:
        """Answer an exercise; ``base`` is the version seen, by default the one that stands."""
        asked = self.programme.exercise(exercise) if isinstance(exercise, str) else exercise
        entry = journal.entries_of(self.db, self.ada, [asked]).get(asked.id)
        seen = base if base is not None else entry.version if entry else 0
        self._stopped.move(hours=1)
        given = Given(asked, answers, seen)
        return journal.save_entries(self.db, self.ada, "1", [given])[asked.id]

    def answer(self, exercise: str) -> None:
        """Answer every question of an exercise."""
        answers: dict[str, Any] = answers_for(self.programme.exercise(exercise))
        self.write(exercise, None, **answers)

    def entry(self) -> EntryView:
        """Return the only entry."""
        (entry,) = journal.journal_of(self.db, self.ada, self.programme)
        return entry

    def versions(self) -> list[VersionView]:
        return journal.versions_of(self.db, self.entry())

    def kept(self) -> list[dict[str, Any]]:
        """Return the answers of every version, latest first."""
        return [dict(version.answers) for version in self.versions()]

    def restore(self, version: VersionView, programme: Programme | None = None) -> Saved:
        edition = programme or self.programme
        return journal.restore(self.db, self.ada, edition, self.entry().id, version.id)

    def put_together(self, version: VersionView, programme: Programme | None = None) -> Saved:
        edition = programme or self.programme
        return journal.put_together(self.db, self.ada, edition, self.entry().id, version.id)

    def remove(self, version_id: int) -> None:
        journal.remove_aside(self.db, self.ada, self.programme, self.entry().id, version_id)


@pytest.fixture
def desk(db: Session, cast: Cast, programme: Programme, stopped: StoppedClock) -> Desk:
    return Desk(db, cast, programme, stopped)
