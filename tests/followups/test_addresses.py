"""After a change of address the old mailbox opens nothing, and what waited goes to the new one."""

import logging
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from learning import accounts, clock, followups, mail
from learning.accounts import User
from learning.db import Database
from learning.errors import NotFound
from learning.followups import Given, Moment, read_link
from learning.mail import Kind, Reader, StopLink
from learning.recount import Recount
from tests.cast import Cast
from tests.conftest import StoppedClock
from tests.demo import _ask_about_practice
from tests.followups.asked import ANSWERS, BASE, SECRET, agree, ask, asked, mails, sent

NEW = "ada@new.example"


def move(database: Database, cast: Cast) -> None:
    with database.writing.begin() as db:
        accounts.change_email(db, cast.ada, NEW)
        followups.ask_anew(db, cast.ada.id)


def test_a_link_opens_nothing_from_the_old_mailbox(
    database: Database, cast: Cast, stopped: StoppedClock
) -> None:
    link = asked(database, cast.ada, stopped)
    sent(database)
    move(database, cast)
    with database.writing() as db:
        with pytest.raises(NotFound, match="does not use any more"):
            followups.asked_by(db, link)
        with pytest.raises(NotFound, match="sign in"):
            followups.answer_by_link(db, link, Given(answers=ANSWERS))
        with pytest.raises(NotFound):
            followups.stop_by_link(db, link)


@pytest.mark.parametrize("is_reminder", [False, True])
def test_a_mail_that_has_not_gone_is_written_anew(
    database: Database, cast: Cast, stopped: StoppedClock, is_reminder: bool
) -> None:
    asked(database, cast.ada, stopped)
    if is_reminder:
        sent(database)
        stopped.move(days=14)
        ask(database)
    before = len(mails(database))
    move(database, cast)
    assert len(mails(database)) == before - 1
    assert ask(database) == 1
    new = mails(database)[-1]
    assert (new.to_address, new.subject.startswith("Once more")) == (NEW, is_reminder)
    (address,) = (line for line in new.body.splitlines() if line.startswith(BASE))
    link = read_link(SECRET, address.removeprefix(f"{BASE}/practice/"))
    with database.reading() as db:
        assert followups.asked_by(db, link).state == "open"


def test_one_that_has_gone_is_not_written_twice_and_its_reminder_opens_at_the_new_address(
    database: Database, cast: Cast, stopped: StoppedClock
) -> None:
    asked(database, cast.ada, stopped)
    sent(database)
    move(database, cast)
    assert ask(database) == 0
    stopped.move(days=14)
    assert ask(database) == 1
    assert mails(database)[-1].to_address == NEW


def test_a_change_of_address_has_the_account_counted_again(database: Database, cast: Cast) -> None:
    with database.writing.begin() as db:
        db.execute(delete(Recount))
    move(database, cast)
    with database.reading() as db:
        assert list(db.scalars(select(Recount.user_id))) == [cast.ada.id]


def test_an_address_that_is_refused_keeps_nobody_else_waiting(
    database: Database, cast: Cast, stopped: StoppedClock, caplog: pytest.LogCaptureFixture
) -> None:
    agree(database, cast.ada)
    stopped.move(days=1)
    agree(database, cast.ben)
    with database.writing.begin() as db:
        db.execute(update(User).where(User.id == cast.ada.id).values(email="no address"))
    stopped.move(days=92)
    with caplog.at_level(logging.WARNING):
        assert ask(database) == 1
    assert [one.to_address for one in mails(database)] == [cast.ben.email]
    with database.reading() as db:
        view = followups.follow_ups_of(db, cast.ada)[Moment.THREE]
    assert (view.next_at, view.sent_at) == (None, None)
    assert f"follow-up {view.id} cannot be mailed" in caplog.text
    assert "no address" not in caplog.text
    caplog.clear()
    assert ask(database) == 0
    assert not caplog.text, "it is not tried again"


def test_stopping_by_an_old_mail_names_the_account_and_no_later_one_of_its_number(
    database: Database, cast: Cast
) -> None:
    move(database, cast)
    for reader, reached in (
        (None, {cast.ada.email}),
        (Reader(cast.ada.id, clock.now()), {cast.ada.email, NEW}),
        (Reader(cast.ada.id, cast.ada.joined_at - timedelta(days=1)), {cast.ada.email}),
        (Reader(99, clock.now()), {cast.ada.email}),
    ):
        with database.reading() as db:
            link = StopLink(cast.ada.email, Kind.FOLLOW_UP, reader)
            assert mail.addresses_of(db, link) == reached


def test_a_link_stops_what_was_agreed_to_before_it_and_nothing_later(
    database: Database, cast: Cast, stopped: StoppedClock
) -> None:
    def holds() -> bool:
        with database.reading() as db:
            consent = followups.consent_of(db, cast.ada)
        return consent is not None and consent.holds

    def stop() -> bool:
        with database.writing.begin() as db:
            return followups.stop_by_link(db, link)

    link = asked(database, cast.ada, stopped)
    assert [stop(), stop(), holds()] == [True, True, False]
    stopped.move(days=1)
    agree(database, cast.ada)
    assert (stop(), holds()) == (False, True)
    stopped.now = link.ends_at
    assert (stop(), holds()) == (False, True)


def test_whom_the_demo_has_asked_agreed_three_months_before(
    database: Database, cast: Cast, stopped: StoppedClock
) -> None:
    _ask_about_practice(database, {"Ben": cast.ben, "Finn": cast.cleo})
    with database.reading() as db:
        consent = followups.consent_of(db, cast.cleo)
        found = followups.follow_ups_of(db, cast.cleo)
    assert consent
    three, six = found[Moment.THREE], found[Moment.SIX]
    assert three.sent_at == stopped.now
    assert six.next_at
    assert 89 <= (three.sent_at - consent.given_at).days <= 93
    assert 180 <= (six.next_at - consent.given_at).days <= 186
