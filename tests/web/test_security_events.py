"""What the lines of security events say and do not say, and when there is none."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from flask.typing import ResponseReturnValue

from learning import log
from learning.db import Database
from learning.errors import Conflict, NotAllowed
from learning.web.access import public
from learning.web.database import db, keep
from learning.web.security_events import Act, Refusal, note_event
from tests.cast import PASSWORD, Cast
from tests.conftest import Browse
from tests.web.heard import Heard

WRONG = {"email": "eve@example.org", "password": PASSWORD}


@pytest.fixture
def heard(caplog: pytest.LogCaptureFixture, cast: Cast) -> Heard:
    return Heard(caplog, cast)


@contextmanager
def bare_log() -> Iterator[logging.Logger]:
    """Give the log as a process that has just begun finds it."""
    root, security = logging.getLogger(), logging.getLogger(log.SECURITY)
    before = root.handlers[:], root.level, security.level
    root.handlers[:] = []
    security.setLevel(logging.NOTSET)
    try:
        yield security
    finally:
        root.handlers[:] = before[0]
        root.setLevel(before[1])
        security.setLevel(before[2])


def test_events_are_written_to_standard_error_and_other_news_is_not(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with bare_log() as security:
        log.write_to_stderr()
        security.info("an event")
        logging.getLogger("learning.content").info("some news")

    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith("Z INFO learning.security: an event")


def test_who_reads_and_writes_leaves_no_line(browse: Browse, cast: Cast, heard: Heard) -> None:
    ada, guest = browse(cast.ada), browse()
    heard.forget()

    for path in ("/", "/modules/listening", "/library", "/sign-in", "/privacy"):
        ada.get(path)
        guest.get(path)
    for path in ("/home", "/journal", "/account", "/account/second-factor"):
        ada.get(path)
        guest.get(path, expect=302)
    ada.post("/account/name", {"name": ""}, expect=422)
    ada.post("/teams", {"name": "Harbour Row"})
    guest.post("/account/name", {"name": "Eve"}, expect=401)
    guest.get("/wp-login.php", expect=404)

    assert heard.raw == []


def test_a_line_tells_networks_apart_and_names_none(
    app: Flask, browse: Browse, heard: Heard
) -> None:
    client = browse().client
    marks = []
    for address in ("192.0.2.1", "192.0.2.1", "192.0.2.2", "2001:db8::1", "2001:db8::2"):
        client.post("/sign-in", data=WRONG, environ_overrides={"REMOTE_ADDR": address})
        assert address not in heard.raw[-1]
        marks.append(heard.raw[-1].rpartition("=")[2])

    first, again, other, six, its_neighbour = marks
    assert first == again != other
    assert six == its_neighbour not in (first, other), "of IPv6 it is the /64"

    app.secret_key = "another key"
    client.post("/sign-in", data=WRONG, environ_overrides={"REMOTE_ADDR": "192.0.2.1"})
    assert heard.raw[-1].rpartition("=")[2] != first, "nobody can make it without the key"


def test_an_unknown_account_is_not_taken_for_whoever_is_signed_in(
    browse: Browse, cast: Cast, heard: Heard
) -> None:
    ada = browse(cast.ada)
    heard.forget()
    ada.post("/sign-in", WRONG, expect=422)

    assert heard.lines() == ["sign_in_failed - password accounts.enter"]


def test_what_was_not_kept_is_not_said_to_be_done(app: Flask, browse: Browse, heard: Heard) -> None:
    @app.post("/undone")
    @public
    def undone() -> ResponseReturnValue:
        note_event(Act.PASSWORD_CHANGED)
        raise Conflict("Not as things are.")

    @app.post("/kept")
    @public
    def kept() -> ResponseReturnValue:
        note_event(Act.PASSWORD_CHANGED)
        db()
        keep()
        return "Half of it", 401

    browse().client.post("/undone")
    assert heard.raw == []
    browse().client.post("/kept")
    assert heard.lines() == ["password_changed - - kept"]


def test_what_cannot_be_committed_is_not_said_to_be_done(
    app: Flask, browse: Browse, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    @app.post("/lost")
    @public
    def lost() -> ResponseReturnValue:
        note_event(Act.PASSWORD_CHANGED)
        monkeypatch.setattr(db(), "commit", lambda: 1 / 0)
        return "Done"

    app.config["PROPAGATE_EXCEPTIONS"] = False
    assert browse().client.post("/lost").status_code == 500
    assert heard.raw == []


def test_however_much_is_refused_a_request_has_one_line(
    app: Flask, browse: Browse, heard: Heard
) -> None:
    @app.post("/refused")
    @public
    def refused() -> ResponseReturnValue:
        note_event(Refusal.PROOF_FAILED)
        note_event(Refusal.MAILED_LINK_REFUSED)
        raise NotAllowed("No.")

    browse().client.post("/refused")

    assert heard.lines() == ["proof_failed - - refused"]


def test_an_event_costs_no_query(
    app: Flask, cast: Cast, database: Database, heard: Heard, queries: list[str]
) -> None:
    with app.test_request_context():
        queries.clear()
        note_event(Act.SIGNED_IN)
        note_event(Refusal.PAGE_REFUSED)
        app.process_response(app.make_response("Done"))

    assert len(heard.raw) == 2
    assert queries == []
