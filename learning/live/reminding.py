"""The mails of a session over days: when a step begins, and on its last day to whoever is missing.

Nobody is named in them: neither who has done a step, nor who has not.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import Row, select, update
from sqlalchemy.orm import Session

from learning import clock, mail, planning, teams
from learning.content.scripts import StepKind
from learning.db import Database
from learning.live.rules.play import as_of, warns
from learning.live.rules.state import Planned, State, from_json
from learning.live.runs import Run, run_called, take
from learning.live.tables import LiveRun
from learning.mail import Kind
from learning.planning import LiveSession, Post, When, session_called
from learning.teams import Member, Team

_log = logging.getLogger(__name__)
_TO_DO: Mapping[StepKind, str] = {
    StepKind.TALK: "Write a line for the others.",
    StepKind.WRITE: "Write for yourself, and choose what the others may see later.",
    StepKind.VOTE: "Place your dots.",
    StepKind.DISCUSS: "Read what the others wrote, and write a line.",
    StepKind.DECIDE: "Write down who does what by when, and the first step.",
    StepKind.CLOSE: "Write a sentence for yourself, and say how good it was.",
}


def remind_steps(database: Database, post: Callable[[], Post]) -> int:
    """Write the mails that are due about steps of sessions over days; return of how many sessions.

    Each is written once, by however many workers at once. Nothing due costs one read and takes
    nobody’s turn to write.
    """
    with database.reading() as db:
        waiting = _waiting(db)
    given = post() if waiting else None
    written = 0
    for session_id in waiting:
        try:
            with database.writing.begin() as db:
                written += given is not None and _remind(db, session_id, given)
        except Exception:  # whatever is wrong with one keeps no other back
            _log.exception("could not write about a step of live session %d", session_id)
    return written


def _waiting(db: Session) -> list[int]:
    """Return the sessions with something to write about; one query."""
    now = clock.now()
    query = (
        select(LiveRun.live_session_id, LiveRun.state, LiveRun.reminded_of)
        .join(LiveSession, LiveSession.id == LiveRun.live_session_id)
        .join(Team, Team.id == LiveSession.team_id)
        .where(
            LiveSession.days.is_not(None),
            LiveSession.cancelled_at.is_(None),
            LiveSession.ended_at.is_(None),
            LiveRun.over_at > now,
            Team.closed_at.is_(None),
        )
        .order_by(LiveRun.live_session_id)
    )
    return [row.live_session_id for row in db.execute(query) if _has_news(row, now)]


def _has_news(row: Row[*tuple[object, ...]], now: datetime) -> bool:
    try:
        return _about(from_json(row.state), now) not in (None, row.reminded_of)
    except Exception:  # whatever is wrong with one keeps no other back
        _log.exception("could not read live session %d", row.live_session_id)
        return False


def _about(state: State, now: datetime) -> str | None:
    """Return what there is to write about: which visit to which step, and whether its last day.

    A day that is added makes another last day of it. In a pause there is nothing.
    """
    state = as_of(state, now)
    if state.step is None or state.ends_at is None:
        return None
    visit = str(len(state.log))
    return f"{visit}/{state.ends_at:%Y-%m-%d}" if warns(state, now) else visit


def _remind(db: Session, session_id: int, post: Post) -> bool:
    """Claim what there is to write about and write it; return False if another worker has it."""
    take(db, session_id)
    run = run_called(db, session_called(db, session_id))
    about = _about(run.state, run.now) if run else None
    if run is None or about is None:
        return False
    claim = update(LiveRun).where(
        LiveRun.live_session_id == session_id, LiveRun.reminded_of.is_distinct_from(about)
    )
    if db.scalar(claim.values(reminded_of=about).returning(LiveRun.version)) is None:
        return False
    is_last_day = warns(run.state, run.now)
    for member in _missing(run, _present(db, run)) if is_last_day else _present(db, run):
        _send(db, run, member, post, about, is_last_day=is_last_day)
    return True


def _present(db: Session, run: Run) -> list[Member]:
    """Return who takes part; of the first step every member hears who did not say no."""
    members = teams.members_of(db, run.session.team_id)
    people = {person.user_id: person for person in run.people}
    if run.state.log:
        return [m for m in members if m.user_id in people and people[m.user_id].is_here]
    absent = planning.said_no(db, run.session) - {p.user_id for p in run.people if p.is_here}
    absent |= {p.user_id for p in run.people if p.has_left and p.user_id}
    return [m for m in members if m.user_id not in absent]


def _missing(run: Run, present: list[Member]) -> list[Member]:
    """Return who has not said that they are ready."""
    ready = {person.user_id for person in run.people if person.id in run.state.ready}
    return [member for member in present if member.user_id not in ready]


def _send(db: Session, run: Run, to: Member, post: Post, about: str, *, is_last_day: bool) -> None:
    step, due = run.state.step, run.state.ends_at
    if step is None or due is None:
        return
    when = When.of(due, 0, run.session.time_zone)
    until = f"{when.day}, {when.starts:%H:%M}"
    mail.send(
        db, to=to.email, user_id=to.user_id, kind=Kind.REMINDER, until=due,
        key=f"step/{run.id}/{about}/{to.user_id}",
        subject=f"{'Last day' if is_last_day else 'Next step'}: {_name(step)}, until {until}",
        body=_words(run, step, when, to, post, is_last_day=is_last_day),
    )  # fmt: skip


def _words(
    run: Run, step: Planned, when: When, to: Member, post: Post, *, is_last_day: bool
) -> str:
    begins = "This is the last day of a step" if is_last_day else "The next step begins"
    about = planning.title(run.session, post.programme)
    address = post.address(f"/live/{run.id}") if post.base_url else ""
    parts = (
        f"Hello {to.name},",
        f"{begins} in the session of “{run.session.team_name}” over days. {about}.",
        "\n".join(part for part in (_name(step), step.question, _TO_DO[step.kind]) if part),
        f"Until {when.beginning}" + (f":\n{address}" if address else "."),
        "When you have done it, say so there. Once all of you have, the next step begins.",
    )
    return "\n\n".join(parts) + "\n"


def _name(step: Planned) -> str:
    return planning.one_line(step.title) or "A step"
