"""Asking for a link: for whoever it may be, with the same work and the same words for all."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learning import clock, mail
from learning.accounts import Person, User, ended_at
from learning.accounts.throttle import (
    KnownAs,
    Limit,
    check,
    forgive,
    key_of,
    limits_of,
    network_of,
    note_failure,
    unknown,
)
from learning.errors import NotAllowed, NotFound
from learning.mail import Kind
from learning.mailed_links import words
from learning.mailed_links.links import LASTS, LinkView, Made, end_links, make, use_code
from learning.mailed_links.tables import MailedLink, Purpose
from learning.mailed_links.words import Site, Words

ADMIN_SENT = timedelta(hours=24)
"""How long a new password can be chosen that an admin sent the link for."""
MOST_TO_ONE_STRANGER = 3
MOST_TO_STRANGERS = 300
"""Mails in a day that tell addresses that they have no account; beyond that they are not sent, and
no page says so."""
MOST_TO_ONE_WHO_SIGNS_UP = 10
"""Mails in a day that finish signing up; beyond that one an hour, so that nobody who asks in
another’s name keeps them out for good. Of all there are as many as people join."""
_ASKS_FOR = Limit(free=10, longest=300)
_ASKS_FOR_FROM_HERE = Limit(free=4, longest=900)
_ASKS_FROM_HERE = Limit(free=300, longest=5)  # short, for a hospital shares one address
_CODES_FOR_FROM_HERE = Limit(free=10, longest=900)
_A_DAY, _AN_HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Asker:
    """Where a mail is asked from."""

    browser: str
    """What the browser holds, so that it is known again: see `new_browser`."""
    address: str
    """Of the network, to slow down who asks for very many."""
    known_as: KnownAs = unknown


def ask(db: Session, purpose: Purpose, email: str, asker: Asker, site: Site) -> None:
    """Mail a link to ``email``: to sign in, sign up, choose a new password or join an account.

    Whether it has an account changes nothing but the words of the mail. Raises `TooMany`, also
    without a difference. Asked for again, only the newest link of a browser works.
    """
    owner = db.execute(select(User.id, User.name).where(User.email == email)).first()
    user_id, name = owner or (None, None)
    slow_down(db, purpose, email, asker, user_id)
    lost = _is_enough(db, purpose, email) and owner is None
    made = make(db, purpose, user_id=user_id, email=email, browser=asker.browser, lost=lost)
    said = _said(purpose, name, made, site)
    send_link(db, said, made, to=email, user_id=user_id, lost=lost)


def ask_again(db: Session, person: Person, asker: Asker, site: Site) -> None:
    """Mail a code to who is signed in, to prove who they are; raises `TooMany`."""
    slow_down(db, Purpose.PROOF, person.email, asker, person.id)
    made = make(db, Purpose.PROOF, user_id=person.id, email=person.email, browser=asker.browser)
    said = words.asked(Purpose.PROOF, person.name, made, site, LASTS[Purpose.PROOF])
    send_link(db, said, made, to=person.email, user_id=person.id)


def ask_to_confirm(db: Session, person: Person, asker: Asker, site: Site) -> None:
    """Mail a link with which a person confirms their address; the one before is over."""
    slow_down(db, Purpose.CONFIRM, person.email, asker, person.id)
    end_links(db, person.id, Purpose.CONFIRM)
    made = make(db, Purpose.CONFIRM, user_id=person.id, email=person.email)
    said = words.confirming(person.name, made, site, LASTS[Purpose.CONFIRM])
    send_link(db, said, made, to=person.email, user_id=person.id)


def send_new_password(db: Session, user_id: int, site: Site) -> None:
    """Mail somebody a link to choose a new password with, because an admin was asked to.

    Good once, for a day, in any browser; the one that was sent before is over. Raises `NotFound`
    if there is no such account.
    """
    owner = db.execute(select(User.name, User.email).where(User.id == user_id)).first()
    if owner is None:
        raise NotFound("There is no such account.")
    end_links(db, user_id, Purpose.NEW_PASSWORD)
    made = make(db, Purpose.NEW_PASSWORD, user_id=user_id, email=owner.email, lasts=ADMIN_SENT)
    said = words.from_an_admin(owner.name, made, site, ADMIN_SENT)
    send_link(db, said, made, to=owner.email, user_id=user_id)


def take_code(db: Session, purpose: Purpose, email: str, typed: str, asker: Asker) -> LinkView:
    """Return what the code typed in the browser that asked stands for, and use it up.

    Raises `NotAllowed`, having counted the failure, if it is wrong or over, and `TooMany`.
    """
    limits = {key_of("code", email, network_of(asker.address)): _CODES_FOR_FROM_HERE}
    check(db, limits)
    try:
        link = use_code(db, purpose, asker.browser, typed)
    except NotAllowed:
        note_failure(db, limits)
        raise
    forgive(db, limits)
    return link


def _said(purpose: Purpose, name: str | None, made: Made, site: Site) -> Words:
    """Return the words for the owner of the account, or with no name for a stranger."""
    if name is not None and purpose is Purpose.JOIN:
        return words.joining(name, made, site, LASTS[purpose])
    signs_up = purpose is Purpose.SIGN_UP
    if name is None and not signs_up:
        return words.nobody(site)
    if name is not None and signs_up:
        return words.known_already(name, made, site, LASTS[purpose])
    return words.asked(purpose, name or "", made, site, LASTS[purpose])


def slow_down(db: Session, purpose: Purpose, email: str, asker: Asker, user_id: int | None) -> None:
    """Count who asks about ``email``, of ``user_id``; raise `TooMany` for who does too often."""
    ended = ended_at(db, user_id)  # also of nobody, which takes as long
    limits = limits_of(
        "ask", purpose, email, address=asker.address,
        browser="" if user_id is None else asker.known_as(user_id, ended),
        from_here=_ASKS_FOR_FROM_HERE, from_anywhere=_ASKS_FOR,
    )  # fmt: skip
    limits[key_of("ask", network_of(asker.address))] = _ASKS_FROM_HERE
    check(db, limits)
    note_failure(db, limits)


def _is_enough(db: Session, purpose: Purpose, email: str) -> bool:
    """Tell whether strangers, or this one, have got enough mail from us today; one query."""
    signs_up = purpose is Purpose.SIGN_UP
    likes = MailedLink.purpose == purpose if signs_up else MailedLink.purpose != Purpose.SIGN_UP
    now, of_this_one = clock.now(), MailedLink.email == email
    sent = (MailedLink.user_id.is_(None), likes, MailedLink.code_hash != "")
    strangers = select(
        func.count(),
        func.count().filter(of_this_one),
        func.count().filter(of_this_one, MailedLink.made_at > now - _AN_HOUR),
    ).where(*sent, MailedLink.made_at > now - _A_DAY)
    of_all, of_this, this_hour = db.execute(strangers).one()
    if signs_up:
        return bool(of_this >= MOST_TO_ONE_WHO_SIGNS_UP and this_hour)
    return bool(of_all >= MOST_TO_STRANGERS or of_this >= MOST_TO_ONE_STRANGER)


def send_link(
    db: Session, said: Words, made: Made, *, to: str, user_id: int | None,
    by_user_id: int | None = None, lost: bool = False,
) -> None:  # fmt: skip
    """Put the mail into the outbox; a ``lost`` one costs the same work, and is taken back."""
    written = db.begin_nested()
    mail.send(
        db, to=to, subject=said.subject, body=said.body, kind=Kind.ACCOUNT, user_id=user_id,
        by_user_id=by_user_id, until=made.ends_at, once=True,
    )  # fmt: skip
    written.rollback() if lost else written.commit()
