"""A letter to oneself: sealed, back on its day, mailed about once, and nobody else’s."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from time import sleep

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from learning import clock, letters
from learning.accounts import User
from learning.cli.worker import office_of
from learning.config import Settings
from learning.db import Database
from learning.errors import Conflict, NotFound
from learning.letters import Letter
from learning.mail import Mail
from tests.cast import Cast
from tests.conftest import StoppedClock

TEXT = "Dear Ada, the copper heron is still yours."
SPRING = datetime(2027, 3, 1, 7, tzinfo=UTC)
BASE = "https://learn.example.org"


@pytest.fixture
def sealed(database: Database, cast: Cast) -> int:
    with database.writing.begin() as db:
        return letters.write(db, cast.ada, TEXT, SPRING)


def mails(database: Database) -> list[Mail]:
    with database.reading() as db:
        return list(db.scalars(select(Mail)))


def test_it_is_sealed_until_its_moment(
    database: Database, cast: Cast, sealed: int, stopped: StoppedClock
) -> None:
    for now, text in ((SPRING - timedelta(seconds=1), None), (SPRING, TEXT)):
        stopped.now = now
        with database.reading() as db:
            assert letters.letter_for(db, cast.ada, sealed).text == text
            assert [letter.text for letter in letters.letters_of(db, cast.ada)] == [text]
            assert [letter.text for letter in letters.back_lately(db, cast.ada)] == [text] * bool(
                text
            )
    stopped.now = SPRING + timedelta(days=15)
    with database.reading() as db:
        assert letters.back_lately(db, cast.ada) == ()


def test_what_is_back_is_listed_first_and_then_the_next_to_come(
    database: Database, cast: Cast, stopped: StoppedClock
) -> None:
    with database.writing.begin() as db:
        for year in (2028, 2027, 2029, 2030):
            letters.write(db, cast.ada, str(year), SPRING.replace(year=year))
    stopped.now = SPRING.replace(year=2028)
    with database.reading() as db:
        years = [letter.opens_at.year for letter in letters.letters_of(db, cast.ada)]
    assert years == [2028, 2027, 2029, 2030]


def test_sent_twice_it_is_one_letter_also_at_once(database: Database, cast: Cast) -> None:
    def write(_: int) -> int:
        with database.writing.begin() as db:
            number = letters.write(db, cast.ada, TEXT, SPRING)
            sleep(0.1)  # the others are at the same place meanwhile
            return number

    with ThreadPoolExecutor(3) as pool:
        assert len(set(pool.map(write, range(3)))) == 1


def test_a_hundred_letters_are_kept_at_once(db: Session, cast: Cast) -> None:
    for number in range(letters.MOST):
        letters.write(db, cast.ada, str(number), SPRING)
    with pytest.raises(Conflict, match="Throw one away first"):
        letters.write(db, cast.ada, TEXT, SPRING)
    letters.write(db, cast.ben, TEXT, SPRING)


def test_nobody_else_can_do_anything_with_it(db: Session, cast: Cast, sealed: int) -> None:
    for act in (letters.letter_for, letters.open_now):
        with pytest.raises(NotFound):
            act(db, cast.ben, sealed)
    with pytest.raises(NotFound):
        letters.send_on(db, cast.dana, sealed, SPRING)
    letters.discard(db, cast.ben, sealed)
    assert letters.letters_of(db, cast.ben) == ()
    assert letters.letter_for(db, cast.ada, sealed)


def test_the_mail_comes_once_with_two_workers_and_without_a_word_of_it(
    database: Database, sealed: int, stopped: StoppedClock
) -> None:
    assert letters.return_due(database, BASE) == 0
    stopped.now = SPRING
    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(lambda _: letters.return_due(database, BASE), range(4)))

    assert sum(told) == 1
    (mail,) = mails(database)
    assert mail.to_address == "ada@example.org"
    assert mail.subject == "A letter from you has come back"
    assert f"{BASE}/journal/letters/{sealed}\n" in mail.body
    assert "heron" not in mail.body


@pytest.mark.usefixtures("sealed")
def test_the_worker_returns_letters(
    database: Database, settings: Settings, stopped: StoppedClock
) -> None:
    stopped.now = SPRING
    for _ in range(2):
        office_of(database, settings.prepare()).write()

    (mail,) = mails(database)
    assert "open it here, in your journal." in mail.body


def test_opened_early_it_is_open_and_no_mail_comes(
    database: Database, cast: Cast, sealed: int, stopped: StoppedClock
) -> None:
    for _ in range(2):
        with database.writing.begin() as db:
            letters.open_now(db, cast.ada, sealed)
        with database.reading() as db:
            assert letters.letter_for(db, cast.ada, sealed).text == TEXT
        stopped.move(days=1)
    stopped.now = SPRING
    assert letters.return_due(database, BASE) == 0


def test_sent_on_it_comes_back_on_the_other_day_and_says_so_again(
    database: Database, cast: Cast, sealed: int, stopped: StoppedClock
) -> None:
    stopped.now = SPRING
    letters.return_due(database, BASE)
    later = SPRING + timedelta(days=30)
    for _ in range(2):
        with database.writing.begin() as db:
            letters.send_on(db, cast.ada, sealed, later)
    with database.reading() as db:
        assert letters.letter_for(db, cast.ada, sealed).is_sealed
    assert mails(database) == [], "the one that had not gone is taken back"
    assert letters.return_due(database, BASE) == 0
    stopped.now = later
    assert letters.return_due(database, BASE) == 1


def test_thrown_away_it_is_gone_with_its_mail(
    database: Database, cast: Cast, sealed: int, stopped: StoppedClock
) -> None:
    stopped.now = SPRING
    letters.return_due(database, BASE)
    for _ in range(2):
        with database.writing.begin() as db:
            letters.discard(db, cast.ada, sealed)
    assert mails(database) == []
    with database.reading() as db, pytest.raises(NotFound):
        letters.letter_for(db, cast.ada, sealed)


@pytest.mark.usefixtures("sealed")
def test_deleting_an_account_deletes_its_letters(database: Database, cast: Cast) -> None:
    with database.writing.begin() as db:
        db.execute(delete(User).where(User.id == cast.ada.id))
    with database.reading() as db:
        assert db.scalar(select(func.count()).select_from(Letter)) == 0


def test_what_a_letter_says_is_in_no_text_that_code_prints(
    database: Database, cast: Cast, sealed: int, stopped: StoppedClock, queries: list[str]
) -> None:
    stopped.now = SPRING
    with database.reading() as db:
        queries.clear()
        view = letters.letter_for(db, cast.ada, sealed)
        assert len(queries) == 1
        kept = db.get(Letter, sealed)
    assert "heron" not in f"{view!r} {kept!r} {clock.now()}"
