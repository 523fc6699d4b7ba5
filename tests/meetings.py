"""The meetings of the demo’s team: one held, the rest of a series ahead, one called off."""

from datetime import date, time, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from learning import clock, planning
from learning.accounts import Person
from learning.content import Programme
from learning.planning import Answer, LiveSession, Pass, Post, Wanted

CALL = "https://call.example.org/harbour-row"


def meet(db: Session, programme: Programme, team_id: int, ada: Person, *others: Person) -> None:
    """Plan a series, put its first back to last week, and let some say whether they come."""
    post = Post(
        programme=programme,
        base_url="http://localhost:8000",
        secret="never used for a link that is followed",
        organiser="learn@example.org",
    )
    module = programme.modules[0]
    assert module.script
    wanted = Wanted(
        module_id=module.id,
        length=module.script.usual,
        day=_tuesday(clock.now().date() + timedelta(days=4)),
        at=time(14),
        time_zone="Europe/London",
        place="Seminar room, ground floor",
        link=CALL,
    )
    first, second, _, last = planning.plan_series(
        db, ada, team_id, wanted, post, weeks=2, times=4, goes_on=True
    )
    before = clock.now() - timedelta(days=8)
    held = {"starts_at": before, "started_at": before, "ended_at": before + timedelta(hours=1)}
    db.execute(update(LiveSession).where(LiveSession.id == first).values(held))
    planning.cancel(db, ada, last, post)
    said = (Answer.YES, Answer.YES, Answer.MAYBE, Answer.NO)
    for person, answer in zip((ada, *others), said, strict=False):
        planning.reply(db, person, second, answer)
    planning.reply_by_link(db, Pass(second, None), Answer.YES, address="rosa@bakery.example.org")


def _tuesday(day: date) -> date:
    """Return the next Tuesday, on or after ``day``."""
    return day + timedelta(days=(1 - day.weekday()) % 7)
