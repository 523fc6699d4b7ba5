"""What members see of each other, and what becomes of a team when accounts go."""

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from learning import teams
from learning.accounts import User
from learning.content import Programme
from learning.errors import Conflict
from learning.teams import Membership, Team
from tests.cast import Cast, finish, gather, join
from tests.teams.test_membership import code_of, names


def test_each_member_chooses_what_to_show_and_it_is_a_number(
    db: Session, cast: Cast, programme: Programme
) -> None:
    team_id = gather(db, cast.ada, cast.ben, cast.dana)
    for person, pages in ((cast.ada, 2), (cast.ben, 3)):
        finish(db, person, programme, programme.pages[:pages])
    assert teams.pages_shown(db, teams.members_of(db, team_id), programme) == {}

    for _ in range(2):
        teams.show_progress(db, cast.ada, team_id, shows=True)
        teams.show_progress(db, cast.dana, team_id, shows=True)
    shown = teams.pages_shown(db, teams.members_of(db, team_id), programme)
    assert shown == {cast.ada.id: 2, cast.dana.id: 0}

    teams.show_progress(db, cast.ada, team_id, shows=False)
    assert cast.ada.id not in teams.pages_shown(db, teams.members_of(db, team_id), programme)


def test_what_is_shown_on_one_team_is_not_shown_on_another(db: Session, cast: Cast) -> None:
    one, other = gather(db, cast.ada, name="One"), gather(db, cast.ada, name="Other")
    teams.show_progress(db, cast.ada, one, shows=True)

    assert not teams.team_for(db, cast.ada, other).shows_progress


def test_with_an_account_its_memberships_go_and_the_next_one_convenes(
    db: Session, cast: Cast
) -> None:
    team_id = gather(db, cast.ada, cast.ben, cast.dana)
    code = code_of(db, cast.ben, team_id)
    db.execute(delete(User).where(User.id == cast.ada.id))

    assert names(db, team_id) == ["Ben", "Dana"]
    assert teams.members_of(db, team_id)[0].is_convenor
    teams.rename(db, cast.ben, team_id, "Ward 7")
    teams.leave(db, cast.ben, team_id)
    assert names(db, team_id) == ["Dana"]

    db.execute(delete(User).where(User.id == cast.dana.id))
    assert db.scalar(select(func.count()).select_from(Membership)) == 0
    with pytest.raises(Conflict, match="This team is closed"):
        teams.join(db, cast.cleo, code)


def test_a_team_cannot_have_two_convenors_nor_no_name(db: Session, cast: Cast) -> None:
    team_id = gather(db, cast.ada, cast.ben)
    for statement in (
        update(Membership).values(is_convenor=True),
        update(Team).values(name=""),
    ):
        with pytest.raises(IntegrityError), db.begin_nested():
            db.execute(statement)
    assert names(db, team_id) == ["Ada", "Ben"]


def test_queries_cost_the_same_for_any_number_of_people(
    db: Session, cast: Cast, programme: Programme, queries: list[str]
) -> None:
    team_id = gather(db, cast.ada, cast.ben)
    code = code_of(db, cast.ada, team_id)
    for number in range(20):
        teams.join(db, join(db, f"Learner {number}"), code)
    queries.clear()

    teams.teams_of(db, cast.ada)
    teams.team_for(db, cast.ada, team_id)
    teams.pages_shown(db, teams.members_of(db, team_id), programme)

    assert len(queries) == 3  # nobody shows progress, so nothing is asked
