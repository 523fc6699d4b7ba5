"""A session that is held: a plan for now, a team of Ada, Ben and Cleo, and who has come in."""

from datetime import time
from typing import Any

from sqlalchemy.orm import Session

from learning import clock, live, planning, teams
from learning.accounts import Person
from learning.content import Programme
from learning.live import Run, Scene
from tests.cast import Cast, gather
from tests.planning.planning import post_of, wanted

STEPS = (
    "check-in", "write-it", "rate-it", "show-it", "differences", "dots", "in-turn", "actions",
    "check-out",
)  # fmt: skip
"""The steps of the fixture programme’s session of 45 minutes."""


def planned_now(db: Session, programme: Programme, *people: Person, **other: Any) -> int:
    """Return a session that the people’s new team has planned to begin in a quarter of an hour."""
    team_id = gather(db, *people)
    plan = {"day": clock.now().date(), "at": time(12, 15)} | other
    return planning.plan(db, people[0], team_id, wanted(**plan), post_of(programme))


def opened(db: Session, programme: Programme, *people: Person, **other: Any) -> int:
    """Return a session into which the people have come."""
    session_id = planned_now(db, programme, *people, **other)
    for person in people:
        live.enter(db, person, session_id, programme)
    return session_id


def begun(db: Session, programme: Programme, *people: Person, **other: Any) -> int:
    """Return a session that has begun with all of them."""
    session_id = opened(db, programme, *people, **other)
    live.begin(db, people[0], session_id)
    return session_id


def team(cast: Cast) -> tuple[Person, Person, Person]:
    return cast.ada, cast.ben, cast.cleo


def run_of(db: Session, person: Person, session_id: int) -> Run:
    run = live.run_for(db, person, session_id)
    assert run
    return run


def scene(db: Session, person: Person, session_id: int, programme: Programme) -> Scene:
    return live.scene_of(db, run_of(db, person, session_id), programme)


def come_to(db: Session, session_id: int, step: str, *people: Person) -> None:
    """Let everybody press *I’m ready* until the session is at that step."""
    position = STEPS.index(step)
    for person in people * len(STEPS):
        run = run_of(db, person, session_id)
        if run.state.at >= position:
            break
        live.ready(db, person, session_id, seen=run.state.at)
    assert run_of(db, people[0], session_id).state.at == position


def stranger_team(db: Session, person: Person) -> int:
    return teams.start_team(db, person, "Elsewhere")
