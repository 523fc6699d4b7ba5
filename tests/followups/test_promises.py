"""What somebody meant to do: their own plans, also retired ones, and what they own in teams."""

from datetime import date

from sqlalchemy.orm import Session

from learning import actions, followups, teams
from learning.actions import Status
from learning.content import Programme
from tests.actions.agreeing import agreed, seen
from tests.cast import Cast, gather
from tests.followups.asked import plan, planner


def told(db: Session, cast: Cast, programme: Programme) -> list[tuple[str, str]]:
    return [(p.what, p.outcome) for p in followups.promises_of(db, cast.ada, programme)]


def test_actions_of_a_plan_come_with_what_was_said_of_them(db: Session, cast: Cast) -> None:
    plan(
        db, cast.ada,
        row1={"when": "the list is out", "will": "read it", "date": "2026-04-01"},
        row2={"will": "ask", "status": "Under way"},
        row3={"will": "count", "status": "Done"},
        row4={"will": " ", "when": "nothing"},
    )  # fmt: skip
    plan(db, cast.ben, row1={"will": "stay out of this"})
    assert told(db, cast, planner()) == [
        ("When the list is out, I will read it", ""),
        ("I will ask", "trying"),
        ("I will count", "done"),
    ]
    first = followups.promises_of(db, cast.ada, planner())[0]
    assert (first.day, first.team) == (date(2026, 4, 1), None)


def test_a_plan_that_is_asked_no_more_still_counts(
    db: Session, cast: Cast, programme: Programme
) -> None:
    plan(db, cast.ada, row1={"will": "read it"})
    assert not programme.plans
    assert told(db, cast, programme) == [("I will read it", "")]


def test_what_one_owns_in_teams_counts_and_what_others_own_does_not(
    db: Session, cast: Cast, programme: Programme
) -> None:
    team_id = gather(db, cast.ada, cast.ben)
    mine = actions.agree(db, cast.ada, team_id, agreed("Mine", owner_id=cast.ada.id))
    actions.agree(db, cast.ada, team_id, agreed("Ben’s", owner_id=cast.ben.id))
    actions.agree(db, cast.ada, team_id, agreed("Nobody’s"))
    (promise,) = followups.promises_of(db, cast.ada, programme)
    assert (promise.what, promise.team, promise.outcome) == ("Mine", "Harbour Row", "")

    version = seen(db, cast.ada, mine).version
    actions.settle(db, cast.ada, mine, Status.CHANGED, seen=version)
    assert told(db, cast, programme) == [("Mine", "changed")]
    teams.leave(db, cast.ada, team_id)
    assert told(db, cast, programme) == []


def test_what_was_answered_keeps_the_words_it_was_about(db: Session, cast: Cast) -> None:
    plan(db, cast.ada, row1={"will": "read it"}, row2={"will": "ask"})
    first, second = followups.promises_of(db, cast.ada, planner())
    answers = {
        "promises": {
            first.key: {"what": first.what, "outcome": "done", "why": ""},
            "a99": {"what": "What the team has taken out", "outcome": "dropped", "why": ""},
        }
    }
    plan(db, cast.ada, row1={"will": "burn it"}, row2={"will": "ask"})
    today = followups.promises_of(db, cast.ada, planner())
    assert [(p.key, p.what) for p in followups.with_kept(today, answers)] == [
        (first.key, "I will read it"),
        (second.key, "I will ask"),
        ("a99", "What the team has taken out"),
    ]


def test_it_costs_two_queries(db: Session, cast: Cast, queries: list[str]) -> None:
    plan(db, cast.ada, row1={"will": "read it"}, row2={"will": "ask"})
    db.flush()
    queries.clear()
    followups.promises_of(db, cast.ada, planner())
    assert len(queries) == 2
