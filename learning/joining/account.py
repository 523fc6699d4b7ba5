"""The account itself: rights, mails, and the end of the one that goes."""

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from learning import mail
from learning.accounts import User
from learning.accounts.throttle import forgive, key_of
from learning.complaints import Complaint
from learning.errors import Conflict
from learning.invitations import Invitation
from learning.joining.both import Both
from learning.mail import Mail
from learning.organisations.tables import OrganisationAdmin
from learning.planning.tables import Reply

TWO_ORGANISATIONS = (
    "Each of the two accounts looks after an organisation, and one account cannot look after two."
    " Ask whoever runs this programme to take one of them away first."
)


def refuse_two_organisations(db: Session, both: Both) -> None:
    """Raise `Conflict` if they look after different organisations."""
    theirs = OrganisationAdmin.user_id.in_(both.ids)
    organisations = set(db.scalars(select(OrganisationAdmin.organisation_id).where(theirs)))
    if len(organisations) > 1:
        raise Conflict(TWO_ORGANISATIONS)


def join_care(db: Session, both: Both) -> None:
    """Look after the organisation that either looks after."""
    is_mine = OrganisationAdmin.user_id == both.staying.id
    own = db.scalar(select(OrganisationAdmin.user_id).where(is_mine))
    theirs = OrganisationAdmin.user_id == both.going.id
    if own is not None:
        db.execute(delete(OrganisationAdmin).where(theirs))
    else:
        db.execute(update(OrganisationAdmin).where(theirs).values(user_id=both.staying.id))


def join_mails(db: Session, both: Both) -> None:
    """Send what waits for either to the address that stays; a stop stays a stop."""
    mail.follow(db, both.going.email, both.staying.email)
    mail.readdress(db, both.going.id, both.staying.email)
    theirs = update(Mail).where(Mail.user_id == both.going.id)
    db.execute(theirs.values(user_id=both.staying.id))


def readdress(db: Session, both: Both) -> None:
    """Let what is kept by address, from before the account, belong to the address that stays.

    Only if mail to both was shown to arrive: else either address may be another's. What stands
    under both already stays where it is.
    """
    if not (both.going.confirmed_at and both.staying.confirmed_at):
        return
    old, new = both.going.email, both.staying.email
    theirs = (Complaint.user_id.is_(None), Complaint.email == old)
    db.execute(update(Complaint).where(*theirs).values(user_id=both.staying.id))
    for column, what in (
        (Reply.address, Reply.live_session_id),
        (Invitation.email, Invitation.organisation_id),
    ):
        taken = select(what).where(column == new)
        moved = update(column.class_).where(column == old, what.not_in(taken))
        moved = moved.values({column.key: new})
        db.execute(moved.execution_options(synchronize_session=False))


def end(db: Session, both: Both) -> None:
    """Remove the account that nothing is left of, with the counts of wrong passwords."""
    forgive(db, [key_of(both.going.email)])
    db.execute(delete(User).where(User.id == both.going.id))
