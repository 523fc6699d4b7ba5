"""Sharing an entry with a team and taking it back."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from learning import journal, sharing, teams
from learning.accounts import Person, User
from learning.content import Programme
from learning.db import Database
from learning.errors import Conflict, NotFound
from learning.sharing import OwnShare, Share
from tests.cast import Cast, gather
from tests.conftest import NOON, StoppedClock
from tests.sharing.entries import PLANTED, written


@pytest.fixture
def team(db: Session, cast: Cast) -> int:
    """Ada's team with Ben."""
    return gather(db, cast.ada, cast.ben)


@pytest.fixture
def entry(db: Session, cast: Cast, programme: Programme) -> int:
    """An entry of Ada's."""
    return written(db, cast.ada, programme)


def titles(db: Session, person: Person, team_id: int) -> list[int]:
    return [one.entry_id for one in sharing.shared_with(db, person, team_id)]


def text(db: Session, person: Person, team_id: int, entry_id: int, programme: Programme) -> Any:
    sharing.open_entry(db, person, team_id, entry_id)
    shared = sharing.shared_entry(db, person, team_id, entry_id, programme)
    assert shared.entry
    return shared.entry.answers["heard"]


def test_what_is_shared_twice_is_shared_once_and_twice_withdrawn_is_gone(
    db: Session, cast: Cast, team: int, entry: int, stopped: StoppedClock
) -> None:
    for _ in range(2):
        sharing.share(db, cast.ada, entry, team)
        stopped.move(days=1)

    (shared,) = sharing.shared_with(db, cast.ben, team)
    assert (shared.title, shared.writer, shared.shared_at) == (
        "Your last conversation",
        "Ada",
        NOON,
    )
    mine = sharing.shares_of(db, cast.ada, entry)
    assert mine == (OwnShare(team_id=team, team_name="Harbour Row", others=1, shared_at=NOON),)
    assert sharing.shares_by_entry(db, cast.ada) == {entry: mine}
    for _ in range(2):
        sharing.withdraw(db, cast.ada, entry, team)
        assert titles(db, cast.ben, team) == []
    assert sharing.shares_of(db, cast.ada, entry) == ()


def test_the_latest_shared_comes_first_whoever_wrote_it(
    db: Session, cast: Cast, programme: Programme, team: int, entry: int, stopped: StoppedClock
) -> None:
    his = written(db, cast.ben, programme)
    sharing.share(db, cast.ben, his, team)
    stopped.move(hours=1)
    sharing.share(db, cast.ada, entry, team)

    assert titles(db, cast.ben, team) == [entry, his]


def test_a_team_reads_the_entry_as_it_stands(
    db: Session, cast: Cast, programme: Programme, team: int, entry: int
) -> None:
    sharing.share(db, cast.ada, entry, team)
    assert text(db, cast.ben, team, entry, programme) == PLANTED

    written(db, cast.ada, programme, "Rain")
    assert text(db, cast.ben, team, entry, programme) == "Rain"
    shared = sharing.shared_entry(db, cast.ben, team, entry, programme)
    assert PLANTED not in str(shared)
    assert "Rain" not in repr(shared)  # a log would not have it either


def test_an_entry_can_be_shared_with_two_teams_and_taken_back_from_one(
    db: Session, cast: Cast, programme: Programme, team: int, entry: int
) -> None:
    ward = gather(db, cast.cleo, cast.ada, name="Ward 7")
    for each in (team, ward):
        sharing.share(db, cast.ada, entry, each)
    sharing.withdraw(db, cast.ada, entry, team)

    assert [one.team_name for one in sharing.shares_of(db, cast.ada, entry)] == ["Ward 7"]
    assert titles(db, cast.ben, team) == []
    assert text(db, cast.cleo, ward, entry, programme) == PLANTED
    with pytest.raises(NotFound):  # Ben is on the one it was taken back from
        sharing.shared_entry(db, cast.ben, ward, entry, programme)


