"""Who asks for a mail, how often, and what comes of it."""

from dataclasses import replace

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from learning import accounts, clock, mailed_links
from learning.errors import NotAllowed, NotFound, TooMany
from learning.mail import Mail
from learning.mailed_links import Asker, MailedLink, Purpose
from learning.mailed_links.asking import MOST_TO_STRANGERS
from tests.cast import Cast
from tests.conftest import StoppedClock
from tests.mailed_links.mailed import HERE, SITE, arrived, newest


def ask(db: Session, email: str, purpose: Purpose = Purpose.SIGN_IN) -> None:
    mailed_links.ask(db, purpose, email, HERE, SITE)


def test_a_stranger_is_told_by_mail_that_there_is_no_account(db: Session, cast: Cast) -> None:
    ask(db, "eve@example.org")

    assert "There is no account" in newest(db).body
    assert "/from-mail/" not in newest(db).body


def test_strangers_get_few_mails_and_nobody_is_told(
    db: Session, cast: Cast, stopped: StoppedClock
) -> None:
    for _ in range(6):
        stopped.move(minutes=16)
        ask(db, "eve@example.org")

    assert len(arrived(db)) == 3
    stopped.move(days=1, hours=2)
    ask(db, "eve@example.org")
    assert len(arrived(db)) == 4


def test_however_many_strangers_are_written_to_everybody_can_join_and_come_in(
    db: Session, cast: Cast
) -> None:
    now = clock.now()
    strangers = [
        {
            "purpose": Purpose.SIGN_IN, "user_id": None, "email": f"{number}@example.org",
            "secret_hash": str(number), "code_hash": "of one that was mailed", "browser_hash": "",
            "made_at": now, "ends_at": now, "tries": 0,
        }
        for number in range(MOST_TO_STRANGERS)
    ]  # fmt: skip
    db.execute(insert(MailedLink), strangers)
    ask(db, "eve@example.org")
    assert arrived(db) == []

    ask(db, "eve@example.org", Purpose.SIGN_UP)
    ask(db, cast.ada.email)
    assert [mail.to for mail in arrived(db)] == ["eve@example.org", cast.ada.email]


def test_one_who_signs_up_gets_ten_mails_and_then_one_an_hour(
    db: Session, cast: Cast, stopped: StoppedClock
) -> None:
    for _ in range(13):
        stopped.move(minutes=16)
        ask(db, "eve@example.org", Purpose.SIGN_UP)
    assert len(arrived(db)) == 10

    stopped.move(minutes=16)
    ask(db, "eve@example.org", Purpose.SIGN_UP)
    assert len(arrived(db)) == 11
    assert mailed_links.link_by(db, newest(db).secret).email == "eve@example.org"


def test_a_mail_that_is_not_sent_is_not_written_either(
    db: Session, cast: Cast, stopped: StoppedClock
) -> None:
    for _ in range(12):
        stopped.move(minutes=16)
        ask(db, "eve@example.org", Purpose.SIGN_UP)

    assert db.scalar(select(func.count()).select_from(Mail)) == 10
    with pytest.raises(NotAllowed, match="newest mail"):
        mailed_links.take_code(db, Purpose.SIGN_UP, "eve@example.org", newest(db).code, HERE)


def test_a_house_full_of_addresses_is_one_who_asks(db: Session, cast: Cast) -> None:
    for number in range(4):
        there = Asker("another browser", f"2001:db8:0:1::{number}")
        mailed_links.ask(db, Purpose.SIGN_IN, cast.ada.email, there, SITE)
    there = Asker("another browser", "2001:db8:0:1:abcd::9")
    with pytest.raises(TooMany):
        mailed_links.ask(db, Purpose.SIGN_IN, cast.ada.email, there, SITE)
    elsewhere = Asker("another browser", "2001:db8:0:2::9")
    mailed_links.ask(db, Purpose.SIGN_IN, cast.ada.email, elsewhere, SITE)


def test_whoever_else_asks_a_browser_that_the_account_knows_gets_its_link(
    db: Session, cast: Cast
) -> None:
    for number in range(10):
        there = Asker("another browser", f"198.51.100.{number}")
        mailed_links.ask(db, Purpose.SIGN_IN, cast.ada.email, there, SITE)
    with pytest.raises(TooMany):
        ask(db, cast.ada.email)

    known = replace(HERE, known_as=lambda who, _: "a word" * (who == cast.ada.id))
    for _ in range(4):
        mailed_links.ask(db, Purpose.SIGN_IN, cast.ada.email, known, SITE)
    with pytest.raises(TooMany):
        mailed_links.ask(db, Purpose.SIGN_IN, cast.ada.email, known, SITE)


def test_asking_again_and_again_is_slowed_down(db: Session, cast: Cast) -> None:
    for email in (cast.ada.email, "eve@example.org"):
        for _ in range(4):
            ask(db, email)
        with pytest.raises(TooMany):
            ask(db, email)


def test_an_admin_has_a_link_for_a_new_password_mailed(db: Session, cast: Cast) -> None:
    for _ in range(2):
        mailed_links.send_new_password(db, cast.ada.id, SITE)
    first, second = arrived(db)
    with pytest.raises(NotFound):
        mailed_links.link_by(db, first.secret)
    link = mailed_links.link_by(db, second.secret)
    assert link.works_in("")

    mailed_links.use(db, link)
    assert mailed_links.choose_password(db, link, "a hash", SITE) == cast.ada.id

    assert accounts.person_of(db, cast.ada.sign_in) is None
    assert "was changed" in newest(db).subject
    with pytest.raises(NotFound):
        mailed_links.send_new_password(db, 999, SITE)
