"""What was withdrawn from quoting stays withdrawn, whichever old page is sent again."""

import pytest

from learning import followups
from learning.db import Database
from learning.errors import Conflict
from learning.followups import Given, Moment
from learning.sharing import Naming
from tests.cast import Cast
from tests.conftest import StoppedClock
from tests.followups.asked import ANSWERS, asked

QUOTED = Given(answers=ANSWERS, naming=Naming.NAMED)


def answer(database: Database, cast: Cast, given: Given = QUOTED, seen: int = 0) -> None:
    with database.writing.begin() as db:
        followups.answer(db, cast.ada, Moment.END, given, seen=seen)


def withdraw(database: Database, cast: Cast, moment: Moment = Moment.END) -> None:
    with database.writing.begin() as db:
        followups.withdraw_quote(db, cast.ada, moment)


def quoted(database: Database) -> int:
    with database.reading() as db:
        return len(followups.quotes(db))


def version(database: Database, cast: Cast) -> int:
    with database.reading() as db:
        return followups.follow_ups_of(db, cast.ada)[Moment.END].version


@pytest.mark.parametrize("seen", [0, 1])
def test_withdrawn_an_old_page_does_not_let_it_be_quoted_again(
    database: Database, cast: Cast, seen: int
) -> None:
    answer(database, cast)
    withdraw(database, cast)
    with pytest.raises(Conflict, match="meanwhile"):
        answer(database, cast, seen=seen)
    assert quoted(database) == 0
    answer(database, cast, seen=2)
    assert quoted(database) == 1, "a page that shows the withdrawal may"


def test_withdrawn_by_the_form_it_is_no_more_to_be_had_from_an_old_page(
    database: Database, cast: Cast
) -> None:
    answer(database, cast)
    answer(database, cast, Given(answers=ANSWERS), seen=1)
    with pytest.raises(Conflict):
        answer(database, cast, seen=1)
    assert quoted(database) == 0


def test_a_page_sent_twice_and_a_withdrawal_of_nothing_change_nothing(
    database: Database, cast: Cast
) -> None:
    for _ in range(2):
        answer(database, cast)
        assert version(database, cast) == 1
    for _ in range(2):
        withdraw(database, cast)
        assert version(database, cast) == 2


@pytest.mark.parametrize("days", [0, 61])
def test_a_link_that_has_answered_lets_nothing_be_quoted_again(
    database: Database, cast: Cast, stopped: StoppedClock, days: int
) -> None:
    link = asked(database, cast.ada, stopped)
    for _ in range(2):
        with database.writing.begin() as db:
            followups.answer_by_link(db, link, QUOTED)
    assert quoted(database) == 1
    withdraw(database, cast, Moment.THREE)
    stopped.move(days=days)
    with database.writing() as db, pytest.raises(Conflict):
        followups.answer_by_link(db, link, QUOTED)
    assert quoted(database) == 0
    with database.reading() as db:
        assert followups.asked_by(db, link).state == ("expired" if days else "answered")
