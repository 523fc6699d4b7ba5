"""Where no mail goes, nothing that needs it is offered, and nothing fails."""

import pytest

from learning.config import Settings
from learning.content import Editions
from learning.db import Database
from learning.web import create_app
from tests.browser import Browser
from tests.cast import Cast
from tests.conftest import Browse
from tests.mailed_links.mailed import arrived
from tests.web.by_mail import sending


@pytest.mark.parametrize("path", ["/sign-in/link", "/new-password"])
def test_the_ways_by_mail_are_not_there(browse: Browse, cast: Cast, path: str) -> None:
    assert path not in browse().get("/sign-in").html
    assert "sends no mail" in browse().get(path, expect=404).text("main")
    browse().post(path, {"email": cast.ada.email}, expect=404)


def test_the_account_offers_nothing_that_needs_mail(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)
    assert "confirm" not in ada.get("/account").text("main").lower()
    assert "Mail me" not in ada.get("/account/proof").text("main")
    ada.post("/account/address/confirm", expect=404)
    ada.post("/account/proof/mail", expect=404)


def test_an_address_changes_at_once(browse: Browse, cast: Cast, database: Database) -> None:
    ada = browse(cast.ada)
    ada.post("/account/address", {"email": "ada@new.example"})
    assert "ada@new.example" in ada.get("/account").text("main")
    assert arrived(database) == []


def test_without_an_address_of_its_own_a_site_mails_no_links(
    settings: Settings, editions: Editions, database: Database
) -> None:
    nowhere = sending(settings).model_copy(update={"base_url": ""})
    guest = Browser(create_app(nowhere, editions=editions, connected=database).test_client())
    guest.get("/sign-in/link", expect=404)


def test_admins_are_not_told_that_somebody_gets_a_mail(browse: Browse, cast: Cast) -> None:
    dana, page = browse(cast.dana), f"/admin/people/{cast.ada.id}"
    dana.post(f"{page}/opening", {"reason": "She wrote to us"})

    for path in (page, f"{page}/deletion"):
        said = dana.get(path).text("main")
        assert "they can read it on their account page" in said
        assert "gets a mail" not in said
        assert "by mail" not in said
