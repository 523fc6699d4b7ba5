"""One organisation before an admin: who looks after it, given and taken away with a reason."""

import pytest
from flask import Flask
from sqlalchemy import select

from learning import organisations
from learning.audit import AuditEntry
from learning.config import Settings
from learning.db import Database
from learning.mail import Mail
from tests.browser import Browser
from tests.cast import Cast
from tests.conftest import Browse
from tests.organisations.looked_after import COUNCIL, TRUST
from tests.organisations.peopled import known
from tests.web.by_mail import sending

HERE = "/admin/organisations"
WHY = "Asked for by their chief executive"


@pytest.fixture
def dana(browse: Browse, cast: Cast) -> Browser:
    return browse(cast.dana)


@pytest.fixture
def trust(database: Database) -> str:
    with database.writing.begin() as db:
        first, _ = known(db, TRUST, COUNCIL)
    return f"{HERE}/{first}"


def notes(database: Database) -> list[tuple[str, int | None, str, str]]:
    with database.reading() as db:
        found = db.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(each.act, each.about_id, each.about, each.reason) for each in found]


def test_it_is_given_and_taken_away_and_both_are_written_down_and_told(
    dana: Browser, trust: str, cast: Cast, database: Database, browse: Browse
) -> None:
    assert f'href="{trust}"' in dana.get(HERE).html
    assert "Nobody yet" in dana.get(trust).text("main")
    sent = {"email": " ADA@example.org", "reason": WHY}
    dana.post(f"{trust}/admins", sent)
    again = dana.post(f"{trust}/admins", sent, expect=422)
    assert "They look after it already" in again.text("main")
    shown = dana.get(f"{trust}?changed=given").text("main")
    assert "Ada" in shown
    assert "ada@example.org" in shown

    removal = f"{trust}/admins/{cast.ada.id}/removal"
    assert "Ada would no longer see" in dana.get(removal).text("main")
    for _ in range(2):
        dana.post(removal, {"reason": "She has left"})
    assert notes(database) == [
        ("make-organisation-admin", cast.ada.id, "organisation 1", WHY),
        ("unmake-organisation-admin", cast.ada.id, "organisation 1", "She has left"),
    ]
    with database.reading() as db:
        given, taken = db.scalars(select(Mail.body).order_by(Mail.id))
    assert f"You look after “{TRUST}” here now" in given
    assert WHY in given
    assert "not look after" in taken
    assert WHY in browse(cast.ada).get("/account/log").text("main")
    dana.get(removal, expect=404)


@pytest.mark.parametrize("change", ["given", "taken"])
def test_the_page_says_that_they_were_told_by_mail_only_where_mail_is_sent(
    change: str, dana: Browser, trust: str, app: Flask, settings: Settings
) -> None:
    silent = dana.get(f"{trust}?changed={change}").text("main")
    assert "by mail" not in silent
    assert "No mail is sent from here, so tell them yourself" in silent

    app.extensions["settings"] = sending(settings)
    assert "were told by mail." in dana.get(f"{trust}?changed={change}").text("main")


def test_the_mail_about_an_act_names_whom_to_write_to(
    dana: Browser, trust: str, app: Flask, settings: Settings, database: Database
) -> None:
    named = sending(settings).model_copy(update={"contact": "help@example.org", "smtp_url": None})
    app.extensions["settings"] = named
    dana.post(f"{trust}/admins", {"email": "ada@example.org", "reason": WHY})

    with database.reading() as db:
        (body,) = db.scalars(select(Mail.body))
    assert "If this is not right, write to help@example.org." in body


def test_what_cannot_be_is_said_beside_the_address(
    dana: Browser, trust: str, database: Database
) -> None:
    dana.post(f"{trust}/admins", {"email": "ada@example.org", "reason": WHY})
    council = f"{HERE}/2"
    for place, sent, status, words in (
        (trust, {"email": "nobody@example.org", "reason": WHY}, 422, "They need an account first"),
        (trust, {"email": "dana@example.org", "reason": WHY}, 422, "your own account"),
        (council, {"email": "ada@example.org", "reason": WHY}, 409, "another organisation already"),
        (trust, {"email": "ben@example.org", "reason": " "}, 422, "Write why"),
        (trust, {"email": "ben", "reason": WHY}, 422, "an address like"),
    ):
        page = dana.post(f"{place}/admins", sent, expect=status)
        assert words in page.text("main")
        assert str(sent["email"]) in page.html
    dana.post(f"{trust}/admins/1/removal", {"reason": ""}, expect=422)
    assert len(notes(database)) == 1


def test_one_that_is_not_there_or_was_merged(
    dana: Browser, trust: str, database: Database, cast: Cast
) -> None:
    sent = {"email": "ada@example.org", "reason": WHY}
    dana.get(f"{HERE}/99", expect=404)
    dana.post(f"{HERE}/99/admins", sent, expect=404)
    dana.get(f"{HERE}/99/invitations", expect=404)
    dana.get(f"{trust}/admins/{cast.ben.id}/removal", expect=404)
    with database.writing.begin() as db:
        organisations.merge(db, cast.dana, 2, [1], "The same")
    assert dana.client.get(trust).location == f"{HERE}/2"
    dana.post(f"{trust}/admins", sent)
    assert "Ada" in dana.get(f"{HERE}/2").text("main")


def test_one_that_nobody_has_named_is_added(dana: Browser, database: Database) -> None:
    dana.get(f"{HERE}/new")
    page = dana.post(f"{HERE}/new", {"name": "<b>", "reason": ""}, expect=422)
    assert "Write why" in page.text("main")
    for _ in range(2):
        dana.post(f"{HERE}/new", {"name": "Harbour College", "reason": WHY})
    assert dana.get(f"{HERE}/1").text("h1") == "Harbour College"
    assert organisations.forget_unused(database) == 0


def test_nobody_but_admins_sees_it(browse: Browse, cast: Cast, trust: str) -> None:
    ada = browse(cast.ada)
    for page in (trust, f"{HERE}/new", f"{trust}/invitations", f"{trust}/admins/1/removal"):
        ada.get(page, expect=403)
        ada.post(page if page != trust else f"{trust}/admins", expect=403)
    ada.post(f"{trust}/invitations/check", expect=403)
