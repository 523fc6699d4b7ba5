"""Somebody who meant to do things, agreed to be asked about them, and was."""

from datetime import timedelta
from functools import cache

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from learning import clock, followups, journal
from learning.accounts import Person
from learning.content import Programme, load_programme
from learning.db import Database
from learning.followups import FollowUp, Link, Moment, mailbox_of
from learning.journal import Given
from learning.mail import Mail
from tests.conftest import NOON, StoppedClock
from tests.rewriting import EVERY_KIND

BASE = "https://learn.example.org"
SECRET = "a key"
SECOND = timedelta(seconds=1)
ANSWERS = {"used": "often", "helped": ["time", "partners"], "story": "Two people found work."}


@cache
def planner() -> Programme:
    """A programme with a plan in it."""
    return load_programme(EVERY_KIND, today=NOON.date())


def plan(db: Session, person: Person, **rows: dict[str, str]) -> None:
    """Write a plan: ``row1={"will": …}`` and so on."""
    exercise = planner().exercise("plan")
    entry = journal.entries_of(db, person, [exercise]).get(exercise.id)
    answer = {name.removeprefix("row"): cells for name, cells in rows.items()}
    given = Given(exercise, {"actions": answer}, entry.version if entry else 0)
    journal.save_entries(db, person, planner().edition, [given])


def agree(database: Database, person: Person) -> None:
    with database.writing.begin() as db:
        followups.agree(db, person)


def ask(database: Database) -> int:
    return followups.ask_due(database, BASE, SECRET)


def asked(database: Database, person: Person, stopped: StoppedClock) -> Link:
    """Let ``person`` agree, let three months pass, ask, and return what the link says."""
    agree(database, person)
    stopped.move(days=92)
    ask(database)
    with database.reading() as db:
        mine = (FollowUp.user_id == person.id, FollowUp.moment == Moment.THREE)
        follow_up_id, sent_at = db.execute(select(FollowUp.id, FollowUp.sent_at).where(*mine)).one()
    assert sent_at
    return Link(follow_up_id, sent_at, mailbox_of(person.email))


def sent(database: Database) -> None:
    """Have every mail gone."""
    with database.writing.begin() as db:
        db.execute(update(Mail).values(sent_at=clock.now()))


def mails(database: Database) -> list[Mail]:
    with database.reading() as db:
        return list(db.scalars(select(Mail).order_by(Mail.id)))
