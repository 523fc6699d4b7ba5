"""Marsh Heron, of whom every table holds something.

What is hers alone says “heron-”; what she made together with her team says “cormorant”.
"""

from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from learning import (
    accounts,
    actions,
    audit,
    certificates,
    clock,
    complaints,
    followups,
    letters,
    live,
    mail,
    organisations,
    planning,
    sharing,
)  # fmt: skip
from learning.accounts import FailedTry, Person, User
from learning.accounts.throttle import key_of
from learning.actions import Agreed
from learning.audit import Act
from learning.content import Programme
from learning.followups import Given
from learning.followups.tables import Moment
from learning.invitations import Invitation
from learning.live.rules.reveal import Visibility
from learning.live.tables import KeptBallot, KeptCard, Line, Participant, Repair
from learning.mail import Kind
from learning.mailed_links import MailedLink, Purpose
from learning.organisations import Sector, Work
from learning.organisations.tables import OrganisationAdmin, OrganisationMerge
from learning.planning import Answer
from learning.planning.tables import Reply
from learning.second_factor import Authenticator, Passkey, RecoveryCode
from learning.sharing import Naming, Quotable
from learning.single_sign_on import Identity
from tests.cast import Cast, cheap_hash, finish, gather
from tests.conftest import StoppedClock
from tests.live.held import planned_now
from tests.organisations.peopled import known
from tests.sharing.entries import written

NAME, EMAIL = "Marsh Heron", "heron@example.org"
HEARD = "heron-entry said that nobody asked her."


def heron(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock, *, is_admin: bool = True
) -> Person:
    """Make her, with something in every table."""
    password = cheap_hash()
    user_id = accounts.register(db, email=EMAIL, name=NAME, password_hash=password)
    db.execute(update(User).where(User.id == user_id).values(confirmed_at=clock.now()))
    sign_in = accounts.sign_in(db, user_id, device="heron-device")
    person = accounts.person_of(db, sign_in)
    assert person
    _learn(db, person, programme, stopped)
    _meet(db, person, cast, programme)
    _come_in(db, person)
    _be_written_to(db, person, cast)
    if is_admin:
        _administer(db, person, cast)
    return person


def _learn(db: Session, person: Person, programme: Programme, stopped: StoppedClock) -> None:
    finish(db, person, programme, programme.pages)
    written(db, person, programme, "heron-version came before.")
    stopped.move(hours=9)
    entry_id = written(db, person, programme, HEARD)
    chosen = Quotable(passage="heron-entry said", naming=Naming.NAMED)
    sharing.let_quote(db, person, entry_id, chosen, programme)
    work = Work(organisation="heron-trust", sector=Sector.HEALTH)
    organisations.set_profile(db, person, work)
    letters.write(db, person, "heron-letter to myself", clock.now().replace(year=2027))
    certificates.claim(db, person, programme, holder=NAME)
    followups.agree(db, person)
    story: dict[str, Any] = {"used": "often", "changed": "me", "story": "heron-story of a bus."}
    told = Given(answers=story, naming=Naming.DESCRIBED, described="heron-described buyer")
    followups.answer(db, person, Moment.END, told, seen=0)


def _meet(db: Session, person: Person, cast: Cast, programme: Programme) -> None:
    """Convene a team with Ben, share, hold a session; and have a team alone."""
    alone = gather(db, person, name="heron-team alone")
    session_id = planned_now(db, programme, person, cast.ben, place="cormorant room", at=_later())
    team_id = planning.session_called(db, session_id).team_id
    for reader, writer in ((cast.ben, person), (person, cast.ben)):
        entry_id = written(db, writer, programme, HEARD if writer is person else "Ben heard rain.")
        sharing.share(db, writer, entry_id, team_id)
        sharing.open_entry(db, reader, team_id, entry_id)
    planning.reply(db, person, session_id, Answer.YES)
    row = {"live_session_id": session_id, "answer": "yes", "sequence": 0, "at": clock.now()}
    db.execute(insert(Reply).values(user_id=None, address=EMAIL, **row))
    for member in (person, cast.ben):
        live.enter(db, member, session_id, programme)
    here = select(Participant.id).where(Participant.live_session_id == session_id)
    me = db.scalar(here.where(Participant.user_id == person.id))
    ben = db.scalar(here.where(Participant.user_id == cast.ben.id))
    assert me
    assert ben
    shown: dict[str, Any] = {"answers": {"say": "cormorant card"}, "visibility": Visibility.NAMED}
    own: dict[str, Any] = {"answers": {"say": "heron-card"}, "visibility": Visibility.WITHHELD}
    cards = (("a", None, shown), ("b", person.id, own))
    for step, user_id, card in cards:
        db.add(KeptCard(participant_id=me, user_id=user_id, step=step, wording={}, **card))
    db.add(KeptBallot(participant_id=me, step="dots", dots={"a": 1}))
    line: dict[str, Any] = {"step": "a", "text": "cormorant line", "written_at": clock.now()}
    db.add(Line(live_session_id=session_id, **line))
    for who in (me, ben):
        repair: dict[str, Any] = {
            "minutes": 30,
            "before": None,
            "reason": "cormorant clock",
            "at": clock.now(),
        }
        db.add(Repair(participant_id=who, by_user_id=person.id, **repair))
    agreed = Agreed(what="cormorant action", by=None, first_step="", owner_id=person.id)
    actions.agree(db, person, team_id, agreed)
    assert alone != team_id


