"""People without an account: how often they are written to, and in which words.

Whoever types an address here makes this server write to it. So every such mail is somebody’s doing,
a learner causes few in a day, and nothing that was typed into it reads as a link.
"""

import re
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from learning import clock
from learning.accounts import User
from learning.errors import TooMany
from learning.mail.tables import WAITS, Mail

MOST_A_DAY = 30
"""Mails to people without an account that one learner may cause."""
_DAY = timedelta(days=1)
_DOT = r"[.\uff0e\u3002\uff61]"
_A_LINK = re.compile(rf"\S*(?:[:\uff1a][/\uff0f]{{2}}|[^\s.]{_DOT}[^\W\d_]{{2}})\S*")


def may_still_cause(db: Session, user_id: int) -> int:
    """Return how many mails to people without an account ``user_id`` may cause now.

    Holds their account until the transaction ends, so that two at once do not count past each
    other. Two queries.
    """
    account = select(User.id).where(User.id == user_id)
    db.execute(account.with_for_update(key_share=True))
    return max(0, MOST_A_DAY - (db.scalar(select(func.count()).where(_caused(user_id))) or 0))


def refuse_too_many(db: Session, user_id: int, key: str | None) -> None:
    """Raise `TooMany` if ``user_id`` may cause no more now, and ``key`` is not of a mail there."""
    if may_still_cause(db, user_id):
        return
    if key and db.scalar(select(Mail.id).where(Mail.key == key)):
        return
    oldest = db.scalar(select(func.min(Mail.created_at)).where(_caused(user_id))) or clock.now()
    wait = max(1, int((oldest + _DAY - clock.now()).total_seconds()))
    raise TooMany(
        f"You have had {MOST_A_DAY} mails sent to people without an account within a day. Tell"
        " them yourself, or come back tomorrow.",
        wait=wait,
    )


def next_word(
    db: Session, about: str, address: str, *, most: int, apart: timedelta
) -> datetime | None:
    """Return when ``address`` may be told what is newest ``about`` something; None if never more.

    Mails about the same have keys that begin with ``about`` and end with ``/`` and the address.
    What still waits is taken back: the newest state is all that counts. At most ``most`` are sent,
    each ``apart`` from the one before.
    """
    those = (
        Mail.key.startswith(about, autoescape=True),
        Mail.key.endswith(f"/{address}", autoescape=True),
    )
    db.execute(delete(Mail).where(*those, WAITS))
    last = func.max(func.coalesce(Mail.sent_at, Mail.created_at))
    heard, latest = db.execute(select(func.count(), last).where(*those)).one()
    if heard >= most:
        return None
    return max(clock.now(), latest + apart) if latest else clock.now()


def without_links(text: str) -> str:
    """Return ``text`` with an ellipsis in place of whatever a mail programme makes a link of."""
    return _A_LINK.sub("…", text)


def _caused(user_id: int) -> ColumnElement[bool]:
    lately = Mail.created_at > clock.now() - _DAY
    return (Mail.by_user_id == user_id) & Mail.user_id.is_(None) & lately
