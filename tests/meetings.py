"""The meetings of the demo’s team: one held, then a series ahead, of which one is called off.

Of what it agreed in the one held, one action is overdue, one is settled and one waits for an owner.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from learning import actions, clock, live, planning, teams
from learning.accounts import Person
from learning.actions import Agreed, Status
from learning.content import Programme
from learning.live import Run
from learning.planning import Answer, Pass, Post, Wanted
from tests.held_hour import hold, moved_to

CALL = "https://call.example.org/harbour-row"


def meet(db: Session, programme: Programme, team_id: int, ada: Person, *others: Person) -> None:
    """Hold one session last week, plan a series, and let some say whether they come."""
    post = _post(programme)
    _held(db, programme, team_id, post, ada, *others)
    wanted = _wanted(programme, "where-we-are", _tuesday(clock.now().date() + timedelta(days=4)))
    second, _, last = planning.plan_series(
        db, ada, team_id, wanted, post, weeks=2, times=3, goes_on=True
    )
    planning.cancel(db, ada, last, post)
    said = (Answer.YES, Answer.YES, Answer.MAYBE, Answer.NO)
    for person, answer in zip((ada, *others), said, strict=False):
        planning.reply(db, person, second, answer)
    planning.reply_by_link(db, Pass(second, None), Answer.YES, address="rosa@bakery.example.org")
    done = next(action for action in actions.actions_of(db, team_id) if "rooms" in action.what)
    learned = "Eleven, not four. The porters knew all along."
    actions.settle(db, others[0], done.id, Status.DONE, learned, seen=done.version)


def meet_over_days(db: Session, programme: Programme, first: Person, *others: Person) -> None:
    """Have a team that works at different hours begin a session over days, the day before."""
    team_id = teams.start_team(db, first, "Night shift, ward 7")
    for person in others:
        teams.join(db, person, teams.team_for(db, first, team_id).code)
    post = _post(programme)
    yesterday = clock.now() - timedelta(days=1)
    wanted = replace(_wanted(programme, "good-work", yesterday.date()), days=2)
    with moved_to(datetime.combine(wanted.day, wanted.at, UTC) - timedelta(days=1)):
        session_id = planning.plan(db, first, team_id, wanted, post)
    begins = planning.session_called(db, session_id).starts_at
    with moved_to(begins):
        for person in (first, *others):
            live.enter(db, person, session_id, programme)


def _post(programme: Programme) -> Post:
    return Post(
        programme=programme,
        base_url="http://localhost:8000",
        secret="never used for a link that is followed",
        organiser="learn@example.org",
    )


def _held(
    db: Session, programme: Programme, team_id: int, post: Post, ada: Person, *others: Person
) -> None:
    """Plan a session a fortnight ago for the Tuesday after, and hold it."""
    today = clock.now()
    with moved_to(today - timedelta(days=14)):
        wanted = _wanted(
            programme, "with-the-community", _tuesday(clock.now().date() + timedelta(days=1))
        )
        session_id = planning.plan(db, ada, team_id, wanted, post)

    def decide(scribe: Person, run: Run) -> None:
        _agree(db, scribe, run.id, today.date(), ada, others[0])

    hold(db, programme, session_id, (ada, *others), post, decide)


def _wanted(programme: Programme, module_id: str, day: date) -> Wanted:
    script = programme.module(module_id).script
    assert script
    return Wanted(
        module_id=module_id,
        length=script.usual,
        day=day,
        at=time(14),
        time_zone="Europe/London",
        place="Seminar room, ground floor",
        link=CALL,
    )


def _agree(
    db: Session, scribe: Person, session_id: int, today: date, ada: Person, ben: Person
) -> None:
    def act(what: str, days: int | None, first_step: str, **owner: Any) -> None:
        by = None if days is None else today + timedelta(days=days)
        agreed = Agreed(what=what, by=by, first_step=first_step, **owner)
        live.decide(db, scribe, session_id, "who-does-what", agreed)

    act("Ask payroll how many of us live in the ward", -2, "Write to payroll", owner_id=ada.id)
    act("Walk the five doors with somebody who is new", 5, "Find a time", owner_id=ben.id)
    act("Put the canteen’s contract end date in all calendars", None, "Look it up")
    act("Bring two neighbours to the next session", 12, "", owner_name="Rosa Ibarra")
    act("List the rooms that are empty after six", -1, "Ask the porters", owner_id=ben.id)


def _tuesday(day: date) -> date:
    """Return the next Tuesday, on or after ``day``."""
    return day + timedelta(days=(1 - day.weekday()) % 7)
