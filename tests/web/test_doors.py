"""Names that are not ours, cookies, what browsers keep, and what is written to the log."""

import logging
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from learning import log, teams
from learning.accounts import User
from learning.config import Settings
from learning.db import Database
from learning.web.access import public
from tests.cast import PASSWORD, Cast
from tests.web.hostile import NOT_ASKED_FOR

BASE = "https://learn.example.org"
TYPED = "what nobody else may read"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    given = {"base_url": BASE, "hosts": "learn.nhs.example, Old.example.org"}
    return settings.model_copy(update=given)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def enter(client: FlaskClient, cast: Cast, **headers: str) -> str:
    sent = {"email": cast.ada.email, "password": PASSWORD, "next": "/journal"}
    answer = client.post("/sign-in", data=sent, base_url=BASE, headers=headers)
    assert answer.status_code == 303
    return answer.headers["Set-Cookie"]


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("learn.example.org", 200),
        ("learn.example.org:8443", 200),
        ("LEARN.example.org", 200),
        ("learn.nhs.example", 200),
        ("old.example.org", 200),
        ("localhost:8000", 200),
        ("127.0.0.1", 200),
        ("[::1]:8000", 200),
        ("evil.example", 421),
        ("learn.example.org.evil.example", 421),
        ("evil.example:80@learn.example.org", 421),
        ("10.0.0.7", 421),
    ],
)
def test_a_page_is_served_under_our_names_alone(
    client: FlaskClient, host: str, status: int
) -> None:
    for path in ("/", "/sign-in", "/nowhere", "/sign-out"):
        answer = client.get(path, headers={"Host": host})
        assert (answer.status_code == 421) == (status == 421), path
    assert client.get("/health", headers={"Host": host}).status_code == 200, "balancers ask so"


def test_no_link_is_made_from_the_name_that_a_request_gives(
    client: FlaskClient, cast: Cast
) -> None:
    enter(client, cast)
    team = client.post("/teams", data={"name": "Harbour Row"}, base_url=BASE).headers["Location"]
    for headers in ({"X-Forwarded-Host": "evil.example"}, {"Forwarded": "host=evil.example"}):
        page = client.get(team, base_url=BASE, headers=headers)
        assert "evil.example" not in page.text + str(page.headers)
        assert f"{BASE}/join/" in page.text


@pytest.mark.parametrize(
    "path",
    ["/live/1/steps/a%0d%0aX:%20y/card", "/practice/a%0ab/stop", "/reply/%00", "/join/%0d%0aSet"],
)
def test_an_address_with_a_line_break_leads_nowhere(
    client: FlaskClient, cast: Cast, path: str
) -> None:
    enter(client, cast)
    for ask in (client.get, client.post):
        answer = ask(path, base_url=BASE)
        assert answer.status_code in {404, 405}
        assert "X" not in answer.headers


def test_the_cookie_is_for_this_host_alone_and_out_of_reach(
    client: FlaskClient, cast: Cast
) -> None:
    cookie = enter(client, cast)

    name, *attributes = (part.strip() for part in cookie.split(";"))
    assert name.startswith("__Host-learning=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(attributes)
    assert not [one for one in attributes if one.startswith("Domain")]


def test_a_cookie_that_was_planted_before_signing_in_is_worth_nothing(
    app: Flask, cast: Cast
) -> None:
    thief, victim = app.test_client(), app.test_client()
    planted = enter(thief, cast).partition(";")[0].partition("=")[2]
    thief.post("/sign-out", base_url=BASE)
    victim.set_cookie("__Host-learning", planted, domain="learn.example.org", secure=True)

    own = enter(victim, cast).partition(";")[0].partition("=")[2]

    assert own != planted
    assert thief.get("/home", base_url=BASE).status_code == 302
    thief.set_cookie("__Host-learning", planted, domain="learn.example.org", secure=True)
    assert thief.get("/home", base_url=BASE).status_code == 302


def test_after_signing_out_no_private_page_is_left(client: FlaskClient, cast: Cast) -> None:
    enter(client, cast)
    for path in ("/journal", "/home", "/account", "/modules/listening", "/nowhere"):
        assert client.get(path, base_url=BASE).headers["Cache-Control"] == "no-store"

    answer = client.post("/sign-out", base_url=BASE)

    assert answer.headers["Clear-Site-Data"] == '"cache"', "and not what others have not sent yet"
    assert client.get("/journal", base_url=BASE).status_code == 302


def test_every_answer_is_dressed(client: FlaskClient) -> None:
    for path in ("/", "/nowhere", "/static/nothing", "/health"):
        headers = client.get(path, base_url=BASE).headers
        policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
        assert policy["default-src"] == "'none'"
        assert {"object-src", "base-uri", "script-src-attr", "frame-ancestors"} <= policy.keys()
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "Server" not in headers


def test_a_fault_is_noted_without_the_address_or_anybodys_words(
    app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    @app.get("/fault/<token>")
    @public
    def fault(token: str) -> str:
        raise ValueError(f"{TYPED}\nERROR forged: by {token}")

    app.config["PROPAGATE_EXCEPTIONS"] = False
    assert client.get("/fault/a-secret-token", base_url=BASE).status_code == 500

    written = log.Plain(log.SHAPE).format(caplog.records[-1])
    assert "fault in GET fault" in written
    assert "builtins.ValueError" in written
    for word in (TYPED, "a-secret-token", "\nERROR"):
        assert word not in written


def test_a_line_of_the_log_cannot_be_forged() -> None:
    message = "%s", ("mail\r\nERROR learning: forged\x1b[2J\u2028\u202e",)
    record = logging.LogRecord("learning", logging.WARNING, "", 0, *message, None)

    written = log.Plain(log.SHAPE).format(record)

    assert written.splitlines() == [written]
    assert re.match(r"\d{4}-\d\d-\d\dT[\d:]{8}Z WARNING learning: mail\\r\\n", written)
    assert "\x1b" not in written


def test_what_no_form_asks_for_changes_nothing(
    client: FlaskClient, cast: Cast, database: Database
) -> None:
    enter(client, cast)
    with database.reading() as db:
        before = db.execute(select(User.__table__).order_by(User.id)).all()

    for path in ("/account/name", "/account/mail", "/account/work", "/teams", "/join"):
        sent = NOT_ASKED_FOR | {"name": cast.ada.name}
        assert client.post(path, data=sent, base_url=BASE).status_code in {303, 422}

    with database.reading() as db:
        assert db.execute(select(User.__table__).order_by(User.id)).all() == before
        assert teams.teams_of(db, cast.ben) == ()
    assert client.get("/admin", base_url=BASE).status_code == 403