def test_only_ones_own_can_be_shared_and_only_with_ones_own_team(
    db: Session, cast: Cast, team: int, entry: int
) -> None:
    other = gather(db, cast.cleo, name="Elsewhere")

    def words(person: Person, entry_id: int, team_id: int) -> set[str]:
        found = set()
        for act in (sharing.share, sharing.withdraw):
            with pytest.raises(NotFound) as refusal:
                act(db, person, entry_id, team_id)
            found.add(str(refusal.value))
        return found

    assert words(cast.ben, entry, team) == words(cast.ben, 999_999, team)
    assert words(cast.ada, entry, other) == words(cast.ada, entry, 999_999)
    assert db.scalar(select(func.count()).select_from(Share)) == 0


def test_nothing_more_is_shared_with_a_closed_team_but_taken_back_from_it(
    db: Session, cast: Cast, programme: Programme, team: int, entry: int
) -> None:
    sharing.share(db, cast.ada, entry, team)
    teams.close(db, cast.ada, team)

    his = written(db, cast.ben, programme)
    with pytest.raises(Conflict, match="This team is closed"):
        sharing.share(db, cast.ben, his, team)
    assert titles(db, cast.ben, team) == [entry]
    sharing.withdraw(db, cast.ada, entry, team)
    assert titles(db, cast.ben, team) == []


def test_who_leaves_takes_along_what_they_shared_and_sees_no_more(
    db: Session, cast: Cast, programme: Programme, team: int, stopped: StoppedClock
) -> None:
    his, hers = written(db, cast.ben, programme), written(db, cast.ada, programme)
    for person, entry_id in ((cast.ben, his), (cast.ada, hers)):
        sharing.share(db, person, entry_id, team)
    teams.remove(db, cast.ada, team, cast.ben.id)

    assert titles(db, cast.ada, team) == [hers]
    assert titles(db, cast.ben, team) == []
    assert sharing.shares_of(db, cast.ben, his) == ()
    for person in (cast.ada, cast.ben):
        with pytest.raises(NotFound):
            sharing.shared_entry(db, person, team, his, programme)
    with pytest.raises(NotFound):
        sharing.shared_entry(db, cast.ben, team, hers, programme)

    stopped.move(hours=1)
    teams.join(db, cast.ben, teams.team_for(db, cast.ada, team).code)
    assert titles(db, cast.ada, team) == [hers]  # what was shared before is not shared again
    sharing.share(db, cast.ben, his, team)
    assert titles(db, cast.ada, team) == [his, hers]


def test_a_deleted_account_leaves_nothing(db: Session, cast: Cast, team: int, entry: int) -> None:
    sharing.share(db, cast.ada, entry, team)
    db.execute(delete(User).where(User.id == cast.ada.id))

    assert titles(db, cast.ben, team) == []
    assert db.scalar(select(func.count()).select_from(Share)) == 0


def test_every_query_costs_the_same_whatever_is_shared(
    db: Session, cast: Cast, programme: Programme, team: int, entry: int, queries: list[str]
) -> None:
    for person, other in ((cast.ada, cast.ben), (cast.ben, cast.ada)):
        mine = written(db, person, programme)
        sharing.share(db, person, mine, team)
        sharing.open_entry(db, other, team, mine)
    queries.clear()

    sharing.shared_with(db, cast.ben, team)
    sharing.shares_of(db, cast.ada, entry)
    sharing.shares_by_entry(db, cast.ada)
    assert len(queries) == 4
    sharing.shared_entry(db, cast.ben, team, entry, programme)
    assert len(queries) == 6


def test_two_windows_that_share_and_withdraw_at_once_leave_it_marked_right(
    database: Database, cast: Cast, programme: Programme
) -> None:
    with database.writing.begin() as db:
        harbour, ward = gather(db, cast.ada), gather(db, cast.ada, name="Ward 7")
        entry = written(db, cast.ada, programme)
        sharing.share(db, cast.ada, entry, harbour)

    def withdraw() -> None:
        with database.writing.begin() as db:
            sharing.withdraw(db, cast.ada, entry, harbour)

    with ThreadPoolExecutor(1) as pool, database.writing.begin() as db:
        sharing.share(db, cast.ada, entry, ward)
        waiting = pool.submit(withdraw)
        with pytest.raises(TimeoutError):
            waiting.result(timeout=0.3)
        db.commit()
        waiting.result(timeout=10)

    with database.reading() as db:
        (written_one,) = journal.journal_of(db, cast.ada, programme)
        assert written_one.is_shared
        assert [one.team_id for one in sharing.shares_of(db, cast.ada, entry)] == [ward]
