"""Claiming an attendance: who was added by name in a session moves it to their own account."""

from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.orm import Session

from learning import mail, planning, teams
from learning.accounts import Person, normal_email
from learning.accounts.throttle import Limit, check, key_of, note_failure
from learning.errors import Conflict, NotFound
from learning.live.record.settle import hold_over
from learning.live.record.view import Record
from learning.live.record.words import minutes_in_words
from learning.live.rules.state import Participant
from learning.live.runs import keep
from learning.live.tables import Participant as ParticipantRow
from learning.live.tables import Repair, Stay
from learning.mail import Kind, Mail
from learning.planning import Post

LENGTH = 12
"""Letters of a code, of the same alphabet as those of teams."""
MOST_ADDRESSES = 3
"""To which the code of one participant is mailed."""
NO_SUCH_CODE = "No attendance has this code. Look at the slip or the mail once more"
TAKEN = "Somebody else has claimed this already. Ask whoever gave you the code."
_GUESSING = Limit(free=10, longest=900)
"""Of one person."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """What somebody has claimed."""

    live_session_id: int
    minutes: int


def bare_code(typed: str) -> str | None:
    """Return a code as it is kept, however it was typed, or None if it cannot be one."""
    return teams.bare(typed, LENGTH)


def grouped_code(code: str) -> str:
    """Return a code as people read it, ``BDF-HJK-MNP-RST``."""
    return teams.grouped(code)


def claim(db: Session, person: Person, code: str) -> Claimed:
    """Move the attendance that has ``code`` to the account of ``person``; twice changes nothing.

    If they were in that session with a device too, it counts once, for the longer of the two.
    Raises `NotFound` for a code that nobody has, having counted the try, so that the caller keeps
    what was written; `TooMany` after many such tries; `Conflict` if somebody else has claimed it,
    and before the session is over.
    """
    tries = key_of("claim code", str(person.id))
    check(db, {tries: _GUESSING})
    found = _coded(db, code)
    if found is None:
        note_failure(db, [tries])
        raise NotFound(NO_SUCH_CODE)
    run = hold_over(db, found.live_session_id)
    found = _coded(db, code) or found  # as it is now that the session is held
    if found.user_id not in (None, person.id):
        raise Conflict(TAKEN)
    own = next((p.id for p in run.people if p.user_id == person.id), None)
    if own is None:
        this = ParticipantRow.id == found.id
        db.execute(update(ParticipantRow).where(this).values(user_id=person.id))
    elif own != found.id:
        _unite(db, own, found)
        roles = {role: own if who == found.id else who for role, who in run.roles.items()}
        if roles != run.roles:
            keep(db, run, roles=roles)
    return Claimed(run.id, _minutes(db, own or found.id))


def mail_code(
    db: Session, record: Record, participant: Participant, address: str, post: Post
) -> None:
    """Mail the code of somebody in ``record`` to ``address``; the same twice changes nothing.

    Raises `NotFound` for a participant whose attendance is not to be claimed, `CannotSend` for an
    address that is none, and `Conflict` for the fourth address.
    """
    person = next((each for each in record.to_hand_on if each.id == participant), None)
    if person is None:
        raise NotFound("This attendance is claimed, or was taken out of the record.")
    mark = f"claim/{participant}/"
    key = mark + sha256(normal_email(address).encode()).hexdigest()[:32]
    sent = set(db.scalars(select(Mail.key).where(Mail.key.startswith(mark, autoescape=True))))
    if key not in sent and len(sent) >= MOST_ADDRESSES:
        raise Conflict(
            f"This code was mailed to {MOST_ADDRESSES} addresses already. Read it out, or print"
            " the slip"
        )
    mail.send(
        db, to=address, kind=Kind.SESSION, key=key,
        subject=f"Your part in the session of {record.when.day}",
        body=_words(record, person.name, person.minutes, str(person.code), post),
    )  # fmt: skip


def _words(record: Record, name: str, minutes: int | None, code: str, post: Post) -> str:
    bare = bare_code(code)
    there = f" You were there for {minutes_in_words(minutes)}." if minutes else ""
    parts = [
        f"Hello {name},",
        f"You took part in a live session of “{record.session.team_name}”:",
        f"{planning.title(record.session, post.programme)}\n{record.dates}",
        f"It counts for you as soon as you claim it, with or without being on the team.{there}",
        f"Your code: {code}",
        f"Claim it here: {post.address(f'/claim/{bare}')}" if post.base_url else "",
        "Keep the code to yourself: whoever claims it first has it.",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _coded(db: Session, code: str) -> Row[*tuple[object, ...]] | None:
    query = select(
        ParticipantRow.id,
        ParticipantRow.live_session_id,
        ParticipantRow.user_id,
        ParticipantRow.minutes,
        ParticipantRow.code,
    )
    return db.execute(query.where(ParticipantRow.code == bare_code(code))).first()


def _unite(db: Session, own: Participant, added: Row[*tuple[object, ...]]) -> None:
    """Make one of the two who were the same person; the code stays with what is left."""
    for table in (Stay, Repair):
        moved = update(table).where(table.participant_id == added.id)
        db.execute(moved.values(participant_id=own))
    db.execute(delete(ParticipantRow).where(ParticipantRow.id == added.id))
    longer = max(_minutes(db, own), added.minutes or 0)
    code = func.coalesce(ParticipantRow.code, added.code)
    row = update(ParticipantRow).where(ParticipantRow.id == own)
    db.execute(row.values(minutes=longer, code=code))


def _minutes(db: Session, participant: Participant) -> int:
    return db.scalar(select(ParticipantRow.minutes).where(ParticipantRow.id == participant)) or 0
