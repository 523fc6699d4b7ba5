"""The mails about live sessions: who gets which, once."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from learning import clock, mail, teams
from learning.accounts import Person
from learning.db import Database
from learning.mail import Attachment, Kind
from learning.planning import words
from learning.planning.replies import said_no
from learning.planning.tables import Answer, LiveSession, Reply
from learning.planning.views import SessionView, session_called, sessions_of
from learning.planning.words import Post, Recipient
from learning.teams import Team

REMINDS_BEFORE = timedelta(hours=24)
MOST_CHANGES = 5
"""Of one plan, that a guest hears of: anybody can have typed their address."""
CHANGES_APART = timedelta(hours=1)
_FILE = "live-session.ics"


def say_planned(db: Session, views: Sequence[SessionView], post: Post) -> None:
    """Invite the team to new sessions: one mail a member, however many there are."""
    for to in _members(db, views[0]) if views else ():
        _invite(db, to, views, post)


def invite(db: Session, person: Person, team_id: int, post: Post) -> None:
    """Invite somebody who has joined to what was planned before: a mail a series, or a session.

    Nothing is mailed twice, also to somebody who left and is back. Raises `NotFound` for who is not
    on the team.
    """
    if not teams.team_for(db, person, team_id).is_open:
        return
    to = Recipient(person.email, person.name, person.id)
    together: dict[str, list[SessionView]] = {}
    for view in sessions_of(db, team_id).ahead:
        if view.starts_at > clock.now() and not view.started_at:
            together.setdefault(_invitation_to(view), []).append(view)
    for views in together.values():
        _invite(db, to, views, post)


def _invite(db: Session, to: Recipient, views: Sequence[SessionView], post: Post) -> None:
    """Invite one person to sessions that were planned together."""
    first, several = views[0], len(views) > 1
    name = "Live sessions" if several else "Live session"
    subject = f"{name}: {_short(first)}, {words.title(first, post.programme)}"
    body = (
        words.series_invitation(views, post, to) if several else words.invitation(first, post, to)
    )
    _send(db, to, subject, body, f"{_invitation_to(first)}/{_who(to)}", views, post)


def _invitation_to(view: SessionView) -> str:
    """Return what names the mail that says how the plan reads: of its series, until it changes."""
    if view.series and not view.sequence:
        return f"series/{view.series}"
    return f"session/{view.id}/{view.sequence}"


def say_changed(db: Session, view: SessionView, post: Post, by: Person) -> None:
    """Tell members, and guests who meant to come, how the plan reads now.

    Guests hear of few changes and not of each at once, then of the newest; and of none that would
    be more than ``by`` may cause.
    """
    subject = f"Changed: {_short(view)}, {words.title(view, post.programme)}"
    key = f"session/{view.id}/{view.sequence}"
    for to in _members(db, view):
        body = words.change_notice(view, post, to)
        _send(db, to, subject, body, f"{key}/{_who(to)}", [view], post)
    shown = words.for_guests(view)
    for to, due in _guests_to_tell(db, [view], by)[view.id]:
        body = words.change_notice(shown, post, to)
        _send(db, to, subject, body, f"{key}/{_who(to)}", [shown], post, due=due, by=by)
    _take_back_reminders(db, view)


def say_cancelled(db: Session, views: Sequence[SessionView], post: Post, by: Person) -> None:
    """Tell members, and guests who meant to come, what will not take place."""
    if not views:
        return
    guests = _guests_to_tell(db, views, by)
    first = views[0]
    for to in _members(db, first):
        key = f"session/{first.id}/{first.sequence}/{_who(to)}"
        _send(db, to, _called_off(views), words.cancellation(views, post, to), key, views, post)
    for view in views:
        shown = words.for_guests(view)
        for to, _ in guests[view.id]:
            body = words.cancellation([shown], post, to)
            key = f"session/{view.id}/{view.sequence}/{_who(to)}"
            _send(db, to, _called_off([view]), body, key, [shown], post, by=by)
        _take_back_reminders(db, view)


def remind_due(database: Database, post: Callable[[], Post]) -> int:
    """Write the reminders of every session that begins within a day; return of how many.

    Each is written once for each plan, by however many workers at once. Nothing due costs one read
    and takes nobody's turn to write.
    """
    reminded = 0
    with database.reading() as db:
        waiting = list(db.scalars(_due()))
    for session_id in waiting:
        with database.writing.begin() as db:
            reminded += _remind(db, session_id, post())
    return reminded


def _due() -> Select[int]:
    now = clock.now()
    return (
        select(LiveSession.id)
        .join(Team, Team.id == LiveSession.team_id)
        .where(
            LiveSession.starts_at > now,
            LiveSession.starts_at <= now + REMINDS_BEFORE,
            LiveSession.reminded_at.is_(None),
            LiveSession.cancelled_at.is_(None),
            LiveSession.started_at.is_(None),
            Team.closed_at.is_(None),
        )
        .order_by(LiveSession.starts_at)
    )


def _remind(db: Session, session_id: int, post: Post) -> bool:
    """Claim one session and write its reminders; return False if another worker has it."""
    claim = update(LiveSession).where(LiveSession.id.in_(_due()), LiveSession.id == session_id)
    claimed = db.scalar(claim.values(reminded_at=clock.now()).returning(LiveSession.id))
    if claimed is None:
        return False
    view = session_called(db, session_id)
    subject = f"Soon: {_short(view)}, {words.title(view, post.programme)}"
    for to in _expected(db, view):
        key = f"reminder/{view.id}/{view.sequence}/{_who(to)}"
        body = words.reminder(view if to.user_id else words.for_guests(view), post, to)
        _send(db, to, subject, body, key, [], post, kind=Kind.REMINDER, until=view)
    return True


def _send(
    db: Session,
    to: Recipient,
    subject: str,
    body: str,
    key: str,
    views: Sequence[SessionView],
    post: Post,
    *,
    kind: Kind = Kind.SESSION,
    until: SessionView | None = None,
    due: datetime | None = None,
    by: Person | None = None,
) -> None:
    last = until or views[-1]
    attachments = []
    if views:
        invited = to if post.organiser else None
        method = words.method_of(views, invited)
        text = words.calendar_of(views, post, to=to)
        attachments = [Attachment(_FILE, f"text/calendar; method={method.value}", text)]
    mail.send(
        db, to=to.address, subject=words.one_line(subject), body=body, kind=kind, key=key,
        until=last.ends_at, due_at=due, user_id=to.user_id, by_user_id=by.id if by else None,
        attachments=attachments,
    )  # fmt: skip


def _members(db: Session, view: SessionView) -> tuple[Recipient, ...]:
    found = teams.members_of(db, view.team_id)
    return tuple(Recipient(member.email, member.name, member.user_id) for member in found)


def _guests(db: Session, view: SessionView) -> tuple[Recipient, ...]:
    """Return the guests who meant to come, or perhaps."""
    query = select(Reply.address).where(
        Reply.live_session_id == view.id,
        Reply.address.is_not(None),
        Reply.answer != Answer.NO,
    )
    return tuple(Recipient(address, None, None) for address in db.scalars(query) if address)


def _guests_to_tell(
    db: Session, views: Sequence[SessionView], by: Person
) -> dict[int, list[tuple[Recipient, datetime]]]:
    """Return by session which guests hear of a change that ``by`` made, and when.

    That it is called off they hear at once, also after many changes: it happens once.
    """
    turns = [(view, to, _next_word(db, view, to)) for view in views for to in _guests(db, view)]
    allowed = mail.may_still_cause(db, by.id) if turns else 0
    told: dict[int, list[tuple[Recipient, datetime]]] = {view.id: [] for view in views}
    for view, to, due in [turn for turn in turns if turn[2]][:allowed]:
        told[view.id].append((to, due or clock.now()))
    return told


def _next_word(db: Session, view: SessionView, to: Recipient) -> datetime | None:
    about = f"session/{view.id}/"
    due = mail.next_word(db, about, to.address, most=MOST_CHANGES, apart=CHANGES_APART)
    return clock.now() if view.is_cancelled else due


def _expected(db: Session, view: SessionView) -> tuple[Recipient, ...]:
    """Return everybody but the members who said no to this very plan."""
    absent = said_no(db, view)
    coming = [to for to in _members(db, view) if to.user_id not in absent]
    return (*coming, *_guests(db, view))


def _take_back_reminders(db: Session, view: SessionView) -> None:
    """Remove reminders of the plan before, if they have not gone."""
    everybody = (*_members(db, view), *_guests(db, view))
    mail.take_back(db, [f"reminder/{view.id}/{view.sequence - 1}/{_who(to)}" for to in everybody])


def _who(to: Recipient) -> str:
    return str(to.user_id or to.address)


def _short(view: SessionView) -> str:
    return f"{'from ' if view.days else ''}{view.when.day}, {view.when.starts:%H:%M}"


def _called_off(views: Sequence[SessionView]) -> str:
    if len(views) == 1:
        return f"Cancelled: {_short(views[0])}"
    return f"Cancelled: {len(views)} live sessions from {_short(views[0])}"
