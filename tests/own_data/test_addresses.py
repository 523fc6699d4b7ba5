"""What hangs on an address: nothing in anybody’s file opens an account, or tells of another’s."""

import json
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from learning import accounts, complaints, mail, mailed_links, own_data
from learning.accounts import Person, User
from learning.complaints import Complaint, Said
from learning.content import Programme
from learning.mail import Kind, Mail
from learning.mailed_links import MailedLink, Purpose
from tests.cast import Cast
from tests.mailed_links.mailed import HERE, SITE, Arrived, arrived, newest
from tests.own_data.going import HERE as WHERE
from tests.own_data.going import WISH

ADA, NEW = "ada@example.org", "ada@new.example"


def everything(db: Session, who: Person) -> dict[str, list[dict[str, Any]]]:
    return {owned.name: owned.rows(db, who) for owned in own_data.OWNED}


def confirmed(db: Session, user_id: int, email: str = "") -> Person:
    """Return the person, with an address that mail reaches."""
    there = {"email": email} if email else {}
    known = update(User).where(User.id == user_id)
    db.execute(known.values(confirmed_at=User.joined_at, **there))
    found = accounts.absent_person(db, user_id)
    assert found
    return found


@pytest.mark.parametrize("purpose", [Purpose.SIGN_IN, Purpose.NEW_PASSWORD, Purpose.JOIN])
def test_the_file_holds_no_link_and_no_code(db: Session, cast: Cast, purpose: Purpose) -> None:
    ada = confirmed(db, cast.ada.id)
    mailed_links.ask(db, purpose, ADA, HERE, SITE)
    sent = newest(db)
    said = json.dumps(everything(db, ada), default=str)

    assert sent.subject in said
    assert sent.code not in said
    assert "/from-mail/" not in said
    assert "Left out. Without the body of mails" in said


def test_asking_for_an_address_tells_nobody_whether_it_has_an_account(
    db: Session, cast: Cast
) -> None:
    found = []
    for email in (cast.ben.email, "nobody@example.org"):
        mailed_links.ask_address(db, cast.ada, email, HERE, SITE)
        found.append(everything(db, cast.ada)["mails_caused"][-1])
    for row in found:
        assert not {"subject", "body", "to_address", "key", "user_id"} & row.keys()
        row.pop("id")

    assert found[0].keys() == found[1].keys()
    there = [letter.subject for letter in arrived(db) if letter.to != cast.ada.email]
    assert there[0] == there[1], "whoever sees the subject learns nothing"


@pytest.fixture
def next_holder(db: Session, cast: Cast) -> Person:
    """Cleo, who has the address that was Ada’s."""
    ada = confirmed(db, cast.ada.id)
    complaints.complain(db, ada, Said("Ada", ADA, "MARKED words"), network="192.0.2.1")
    complaints.complain(db, None, Said("Guest", ADA, "As a guest"), network="192.0.2.1")
    mailed_links.ask(db, Purpose.SIGN_IN, ADA, HERE, SITE)
    letter: dict[str, Any] = {"subject": "MARKED", "body": "MARKED", "kind": Kind.SESSION}
    mail.send(db, to=ADA, user_id=ada.id, **letter)
    db.execute(update(Mail).values(sent_at=ada.joined_at))
    mailed_links.ask_address(db, ada, NEW, HERE, SITE)
    link = mailed_links.link_by(db, _there(db).secret)
    mailed_links.settle_address(db, ada, link, SITE)
    return confirmed(db, cast.cleo.id, ADA)


def _there(db: Session) -> Arrived:
    return next(letter for letter in arrived(db) if letter.to == NEW)


def test_the_next_holder_of_an_address_takes_nothing_of_the_former_along(
    db: Session, cast: Cast, next_holder: Person
) -> None:
    found = everything(db, next_holder)
    said = json.dumps(found, default=str)

    assert "MARKED" not in said
    assert NEW not in said
    assert found["mailed_links"] == []
    assert [row["text"] for row in found["complaints"]] == ["As a guest"]
    former = json.dumps(everything(db, confirmed(db, cast.ada.id)), default=str)
    assert former.count("MARKED") == 3, "the complaint, and the mail with its subject"


def test_when_the_next_holder_goes_what_the_former_has_stays(
    db: Session, cast: Cast, next_holder: Person, programme: Programme
) -> None:
    own_data.depart(db, next_holder, WISH, WHERE)
    leaving = own_data.leaving_of(db, next_holder.id)
    assert leaving
    own_data.delete_account(db, leaving)

    texts = db.scalars(select(Complaint.text).order_by(Complaint.id)).all()
    assert texts == ["MARKED words", ""]
    assert db.scalar(select(MailedLink.id).where(MailedLink.purpose == Purpose.SIGN_IN))
    assert db.scalar(select(Mail.id).where(Mail.subject == "MARKED"))
