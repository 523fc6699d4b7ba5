"""Deleting an account for good, once its day has come."""

import logging
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, delete, exists, func, select, update
from sqlalchemy.orm import Session

from learning import audit, certificates, clock, invitations, mail, recount, teams
from learning.accounts import FailedTry, Person, User
from learning.accounts.throttle import key_of
from learning.audit import Act
from learning.complaints import Complaint
from learning.db import Database
from learning.live.tables import KeptCard, Participant
from learning.mail import Kind, Mail, OptOut
from learning.mailed_links import MailedLink
from learning.own_data.departing import Leaving, SharedNotes, is_last_admin, leaving_of, stay
from learning.own_data.owned import at
from learning.own_data.tables import Departure
from learning.own_data.words import Where, gone, still_here
from learning.planning import LiveSession
from learning.planning.tables import Reply
from learning.teams import Membership, Team

_GONE = "departed/"
"""How the keys of the mails begin that say so."""
_TRIED_FOR = timedelta(days=3)
_log = logging.getLogger(__name__)


def delete_due(database: Database, where: Where, *, sends_mail: bool) -> int:
    """Delete the accounts whose day has come; return how many.

    Each is deleted once, by however many workers at once, whole or not at all. Nothing due costs
    one read and takes nobody’s turn to write.
    """
    with database.reading() as db:
        waiting = list(db.scalars(_due()))
    return sum(_delete_safely(database, who, where, sends_mail=sends_mail) for who in waiting)


def forget_told(database: Database) -> int:
    """Remove the mails about deleted accounts that have gone, or never will; return how many.

    They hold the last address. Nothing to do costs one read.
    """
    with database.reading() as db:
        told = list(db.scalars(select(Mail.id).where(_told())))
    if told:
        with database.writing.begin() as db:
            db.execute(delete(Mail).where(Mail.id.in_(told)))
    return len(told)


def delete_account(db: Session, leaving: Leaving) -> tuple[str, ...]:
    """Delete an account and all that is its owner’s alone; return the codes of certificates kept.

    Teams that they convene pass on, quotations are withdrawn, statistics count anew. What a team
    made together stays without their name, and the audit log keeps the account’s number.
    """
    person, wish = leaving.person, leaving.wish
    for team in teams.teams_of(db, person):
        teams.leave(db, person, team.id)
        db.execute(delete(Team).where(Team.id == team.id, _is_nobodys(person.id)))
    if wish.shared_notes is SharedNotes.REMOVED:
        places = select(Participant.id).where(Participant.user_id == person.id)
        db.execute(delete(KeptCard).where(KeptCard.participant_id.in_(places)))
    kept = tuple(issued.code for issued in certificates.certificates_of(db, person))
    if not wish.keeps_certificate:
        certificates.remove(db, person)
        kept = ()
    _forget_address(db, leaving)
    unsaid = dict.fromkeys(("name", "email", "text"), "")
    db.execute(update(Complaint).where(Complaint.user_id == person.id).values(unsaid))
    db.execute(update(Mail).where(Mail.by_user_id == person.id).values(by_user_id=None))
    recount.mark(db, person.id)
    db.execute(delete(User).where(User.id == person.id))
    return kept


def _due() -> Select[int]:
    return (
        select(Departure.user_id).where(Departure.due_at <= clock.now()).order_by(Departure.due_at)
    )


def _delete_safely(database: Database, user_id: int, where: Where, *, sends_mail: bool) -> bool:
    """Delete one account; whatever is wrong with it keeps no other back."""
    try:
        with database.writing.begin() as db:
            return _delete(db, user_id, where, sends_mail=sends_mail)
    except Exception:
        _log.exception("could not delete account %d", user_id)
        return False


def _delete(db: Session, user_id: int, where: Where, *, sends_mail: bool) -> bool:
    """Claim one departure and follow it; return False if another worker has, or they stay."""
    claim = _due().where(Departure.user_id == user_id).with_for_update(skip_locked=True)
    leaving = leaving_of(db, user_id) if db.scalar(claim) is not None else None
    if leaving is None:
        return False
    if is_last_admin(db, leaving.person):
        _keep(db, leaving.person, where, sends_mail=sends_mail)
        return False
    kept = delete_account(db, leaving)
    if leaving.is_unused:
        audit.note(db, None, Act.DELETE_UNUSED, about_id=user_id, reason="Warned, and not back")
    if sends_mail:
        now = clock.now()
        why = "as we wrote" if leaving.is_unused else "as you asked"
        subject, body = gone(f"{why} on {where.day(leaving.asked_at)}", kept, where)
        mail.send(
            db, to=leaving.person.email, kind=Kind.ACCOUNT, subject=subject, body=body,
            key=f"{_GONE}{user_id}/{int(now.timestamp())}", until=now + _TRIED_FOR,
        )  # fmt: skip
    return True


def _keep(db: Session, person: Person, where: Where, *, sends_mail: bool) -> None:
    """Keep the account of the only admin, for the others have gone meanwhile, and say so."""
    stay(db, person.id)
    if sends_mail:
        subject, body = still_here(person.name, where)
        mail.send(
            db, to=person.email, user_id=person.id, kind=Kind.ACCOUNT, subject=subject, body=body
        )


def _told() -> ColumnElement[bool]:
    """Return the condition of mails about deleted accounts that have gone, or never will."""
    is_over = Mail.sent_at.is_not(None) | Mail.failed_at.is_not(None)
    return Mail.key.startswith(_GONE) & (is_over | (Mail.expires_at <= clock.now()))


def _is_nobodys(user_id: int) -> ColumnElement[bool]:
    """Return the condition of a team that is left without members, and was nobody else’s either.

    Somebody who left it earlier keeps their attendance, and so the team that it was with.
    """
    is_anothers = func.coalesce(Participant.user_id, 0) != user_id
    anothers = (
        exists()
        .where(Participant.live_session_id == LiveSession.id, LiveSession.team_id == Team.id)
        .where(is_anothers)
    )
    return ~exists().where(Membership.team_id == Team.id) & ~anothers


def _forget_address(db: Session, leaving: Leaving) -> None:
    """Remove what is kept by address, not by account.

    Unless it was confirmed, the address may be another’s: then only what came after the account.
    What is another account’s stays with it: the address was theirs before.
    """
    person = leaving.person
    db.execute(delete(FailedTry).where(FailedTry.key == key_of(person.email)))
    stopped = OptOut.address == person.email
    if person.confirmed_at is None:
        db.execute(delete(OptOut).where(stopped, OptOut.since >= person.joined_at))
        return
    db.execute(delete(OptOut).where(stopped))
    db.execute(delete(Reply).where(Reply.address == person.email))
    db.execute(delete(MailedLink).where(at(MailedLink.email, MailedLink.user_id)(person)))
    invitations.forget_address(db, person.email)
    db.execute(delete(Mail).where(at(Mail.to_address, Mail.user_id)(person)))
    unsaid = dict.fromkeys(("name", "email", "text"), "")
    of_nobody = at(Complaint.email, Complaint.user_id)(person)
    db.execute(update(Complaint).where(of_nobody).values(unsaid))
