"""Agreeing on who does what by when: on both databases."""

from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from learning import actions, teams
from learning.accounts import User
from learning.actions import Action, Status
from learning.content import Programme
from learning.errors import Conflict, NotFound
from learning.planning import LiveSession
from tests.actions.agreeing import TUESDAY, agreed, seen
from tests.cast import Cast, gather
from tests.conftest import NOON
from tests.planning.planning import planned


def test_any_member_agrees_for_another(db: Session, cast: Cast) -> None:
    team_id = gather(db, cast.ada, cast.ben)
    action_id = actions.agree(db, cast.ben, team_id, agreed(owner_id=cast.ada.id))

    view = seen(db, cast.ada, action_id)
    assert (view.what, view.owner, view.by) == ("Ask payroll for the postcodes", "Ada", TUESDAY)
    assert (view.first_step, view.status, view.version) == ("Write to payroll", Status.OPEN, 1)


def test_the_same_again_is_not_agreed_twice(db: Session, cast: Cast) -> None:
    team_id = gather(db, cast.ada, cast.ben)
    made = [actions.agree(db, cast.ada, team_id, agreed(by=None)) for _ in range(2)]
    made.append(actions.agree(db, cast.ada, team_id, agreed(by=None, step="decide")))

    assert made[0] == made[1] != made[2]


def test_somebody_without_account_can_have_it(db: Session, cast: Cast) -> None:
    team_id = gather(db, cast.ada)
    named = actions.agree(db, cast.ada, team_id, agreed(owner_name="  Rosa "))
    nobody = actions.agree(db, cast.ada, team_id, agreed(owner_name="  "))
    both = agreed(owner_id=cast.ada.id, owner_name="Rosa")
    member = actions.agree(db, cast.ada, team_id, both)

    owners = [seen(db, cast.ada, each).owner for each in (named, nobody, member)]
    assert owners == ["Rosa", None, "Ada"]