def _later() -> Any:
    return (clock.now().replace(minute=15)).time()


def _come_in(db: Session, person: Person) -> None:
    """Have every way in."""
    now = clock.now()
    link: dict[str, Any] = {"email": EMAIL, "made_at": now, "ends_at": now}
    for number, user_id in enumerate((person.id, None)):
        secret = f"heron-secret {number}"
        hashes: dict[str, Any] = {
            "secret_hash": secret,
            "code_hash": secret,
            "browser_hash": secret,
        }
        db.add(MailedLink(purpose=Purpose.SIGN_IN, user_id=user_id, **link, **hashes))
    db.add(Authenticator(user_id=person.id, secret=b"heron-app", made_at=now, last_step=1))
    keys: dict[str, Any] = {
        "credential_id": b"heron-id",
        "public_key": b"heron-key",
        "sign_count": 0,
    }
    db.add(Passkey(user_id=person.id, name="heron-passkey", made_at=now, **keys))
    db.add(RecoveryCode(user_id=person.id, code_hash="heron-code"))
    names: dict[str, Any] = {
        "issuer": "https://id.example.org",
        "subject": "heron-subject",
        "email": EMAIL,
    }
    db.add(Identity(user_id=person.id, linked_at=now, **names))
    db.add(FailedTry(key=key_of(EMAIL), count=1, last_at=now))


def _be_written_to(db: Session, person: Person, cast: Cast) -> None:
    wait: dict[str, Any] = {"subject": "heron-subject", "body": "heron-body"}
    mail.send(db, to=EMAIL, kind=Kind.SESSION, user_id=person.id, **wait)
    theirs: dict[str, Any] = {"subject": "From Ben", "body": "Come too."}
    mail.send(db, to=EMAIL, kind=Kind.SESSION, by_user_id=cast.ben.id, **theirs)
    caused: dict[str, Any] = {"subject": "cormorant", "body": "cormorant"}
    mail.send(db, to="bakery@example.org", kind=Kind.SESSION, by_user_id=person.id, **caused)
    mail.stop(db, EMAIL, Kind.REMINDER)
    for somebody, text in ((person, "heron-complaint"), (None, "heron-complaint as a guest")):
        said = complaints.Said(NAME, EMAIL, text)
        complaints.complain(db, somebody, said, network="192.0.2.7")
    audit.note(db, cast.dana, Act.MERGE_ORGANISATIONS, about_id=person.id, reason="A request")


def _administer(db: Session, person: Person, cast: Cast) -> None:
    audit.note(db, person, Act.MERGE_ORGANISATIONS, reason="The same")
    one, other = known(db, "Cormorant East", "Cormorant West")
    now = clock.now()
    db.add(OrganisationAdmin(user_id=person.id, organisation_id=one, given_at=now))
    for email, by in ((EMAIL, cast.dana), ("bakery@example.org", person)):
        name = "heron-invited" if email == EMAIL else "Somebody"
        invited: dict[str, Any] = {"email": email, "name": name, "by_id": by.id}
        db.add(Invitation(organisation_id=one, made_at=now, **invited))
    row = {"organisation_id": one, "into_id": other, "admin_id": person.id}
    db.execute(insert(OrganisationMerge).values(merged_at=clock.now(), reason="The same", **row))
