"""Who may invite whom, and what is said of those who are not invited."""

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from learning import invitations, organisations
from learning.accounts import User
from learning.db import Database
from learning.errors import NotAllowed, NotFound
from learning.invitations import Invitation, SoFar
from tests.cast import Cast
from tests.conftest import StoppedClock
from tests.invitations.invited import invited, some
from tests.organisations.looked_after import COUNCIL, looked_after
from tests.organisations.peopled import known


@pytest.fixture
def trust(database: Database, cast: Cast) -> int:
    """Ada looks after it."""
    with database.writing.begin() as db:
        return looked_after(db, cast.ada)


def test_a_list_is_invited_and_waits_for_its_mails(
    database: Database, cast: Cast, trust: int
) -> None:
    assert invited(database, cast.ada, trust, some(3)) == 3
    with database.reading() as db:
        assert invitations.so_far(db, trust) == SoFar(3, 3)


def test_whether_somebody_has_an_account_makes_no_difference(
    database: Database, cast: Cast, trust: int
) -> None:
    text = f"{cast.ben.email}\nnobody@example.org"
    with database.reading() as db:
        read = invitations.look_over(db, trust, invitations.read(text))
    assert [guest.email for guest in read.guests] == [cast.ben.email, "nobody@example.org"]
    assert not read.mistakes


def test_two_organisations_may_invite_the_same_person(
    database: Database, cast: Cast, trust: int
) -> None:
    with database.writing.begin() as db:
        (council,) = known(db, COUNCIL)
    assert invited(database, cast.ada, trust, some(1)) == 1
    assert invited(database, cast.dana, council, some(1)) == 1
    with database.writing.begin() as db:
        organisations.merge(db, cast.dana, council, [trust], "The same")
        assert invitations.so_far(db, council).read == 2, "both have come along"


def test_only_admins_and_who_looks_after_it_invite(
    database: Database, cast: Cast, trust: int
) -> None:
    with database.writing.begin() as db:
        council = looked_after(db, cast.ben, COUNCIL)
    for person, place in ((cast.cleo, trust), (cast.ben, trust), (cast.ada, council)):
        with pytest.raises(NotAllowed):
            invited(database, person, place, some(1))
    with pytest.raises(NotFound):
        invited(database, cast.dana, 99, some(1))
    with database.reading() as db:
        assert list(db.scalars(select(Invitation.id))) == []


def test_only_so_many_wait_at_a_time(
    database: Database, cast: Cast, trust: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("learning.invitations.inviting.MOST_WAITING", 3)
    assert invited(database, cast.ada, trust, some(2)) == 2
    with database.reading() as db:
        read = invitations.look_over(db, trust, some(3, first=2))
    assert len(read.guests) == 1
    assert [mistake.line for mistake in read.mistakes] == [2, 3]
    assert "Too many: 3 can wait" in read.mistakes[0].words


def test_what_is_over_is_forgotten_and_can_be_invited_again(
    database: Database, cast: Cast, trust: int, stopped: StoppedClock
) -> None:
    invited(database, cast.ada, trust, some(2))
    stopped.move(days=59)
    assert invitations.forget_over(database) == 0
    stopped.move(days=1)
    assert invitations.forget_over(database) == 2
    assert invitations.forget_over(database) == 0
    assert invited(database, cast.ada, trust, some(2)) == 2


def test_an_organisation_that_invites_stays_and_invitations_outlive_who_sent_them(
    database: Database, cast: Cast
) -> None:
    with database.writing.begin() as db:
        (council,) = known(db, COUNCIL)
    invited(database, cast.dana, council, some(1))
    assert organisations.forget_unused(database) == 0
    with database.writing.begin() as db:
        db.execute(delete(User).where(User.id == cast.dana.id))
        (row,) = db.scalars(select(Invitation.id))
        assert invitations.invitation(db, row).by is None


def test_looking_a_list_over_costs_one_query(
    db: Session, cast: Cast, trust: int, queries: list[str]
) -> None:
    read = some(50)
    del queries[:]
    invitations.look_over(db, trust, read)
    assert len([query for query in queries if query.startswith("SELECT")]) == 1
