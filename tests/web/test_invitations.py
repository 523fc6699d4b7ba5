"""Inviting in bulk, and the page that an invitation leads to."""

import io
import re

import pytest
from pydantic import SecretStr
from sqlalchemy import select, update

from learning import clock, invitations, organisations
from learning.accounts import User
from learning.audit import AuditEntry
from learning.config import Settings
from learning.db import Database
from learning.invitations import Invitation
from learning.organisations import Work
from tests.browser import Browser, Page
from tests.cast import SECRET_KEY, Cast
from tests.conftest import Browse, StoppedClock
from tests.organisations.looked_after import TRUST, looked_after
from tests.organisations.peopled import known

HERE = "/organisation/invitations"
WHY = "Everybody in estates, agreed with their lead"
LIST = "E-mail;Name\nnia@example.org;Nia\nbroken\nNIA@example.org\nben@example.org;=1+1\nx@y.org"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """As where mail is set up."""
    given = {"smtp_url": SecretStr("smtp://localhost"), "mail_from": "a@b.org"}
    return Settings(**(settings.model_dump() | given | {"base_url": "http://localhost"}))


@pytest.fixture
def ada(database: Database, cast: Cast, browse: Browse) -> Browser:
    with database.writing.begin() as db:
        looked_after(db, cast.ada)
    return browse(cast.ada)


def there(database: Database) -> list[tuple[str, str]]:
    with database.reading() as db:
        found = db.scalars(select(Invitation).order_by(Invitation.id))
        return [(each.email, each.name) for each in found]


def listed(page: Page) -> str:
    """Return the list that the button would send."""
    return page.texts["textarea"][0].strip("\n")


