"""Making one account of two: all of it in one transaction, or nothing."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning import accounts, audit, followups, recount
from learning.accounts import Person, Role, User
from learning.audit import Act
from learning.content import Programme
from learning.errors import Conflict, NotAllowed
from learning.joining.account import refuse_two_organisations
from learning.joining.attendance import refuse_going_on
from learning.joining.both import Both
from learning.joining.rules import RULES
from learning.joining.second_step import UNASKED, Second, second_of
from learning.joining.telling import tell
from learning.mailed_links import Site
from learning.own_data import leaving_of

SAME = "This is the account that you are signed in to. Enter the address of the other one"
AN_ADMINS = (
    "The other account is an admin’s. It does not become part of one that is not: sign in there,"
    " and join this account to it instead."
)
LEAVING = (
    "The other account is about to be deleted. To join it to this one, sign in there first and"
    " keep it."
)


def both_of(db: Session, person: Person, going_id: int, programme: Programme) -> Both | None:
    """Return both accounts, or None if the other is gone; five queries.

    Raises `Conflict` if they are one, if the other is about to be deleted, while both are in one
    live session, or if they look after different organisations; `NotAllowed` if an admin’s would
    become part of one that is not.
    """
    going = accounts.absent_person(db, going_id)
    if going is None:
        return None
    if going.id == person.id:
        raise Conflict(SAME)
    if going.is_admin and not person.is_admin:
        raise NotAllowed(AN_ADMINS)
    if leaving_of(db, going.id):
        raise Conflict(LEAVING)
    both = Both(person, going, programme)
    refuse_going_on(db, both)
    refuse_two_organisations(db, both)
    return both


def unite(
    db: Session, person: Person, going_id: int, programme: Programme, site: Site,
    *, second_agreed: bool = False,
) -> bool:  # fmt: skip
    """Make the account ``going_id`` part of the account of ``person``, who has proven both.

    Nothing is lost: `rules.RULES` says what becomes of each table. Both addresses are told, and the
    audit log keeps the two numbers. If the other account is gone, which is so after doing it twice,
    nothing changes and False is returned. Raises what `both_of` does, and `Conflict` if the second
    step of the other account would come along without ``second_agreed``.
    """
    held = select(User.id, User.role).where(User.id.in_((person.id, going_id)))
    rows = db.execute(held.order_by(User.id).with_for_update())
    roles: dict[int, Role] = {row.id: row.role for row in rows}
    both = both_of(db, person, going_id, programme)
    if both is None or person.id not in roles:
        return False
    if both.going.is_admin and roles[person.id] is not Role.ADMIN:  # is no admin any more
        raise NotAllowed(AN_ADMINS)
    second = second_of(db, both)
    if second is Second.COMES and not second_agreed:
        raise Conflict(UNASKED)
    for rule in RULES:
        rule.does(db, both)
    followups.ask_anew(db, person.id)  # what waits has a link for the other address
    recount.mark(db, *both.ids)
    audit.note(
        db, None, Act.JOIN_ACCOUNTS, by=audit.OWNER, about_id=person.id,
        about=f"account {both.going.id}",
    )  # fmt: skip
    tell(db, both, site, second)
    return True
