"""Saying whether one comes: a member on the page, or anybody who holds a signed link."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learning import clock
from learning.accounts import Person, normal_email
from learning.db import insert_or
from learning.errors import Conflict, NotFound
from learning.planning.tables import Answer, Reply
from learning.planning.tokens import Pass
from learning.planning.views import STRANGER, SessionView, session_called, session_for
from learning.teams import Membership

MOST_GUESTS = 10


def reply(db: Session, person: Person, session_id: int, answer: Answer) -> None:
    """Record whether ``person`` comes; the last answer counts.

    Raises `NotFound` for who is not on the team and `Conflict` when it was cancelled or is over.
    """
    view = session_for(db, person, session_id)
    _refuse_closed(view)
    _write(db, view, answer, user_id=person.id)


def session_passed(db: Session, given: Pass) -> SessionView:
    """Return the session a signed link leads to; two queries at most.

    Raises `NotFound` if it is gone, or the member it was sent to has left the team.
    """
    view = session_called(db, given.session_id)
    if given.user_id is not None:
        on_it = (Membership.team_id == view.team_id, Membership.user_id == given.user_id)
        if db.scalar(select(Membership.user_id).where(*on_it)) is None:
            raise NotFound(STRANGER)
    return view


def reply_by_link(db: Session, given: Pass, answer: Answer, *, address: str | None) -> None:
    """Record what the holder of a signed link says; the last answer counts.

    ``address`` is who a guest says they are. Raises `NotFound` as `session_passed`, and `Conflict`
    when the session was cancelled or is over, or too many guests have answered.
    """
    view = session_passed(db, given)
    _refuse_closed(view)
    if given.user_id is not None:
        _write(db, view, answer, user_id=given.user_id)
        return
    guest = normal_email(address or "")
    _refuse_too_many(db, view, guest)
    _write(db, view, answer, address=guest)


def said_no(db: Session, session: SessionView) -> frozenset[int]:
    """Return which accounts said no to this very plan; one query."""
    query = select(Reply.user_id).where(
        Reply.live_session_id == session.id,
        Reply.answer == Answer.NO,
        Reply.sequence == session.sequence,
        Reply.user_id.is_not(None),
    )
    return frozenset(user_id for user_id in db.scalars(query) if user_id)


def _refuse_closed(view: SessionView) -> None:
    if view.is_cancelled:
        raise Conflict("This session was cancelled.")
    if not view.is_team_open:
        raise Conflict("This team is closed, so the session will not take place.")
    if view.is_over():
        raise Conflict("This session is over.")


def _refuse_too_many(db: Session, view: SessionView, guest: str) -> None:
    others = (Reply.live_session_id == view.id, Reply.address.is_not(None), Reply.address != guest)
    if (db.scalar(select(func.count()).where(*others)) or 0) >= MOST_GUESTS:
        raise Conflict(
            f"{MOST_GUESTS} guests have answered already. Tell somebody on the team that you"
            " would like to come."
        )


def _write(
    db: Session,
    view: SessionView,
    answer: Answer,
    *,
    user_id: int | None = None,
    address: str | None = None,
) -> None:
    said = {"answer": answer, "sequence": view.sequence, "at": clock.now()}
    who = {"live_session_id": view.id, "user_id": user_id, "address": address}
    unique = ["live_session_id", "user_id" if user_id is not None else "address"]
    new = insert_or(db, Reply).values(who | said)
    db.execute(new.on_conflict_do_update(index_elements=unique, set_=said))
