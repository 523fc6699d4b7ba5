"""Claiming an attendance: who was added by name in a session moves it to their own account."""

from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Row, delete, insert, or_, select, update
from sqlalchemy.orm import Session

from learning import actions, clock, mail, planning, recount, teams
from learning.accounts import Person, normal_email
from learning.accounts.throttle import Limit, check, key_of, note_failure
from learning.errors import Conflict, NotAllowed, NotFound
from learning.live.record.settle import hold_over
from learning.live.record.view import Record
from learning.live.record.words import minutes_in_words
from learning.live.rules.state import Participant
from learning.live.runs import Run, keep
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
ONCE = "You have claimed your part in this session already, with another code. It counts once."
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

    The code is used up by it, also if the account is deleted later. If they were in that session
    with a device too, it counts once, for the longer of the two unless the convenor has put it
    right. On the team, they own what was agreed for them by name. Raises `NotFound` for a code that
    nobody has, having counted the try, so that the caller keeps what was written; `TooMany` after
    many such tries; `Conflict` if somebody else has claimed it, for a second claim in one session,
    and before it is over.
    """
    tries = key_of("claim code", str(person.id))
    check(db, {tries: _GUESSING})
    found = _coded(db, code)
    if found is None:
        note_failure(db, [tries])
        raise NotFound(NO_SUCH_CODE)
    run = hold_over(db, found.live_session_id)
    found = _coded(db, code) or found  # as it is now that the session is held
    if found.claimed is None:
        return Claimed(run.id, _move(db, person, run, found))
    if found.user_id != person.id:
        raise Conflict(TAKEN)
    return Claimed(run.id, found.minutes or 0)


def refuse_codes(record: Record) -> None:
    """Raise `NotAllowed` unless whoever reads ``record`` convenes the team."""
    if not record.is_convenor:
        raise NotAllowed("The team’s convenor hands the codes on. Ask them for yours.")


def mail_code(
    db: Session,
    by: Person,
    record: Record,
    participant: Participant,
    address: str,
    post: Post,
) -> None:
    """Mail the code of somebody in ``record`` to ``address``; the same twice changes nothing.

    Raises `NotAllowed` unless ``record`` is the convenor’s, `NotFound` for a participant whose
    attendance is not to be claimed, `CannotSend` for an address that is none, `Conflict` for the
    fourth address, and `TooMany` for more mails in a day than ``by`` may have sent.
    """
    refuse_codes(record)
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
        db, to=address, kind=Kind.SESSION, key=key, by_user_id=by.id,
        subject=f"Your part in the session of {record.when.day}",
        body=_words(record, person.name, person.minutes, str(person.code), post),
    )  # fmt: skip


def _words(record: Record, name: str, minutes: int | None, code: str, post: Post) -> str:
    bare = bare_code(code)
    there = f" You were there for {minutes_in_words(minutes)}." if minutes else ""
    parts = [
        f"Hello {mail.without_links(name)},",
        f"You took part in a live session of “{mail.without_links(record.session.team_name)}”:",
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
        ParticipantRow.name,
        ParticipantRow.code,
        ParticipantRow.claimed,
    )
    bare = bare_code(code)
    is_it = or_(ParticipantRow.code == bare, ParticipantRow.claimed == bare)
    return db.execute(query.where(is_it)).first()


def _move(db: Session, person: Person, run: Run, found: Row[*tuple[object, ...]]) -> int:
    """Give the attendance to ``person``, and return how many minutes count for them."""
    own = next((p.id for p in run.people if p.user_id == person.id), None)
    if own and db.scalar(select(ParticipantRow.claimed).where(ParticipantRow.id == own)):
        raise Conflict(ONCE)
    actions.claim_as(db, person, run.id, found.name)
    recount.mark(db, person.id)
    if own:
        return _unite(db, person, run, own, found)
    _use_up(db, found.id, found, user_id=person.id)
    return found.minutes or 0


def _use_up(
    db: Session, participant: Participant, found: Row[*tuple[object, ...]], **values: object
) -> None:
    """Write that the code was used; an account has its own name, so the typed one goes."""
    used = {"code": None, "claimed": found.code, "name": None} | values
    row = update(ParticipantRow).where(ParticipantRow.id == participant)
    db.execute(row.values(used))


def _unite(
    db: Session, person: Person, run: Run, own: Participant, added: Row[*tuple[object, ...]]
) -> int:
    """Make one of the two who were the same person, and return the minutes of what is left."""
    before = db.scalar(select(ParticipantRow.minutes).where(ParticipantRow.id == own)) or 0
    is_mended = db.scalar(select(Repair.id).where(Repair.participant_id == own).limit(1))
    minutes = before if is_mended else max(before, added.minutes or 0)
    for table in (Stay, Repair):
        moved = update(table).where(table.participant_id == added.id)
        db.execute(moved.values(participant_id=own))
    db.execute(delete(ParticipantRow).where(ParticipantRow.id == added.id))
    _use_up(db, own, added, minutes=minutes)
    repair = {"participant_id": own, "minutes": minutes, "before": before, "at": clock.now()}
    reason = f"Claimed as {added.name} with the code"
    db.execute(insert(Repair).values(repair | {"reason": reason, "by_user_id": person.id}))
    roles = {role: own if who == added.id else who for role, who in run.roles.items()}
    if roles != run.roles:
        keep(db, run, roles=roles)
    return minutes
