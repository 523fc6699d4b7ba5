"""Whoever invites is told nothing of those on the list: not who was invited, went, or has moved."""

from collections.abc import Callable

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from learning import accounts, invitations, joining
from learning.accounts import User
from learning.content import Programme
from learning.db import Database
from learning.errors import NotFound
from learning.invitations import Invitation, SoFar
from tests.cast import Cast
from tests.conftest import StoppedClock
from tests.invitations.invited import invited, mails, some, write_due
from tests.mailed_links.mailed import SITE
from tests.organisations.looked_after import looked_after
from tests.own_data.going import ask, run

Event = Callable[[Database, Cast, Programme], object]
OLD = "ben@example.org\nn0@example.org\nn1@example.org"


def _nothing(database: Database, cast: Cast, programme: Programme) -> None:
    """Leave everything as it is."""


def _goes(database: Database, cast: Cast, programme: Programme) -> None:
    assert run(database) == 1


def _joins(database: Database, cast: Cast, programme: Programme) -> None:
    with database.writing.begin() as db:
        cleo = accounts.absent_person(db, cast.cleo.id)  # as she is by now: confirmed
        assert cleo
        assert joining.unite(db, cleo, cast.ben.id, programme, SITE)


EVENTS: dict[Event, int] = {_nothing: 0, _goes: 1, _joins: 1}
"""What becomes of Ben meanwhile, and how many mails his address then gets once more."""


@pytest.fixture
def trust(database: Database, cast: Cast) -> int:
    with database.writing.begin() as db:
        there = (User.id.in_((cast.ben.id, cast.cleo.id)),)
        db.execute(update(User).where(*there).values(confirmed_at=User.joined_at))
        return looked_after(db, cast.ada)


def to(db: Session, email: str) -> int:
    return [mail.to_address for mail in mails(db)].count(email)


@pytest.mark.parametrize("mailed", [3, 1, 0])
@pytest.mark.parametrize("event", EVENTS)
def test_an_old_list_looks_the_same_whatever_became_of_those_on_it(
    database: Database, cast: Cast, programme: Programme, trust: int, stopped: StoppedClock,
    event: Event, mailed: int,
) -> None:  # fmt: skip
    """Not the report, the counts, nor which mail to an address of one’s own arrives when."""
    if event is _goes:
        ask(database, cast.ben)
    stopped.move(days=6.5)
    invited(database, cast.ada, trust, invitations.read(OLD))
    assert write_due(database, a_day=mailed) == mailed
    stopped.move(days=0.5)

    event(database, cast, programme)

    read = invitations.read(f"{OLD}\nmine@example.org")
    with database.reading() as db:
        assert invitations.look_over(db, trust, read) == read
        assert invitations.so_far(db, trust) == SoFar(3, 3 - mailed)
    assert invited(database, cast.ada, trust, read) == 4
    with database.reading() as db:
        assert invitations.so_far(db, trust) == SoFar(7, 7 - mailed)
    assert write_due(database, a_day=6) == 6 - mailed
    with database.reading() as db:
        assert to(db, "mine@example.org") == 0, "its turn is the seventh"
    assert write_due(database, a_day=7) == 1
    with database.reading() as db:
        assert [to(db, f"{name}@example.org") for name in ("mine", "n0", "n1")] == [1, 1, 1]


@pytest.mark.parametrize("event", EVENTS)
def test_who_was_invited_gets_no_second_mail_but_a_free_address_may(
    database: Database, cast: Cast, programme: Programme, trust: int, stopped: StoppedClock,
    event: Event,
) -> None:  # fmt: skip
    if event is _goes:
        ask(database, cast.ben)
    stopped.move(days=7)
    invited(database, cast.ada, trust, invitations.read(OLD))
    write_due(database)
    event(database, cast, programme)
    with database.reading() as db:
        before = to(db, "ben@example.org")
    for _ in range(2):
        invited(database, cast.ada, trust, invitations.read(OLD))
        write_due(database)
    with database.reading() as db:
        assert to(db, "ben@example.org") - before == EVENTS[event]


def test_of_who_has_gone_only_a_turn_is_left(
    database: Database, cast: Cast, programme: Programme, trust: int, stopped: StoppedClock
) -> None:
    ask(database, cast.ben)
    stopped.move(days=7)
    invited(database, cast.ada, trust, invitations.read("ben@example.org;Ben"))
    _goes(database, cast, programme)
    with database.reading() as db:
        (left,) = db.scalars(select(Invitation))
        assert "ben" not in f"{left.email}{left.name}".lower()
        with pytest.raises(NotFound):
            invitations.invitation(db, left.id)
    assert write_due(database) == 1
    with database.reading() as db:
        assert mails(db) == []


def test_another_list_of_addresses_is_no_more_than_its_turns(
    database: Database, cast: Cast, trust: int
) -> None:
    assert [invited(database, cast.ada, trust, some(3)) for _ in range(2)] == [3, 3]
    assert write_due(database, a_day=4) == 4, "an allowance is of addresses read"
    with database.reading() as db:
        assert len(mails(db)) == 3
