"""Links that prove an address: made once, used once, over soon.

The table keeps hashes only: of what stands in the link, of the code beside it, and of what the
browser that asked holds. Whoever can read the database alone can use none of them.
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest

from sqlalchemy import ColumnElement, Row, Select, delete, insert, or_, select, update
from sqlalchemy.orm import Session

from learning import clock
from learning.accounts import User
from learning.db import Database
from learning.errors import NotAllowed, NotFound
from learning.mailed_links.code import bare, new_code
from learning.mailed_links.tables import MailedLink, Purpose

LASTS = {
    Purpose.SIGN_IN: timedelta(minutes=15),
    Purpose.SIGN_UP: timedelta(hours=1),
    Purpose.NEW_PASSWORD: timedelta(minutes=15),
    Purpose.PROOF: timedelta(minutes=15),
    Purpose.JOIN: timedelta(minutes=15),
    Purpose.NEW_ADDRESS: timedelta(hours=24),
    Purpose.CONFIRM: timedelta(days=7),
}
MOST_TRIES = 5
"""Wrong codes; then the link is over, too."""
KEPT = timedelta(days=1)
"""So long a link that is over is still counted, then it is forgotten."""


class LinkOver(NotFound):
    """No link that works; the same is said of one that was used, is too old, or never was."""

    def __init__(self) -> None:
        super().__init__(
            "A link in a mail works once, most of them for 15 minutes. This one may have been used"
            " or be too old, or you asked for a newer one since: then look for the newest mail."
        )


@dataclass(frozen=True, slots=True)
class Made:
    """A new link, with what only its mail says."""

    id: int
    secret: str = field(repr=False)
    code: str = field(repr=False)
    """Empty where any browser will do."""
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link that still works, as whoever opens it may know it."""

    id: int
    purpose: Purpose
    user_id: int | None
    email: str
    ends_at: datetime
    browser_hash: str = field(repr=False)

    def works_in(self, browser: str) -> bool:
        """Tell whether the browser that holds ``browser`` may use it: the one that asked."""
        return not self.browser_hash or compare_digest(self.browser_hash, _hash(browser))


def new_browser() -> str:
    """Return what a browser is to hold, so that it can be known again."""
    return secrets.token_urlsafe(24)


def make(
    db: Session, purpose: Purpose, *, user_id: int | None, email: str, browser: str = "",
    lasts: timedelta | None = None, lost: bool = False,
) -> Made:  # fmt: skip
    """Make a link; those that the same browser asked for before, for the same, are over.

    Of a ``lost`` one no mail is sent, and no code is right: it only answers as any other would.
    """
    now = clock.now()
    secret, code = secrets.token_urlsafe(24), new_code() if browser else ""
    browser_hash = _hash(browser) if browser else ""
    if browser:
        before = update(MailedLink).where(_asked_by(browser, purpose), MailedLink.ends_at > now)
        db.execute(before.values(ends_at=now))  # not deleted, for mails to strangers are counted
    code_hash = _hash(browser, code) if code and not lost else ""
    row = {
        "purpose": purpose, "user_id": user_id, "email": email, "browser_hash": browser_hash,
        "secret_hash": _hash(secret), "code_hash": code_hash,
        "made_at": now, "ends_at": now + (lasts or LASTS[purpose]), "tries": 0,
    }  # fmt: skip
    made = insert(MailedLink).values(row).returning(MailedLink.id)
    return Made(db.execute(made).scalar_one(), secret, code, row["ends_at"])  # type: ignore[arg-type]


def link_by(db: Session, secret: str) -> LinkView:
    """Return the link that was mailed; raise `LinkOver` if it was used or is over. One query."""
    row = db.execute(_working().where(MailedLink.secret_hash == _hash(secret))).first()
    if row is None:
        raise LinkOver
    return _view(row)


def use(db: Session, link: LinkView) -> None:
    """Use the link up; raises `LinkOver` if somebody else has meanwhile, so that one wins."""
    unused = (MailedLink.id == link.id) & MailedLink.used_at.is_(None)
    used = update(MailedLink).where(unused).values(used_at=clock.now())
    if db.execute(used.returning(MailedLink.id)).first() is None:
        raise LinkOver


def use_code(db: Session, purpose: Purpose, browser: str, typed: str) -> LinkView:
    """Use up the link whose code was typed in the browser that asked, and return it.

    Raises `NotAllowed` for a wrong code, which counts, and if there is none to type any more.
    """
    asked = _working().add_columns(MailedLink.code_hash).where(_asked_by(browser, purpose))
    row = db.execute(asked).first()
    if row is None:
        raise NotAllowed("This code is over. Ask for a new one.")
    # Counted before it is compared, so that many at once are no more than five.
    this = update(MailedLink).where(MailedLink.id == row.id, *_OPEN)
    counted = this.values(tries=MailedLink.tries + 1).returning(MailedLink.id)
    right = compare_digest(row.code_hash, _hash(browser, bare(typed)))
    if db.execute(counted).first() is None or not right:
        raise NotAllowed("This is not the code in the newest mail.")
    link = _view(row)
    use(db, link)
    return link


def end_links(db: Session, user_id: int, *purposes: Purpose) -> list[int]:
    """End the links that were mailed to ``user_id`` for these purposes; return which."""
    theirs = (MailedLink.user_id == user_id, MailedLink.purpose.in_(purposes), *_OPEN)
    return list(db.scalars(delete(MailedLink).where(*theirs).returning(MailedLink.id)))


def forget_over(database: Database) -> int:
    """Forget the links that have been over for long; return how many.

    None costs one read and takes nobody's turn to write.
    """
    long_over = MailedLink.ends_at < clock.now() - KEPT
    with database.reading() as db:
        if db.scalar(select(MailedLink.id).where(long_over).limit(1)) is None:
            return 0
    with database.writing.begin() as db:
        return len(db.scalars(delete(MailedLink).where(long_over).returning(MailedLink.id)).all())


_OPEN = (MailedLink.used_at.is_(None), MailedLink.tries < MOST_TRIES)


def _working() -> Select[*tuple[object, ...]]:
    """Ask for links that work: not used, not over, and to the address the account still has."""
    columns = (
        MailedLink.id, MailedLink.purpose, MailedLink.user_id, MailedLink.email,
        MailedLink.ends_at, MailedLink.browser_hash,
    )  # fmt: skip
    still_theirs = or_(
        MailedLink.user_id.is_(None),
        MailedLink.purpose == Purpose.NEW_ADDRESS,
        MailedLink.email == User.email,
    )
    query = select(*columns).outerjoin(User, User.id == MailedLink.user_id)
    return query.where(*_OPEN, MailedLink.ends_at > clock.now(), still_theirs)


def _asked_by(browser: str, purpose: Purpose) -> ColumnElement[bool]:
    return (MailedLink.browser_hash == _hash(browser)) & (MailedLink.purpose == purpose)


def _view(row: Row[*tuple[object, ...]]) -> LinkView:
    return LinkView(row.id, row.purpose, row.user_id, row.email, row.ends_at, row.browser_hash)


def _hash(*parts: str) -> str:
    return sha256("\0".join(parts).encode(errors="replace")).hexdigest()
