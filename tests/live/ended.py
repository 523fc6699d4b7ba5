"""Sessions that are over: a guide with words that are shown and voted on, played to its end."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning import clock, live
from learning.accounts import Person
from learning.content import Programme
from learning.journal import Given
from learning.live import Visibility
from learning.live.guided import asked_in
from learning.live.stays import heard
from learning.live.tables import Participant
from learning.mail import Mail
from learning.planning import session_called
from tests.conftest import StoppedClock
from tests.live.held import begun, run_of
from tests.planning.planning import post_of

WORDED = ("check-in", "say-it", "show-it", "dots", "in-turn", "actions", "check-out")
"""The steps of `worded`."""
NAMED, UNNAMED, WITHHELD = Visibility


def worded(programme: Programme) -> Programme:
    """Return the programme with a guide in which sentences are written, shown and voted on."""
    module = programme.modules[0]
    assert module.script
    steps = {step.id: step for step in module.script.steps}
    asked = "What did you hear?"
    say_it = replace(steps["rate-it"], id="say-it", exercise=None, question=asked)
    show_it = replace(steps["show-it"], of="say-it")
    dots = replace(steps["dots"], options=(), of="show-it")
    kept = [steps[name] for name in ("in-turn", "actions", "check-out")]
    script = replace(module.script, steps=(steps["check-in"], say_it, show_it, dots, *kept))
    changed = replace(module, script=script)
    return replace(programme, modules=(changed, *programme.modules[1:]))


def begun_worded(db: Session, programme: Programme, *people: Person) -> int:
    """Return a session of `worded` that has begun, with everybody’s page open for hours."""
    session_id = begun(db, programme, *people)
    ids = [run_of(db, person, session_id).me for person in people]
    heard(db, {me.id: clock.now() + timedelta(hours=9) for me in ids if me}, "page")
    return session_id


def say(
    db: Session,
    programme: Programme,
    session_id: int,
    person: Person,
    words: str,
    visibility: Visibility | None,
) -> None:
    """Write a sentence and choose who may see it."""
    exercise = asked_in(session_called(db, session_id), programme, "say-it")
    given = Given(exercise, {exercise.prompts[0].id: words}, 0)
    live.write(db, person, session_id, "say-it", given, programme, visibility=visibility)


def go_to(db: Session, session_id: int, person: Person, step: str) -> None:
    """Let the facilitator press *next* until the session is at that step of `worded`."""
    while (run := run_of(db, person, session_id)).state.at < WORDED.index(step):
        live.go_on(db, person, session_id, seen=run.state.at)


def end(
    db: Session, stopped: StoppedClock, programme: Programme, session_id: int, person: Person
) -> None:
    """End the session now and close its record."""
    live.finish(db, person, session_id)
    stopped.move(minutes=16)
    assert live.close_record(db, session_id, post_of(programme))


def spoken(
    db: Session,
    stopped: StoppedClock,
    programme: Programme,
    session_id: int,
    said: Mapping[Person, tuple[str, Visibility | None]],
) -> None:
    """Play a session of `worded` in which these people say these things, and close its record."""
    convenor, *_ = said
    go_to(db, session_id, convenor, "say-it")
    for person, (words, visibility) in said.items():
        say(db, programme, session_id, person, words, visibility)
    stopped.move(minutes=1)
    go_to(db, session_id, convenor, "show-it")
    end(db, stopped, programme, session_id, convenor)


def mails(db: Session, begins: str = "record/") -> list[Mail]:
    return list(db.scalars(select(Mail).where(Mail.key.startswith(begins)).order_by(Mail.id)))


def minutes(db: Session, session_id: int) -> dict[str | None, int | None]:
    """Return minutes by the id of the account, or the name that was typed."""
    query = select(Participant).where(Participant.live_session_id == session_id)
    return {p.name or str(p.user_id): p.minutes for p in db.scalars(query)}
