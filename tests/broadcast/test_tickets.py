"""A ticket says who may listen to what, and until when, and cannot be altered."""

from datetime import timedelta

import pytest

from learning.broadcast import Ticket, read_ticket, ticket
from tests.conftest import NOON

SECRET = "a secret of tests"
UNTIL = NOON + timedelta(hours=2)
GIVEN = ticket(SECRET, "live/7", "31", UNTIL)


def test_a_ticket_says_what_it_was_given_for() -> None:
    assert read_ticket(SECRET, GIVEN, NOON) == Ticket("live/7", "31", UNTIL)


def test_a_ticket_is_over_at_its_time() -> None:
    assert read_ticket(SECRET, GIVEN, UNTIL - timedelta(seconds=1))
    assert read_ticket(SECRET, GIVEN, UNTIL) is None


@pytest.mark.parametrize(
    "altered",
    [
        "", "nonsense", GIVEN[:-1], GIVEN + "0", GIVEN + "\n", GIVEN.replace("live/7", "live/8"),
        GIVEN.replace("~31~", "~32~"), GIVEN.replace("~31~", "~3~1"), "é" + GIVEN,
        GIVEN.replace(str(int(UNTIL.timestamp())), "9999999999"),
    ],
)  # fmt: skip
def test_an_altered_ticket_is_none(altered: str) -> None:
    assert read_ticket(SECRET, altered, NOON) is None


def test_a_ticket_of_another_key_is_none() -> None:
    assert read_ticket("another secret", GIVEN, NOON) is None


@pytest.mark.parametrize(("topic", "who"), [("live~7", "31"), ("live/7", "3 1"), ("live/7", "")])
def test_what_a_ticket_cannot_say_is_refused(topic: str, who: str) -> None:
    with pytest.raises(ValueError, match="no ticket can say"):
        ticket(SECRET, topic, who, UNTIL)


def test_a_ticket_needs_no_quoting_in_an_address() -> None:
    from urllib.parse import quote

    assert quote(GIVEN, safe="/") == GIVEN
