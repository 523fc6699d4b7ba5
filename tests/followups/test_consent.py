"""Nobody is asked who has not agreed, and nobody any more who has withdrawn it."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, select

from learning import followups, mail
from learning.accounts import User
from learning.db import Database
from learning.errors import NotFound
from learning.followups import Consent, FollowUp, Moment
from learning.mail import Kind
from learning.recount import Recount
from tests.cast import Cast
from tests.conftest import StoppedClock
from tests.followups.asked import agree, ask, asked, mails


def days(database: Database, cast: Cast) -> dict[str, str]:
    with database.reading() as db:
        found = followups.follow_ups_of(db, cast.ada)
        return {m: f"{view.next_at:%Y-%m-%d %H:%M}" for m, view in found.items() if view.next_at}


def test_who_agrees_is_asked_after_three_and_six_months_at_the_same_time_of_day(
    database: Database, cast: Cast, stopped: StoppedClock
) -> None:
    stopped.now = datetime(2026, 8, 31, 14, 30, tzinfo=UTC)
    for _ in range(2):
        agree(database, cast.ada)
        assert days(database, cast) == {"3": "2026-11-30 14:30", "6": "2027-02-28 14:30"}
        stopped.move(days=1)
    with database.reading() as db:
        consent = followups.consent_of(db, cast.ada)
        assert consent
        assert consent.holds
        assert (consent.given_at.day, consent.wording) == (31, followups.CONSENT)
        assert followups.consent_of(db, cast.ben) is None


def test_nobody_is_asked_who_has_not_agreed(
    database: Database, cast: Cast, stopped: StoppedClock
) -> None:
    agree(database, cast.ada)
    stopped.move(days=92)
    assert ask(database) == 1
    assert [mail.to_address for mail in mails(database)] == [cast.ada.email]


def test_withdrawn_nothing_comes_any_more_and_what_waits_is_taken_back(
    database: Database, cast: Cast, stopped: StoppedClock
) -> None:
    asked(database, cast.ada, stopped)
    assert len(mails(database)) == 1
    for _ in range(2):
        with database.writing.begin() as db:
            followups.withdraw(db, cast.ada)
    assert mails(database) == []
    stopped.move(days=200)
    assert ask(database) == 0
    with database.reading() as db:
        consent = followups.consent_of(db, cast.ada)
        assert consent
        assert not consent.holds


def test_agreed_anew_it_begins_anew_but_nothing_is_asked_twice(
    database: Database, cast: Cast, stopped: StoppedClock
) -> None:
    stopped.now = datetime(2026, 1, 10, 9, tzinfo=UTC)
    asked(database, cast.ada, stopped)
    with database.writing.begin() as db:
        followups.withdraw(db, cast.ada)
    agree(database, cast.ada)
    assert days(database, cast) == {"6": "2026-10-12 09:00"}


def test_who_stopped_the_mails_is_not_asked_until_they_agree_anew(
    database: Database, cast: Cast, stopped: StoppedClock
) -> None:
    agree(database, cast.ada)
    with database.writing.begin() as db:
        mail.stop(db, cast.ada.email, Kind.FOLLOW_UP)
    with database.reading() as db:
        consent = followups.consent_of(db, cast.ada)
        assert consent
        assert not consent.holds
        assert followups.marks_of(db, [cast.ada.id])[cast.ada.id] == set()
    stopped.move(days=92)
    assert ask(database) == 0
    assert mails(database) == []

    agree(database, cast.ada)
    stopped.move(days=92)
    assert ask(database) == 1


def test_deleting_the_account_deletes_everything(
    database: Database, cast: Cast, stopped: StoppedClock
) -> None:
    asked(database, cast.ada, stopped)
    with database.writing.begin() as db:
        db.execute(delete(User).where(User.id == cast.ada.id))
    assert mails(database) == []
    stopped.move(days=200)
    assert ask(database) == 0
    with database.reading() as db:
        assert db.scalar(select(FollowUp.id)) is None
        assert db.scalar(select(Consent.user_id)) is None
    for act in (followups.agree, followups.withdraw):
        with database.writing() as db, pytest.raises(NotFound):
            act(db, cast.ada)


def test_who_agrees_or_withdraws_is_counted_again(database: Database, cast: Cast) -> None:
    def waiting() -> list[int]:
        with database.reading() as db:
            return list(db.scalars(select(Recount.user_id)))

    before = len(waiting())
    agree(database, cast.ada)
    assert waiting()[before:] == [cast.ada.id]
    with database.reading() as db:
        assert followups.marks_of(db, [cast.ada.id, cast.ben.id]) == {
            cast.ada.id: {"practice:consent"}
        }
    with database.writing.begin() as db:
        followups.withdraw(db, cast.ada)
    assert waiting()[before:] == [cast.ada.id] * 2
    assert Moment.END not in days(database, cast)
