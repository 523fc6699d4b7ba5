"""Mail and what happens by itself, in order and really broken."""

import socket
from dataclasses import replace

import pytest
from pydantic import SecretStr
from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from learning import clock, mail
from learning.content import Programme
from learning.doctor import Where, post
from learning.mail import Kind, Mail
from learning.recount import Recount
from tests.cast import Cast
from tests.conftest import NOON, StoppedClock
from tests.live.held import begun
from tests.mail.receiver import Receiver, receiving


def given(where: Where, **changed: object) -> Where:
    return replace(where, settings=where.settings.model_copy(update=changed))


@pytest.mark.parametrize(
    ("changed", "state"),
    [
        ({}, "fine"),
        ({"smtp_url": None}, "look"),
        ({"base_url": ""}, "look"),
        ({"smtp_url": SecretStr("http://hush")}, "mend"),
        ({"mail_from": ""}, "mend"),
        ({"mail_from": "nobody"}, "mend"),
    ],
)
def test_settings_with_which_no_mail_can_go_are_said(
    where: Where, changed: dict[str, object], state: str
) -> None:
    found = post.mail_settings(given(where, **changed))

    assert found.state == state
    assert "hush" not in found.sentence + found.remedy


def test_a_mail_server_is_greeted_and_sent_nothing(where: Where) -> None:
    with receiving(Receiver()) as receiver:
        reached = given(where, smtp_url=SecretStr(receiver.url))
        assert post.mail_server(reached).state == "fine"
        assert receiver.mails == []

    found = post.mail_server(reached)
    assert (found.state, "Connection refused" in found.sentence) == ("mend", True)


def test_a_mail_server_that_says_nothing_is_given_up(
    where: Where, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(post, "_PATIENCE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = SecretStr(f"smtp://127.0.0.1:{silent.getsockname()[1]}")
        found = post.mail_server(given(where, smtp_url=url))

    assert found.state == "mend"


def test_mails_that_should_have_gone_are_counted(
    where: Where, db: Session, cast: Cast, stopped: StoppedClock
) -> None:
    mail.send(db, to=cast.ada.email, subject="Hush", body="Not for you", kind=Kind.ACCOUNT)
    assert post.outbox(where).state == "fine"

    stopped.move(hours=1)
    found = post.outbox(where)
    assert (found.state, "1 mail waits since" in found.sentence) == ("mend", True)
    assert post.outbox(given(where, smtp_url=None)).state == "look", "there is no server to blame"

    db.execute(update(Mail).values(failed_at=clock.now()))
    found = post.outbox(where)
    assert (found.state, "could not be sent" in found.sentence) == ("look", True)
    assert "Hush" not in found.sentence + found.remedy


def test_people_whom_nobody_counts_are_said(where: Where, db: Session) -> None:
    assert post.worker(where).state == "fine"

    db.execute(insert(Recount), [{"user_id": number} for number in range(1, 22)] * 2)
    found = post.worker(where)

    assert (found.state, "21 people wait" in found.sentence) == ("look", True)


def test_a_record_that_nobody_closes_is_said(
    where: Where, db: Session, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    stopped.now = NOON  # the session is planned for today, a quarter past
    begun(db, programme, cast.ada, cast.ben)
    assert post.worker(where).state == "fine"

    stopped.move(hours=9)
    found = post.worker(where)

    assert (found.state, "was not closed" in found.sentence) == ("mend", True)
