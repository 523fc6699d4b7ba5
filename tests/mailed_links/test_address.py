"""Another address is proven there and told to the one before."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning import accounts, mail, mailed_links
from learning.accounts import User
from learning.errors import Conflict, NotFound
from learning.mail import Kind
from learning.mailed_links import words
from tests.cast import Cast
from tests.conftest import StoppedClock
from tests.mailed_links.mailed import HERE, SITE, Arrived, arrived

NEW = "ada@new.example"


def asked(db: Session, cast: Cast) -> tuple[Arrived, Arrived]:
    """Ask for Ada's new address; return the mails to it and to the present one."""
    mailed_links.ask_address(db, cast.ada, NEW, HERE, SITE)
    there, here = arrived(db)[-2:]
    assert (there.to, here.to) == (NEW, cast.ada.email)
    return there, here


def email_of(db: Session, cast: Cast) -> tuple[str, bool]:
    columns = select(User.email, User.confirmed_at).where(User.id == cast.ada.id)
    email, confirmed_at = db.execute(columns).one()
    return email, confirmed_at is not None


def test_an_address_changes_when_it_is_proven(db: Session, cast: Cast) -> None:
    there, here = asked(db, cast)
    assert NEW in here.body
    assert email_of(db, cast) == (cast.ada.email, False)
    pending = mailed_links.pending_address(db, cast.ada)
    assert pending
    assert pending.email == NEW

    mailed_links.settle_address(db, cast.ada, mailed_links.link_by(db, there.secret), SITE)

    assert email_of(db, cast) == (NEW, True)
    assert mailed_links.pending_address(db, cast.ada) is None
    told = arrived(db)[-1]
    assert told.to == cast.ada.email
    assert "Write to whoever runs" in told.body


def test_what_was_wished_about_mails_and_what_waits_follows(db: Session, cast: Cast) -> None:
    mail.stop(db, cast.ada.email, Kind.REMINDER)
    mail.send(
        db, to=cast.ada.email, user_id=cast.ada.id, kind=Kind.SESSION, subject="We meet", body="-"
    )
    there, _ = asked(db, cast)
    mailed_links.settle_address(db, cast.ada, mailed_links.link_by(db, there.secret), SITE)

    assert mail.stopped_by(db, NEW) == {Kind.REMINDER}
    assert [m.to for m in arrived(db) if m.subject == "We meet"] == [NEW]


@pytest.mark.parametrize("how", ["withdrawn", "late", "asked anew"])
def test_a_change_that_is_over_is_over(
    db: Session, cast: Cast, stopped: StoppedClock, how: str
) -> None:
    there, _ = asked(db, cast)
    match how:
        case "withdrawn":
            mailed_links.withdraw_address(db, cast.ada)
        case "late":
            stopped.move(hours=24)
        case _:
            mailed_links.ask_address(db, cast.ada, "ada@third.example", HERE, SITE)

    with pytest.raises(NotFound):
        mailed_links.link_by(db, there.secret)


def test_the_link_is_of_no_use_to_anybody_else(db: Session, cast: Cast) -> None:
    there, _ = asked(db, cast)
    link = mailed_links.link_by(db, there.secret)

    with pytest.raises(NotFound):
        mailed_links.settle_address(db, cast.cleo, link, SITE)
    assert email_of(db, cast)[0] == cast.ada.email


def test_an_address_with_an_account_is_told_there_and_not_here(db: Session, cast: Cast) -> None:
    mailed_links.ask_address(db, cast.ada, cast.ben.email, HERE, SITE)
    there, here = arrived(db)

    assert there.to == cast.ben.email
    assert "belongs to your account already" in there.body
    assert "/from-mail/" not in there.body
    assert cast.ben.email in here.body
    assert mailed_links.pending_address(db, cast.ada)


def test_an_address_that_was_taken_meanwhile_is_refused(db: Session, cast: Cast) -> None:
    there, _ = asked(db, cast)
    accounts.register(db, email=NEW, name="Eve", password_hash="")
    with pytest.raises(Conflict):
        mailed_links.settle_address(db, cast.ada, mailed_links.link_by(db, there.secret), SITE)


@pytest.mark.parametrize("contact", ["", "help@example.org"])
def test_whom_to_write_to_is_a_sentence_of_its_own(contact: str) -> None:
    body = words.address_changed("Ada", NEW, replace(SITE, contact=contact)).body

    assert f"at once{': ' * bool(contact)}{contact}. They can" in body


def test_ones_own_address_is_no_new_one(db: Session, cast: Cast) -> None:
    with pytest.raises(Conflict, match="already"):
        mailed_links.ask_address(db, cast.ada, cast.ada.email, HERE, SITE)
