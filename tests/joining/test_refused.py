"""What is not joined, and why."""

import pytest
from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from learning import accounts, clock, own_data
from learning.accounts import Person, Role, User
from learning.content import Programme
from learning.errors import Conflict, LearningError, NotAllowed
from learning.organisations.tables import OrganisationAdmin
from learning.own_data import SharedNotes, Where, Wish
from tests.cast import Cast
from tests.joining.pair import unite
from tests.live.held import begun
from tests.organisations.peopled import known


def make(db: Session, person: Person, role: Role) -> Person:
    db.execute(update(User).where(User.id == person.id).values(role=role))
    found = accounts.person_of(db, person.sign_in)
    assert found
    return found


def refused(
    db: Session, cast: Cast, programme: Programme, refusal: type[LearningError], words: str
) -> None:
    with pytest.raises(refusal, match=words):
        unite(db, cast.ada, cast.ben, programme)
    assert accounts.absent_person(db, cast.ben.id)


def test_an_admin_does_not_become_part_of_a_learner(
    db: Session, cast: Cast, programme: Programme
) -> None:
    make(db, cast.ben, Role.ADMIN)
    refused(db, cast, programme, NotAllowed, "admin")

    assert unite(db, make(db, cast.ada, Role.ADMIN), cast.ben, programme)
    assert db.get_one(User, cast.ada.id, populate_existing=True).role is Role.ADMIN


def test_who_wants_to_go_says_first_that_they_stay(
    db: Session, cast: Cast, programme: Programme
) -> None:
    wish = Wish(keeps_certificate=True, shared_notes=SharedNotes.UNNAMED)
    own_data.depart(db, cast.ben, wish, Where("", "Europe/London"))
    refused(db, cast, programme, Conflict, "about to be deleted")

    own_data.stay(db, cast.ben.id)
    assert unite(db, cast.ada, cast.ben, programme)


def test_nobody_is_joined_out_of_a_session_that_goes_on(
    db: Session, cast: Cast, programme: Programme
) -> None:
    begun(db, programme, cast.cleo, cast.ada, cast.ben)

    refused(db, cast, programme, Conflict, "live session")


def test_two_organisations_are_one_too_many(db: Session, cast: Cast, programme: Programme) -> None:
    for person, organisation in zip((cast.ada, cast.ben), known(db, "East", "West"), strict=True):
        row = {"user_id": person.id, "organisation_id": organisation, "given_at": clock.now()}
        db.execute(insert(OrganisationAdmin).values(row))

    refused(db, cast, programme, Conflict, "looks after an organisation")


def test_an_account_does_not_become_part_of_itself(
    db: Session, cast: Cast, programme: Programme
) -> None:
    with pytest.raises(Conflict):
        unite(db, cast.ada, cast.ada, programme)
