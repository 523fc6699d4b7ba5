"""How complaints stand, for who made them and for admins, and noting what was done."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, select, update
from sqlalchemy.orm import Session

from learning import audit, clock, mail
from learning.accounts import Person
from learning.audit import Act
from learning.complaints.tables import Complaint
from learning.errors import NotFound
from learning.mail import Kind

_ADDED = re.compile(r"\n\nAdded on \d{1,2} \w+ \d{4}:\n")
"""What stands before each answer but the first."""
_NEWEST = (Complaint.made_at.desc(), Complaint.id.desc())


@dataclass(frozen=True, slots=True)
class ComplaintView:
    """One complaint, and what became of it."""

    number: str
    made_at: datetime
    answered_at: datetime | None
    outcome: str
    """Every answer, the first without its day: that is `answered_at`."""
    user_id: int | None
    name: str = field(repr=False)
    """Empty once the account of who made it is deleted, or `forget_answered`; so are the others."""
    email: str = field(repr=False)
    text: str = field(repr=False)

    @property
    def path(self) -> str:
        """Return the address of its page for admins."""
        return f"/admin/complaints/{self.number}"


def complaints_of(db: Session, person: Person) -> tuple[ComplaintView, ...]:
    """Return somebody’s complaints, newest first; one query.

    Those made without signing in are among them once the address is confirmed.
    """
    mine = Complaint.user_id == person.id
    if person.confirmed_at:
        mine |= (Complaint.email == person.email) & Complaint.user_id.is_(None)
    return tuple(ComplaintView(*row) for row in db.execute(_all().where(mine)))


def every_complaint(db: Session, most: int = 200) -> tuple[ComplaintView, ...]:
    """Return complaints for admins, those that wait first, else the newest; one query."""
    answered = case((Complaint.answered_at.is_(None), 0), else_=1)
    query = _all().order_by(None).order_by(answered, *_NEWEST).limit(most)
    return tuple(ComplaintView(*row) for row in db.execute(query))


def how_many_wait(db: Session) -> int:
    """Return how many complaints have no answer yet, for admins; one query."""
    query = select(func.count()).where(Complaint.answered_at.is_(None))
    return db.scalar(query) or 0


def complaint_called(db: Session, number: str) -> ComplaintView:
    """Return a complaint, for admins; raises `NotFound` for a number that none has. One query."""
    row = db.execute(_all().where(Complaint.number == number)).first()
    if row is None:
        raise NotFound("No complaint has this number.")
    return ComplaintView(*row)


def open_complaint(db: Session, admin: Person, number: str) -> None:
    """Write down that ``admin`` opens a complaint; it stays open for a while. Raises `NotFound`."""
    complaint = complaint_called(db, number)
    audit.open_page(db, admin, Act.OPEN_COMPLAINT, about_id=complaint.user_id, about=number)


def is_open(db: Session, admin: Person, complaint: ComplaintView) -> bool:
    """Tell whether ``admin`` has opened the complaint and may still read it; one query."""
    whose, number = complaint.user_id, complaint.number
    return audit.is_open(db, admin, Act.OPEN_COMPLAINT, about_id=whose, about=number)


def answer(
    db: Session, admin: Person, number: str, said: str, contact: str = "", *, today: str
) -> None:
    """Note what was done about a complaint, and mail it to who made it.

    A further answer is added under ``today``, the date in words, and mailed by itself: what they
    have read stays. The day of the first stays too, and the last answer again changes nothing.
    ``contact`` is whom to write to about it, if anybody. Raises `NotFound`.
    """
    # Of two admins who answer at once the second waits, and adds.
    db.execute(select(Complaint.id).where(Complaint.number == number).with_for_update())
    complaint = complaint_called(db, number)
    before = complaint.outcome
    if _ADDED.split(before)[-1] == said:
        return
    now = clock.now()
    outcome = f"{before}\n\nAdded on {today}:\n{said}" if before else said
    changed = {"outcome": outcome, "answered_at": complaint.answered_at or now}
    db.execute(update(Complaint).where(Complaint.number == number).values(changed))
    audit.note(db, admin, Act.ANSWER_COMPLAINT, about_id=complaint.user_id, about=number)
    if complaint.email:
        mail.send(
            db, to=complaint.email, kind=Kind.ACCOUNT, user_id=complaint.user_id,
            key=f"answered/{number}/{int(now.timestamp())}",
            subject=_subject(number, is_first=not before), body=_words(number, said, contact),
        )  # fmt: skip


def _all() -> Select[*tuple[Any, ...]]:
    columns = (
        Complaint.number, Complaint.made_at, Complaint.answered_at, Complaint.outcome,
        Complaint.user_id, Complaint.name, Complaint.email, Complaint.text,
    )  # fmt: skip
    return select(*columns).order_by(*_NEWEST)


def _subject(number: str, *, is_first: bool) -> str:
    if is_first:
        return f"Your complaint {number} is answered"
    return f"A further answer to your complaint {number}"


def _words(number: str, said: str, contact: str) -> str:
    parts = (
        "Hello,",
        f"This is the answer to your complaint {number}:",
        said,
        *([f"If you have a question about it, write to {contact}."] if contact else []),
        "If you are not content with it, you can complain to the Information Commissioner’s Office,"
        " which watches over data protection in the UK.",
    )
    return "\n\n".join(parts) + "\n"
