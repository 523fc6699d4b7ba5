"""Who looks after an organisation: given and taken away by admins, who say why."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning import audit, organisations
from learning.accounts import Person, User, normal_email
from learning.audit import Act
from learning.errors import NotAllowed, NotFound
from learning.mailed_links import Site
from learning.people.asked import somebody_else
from learning.people.telling import tell


def make_organisation_admin(
    db: Session,
    admin: Person,
    organisation_id: int,
    email: str,
    *,
    confirmed: bool,
    reason: str,
    site: Site,
) -> bool:
    """Let the person with this address look after an organisation; False for who does already.

    Raises `NotFound` for an address without an account, `Conflict` for who looks after another
    organisation, `NotAllowed` for an address that must be ``confirmed`` and is not, and as
    `somebody_else` does.
    """
    user_id = db.scalar(select(User.id).where(User.email == normal_email(email)))
    if user_id is None:
        raise NotFound("Nobody here signs in with this address. They need an account first")
    person = somebody_else(db, admin, user_id)
    if confirmed and person.confirmed_at is None:
        raise NotAllowed("This address is not confirmed yet. They can do so on their account page")
    organisation = organisations.standing(db, organisation_id)
    if not organisations.make_admin(db, organisation.id, user_id):
        return False
    _note(db, admin, Act.MAKE_ORGANISATION_ADMIN, user_id, organisation.id, reason)
    said = (
        f"You look after “{organisation.name}” here now: you see how many of its people take part,"
        " rounded and never who, and you can invite others. Your account page leads there. You are"
        " asked for a second step when you sign in."
    )
    tell(db, person, admin, said, reason, site)
    return True


def unmake_organisation_admin(
    db: Session, admin: Person, organisation_id: int, user_id: int, *, reason: str, site: Site
) -> None:
    """Let somebody look after an organisation no more; who does not stays so.

    Raises `NotAllowed` and `NotFound` as `somebody_else` does.
    """
    person = somebody_else(db, admin, user_id)
    organisation = organisations.standing(db, organisation_id)
    if not organisations.unmake_admin(db, organisation.id, user_id):
        return
    _note(db, admin, Act.UNMAKE_ORGANISATION_ADMIN, user_id, organisation.id, reason)
    said = f"You do not look after “{organisation.name}” here any more. Your own work stays."
    tell(db, person, admin, said, reason, site)


def _note(
    db: Session, admin: Person, act: Act, user_id: int, organisation_id: int, reason: str
) -> None:
    about = f"organisation {organisation_id}"
    audit.note(db, admin, act, about_id=user_id, about=about, reason=reason)
