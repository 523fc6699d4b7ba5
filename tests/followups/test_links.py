"""A link says which questions, and when they were sent; nobody can make one up."""

from datetime import timedelta

import pytest

from learning import planning
from learning.errors import NotFound
from learning.followups import (
    LASTS,
    OUTCOMES,
    PROMISES,
    Link,
    Moment,
    link_token,
    mailbox_of,
    questions_of,
    read_link,
)
from tests.conftest import NOON, StoppedClock

HERS = mailbox_of("ada@example.org")
LINK = Link(12, NOON, HERS)
TOKEN = link_token("a key", LINK)


def test_a_link_says_what_it_is_for() -> None:
    assert read_link("a key", TOKEN) == LINK
    assert "ada" not in TOKEN
    assert mailbox_of(" Ada@Example.org") == HERS, "however the address was typed"


@pytest.mark.parametrize(
    "forged",
    [
        "", "12", TOKEN[:-1], f"{TOKEN}0", TOKEN.upper(), TOKEN.replace("12.", "13.", 1),
        link_token("another key", LINK), TOKEN.replace(".", ".1", 1), "é.ü.x", f" {TOKEN}",
        TOKEN.replace(HERS, mailbox_of("eve@example.org")),
        link_token("a key", Link(2**31, NOON, HERS)), "9" * 5_000,
        planning.link_token("a key", planning.Pass(12, int(NOON.timestamp()))),
    ],
)  # fmt: skip
def test_a_link_that_we_have_not_signed_is_refused(forged: str) -> None:
    with pytest.raises(NotFound, match="This link is incomplete"):
        read_link("a key", forged)


def test_it_works_for_sixty_days(stopped: StoppedClock) -> None:
    stopped.now = NOON + LASTS - timedelta(seconds=1)
    assert not LINK.is_over
    stopped.now = NOON + LASTS
    assert LINK.is_over


@pytest.mark.parametrize("moment", Moment)
def test_no_two_questions_and_no_two_options_share_an_id(moment: Moment) -> None:
    ids = [question.id for question in questions_of(moment)]
    assert len({*ids, PROMISES, "naming", "described", "version"}) == len(ids) + 4
    for question in questions_of(moment):
        options = [option.id for option in question.options]
        assert len(set(options)) == len(options)
    assert len({option.id for option in OUTCOMES}) == 4
    assert len(questions_of(Moment.END)) == 3
