"""Whether everything is in order, as admins see it; and how a request arrived."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from learning import backup, clock, doctor, mail, signing
from learning.broadcast import ticket
from learning.config import Settings
from learning.content import Editions
from learning.db import Database
from learning.mail import Kind
from learning.web import create_app
from tests.browser import Browser
from tests.cast import SECRET_KEY, Cast
from tests.conftest import Browse, StoppedClock

MOST_QUERIES = 8


@pytest.fixture(autouse=True)
def at_this_hour(stopped: StoppedClock) -> None:
    """Let the tests’ clock agree with PostgreSQL’s, which nobody stops."""
    stopped.now = datetime.now(UTC)


def test_admins_read_what_is_wrong_and_how_to_mend_it(
    browse: Browse, cast: Cast, settings: Settings
) -> None:
    dana = browse(cast.dana)
    page = dana.get("/admin/health")
    assert "Nothing is broken." in page.text("main"), "an address and mail are not set"
    assert "Worth a look" in page.text("main")
    assert "Mend this first" not in page.text("main")
    assert f"edition {page_edition(dana)}" in page.text("main")

    settings.data.chmod(0o755)
    (settings.data / "secret-key").write_text("hush")
    page = dana.get("/admin/health")

    assert "One thing wants mending." in page.text("main")
    assert f"chmod 700 {settings.data}" in page.text("main")
    assert "hush" not in page.html


def page_edition(browser: Browser) -> str:
    return str(browser.client.get("/ready").get_json()["edition"])


def test_where_everything_is_fine_the_page_says_so(
    settings: Settings, editions: Editions, database: Database, cast: Cast, db: Session
) -> None:
    given = {
        "base_url": "http://localhost",
        "smtp_url": "smtp://127.0.0.1:1",
        "mail_from": "learn@example.org",
    }
    sound = Settings(**{**dict(settings), **given}).prepare()
    signing.publish(db, sound.signing_key)
    db.commit()
    backup.try_out(backup.make(database, sound, "1").path, sound)
    app = create_app(sound, editions=editions, connected=database)
    dana = Browser(app.test_client())
    dana.sign_in(cast.dana.email)
    everything = len(doctor.CHECKS)

    assert "Everything is fine." in dana.get("/admin/health").text("main")
    assert f"{everything} things are fine" in dana.get("/admin/health").text("summary")


def test_nobody_else_reads_it(browse: Browse, cast: Cast) -> None:
    browse(cast.ada).get("/admin/health", expect=403)
    browse().get("/admin/health", expect=302)


def test_the_page_costs_few_queries_and_writes_nothing(
    browse: Browse, cast: Cast, queries: list[str]
) -> None:
    dana = browse(cast.dana)
    queries.clear()

    dana.get("/admin/health")

    asked = [one for one in queries if not one.startswith("PRAGMA")]
    assert 0 < len(asked) <= MOST_QUERIES
    assert not [one for one in asked if not one.lstrip().upper().startswith("SELECT")]


def test_a_check_that_breaks_is_said_and_the_others_are_looked_at(
    browse: Browse, cast: Cast, db: Session
) -> None:
    dana = browse(cast.dana)
    mail.send(db, to=cast.ada.email, subject="Hush", body="Hush", kind=Kind.ACCOUNT)
    db.commit()
    broken = [doctor.CHECKS[0], _breaks, *doctor.CHECKS[5:]]
    where = doctor.Where(
        settings=dana.client.application.extensions["settings"],
        db=db, edition=doctor.edition_of(db), mistakes=tuple,
    )  # fmt: skip

    found = doctor.findings(where, broken)

    assert found[1].state == "look"
    assert "could not be looked at" in found[1].sentence
    assert not [one.name for one in found[2:] if "could not be looked at" in one.sentence]


def _breaks(where: doctor.Where) -> doctor.Finding:
    from sqlalchemy import text

    where.asked().execute(text("SELECT * FROM nowhere"))
    raise AssertionError


def test_how_a_request_arrived_is_told_to_a_ticket_alone(
    browse: Browse, stopped: StoppedClock
) -> None:
    client = browse().client
    until = clock.now() + timedelta(minutes=1)
    given = ticket(SECRET_KEY, doctor.ARRIVAL, "doctor", until)
    passed_on = {"X-Forwarded-For": "192.0.2.1, 192.0.2.2"}

    arrived = client.get(f"/health/arrival?ticket={given}", headers=passed_on)

    assert arrived.get_json() == {"scheme": "http", "host": "localhost", "hops": 2, "trusted": 0}
    for wrong in ("", "x", ticket(SECRET_KEY, "live/1", "doctor", until), f"{given}0"):
        assert client.get(f"/health/arrival?ticket={wrong}").status_code == 404
    stopped.move(minutes=2)
    assert client.get(f"/health/arrival?ticket={given}").status_code == 404