def test_a_list_is_looked_over_line_by_line_then_invited(ada: Browser, database: Database) -> None:
    ada.get(HERE)
    page = ada.post(f"{HERE}/check", {"people": LIST}, expect=200)
    text = page.text("main")
    for words in (
        "3 lines are left out",
        "Line 3: There is no address in “broken”.",
        "Line 4: “nia@example.org” is on line 2 already.",
        "Line 5: This begins as a formula",
        "2 addresses were read",
    ):
        assert words in text
    assert there(database) == [], "nothing was kept yet"

    sent = {"people": listed(page), "reason": WHY}
    ada.post(HERE, sent)
    assert there(database) == [("nia@example.org", "Nia"), ("x@y.org", "")]
    said = ada.get(f"{HERE}?read=2").text("main")
    assert "2 addresses read" in said
    assert "Who was invited in the last 60 days gets no second mail" in said
    assert "2 still wait" in ada.get(HERE).text("main")
    again = ada.post(f"{HERE}/check", {"people": LIST}, expect=200).text("main")
    assert again == text, "a list says the same whoever was invited by then"
    with database.reading() as db:
        notes = [(each.act, each.about, each.reason) for each in db.scalars(select(AuditEntry))]
    assert notes == [("invite", "2 for organisation 1", WHY)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_a_file_is_read_in_any_of_their_encodings(ada: Browser, encoding: str) -> None:
    file = io.BytesIO("Adresse;Name\r\nnia@example.org;Nía\r\n".encode(encoding))
    sent = {"people": "ignored@example.org", "list": (file, "people.csv")}
    page = Page(ada.client.post(f"{HERE}/check", data=sent).text)
    page.check()
    assert listed(page) == "nia@example.org\tNía"


def test_what_is_no_list_is_said_beside_the_box(ada: Browser) -> None:
    workbook = (io.BytesIO(b"PK\x03\x04"), "people.xlsx")
    answer = ada.client.post(f"{HERE}/check", data={"list": workbook})
    assert answer.status_code == 422
    assert "Save it as CSV first" in Page(answer.text).text("main")
    for text, words in (("", "Paste the addresses"), ("x" * 600_000, "Send fewer lines")):
        assert words in ada.post(f"{HERE}/check", {"people": text}, expect=422).text("main")


def test_without_a_reason_nobody_is_invited_and_the_list_is_still_there(
    ada: Browser, database: Database
) -> None:
    page = ada.post(HERE, {"people": "nia@example.org\tNia"}, expect=422)
    assert "Write why" in page.text("main")
    assert listed(page) == "nia@example.org\tNia"
    assert there(database) == []


def test_what_is_typed_is_never_markup_nor_more_than_one_line(ada: Browser) -> None:
    bait = "<script>alert(1)</script>"
    page = ada.post(f"{HERE}/check", {"people": f"{bait}\nnia@example.org;{bait}"}, expect=200)
    assert bait not in page.html
    assert "Line 1" in page.text("main")


def test_admins_invite_for_any_organisation(
    ada: Browser, browse: Browse, cast: Cast, database: Database
) -> None:
    there_too = "/admin/organisations/1/invitations"
    dana = browse(cast.dana)
    dana.get(there_too)
    page = dana.post(f"{there_too}/check", {"people": "nia@example.org"}, expect=200)
    dana.post(there_too, {"people": listed(page), "reason": WHY})
    assert there(database) == [("nia@example.org", "")]
    assert "1 address read in" in dana.get("/admin/organisations/1").text("main")


def test_where_mail_goes_only_a_confirmed_address_is_given_an_organisation(
    browse: Browse, cast: Cast, database: Database
) -> None:
    with database.writing.begin() as db:
        known(db, TRUST)
    dana = browse(cast.dana)
    sent = {"email": cast.ben.email, "reason": WHY}
    page = dana.post("/admin/organisations/1/admins", sent, expect=422)
    assert "This address is not confirmed yet" in page.text("main")
    with database.writing.begin() as db:
        db.execute(update(User).where(User.id == cast.ben.id).values(confirmed_at=clock.now()))
    dana.post("/admin/organisations/1/admins", sent)


@pytest.fixture
def link(database: Database, cast: Cast, ada: Browser) -> str:
    with database.writing.begin() as db:
        invitations.invite(db, cast.ada, 1, invitations.read("nia@example.org;Nia"))
        (number,) = db.scalars(select(Invitation.id))
    return f"/invited/{invitations.link_token(SECRET_KEY, number)}"


def test_a_guest_is_told_who_invites_and_led_to_an_account(browse: Browse, link: str) -> None:
    page = browse().get(link)
    assert f"Ada invites you, for {TRUST}, to take part" in page.text("main")
    assert f"/sign-up?next={link}" in page.html
    assert f"/sign-in?next={link}" in page.html
    assert "nia" not in page.html.lower(), "a link that is passed on tells nobody’s address"
    browse().post(link, expect=401)


def test_the_organisation_is_set_after_asking_and_the_rest_of_the_profile_stays(
    browse: Browse, link: str, cast: Cast, database: Database
) -> None:
    nation = organisations.Nation.WALES
    with database.writing.begin() as db:
        organisations.set_profile(db, cast.ben, Work(organisation="Elsewhere", nation=nation))
    ben = browse(cast.ben)
    assert "Yes, I work there" in ben.get(link).text("main")
    with database.reading() as db:
        assert organisations.profile_of(db, cast.ben) == Work(
            organisation="Elsewhere", nation=nation
        ), "a GET never writes"
    for _ in range(2):
        ben.post(link)
    assert "You are counted there" in ben.get(link).text("main")
    with database.reading() as db:
        assert organisations.profile_of(db, cast.ben) == Work(organisation=TRUST, nation=nation)


def test_a_link_that_is_over_or_not_ours_says_what_to_do(
    browse: Browse, link: str, cast: Cast, stopped: StoppedClock
) -> None:
    wrong = re.sub(r"\.\w", ".z", link)
    assert "Ask whoever invited you" in browse().get(wrong, expect=404).text("main")
    browse(cast.ben).post(wrong, expect=404)
    stopped.move(days=60)
    assert "Ask whoever invited you" in browse().get(link, expect=404).text("main")


def test_who_invited_is_not_told_who_came(
    ada: Browser, browse: Browse, link: str, cast: Cast
) -> None:
    before = ada.get(HERE).html
    browse(cast.ben).post(link)
    assert ada.get(HERE).html == before