def test_a_change_keeps_where_it_was_agreed_and_counts_up(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = planned(db, cast, programme)
    team_id = teams.teams_of(db, cast.ada)[0].id
    first = agreed(live_session_id=session_id, step="actions")
    action_id = actions.agree(db, cast.ada, team_id, first)
    for _ in range(2):
        other = agreed("Ask estates", owner_id=cast.ben.id)
        actions.agree(db, cast.ben, team_id, other, action_id=action_id, seen=1)

    view = seen(db, cast.ada, action_id)
    assert (view.what, view.owner, view.version) == ("Ask estates", "Ben", 2)
    assert (view.live_session_id, view.step) == (session_id, "actions")


def test_of_two_who_change_it_at_once_the_slower_hears_of_it(db: Session, cast: Cast) -> None:
    team_id = gather(db, cast.ada, cast.ben)
    action_id = actions.agree(db, cast.ada, team_id, agreed())
    actions.agree(db, cast.ada, team_id, agreed("Ask estates"), action_id=action_id, seen=1)

    with pytest.raises(Conflict, match="Somebody else has changed this"):
        actions.agree(db, cast.ben, team_id, agreed("Ask Rosa"), action_id=action_id, seen=1)
    assert seen(db, cast.ben, action_id).what == "Ask estates"


def test_a_stranger_cannot_tell_that_an_action_exists(db: Session, cast: Cast) -> None:
    team_id = gather(db, cast.ada)
    other = gather(db, cast.cleo, name="Elsewhere")
    action_id = actions.agree(db, cast.ada, team_id, agreed(owner_id=cast.ada.id))

    def refused(action_id: int) -> set[str]:
        acts: tuple[Any, ...] = (
            lambda: actions.action_for(db, cast.cleo, action_id),
            lambda: actions.take_on(db, cast.cleo, action_id),
            lambda: actions.reopen(db, cast.cleo, action_id),
            lambda: actions.settle(db, cast.cleo, action_id, Status.DONE, seen=1),
            lambda: actions.agree(db, cast.cleo, other, agreed("x"), action_id=action_id),
        )
        words = set()
        for act in acts:
            with pytest.raises(NotFound) as refusal:
                act()
            words.add(str(refusal.value))
        return words

    assert refused(action_id) == refused(999_999)
    with pytest.raises(NotFound):
        actions.agree(db, cast.cleo, team_id, agreed())
    assert actions.take_out(db, cast.cleo, action_id) is None
    assert seen(db, cast.ada, action_id).version == 1


def test_the_owner_must_be_on_the_team(db: Session, cast: Cast) -> None:
    team_id = gather(db, cast.ada)
    action_id = actions.agree(db, cast.ada, team_id, agreed())

    his = agreed(owner_id=cast.ben.id)
    for change in (None, action_id):
        with pytest.raises(Conflict, match="not on the team any more"):
            actions.agree(db, cast.ada, team_id, his, action_id=change)


def test_nothing_is_agreed_in_a_closed_team(db: Session, cast: Cast) -> None:
    team_id = gather(db, cast.ada, cast.ben)
    action_id = actions.agree(db, cast.ada, team_id, agreed())
    teams.close(db, cast.ada, team_id)

    acts: tuple[Any, ...] = (
        lambda: actions.agree(db, cast.ada, team_id, agreed("Another")),
        lambda: actions.take_on(db, cast.ben, action_id),
        lambda: actions.take_out(db, cast.ben, action_id),
        lambda: actions.settle(db, cast.ben, action_id, Status.DONE, seen=1),
        lambda: actions.reopen(db, cast.ben, action_id),
    )
    for act in acts:
        with pytest.raises(Conflict, match="This team is closed"):
            act()
    assert seen(db, cast.ben, action_id).version == 1


def test_fifty_actions_are_enough(db: Session, cast: Cast, programme: Programme) -> None:
    session_id = planned(db, cast, programme)
    team_id = teams.teams_of(db, cast.ada)[0].id
    for where in (None, session_id):
        for number in range(actions.MOST_AGREED):
            one = agreed(f"Do {number}", live_session_id=where)
            last = actions.agree(db, cast.ada, team_id, one)
        with pytest.raises(Conflict, match="50 actions already"):
            actions.agree(db, cast.ada, team_id, agreed(live_session_id=where))
        actions.agree(db, cast.ada, team_id, agreed("Do it well"), action_id=last)
        actions.take_out(db, cast.ada, last)
        actions.agree(db, cast.ada, team_id, agreed(live_session_id=where))


def test_an_action_is_taken_out_once(db: Session, cast: Cast) -> None:
    team_id = gather(db, cast.ada, cast.ben)
    action_id = actions.agree(db, cast.ada, team_id, agreed())

    assert actions.take_out(db, cast.ben, action_id) == team_id
    assert actions.take_out(db, cast.ben, action_id) is None
    assert actions.actions_of(db, team_id) == ()


def test_what_somebody_leaves_behind_can_be_taken_on(db: Session, cast: Cast) -> None:
    team_id = gather(db, cast.ada, cast.ben, cast.dana)
    his = actions.agree(db, cast.ada, team_id, agreed(owner_id=cast.ben.id))
    hers = actions.agree(db, cast.ada, team_id, agreed("Second", owner_id=cast.dana.id))
    teams.leave(db, cast.ben, team_id)
    db.execute(delete(User).where(User.id == cast.dana.id))

    for action_id in (his, hers):
        assert seen(db, cast.ada, action_id).owner is None
        for _ in range(2):
            actions.take_on(db, cast.ada, action_id)
        assert seen(db, cast.ada, action_id).owner == "Ada"
    with pytest.raises(NotFound):
        actions.take_on(db, cast.ben, his)


def test_what_somebody_has_cannot_be_taken_from_them(db: Session, cast: Cast) -> None:
    team_id = gather(db, cast.ada, cast.ben)
    his = actions.agree(db, cast.ada, team_id, agreed(owner_id=cast.ben.id))
    rosas = actions.agree(db, cast.ada, team_id, agreed(owner_name="Rosa"))
    for action_id, name in ((his, "Ben"), (rosas, "Rosa")):
        with pytest.raises(Conflict, match=f"{name} has taken this on"):
            actions.take_on(db, cast.ada, action_id)


@pytest.mark.parametrize(
    "wrong",
    [
        {"what": ""}, {"owner_id": 1, "owner_name": "Rosa"}, {"status": Status.DONE},
        {"settled_at": NOON}, {"version": 0},
    ],
)  # fmt: skip
def test_the_table_refuses_what_cannot_be(
    db: Session, cast: Cast, wrong: dict[str, object]
) -> None:
    team_id = gather(db, cast.ada)
    actions.agree(db, cast.ada, team_id, agreed())
    with pytest.raises(IntegrityError), db.begin_nested():
        db.execute(update(Action).values(wrong))


def test_an_action_outlives_its_session_and_not_its_team(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = planned(db, cast, programme)
    team_id = teams.teams_of(db, cast.ada)[0].id
    action_id = actions.agree(db, cast.ada, team_id, agreed(live_session_id=session_id))
    db.execute(delete(LiveSession))
    assert seen(db, cast.ada, action_id).live_session_id is None
    db.execute(delete(teams.Team))
    assert actions.actions_of(db, team_id) == ()
