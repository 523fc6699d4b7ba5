"""A while after the end the record is closed: once, with nothing in it that was not shown."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from learning import live, teams
from learning.accounts import User
from learning.cli.worker import office_of
from learning.config import Settings
from learning.content import Programme
from learning.db import Database
from learning.live.tables import KeptCard, LiveRun
from learning.mail import Mail
from learning.planning import session_called
from tests.cast import Cast
from tests.conftest import StoppedClock
from tests.live.ended import (
    NAMED,
    UNNAMED,
    WITHHELD,
    begun_worded,
    end,
    go_to,
    mails,
    minutes,
    say,
    spoken,
    worded,
)
from tests.live.held import begun, opened, team
from tests.planning.planning import post_of

SECRET = "Nobody ever asked the porters."


@pytest.fixture
def guide(programme: Programme) -> Programme:
    return worded(programme)


def texts(db: Session) -> str:
    return str(db.execute(select(KeptCard.answers, KeptCard.wording)).all())


def test_time_alone_ends_it_and_the_worker_writes_that_down(
    database: Database, cast: Cast, guide: Programme, stopped: StoppedClock
) -> None:
    with database.writing.begin() as db:
        session_id = begun_worded(db, guide, *team(cast))
    ends_at = stopped.now + timedelta(minutes=30)
    for after, settled in ((29, 0), (44.9, 0), (45, 1), (46, 0)):
        stopped.now = ends_at + timedelta(minutes=after - 30)
        assert live.settle_due(database, lambda: post_of(guide)) == settled

    with database.reading() as db:
        assert session_called(db, session_id).ended_at == ends_at
        assert set(minutes(db, session_id).values()) == {30}
        assert len(mails(db)) == 3


def test_a_session_that_never_began_is_left_as_it_is(
    database: Database, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    with database.writing.begin() as db:
        opened(db, programme, *team(cast))
    stopped.move(days=3)

    assert live.settle_due(database, lambda: post_of(programme)) == 0
    with database.reading() as db:
        assert db.scalar(select(LiveRun.settled_at)) is None


def test_nothing_due_reads_no_programme(database: Database) -> None:
    def post() -> None:
        pytest.fail("the programme was read")

    assert live.settle_due(database, post) == 0  # type: ignore[arg-type]


def test_several_workers_close_it_once(
    database: Database, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    with database.writing.begin() as db:
        begun(db, programme, *team(cast))
    stopped.move(hours=2)
    with ThreadPoolExecutor(4) as workers:
        found = workers.map(
            lambda _: live.settle_due(database, lambda: post_of(programme)), range(4)
        )
        assert sum(found) == 1
    with database.reading() as db:
        assert len(mails(db)) == 3


def test_one_that_cannot_be_closed_keeps_no_other_back(
    database: Database,
    cast: Cast,
    programme: Programme,
    stopped: StoppedClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with database.writing.begin() as db:
        broken = begun(db, programme, cast.ada)
        begun(db, programme, cast.ben)
        db.execute(update(LiveRun).where(LiveRun.live_session_id == broken).values(state={}))
    stopped.move(hours=2)

    assert live.settle_due(database, lambda: post_of(programme)) == 1
    assert "could not close the record" in caplog.text


def test_what_was_not_shown_is_deleted_and_what_was_is_the_teams(
    db: Session, cast: Cast, guide: Programme, stopped: StoppedClock
) -> None:
    session_id = begun_worded(db, guide, *team(cast))
    said = {
        cast.ada: ("Rain on the roof.", NAMED),
        cast.ben: ("A bus that did not come.", UNNAMED),
        cast.cleo: (SECRET, WITHHELD),
    }
    spoken(db, stopped, guide, session_id, said)

    assert SECRET not in texts(db)
    assert "Rain" in texts(db)
    assert set(db.scalars(select(KeptCard.user_id))) == {None}
    db.execute(delete(User).where(User.id == cast.ben.id))
    assert "A bus" in texts(db), "it was shown, as its writer chose"


def test_cards_of_a_session_that_ended_before_they_were_shown_are_deleted(
    db: Session, cast: Cast, guide: Programme, stopped: StoppedClock
) -> None:
    session_id = begun_worded(db, guide, *team(cast))
    go_to(db, session_id, cast.ada, "say-it")
    say(db, guide, session_id, cast.ada, SECRET, NAMED)
    end(db, stopped, guide, session_id, cast.ada)

    assert db.scalar(select(func.count()).select_from(KeptCard)) == 0
    say(db, guide, session_id, cast.ada, f"{SECRET} Still.", NAMED)
    assert db.scalar(select(func.count()).select_from(KeptCard)) == 0, "a page that was left open"
    assert SECRET not in str([mail.body for mail in mails(db)])


def test_the_record_goes_to_who_took_part_and_is_on_the_team_still(
    db: Session, cast: Cast, guide: Programme, stopped: StoppedClock
) -> None:
    session_id = begun_worded(db, guide, cast.ada, cast.ben)
    team_id = session_called(db, session_id).team_id
    teams.join(db, cast.cleo, teams.team_for(db, cast.ada, team_id).code)
    live.add_by_name(db, cast.ada, session_id, "Rosa")
    stopped.move(minutes=9)
    teams.remove(db, cast.ada, team_id, cast.ben.id)
    end(db, stopped, guide, session_id, cast.ada)

    (mail,) = mails(db)
    assert mail.to_address == cast.ada.email
    assert mail.subject == "Record: Monday 2 March 2026, Module 1: Listening"
    assert "Hello Ada," in mail.body
    assert "- Rosa, 9 minutes" in mail.body
    assert f"https://learn.example.org/live/{session_id}/record" in mail.body
    assert live.close_record(db, session_id, post_of(guide)) is False


def test_a_record_that_is_too_long_for_a_mail_is_cut(
    db: Session, cast: Cast, guide: Programme, stopped: StoppedClock
) -> None:
    session_id = begun_worded(db, guide, cast.ada)
    for number in range(50):
        live.add_line(db, cast.ada, session_id, "check-in", f"{number} {'word ' * 990}")
    end(db, stopped, guide, session_id, cast.ada)

    (mail,) = mails(db)
    assert len(mail.body) < 110_000
    assert mail.body.endswith("It is on the record’s page.\n")


def test_the_worker_closes_records_beside_its_reminders(
    database: Database, cast: Cast, programme: Programme, settings: Settings, stopped: StoppedClock
) -> None:
    with database.writing.begin() as db:
        begun(db, programme, *team(cast))
    stopped.move(hours=2)
    office = office_of(database, settings.prepare())
    office.write()
    office.write()

    with database.reading() as db:
        assert len(mails(db)) == 3
        assert not db.scalar(
            select(func.count()).where(Mail.key.startswith("record/"), Mail.body == "")
        )
