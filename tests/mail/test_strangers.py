"""People without an account: few mails are sent to them, and none reads as a link."""

from time import sleep
from typing import Any

import pytest
from sqlalchemy.orm import Session

from learning import mail
from learning.accounts import Person
from learning.db import Database
from learning.errors import TooMany
from learning.mail import MOST_A_DAY, Kind
from tests.cast import Cast
from tests.conftest import StoppedClock
from tests.mail.conftest import rows
from tests.teams.test_at_once import Act, together


def write(database: Database, by: Person, number: int, **other: Any) -> None:
    letter: dict[str, Any] = {"subject": "Tuesday", "body": "At two.", "kind": Kind.SESSION}
    with database.writing.begin() as db:
        to = f"stranger.{number}@example.org"
        mail.send(db, to=to, key=f"to/{number}", by_user_id=by.id, **letter | other)


def test_a_learner_has_few_mails_sent_to_strangers_in_a_day(
    database: Database, cast: Cast, stopped: StoppedClock
) -> None:
    for number in range(MOST_A_DAY):
        write(database, cast.ada, number)
    with pytest.raises(TooMany, match="within a day") as refused:
        write(database, cast.ada, 100)
    write(database, cast.ada, 0)  # a second click
    write(database, cast.ada, 101, user_id=cast.ben.id)
    write(database, cast.ben, 102)

    stopped.move(seconds=refused.value.wait)
    write(database, cast.ada, 103)
    assert len(rows(database)) == MOST_A_DAY + 3


def test_two_at_the_same_moment_do_not_count_past_each_other(
    database: Database, cast: Cast
) -> None:
    for number in range(MOST_A_DAY - 1):
        write(database, cast.ada, number)

    def act(to: str) -> Act:
        letter: dict[str, Any] = {"subject": "Tuesday", "body": "Two", "kind": Kind.SESSION}

        def send(db: Session) -> None:
            mail.send(db, to=to, by_user_id=cast.ada.id, **letter)
            sleep(0.2)  # the others ask before this one commits

        return send

    done = together(database, *(act(f"{name}@example.org") for name in "abc"))
    assert sorted(map(str, done)) == ["None", "TooMany", "TooMany"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Room 4, ground floor. Ask at the desk.", "Room 4, ground floor. Ask at the desk."),
        ("Dr. J. Smith-Jones’ office, 14.30", "Dr. J. Smith-Jones’ office, 14.30"),
        ("Win at https://evil.example/x now", "Win at … now"),
        ("see evil.example.com", "see …"),
        ("www.evil.com/a?b=1", "…"),
        ("evil\uff0ecom and evil\u3002com", "… and …"),
        ("ftp://1.2.3.4", "…"),
        ("http\uff1a\uff0f\uff0fevil", "…"),
    ],
)
def test_nothing_typed_reads_as_a_link(typed: str, said: str) -> None:
    assert mail.without_links(typed) == said
