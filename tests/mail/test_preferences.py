"""Who wants no more of a kind gets no more of it, whenever they say so."""

import pytest
from sqlalchemy.orm import Session

from learning import mail
from learning.errors import NotFound
from learning.mail import Kind, PostOffice, Reader, StopLink
from tests.cast import Cast
from tests.conftest import NOON
from tests.mail.conftest import Post
from tests.mail.receiver import Receiver


def test_a_kind_that_was_stopped_is_not_sent_and_the_others_are(
    post: Post, office: PostOffice, receiver: Receiver, db: Session
) -> None:
    post(kind=Kind.REMINDER, subject="Waits already")
    for _ in range(2):
        mail.stop(db, "Ada@example.org", Kind.REMINDER)
    db.commit()
    for kind in Kind:
        post(kind=kind, subject=kind.value)
        post(kind=kind, to="ben@example.org", subject=f"Ben: {kind.value}")
    office.send_due()

    got = {m["Subject"] for m in receiver.mails}
    assert got == {k.value for k in Kind if k != Kind.REMINDER} | {f"Ben: {k}" for k in Kind}
    assert mail.queue_of(db).due == 0, "what nobody wants does not wait"


def test_what_was_stopped_can_be_resumed(post: Post, office: PostOffice, db: Session) -> None:
    mail.stop(db, "ada@example.org", Kind.REMINDER)
    for _ in range(2):
        mail.resume(db, "ada@example.org", Kind.REMINDER)
    db.commit()
    post(kind=Kind.REMINDER)

    assert office.send_due() == 1


def test_a_choice_is_kept_and_can_be_made_twice(db: Session) -> None:
    for _ in range(2):
        mail.choose(db, "ada@example.org", {Kind.SESSION})
    assert mail.stopped_by(db, "ada@example.org") == {*mail.OPTIONAL} - {Kind.SESSION}

    mail.choose(db, "ada@example.org", mail.OPTIONAL)
    assert mail.stopped_by(db, "ada@example.org") == set()


def test_a_choice_follows_its_person_to_a_new_address(db: Session) -> None:
    mail.stop(db, "ada@example.org", Kind.SESSION)
    mail.stop(db, "ada@example.org", Kind.REMINDER)
    mail.stop(db, "ada@new.example", Kind.REMINDER)
    for _ in range(2):
        mail.follow(db, "ada@example.org", "ada@new.example")

    assert mail.stopped_by(db, "ada@new.example") == {Kind.SESSION, Kind.REMINDER}


def test_what_waits_follows_too(
    cast: Cast, post: Post, office: PostOffice, receiver: Receiver, db: Session
) -> None:
    post(to=cast.ada.email, user_id=cast.ada.id)
    post(to=cast.ben.email, user_id=cast.ben.id)
    mail.readdress(db, cast.ada.id, "Ada@new.example")
    db.commit()
    office.send_due()

    assert {m["To"] for m in receiver.mails} == {"ada@new.example", cast.ben.email}


def test_a_link_says_whom_it_is_for() -> None:
    token = mail.link_token("a key", "zoë@example.org", Kind.REMINDER)

    assert mail.read_token("a key", token) == StopLink("zoë@example.org", Kind.REMINDER)

    reader = Reader(12, NOON)
    token = mail.link_token("a key", "zoë@example.org", Kind.FOLLOW_UP, reader)
    said = StopLink("zoë@example.org", Kind.FOLLOW_UP, reader)
    assert mail.read_token("a key", token) == said


@pytest.mark.parametrize("change", ["cut", "key", "other", "none", "letters"])
def test_a_link_that_we_have_not_signed_is_refused(change: str) -> None:
    token = mail.link_token("a key", "ada@example.org", Kind.REMINDER)
    other = mail.link_token("a key", "ben@example.org", Kind.REMINDER)
    forged = {
        "cut": token[:-1],
        "key": mail.link_token("another", "ada@example.org", Kind.REMINDER),
        "other": f"{other.split('.')[0]}.{token.split('.')[1]}",
        "none": "",
        "letters": "é.ü",
    }[change]

    with pytest.raises(NotFound, match="incomplete or too old"):
        mail.read_token("a key", forged)
