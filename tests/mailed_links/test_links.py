"""A link works once, not for long, for one thing, and where it was asked for."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from learning import accounts, mailed_links
from learning.accounts import User
from learning.db import Database
from learning.errors import NotAllowed, NotFound, TooMany
from learning.mailed_links import MailedLink, Purpose
from tests.cast import Cast
from tests.conftest import StoppedClock
from tests.mailed_links.mailed import HERE, SITE, THERE, arrived, newest

WRONG = "BBBB-BBBB"


def ask(db: Session, email: str, purpose: Purpose = Purpose.SIGN_IN) -> None:
    mailed_links.ask(db, purpose, email, HERE, SITE)


def test_a_link_leads_to_the_account_once(db: Session, cast: Cast) -> None:
    ask(db, cast.ada.email)
    link = mailed_links.link_by(db, newest(db).secret)
    assert (link.user_id, link.purpose) == (cast.ada.id, Purpose.SIGN_IN)

    mailed_links.use(db, link)

    with pytest.raises(NotFound):
        mailed_links.use(db, link)
    with pytest.raises(NotFound):
        mailed_links.link_by(db, newest(db).secret)


def test_of_two_who_use_a_link_at_once_one_does(
    database: Database, db: Session, cast: Cast
) -> None:
    ask(db, cast.ada.email)
    link = mailed_links.link_by(db, newest(db).secret)
    db.commit()

    def used(_: int) -> bool:
        try:
            with database.writing.begin() as one:
                mailed_links.use(one, link)
        except NotFound:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(used, range(8))) == 1


def test_of_many_codes_at_once_no_more_than_five_are_looked_at(
    database: Database, db: Session, cast: Cast
) -> None:
    ask(db, cast.ada.email)
    db.commit()

    def tried(_: int) -> str:
        with database.writing() as one:
            with pytest.raises((NotAllowed, TooMany)) as refusal:
                mailed_links.take_code(one, Purpose.SIGN_IN, cast.ada.email, WRONG, HERE)
            one.commit()
        return str(refusal.value)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(tried, range(12)))
    assert db.scalar(select(MailedLink.tries)) == 5


def test_a_link_is_over_after_a_quarter_of_an_hour(
    db: Session, cast: Cast, stopped: StoppedClock
) -> None:
    ask(db, cast.ada.email)
    stopped.move(minutes=14)
    mailed_links.link_by(db, newest(db).secret)
    stopped.move(minutes=1)

    with pytest.raises(NotFound):
        mailed_links.link_by(db, newest(db).secret)
    with pytest.raises(NotAllowed, match="over"):
        mailed_links.take_code(db, Purpose.SIGN_IN, cast.ada.email, newest(db).code, HERE)


def test_a_link_works_in_the_browser_that_asked_and_no_other(db: Session, cast: Cast) -> None:
    ask(db, cast.ada.email)
    link = mailed_links.link_by(db, newest(db).secret)

    assert link.works_in(HERE.browser)
    assert not link.works_in(THERE.browser)
    assert not link.works_in("")


@pytest.mark.parametrize("typed", ["{}", " {} ", "{} .", "\uff22{}"])
def test_a_code_is_understood_however_it_is_typed(db: Session, cast: Cast, typed: str) -> None:
    ask(db, cast.ada.email)
    code = newest(db).code
    first, rest = (code[0], code[1:]) if "\uff22" in typed else ("", code.lower())
    wide = chr(ord(first) + 0xFEE0) if first else ""
    sent = typed.replace("\uff22", wide).format(rest)

    link = mailed_links.take_code(db, Purpose.SIGN_IN, cast.ada.email, sent, HERE)

    assert link.user_id == cast.ada.id


def test_a_code_works_neither_elsewhere_nor_for_anything_else(db: Session, cast: Cast) -> None:
    ask(db, cast.ada.email)
    code = newest(db).code
    for purpose, asker in ((Purpose.SIGN_IN, THERE), (Purpose.NEW_PASSWORD, HERE)):
        with pytest.raises(NotAllowed):
            mailed_links.take_code(db, purpose, cast.ada.email, code, asker)


def test_five_wrong_codes_end_a_link(db: Session, cast: Cast) -> None:
    ask(db, cast.ada.email)
    for _ in range(5):
        with pytest.raises(NotAllowed, match="not the code"):
            mailed_links.take_code(db, Purpose.SIGN_IN, cast.ada.email, WRONG, HERE)

    with pytest.raises(NotAllowed, match="over"):
        mailed_links.take_code(db, Purpose.SIGN_IN, cast.ada.email, newest(db).code, HERE)
    with pytest.raises(NotFound):
        mailed_links.link_by(db, newest(db).secret)


def test_guessing_codes_is_slowed_down_however_many_mails_are_asked_for(
    db: Session, cast: Cast, stopped: StoppedClock
) -> None:
    for _ in range(3):
        stopped.move(minutes=20)
        ask(db, cast.ada.email)
        for _ in range(4):
            with pytest.raises((NotAllowed, TooMany)) as refusal:
                mailed_links.take_code(db, Purpose.SIGN_IN, cast.ada.email, WRONG, HERE)

    assert refusal.type is TooMany


def test_the_newest_mail_of_a_browser_is_the_one_that_counts(db: Session, cast: Cast) -> None:
    for _ in range(2):
        ask(db, cast.ada.email)
    first, second = arrived(db)

    with pytest.raises(NotFound):
        mailed_links.link_by(db, first.secret)
    assert mailed_links.link_by(db, second.secret)


def test_who_asks_for_an_address_elsewhere_ends_nothing_of_its_owner(
    db: Session, cast: Cast
) -> None:
    ask(db, cast.ada.email)
    mailed_links.ask(db, Purpose.SIGN_IN, cast.ada.email, THERE, SITE)

    assert mailed_links.link_by(db, arrived(db)[0].secret)


def test_the_table_tells_neither_link_nor_code(db: Session, cast: Cast) -> None:
    ask(db, cast.ada.email)
    row = db.execute(select(MailedLink.__table__)).one()
    kept = " ".join(map(str, row))

    for secret in (newest(db).secret, newest(db).code.replace("-", ""), HERE.browser):
        assert secret not in kept


def test_an_address_that_was_left_opens_the_account_no_more(db: Session, cast: Cast) -> None:
    ask(db, cast.ada.email)
    accounts.change_email(db, cast.ada, "ada@new.example")

    with pytest.raises(NotFound):
        mailed_links.link_by(db, newest(db).secret)
    with pytest.raises(NotAllowed):
        mailed_links.take_code(db, Purpose.SIGN_IN, cast.ada.email, newest(db).code, HERE)


def test_what_is_over_is_forgotten_after_a_day(
    database: Database, db: Session, cast: Cast, stopped: StoppedClock
) -> None:
    ask(db, cast.ada.email)
    db.commit()
    stopped.move(hours=24)
    assert mailed_links.forget_over(database) == 0
    stopped.move(hours=1)
    assert mailed_links.forget_over(database) == 1
    assert db.scalar(select(func.count()).select_from(MailedLink)) == 0


def test_a_link_is_good_for_nothing_else(db: Session, cast: Cast) -> None:
    ask(db, cast.ada.email)
    link = mailed_links.link_by(db, newest(db).secret)
    with pytest.raises(NotFound):
        mailed_links.choose_password(db, link, "a hash", SITE)
    with pytest.raises(NotFound):
        mailed_links.settle_address(db, cast.ada, link, SITE)


def test_a_new_password_withdraws_what_an_intruder_asked_for(db: Session, cast: Cast) -> None:
    mailed_links.ask_address(db, cast.ada, "eve@example.org", HERE, SITE)
    ask(db, cast.ada.email, Purpose.NEW_PASSWORD)
    link = mailed_links.link_by(db, newest(db).secret)
    mailed_links.use(db, link)
    mailed_links.choose_password(db, link, "a hash", SITE)

    assert mailed_links.pending_address(db, cast.ada) is None


def test_confirming_notes_the_first_time(db: Session, cast: Cast, stopped: StoppedClock) -> None:
    asked = select(User.confirmed_at).where(User.id == cast.ada.id)
    for _ in range(2):
        mailed_links.confirm(db, cast.ada.id)
        stopped.move(days=1)
    first = db.scalar(asked)
    assert first
    assert (stopped.now - first).days == 2
    db.execute(update(User).values(confirmed_at=None))
