"""Another address for an account: asked for, proven there, told to the one before."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from learning import accounts, clock, mail
from learning.accounts import Person, User
from learning.errors import Conflict, NotFound
from learning.mail import Kind
from learning.mailed_links import words
from learning.mailed_links.asking import Asker, send_link, slow_down
from learning.mailed_links.links import LASTS, LinkView, end_links, make, use
from learning.mailed_links.tables import MailedLink, Purpose
from learning.mailed_links.words import Site, Words


@dataclass(frozen=True, slots=True)
class Pending:
    """An address that is not proven yet."""

    email: str
    ends_at: datetime


def pending_address(db: Session, person: Person) -> Pending | None:
    """Return the address that the person is about to have, if any; one query."""
    mine = (MailedLink.user_id == person.id, MailedLink.purpose == Purpose.NEW_ADDRESS)
    waits = (MailedLink.used_at.is_(None), MailedLink.ends_at > clock.now())
    row = db.execute(select(MailedLink.email, MailedLink.ends_at).where(*mine, *waits)).first()
    return Pending(*row) if row else None


def ask_address(db: Session, person: Person, email: str, asker: Asker, site: Site) -> None:
    """Mail a link to the address that the account shall have, and tell the present one.

    The caller has had it proven anew who they are. What was asked for before is over. Whether the
    new address has an account changes nothing but the words of the mail there. Raises `TooMany`,
    and `Conflict` for the address that the account has.
    """
    if email == person.email:
        raise Conflict("This is your address already")
    slow_down(db, Purpose.NEW_ADDRESS, email, asker, None)
    end_links(db, person.id, Purpose.NEW_ADDRESS)
    holder = db.scalar(select(User.name).where(User.email == email))
    made = make(db, Purpose.NEW_ADDRESS, user_id=person.id, email=email)
    lasts = LASTS[Purpose.NEW_ADDRESS]
    said = words.new_address(person.name, made, site, lasts)
    if holder is not None:
        said = words.address_taken(holder, site)
    send_link(db, said, made, to=email, user_id=None, by_user_id=person.id)
    _tell(db, person.email, words.address_asked(person.name, email, site))


def withdraw_address(db: Session, person: Person) -> None:
    """Have the address stay as it is; a second call changes nothing."""
    end_links(db, person.id, Purpose.NEW_ADDRESS)


def settle_address(db: Session, person: Person, link: LinkView, site: Site) -> None:
    """Give the account its new address, which the link has proven, and tell the one before.

    Raises `NotFound` for the link of another person or a used one, `Conflict` if the address has
    an account by now. Links that were mailed to the address before work no more.
    """
    if link.purpose is not Purpose.NEW_ADDRESS or link.user_id != person.id:
        raise NotFound("This link is for another account. Sign in to that one first.")
    use(db, link)
    accounts.change_email(db, person, link.email)
    confirm(db, person.id)
    mail.follow(db, person.email, link.email)
    mail.readdress(db, person.id, link.email)
    _tell(db, person.email, words.address_changed(person.name, link.email, site))


def confirm(db: Session, user_id: int) -> None:
    """Note that mail to the address reaches its person; the first time counts."""
    unknown = (User.id == user_id) & User.confirmed_at.is_(None)
    db.execute(update(User).where(unknown).values(confirmed_at=clock.now()))


def _tell(db: Session, address: str, said: Words) -> None:
    """Write to an address and nowhere else: not to the one that the account has next.

    Whoever has the address next is not to read there which one its former holder has now.
    """
    mail.send(db, to=address, kind=Kind.ACCOUNT, once=True, subject=said.subject, body=said.body)
