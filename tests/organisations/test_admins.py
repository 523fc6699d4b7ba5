"""Who looks after one organisation, whatever becomes of its name."""

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from learning import organisations
from learning.accounts import User
from learning.db import Database
from learning.errors import Conflict, NotFound
from learning.organisations import Known, Organisation, Profile, Work
from learning.recount import Recount
from tests.cast import Cast
from tests.organisations.looked_after import COUNCIL, TRUST, looked_after, works_at
from tests.organisations.peopled import known

WHY = "The same"


def test_somebody_looks_after_one_organisation_and_it_is_taken_away_again(
    db: Session, cast: Cast
) -> None:
    trust = looked_after(db, cast.ada)
    assert organisations.administered_by(db, cast.ada) == Known(trust, TRUST)
    assert organisations.administered_by(db, cast.ben) is None
    assert not organisations.make_admin(db, trust, cast.ada.id), "twice changes nothing"
    assert [admin.name for admin in organisations.admins_of(db, trust)] == ["Ada"]

    assert organisations.unmake_admin(db, trust, cast.ada.id)
    assert not organisations.unmake_admin(db, trust, cast.ada.id)
    assert organisations.administered_by(db, cast.ada) is None


def test_nobody_looks_after_two_nor_after_what_is_not_there(db: Session, cast: Cast) -> None:
    trust = looked_after(db, cast.ada)
    (council,) = known(db, COUNCIL)
    with pytest.raises(Conflict, match="another organisation"):
        organisations.make_admin(db, council, cast.ada.id)
    with pytest.raises(NotFound):
        organisations.make_admin(db, 99, cast.ben.id)

    assert organisations.administered_by(db, cast.ada) == Known(trust, TRUST)


def test_who_looked_after_a_name_that_is_merged_looks_after_the_one_that_stands(
    db: Session, cast: Cast
) -> None:
    trust, council = looked_after(db, cast.ada), looked_after(db, cast.ben, COUNCIL)
    organisations.merge(db, cast.dana, council, [trust], WHY)
    for person in (cast.ada, cast.ben):
        assert organisations.administered_by(db, person) == Known(council, COUNCIL)
    assert organisations.standing(db, trust) == Known(council, COUNCIL)
    organisations.make_admin(db, trust, cast.cleo.id)
    assert organisations.administered_by(db, cast.cleo) == Known(council, COUNCIL)


def test_what_admins_count_on_stays_though_nobody_names_it(database: Database, cast: Cast) -> None:
    with database.writing.begin() as db:
        trust = looked_after(db, cast.ada)
        added = organisations.add(db, "  Harbour   College ")
        known(db, "Typed once")
    assert organisations.forget_unused(database) == 1
    with database.writing.begin() as db:
        assert set(db.scalars(select(Organisation.id))) == {trust, added}
        assert organisations.add(db, "harbour college") == added, "any spelling leads there"
        db.execute(delete(User).where(User.id == cast.ada.id))
        assert organisations.admins_of(db, trust) == ()


def test_belonging_changes_the_organisation_and_nothing_else(db: Session, cast: Cast) -> None:
    trust = looked_after(db, cast.ada)
    nation = organisations.Nation.WALES
    organisations.set_profile(db, cast.ben, Work(organisation=COUNCIL, nation=nation))
    db.execute(delete(Recount))
    for _ in range(2):
        organisations.belong(db, cast.ben, trust)

    assert organisations.profile_of(db, cast.ben) == Work(organisation=TRUST, nation=nation)
    assert organisations.belongs_to(db, cast.ben) == trust
    assert set(db.scalars(select(Recount.user_id))) == {cast.ben.id}
    with pytest.raises(NotFound):
        organisations.belong(db, cast.cleo, 99)


def test_belonging_to_a_merged_name_is_belonging_to_the_one_that_stands(
    db: Session, cast: Cast
) -> None:
    trust = looked_after(db, cast.ada)
    works_at(db, COUNCIL, cast.cleo)
    council = organisations.belongs_to(db, cast.cleo)
    assert council
    organisations.merge(db, cast.dana, council, [trust], WHY)
    organisations.belong(db, cast.ben, trust)

    there = select(Profile.user_id).where(Profile.organisation_id == council)
    assert set(db.scalars(there)) == {cast.ben.id, cast.cleo.id}
