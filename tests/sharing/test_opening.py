"""Opening what a teammate shares: the text comes to who has opened it, and the writer sees that."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learning import sharing, teams
from learning.content import Programme
from learning.db import Database
from learning.errors import NotFound
from learning.sharing import Opened, Opening
from tests.cast import Cast, gather
from tests.conftest import NOON, StoppedClock
from tests.sharing.entries import written


@pytest.fixture
def team(db: Session, cast: Cast) -> int:
    """Ada's team with Ben."""
    return gather(db, cast.ada, cast.ben)


@pytest.fixture
def entry(db: Session, cast: Cast, programme: Programme) -> int:
    """An entry of Ada's."""
    return written(db, cast.ada, programme)


def test_its_text_comes_to_who_has_opened_it_and_the_writer_sees_who_did(
    db: Session,
    cast: Cast,
    programme: Programme,
    team: int,
    entry: int,
    stopped: StoppedClock,
    queries: list[str],
) -> None:
    sharing.share(db, cast.ada, entry, team)
    queries.clear()
    before = sharing.shared_entry(db, cast.ben, team, entry, programme)
    assert len(queries) == 1
    assert (before.title, before.writer, before.entry) == ("Your last conversation", "Ada", None)
    assert [one.is_opened for one in sharing.shared_with(db, cast.ben, team)] == [False]

    for person in (cast.ben, cast.ben, cast.ada):
        sharing.open_entry(db, person, team, entry)
        stopped.move(hours=1)
    assert sharing.shared_entry(db, cast.ben, team, entry, programme).entry
    assert [one.is_opened for one in sharing.shared_with(db, cast.ben, team)] == [True]
    (mine,) = sharing.shares_of(db, cast.ada, entry)
    assert mine.openings == (Opened(name="Ben", opened_at=NOON),)
    assert sharing.shares_of(db, cast.ben, entry) == ()


def test_who_opened_it_and_left_is_somebody_and_what_is_shared_anew_is_opened_anew(
    db: Session, cast: Cast, programme: Programme, team: int, entry: int, stopped: StoppedClock
) -> None:
    code = teams.team_for(db, cast.ada, team).code

    def opened() -> list[str | None]:
        (share,) = sharing.shares_of(db, cast.ada, entry)
        return [one.name for one in share.openings]

    sharing.share(db, cast.ada, entry, team)
    sharing.open_entry(db, cast.ben, team, entry)
    teams.remove(db, cast.ada, team, cast.ben.id)
    assert opened() == [None]
    teams.join(db, cast.ben, code)
    assert opened() == ["Ben"]

    sharing.withdraw(db, cast.ada, entry, team)
    sharing.share(db, cast.ada, entry, team)
    assert opened() == []
    sharing.open_entry(db, cast.ben, team, entry)
    teams.leave(db, cast.ada, team)
    with pytest.raises(NotFound):
        sharing.open_entry(db, cast.ben, team, entry)
    stopped.move(hours=1)
    teams.join(db, cast.ada, code)
    sharing.share(db, cast.ada, entry, team)
    assert opened() == []
    assert sharing.shared_entry(db, cast.ben, team, entry, programme).entry is None


def test_who_may_not_read_it_may_not_open_it(
    db: Session, cast: Cast, programme: Programme, team: int, entry: int
) -> None:
    his = written(db, cast.ben, programme)
    sharing.share(db, cast.ada, entry, team)
    said = set()
    for person, entry_id in ((cast.cleo, entry), (cast.ada, his), (cast.ada, 999_999)):
        with pytest.raises(NotFound) as refusal:
            sharing.open_entry(db, person, team, entry_id)
        said.add(str(refusal.value))
    assert said == {sharing.STRANGER}
    assert db.scalar(select(func.count()).select_from(Opening)) == 0


def test_who_opens_while_it_is_withdrawn_is_told_that_there_is_nothing(
    database: Database, cast: Cast, programme: Programme
) -> None:
    with database.writing.begin() as db:
        team = gather(db, cast.ada, cast.ben)
        entry = written(db, cast.ada, programme)
        sharing.share(db, cast.ada, entry, team)

    def open_it() -> None:
        with database.writing.begin() as db:
            sharing.open_entry(db, cast.ben, team, entry)

    with ThreadPoolExecutor(1) as pool, database.writing.begin() as db:
        sharing.withdraw(db, cast.ada, entry, team)
        waiting = pool.submit(open_it)
        with pytest.raises(TimeoutError):
            waiting.result(timeout=0.3)
        db.commit()
        with pytest.raises(NotFound):
            waiting.result(timeout=10)
