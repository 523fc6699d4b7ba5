"""Which actions a page shows, and in which order."""

from datetime import date

from sqlalchemy.orm import Session

from learning import actions, planning, teams
from learning.actions import ActionView, Status
from learning.content import Programme
from tests.actions.agreeing import TUESDAY, agreed, seen
from tests.cast import Cast, gather
from tests.conftest import StoppedClock
from tests.planning.planning import planned, post_of, wanted

MARCH_3, MAY = date(2026, 3, 3), date(2026, 5, 1)


def whats(views: tuple[ActionView, ...]) -> list[str]:
    return [view.what for view in views]


def test_open_ones_come_by_day_and_settled_ones_by_when(
    db: Session, cast: Cast, stopped: StoppedClock
) -> None:
    team_id = gather(db, cast.ada)
    by = {"No day": None, "Late": MAY, "First": MARCH_3, "Second": TUESDAY, "Old": MAY, "New": MAY}
    ids = {what: actions.agree(db, cast.ada, team_id, agreed(what, by=d)) for what, d in by.items()}
    for what in ("Old", "New"):
        stopped.move(hours=1)
        actions.settle(db, cast.ada, ids[what], Status.DONE, seen=1)

    found = whats(actions.actions_of(db, team_id))
    assert found == ["First", "Second", "Late", "No day", "New", "Old"]
    assert whats(actions.open_of_team(db, team_id)) == found[:4]


def test_a_session_begins_with_what_was_open_before_it(
    db: Session, cast: Cast, programme: Programme
) -> None:
    first = planned(db, cast, programme)
    team_id = teams.teams_of(db, cast.ada)[0].id
    later = wanted(day=date(2027, 4, 9))
    second = planning.plan(db, cast.ada, team_id, later, post_of(programme))
    for what, where in (("Between", None), ("Now", second), ("Then", first), ("Now too", second)):
        actions.agree(db, cast.ada, team_id, agreed(what, live_session_id=where))

    assert whats(actions.open_of_team(db, team_id, second)) == ["Between", "Then"]
    assert len(actions.open_of_team(db, team_id)) == 4
    assert whats(actions.made_in(db, second)) == ["Now", "Now too"]


def test_home_has_ones_own_open_actions_of_open_teams(db: Session, cast: Cast) -> None:
    harbour = gather(db, cast.ada, cast.ben)
    ward = gather(db, cast.ben, cast.ada, name="Ward 7")
    closed = gather(db, cast.ben, cast.ada, name="Closed")
    left = gather(db, cast.ben, cast.ada, name="Left")
    for team_id, what, day in ((harbour, "Two", MAY), (ward, "One", MARCH_3), (closed, "x", MAY)):
        actions.agree(db, cast.ben, team_id, agreed(what, by=day, owner_id=cast.ada.id))
    actions.agree(db, cast.ben, left, agreed("Gone", owner_id=cast.ada.id))
    actions.agree(db, cast.ben, ward, agreed("Ben’s", owner_id=cast.ben.id))
    done = actions.agree(db, cast.ben, ward, agreed("Done", owner_id=cast.ada.id))
    actions.settle(db, cast.ada, done, Status.DONE, seen=1)
    teams.close(db, cast.ben, closed)
    teams.leave(db, cast.ada, left)

    mine = actions.actions_for(db, cast.ada)
    assert [(one.team_name, one.what) for one in mine] == [
        ("Ward 7", "One"),
        ("Harbour Row", "Two"),
    ]


def test_an_action_is_overdue_the_day_after_its_day(db: Session, cast: Cast) -> None:
    team_id = gather(db, cast.ada)
    action_id = actions.agree(db, cast.ada, team_id, agreed())
    view = seen(db, cast.ada, action_id)
    assert not view.is_overdue(TUESDAY)
    assert view.is_overdue(date(2026, 3, 11))

    actions.settle(db, cast.ada, action_id, Status.DROPPED, seen=1)
    assert not seen(db, cast.ada, action_id).is_overdue(date(2026, 3, 11))


def test_every_query_costs_one_whatever_there_is(
    db: Session, cast: Cast, queries: list[str]
) -> None:
    team_id = gather(db, cast.ada, cast.ben)
    for number in range(20):
        one = agreed(f"Do {number}", owner_id=cast.ada.id)
        actions.agree(db, cast.ada, team_id, one)
    queries.clear()

    actions.actions_of(db, team_id)
    actions.open_of_team(db, team_id, 1)
    actions.made_in(db, 1)
    actions.actions_for(db, cast.ada)

    assert len(queries) == 4
