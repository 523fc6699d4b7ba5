"""Private means private: nobody reads an entry but its writer and whom they share it with.

And of those nobody reads it unseen: the text comes to who has opened it, which the writer sees.
"""

import ast
from contextlib import suppress
from datetime import timedelta
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning import sharing, teams
from learning.content import Programme
from learning.db import Database
from learning.errors import LearningError, NotFound
from learning.sharing import Share
from tests.cast import Cast, gather
from tests.conftest import NOON, StoppedClock
from tests.sharing.entries import written
from tests.test_architecture import FILES

if TYPE_CHECKING:
    from learning.accounts import Person

NAMES = ("ada", "ben", "cleo", "dana")
ACTS = (
    "share",
    "share",
    "withdraw",
    "leave",
    "join",
    "leave and come back",
    "close",
    "open",
    "open",
)
moves = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(ACTS), st.sampled_from((0, 1))),
    min_size=8,
    max_size=25,
)


class Journals:
    """Four people with an entry each, two teams, and who is meant to read what."""

    def __init__(self, db: Session, cast: Cast, programme: Programme) -> None:
        self.db, self.programme = db, programme
        self.people: dict[str, Person] = {name: getattr(cast, name) for name in NAMES}
        self.entries = {n: written(db, p, programme, f"By {n}") for n, p in self.people.items()}
        self.teams = [gather(db, cast.ada, cast.ben), gather(db, cast.cleo, name="Ward 7")]
        self.codes = [
            teams.team_for(db, person, team_id).code
            for person, team_id in zip((cast.ada, cast.cleo), self.teams, strict=True)
        ]
        self.on = [{"ada", "ben"}, {"cleo"}]
        self.shared: set[tuple[str, int]] = set()
        self.opened: set[tuple[str, str, int]] = set()
        """Reader, writer, team."""

    def act(self, name: str, what: str, number: int) -> None:
        db, person, team_id = self.db, self.people[name], self.teams[number]
        match what:
            case "share":
                sharing.share(db, person, self.entries[name], team_id)
                self.shared.add((name, number))
            case "withdraw":
                sharing.withdraw(db, person, self.entries[name], team_id)
                self.close(name, number)
            case "leave" | "leave and come back":
                self.leave(name, number, comes_back=what != "leave")
            case "join":
                teams.join(db, person, self.codes[number])
                self.on[number].add(name)
            case "close":
                teams.close(db, person, team_id)
            case "open":
                self.open(name, number)

    def leave(self, name: str, number: int, *, comes_back: bool) -> None:
        """Leave, with all one shares."""
        teams.leave(self.db, self.people[name], self.teams[number])
        self.on[number].discard(name)
        self.close(name, number)
        if comes_back:
            self.act(name, "join", number)

    def open(self, name: str, number: int) -> None:
        """Open all that the team has."""
        for writer in NAMES:
            with suppress(NotFound):
                entry_id, team_id = self.entries[writer], self.teams[number]
                sharing.open_entry(self.db, self.people[name], team_id, entry_id)
                self.opened.add((name, writer, number))

    def close(self, writer: str, number: int) -> None:
        """Note that nothing of the writer is shared with the team any more, nor was opened."""
        self.shared.discard((writer, number))
        self.opened = {one for one in self.opened if one[1:] != (writer, number)}

    def look(self) -> None:
        """Everybody tries to read everything."""
        for reader, writer, number in product(NAMES, NAMES, (0, 1)):
            meant = (writer, number) in self.shared and reader in self.on[number]
            has_opened = reader == writer or (reader, writer, number) in self.opened
            assert self.can_open(reader, writer, number) == meant
            assert self.can_read(reader, writer, number) == (meant and has_opened)
        for writer, number in self.shared:
            assert self.seen_by(writer, number) == {
                reader if reader in self.on[number] else None
                for reader, *what in self.opened
                if what == [writer, number] and reader != writer
            }
        rows = {tuple(row) for row in self.db.execute(select(Share.entry_id, Share.team_id))}
        assert {(self.entries[w], self.teams[n]) for w, n in self.shared} <= rows

    def can_open(self, reader: str, writer: str, number: int) -> bool:
        person, entry_id, team_id = self.people[reader], self.entries[writer], self.teams[number]
        return entry_id in [one.entry_id for one in sharing.shared_with(self.db, person, team_id)]

    def can_read(self, reader: str, writer: str, number: int) -> bool:
        person, entry_id, team_id = self.people[reader], self.entries[writer], self.teams[number]
        try:
            shared = sharing.shared_entry(self.db, person, team_id, entry_id, self.programme)
        except NotFound:
            assert not self.can_open(reader, writer, number)
            return False
        assert shared.entry is None or shared.entry.answers["heard"] == f"By {writer}"
        return shared.entry is not None

    def seen_by(self, writer: str, number: int) -> set[str | None]:
        """Return whom the writer sees to have opened it: by name, or None for who has left."""
        shares = sharing.shares_of(self.db, self.people[writer], self.entries[writer])
        (share,) = (one for one in shares if one.team_id == self.teams[number])
        return {opened.name and opened.name.lower() for opened in share.openings}


@pytest.mark.slow
@settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(moves=moves)
def test_whatever_people_do_only_what_is_shared_is_read(
    database: Database,
    cast: Cast,
    programme: Programme,
    stopped: StoppedClock,
    moves: list[tuple[str, str, int]],
) -> None:
    stopped.now = NOON
    with database.writing() as db:  # never committed: each example begins anew
        journals = Journals(db, cast, programme)
        for name, what, number in moves:
            stopped.now += timedelta(minutes=1)
            with suppress(LearningError):
                journals.act(name, what, number)
        journals.look()


def test_only_sharing_opens_somebody_elses_entry() -> None:
    """`journal.entry_by` asks for no person, so whoever calls it has to know who may read."""
    callers = {
        path.relative_to(path.parents[1]).parts[0]
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "entry_by"
    }
    assert callers == {"sharing"}
