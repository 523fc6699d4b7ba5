"""Moving a live session on: what participants press. Each asks who may, then what time allows.

All of them hold the run, change nothing when they are repeated, and raise what `hold` refuses,
`NotAllowed` for somebody whose role it is not, and `Conflict` before the beginning and after the
end. ``seen`` is the step that was on the screen: of two presses at once, one counts.
"""

from sqlalchemy.orm import Session

from learning.accounts import Person
from learning.content.scripts import Role
from learning.errors import Conflict, NotFound
from learning.live.dealing import keep_dealt
from learning.live.rules import play
from learning.live.rules.roles import Action, swap
from learning.live.rules.state import LOBBY, Participant, State
from learning.live.runs import Run, hold, keep


def begin(db: Session, person: Person, session_id: int) -> None:
    """Begin with the first step; roles are those that the lobby shows."""
    run = _held(db, person, session_id, Action.BEGIN)
    if run.state.at == LOBBY and not run.roles:
        run = keep_dealt(db, run)
    _move(db, run, play.begin(run.state, run.now))


def ready(db: Session, person: Person, session_id: int, *, seen: int) -> None:
    """Say that one is ready; when everybody here is, the session goes on."""
    run = _held(db, person, session_id, Action.READY)
    _move(db, run, play.ready(run.state, run.now, _id(run), run.awaited, seen))


def not_ready(db: Session, person: Person, session_id: int) -> None:
    """Take it back."""
    run = _held(db, person, session_id, Action.READY)
    _move(db, run, play.not_ready(run.state, run.now, _id(run)))


def go_on(db: Session, person: Person, session_id: int, *, seen: int) -> None:
    """Go on to the next step; after the last the session is over."""
    run = _held(db, person, session_id, Action.NEXT)
    _move(db, run, play.next_step(run.state, run.now, seen))


def go_back(db: Session, person: Person, session_id: int, *, seen: int) -> None:
    """Go back a step."""
    run = _held(db, person, session_id, Action.BACK)
    _move(db, run, play.back(run.state, run.now, seen))


def pause(db: Session, person: Person, session_id: int) -> None:
    """Stop the clock."""
    run = _held(db, person, session_id, Action.PAUSE)
    _move(db, run, play.pause(run.state, run.now))


def resume(db: Session, person: Person, session_id: int) -> None:
    """Let the clock run again."""
    run = _held(db, person, session_id, Action.RESUME)
    _move(db, run, play.resume(run.state, run.now, run.awaited))


def add_minute(db: Session, person: Person, session_id: int, *, seen: int, added: int) -> None:
    """Give the step a minute more; ``added`` is what had been added when they pressed."""
    run = _held(db, person, session_id, Action.ADD_MINUTE)
    _move(db, run, play.add_minute(run.state, run.now, seen, added))


def finish(db: Session, person: Person, session_id: int) -> None:
    """End the session here; all that was made in it is kept."""
    run = _held(db, person, session_id, Action.FINISH)
    _move(db, run, play.finish(run.state, run.now))


def give_role(db: Session, person: Person, session_id: int, role: Role, to: Participant) -> None:
    """Give ``role`` to somebody; whoever had it gets what they had in exchange.

    Raises `NotFound` for somebody who is not in the session.
    """
    run = _held(db, person, session_id, Action.SWAP)
    if run.state.ended_at:
        raise Conflict("This session is over. Roles are dealt anew next time.")
    if to not in run.here:
        raise NotFound("They are not in this session any more.")
    holder = run.roles.get(role, to)
    if holder != to:
        keep(db, run, roles=swap(run.roles, holder, to), is_swapped=True)


def share_screen(db: Session, person: Person, session_id: int, *, is_room: bool) -> None:
    """Say whether the team sits around one screen."""
    run = hold(db, person, session_id)
    if run.is_room != is_room:
        keep(db, run, is_room=is_room)


def _held(db: Session, person: Person, session_id: int, action: Action) -> Run:
    run = hold(db, person, session_id)
    run.room.require(_id(run), action)
    return run


def _id(run: Run) -> Participant:
    assert run.me  # noqa: S101 - `hold` refuses who has not come in
    return run.me.id


def _move(db: Session, run: Run, state: State) -> None:
    if state != run.state:
        keep(db, run, state=state)
