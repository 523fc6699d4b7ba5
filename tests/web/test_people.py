"""People before an admin: looked for, opened with a reason, helped; nothing they wrote."""

import pytest
from pydantic import SecretStr
from sqlalchemy.orm import Session

from learning import certificates, second_factor
from learning.config import Settings
from learning.content import Programme
from learning.mailed_links import Site
from learning.web.person_acts import ACTS
from tests.browser import Browser, Page
from tests.cast import PASSWORD, WORDS, Cast, finish, give_app
from tests.conftest import Browse, StoppedClock

HERE = "/admin/people"
WHY = {"reason": "She wrote to us"}
CHOSEN = {"name": "Ada King", "certificate": "keep", "notes": "unnamed"}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """A site that sends mails with links in them."""
    mails = {"smtp_url": SecretStr("smtp://mail.example.org"), "base_url": "http://localhost"}
    return settings.model_copy(update=mails)


@pytest.fixture
def dana(browse: Browse, cast: Cast) -> Browser:
    return browse(cast.dana)


@pytest.fixture
def ada(dana: Browser, cast: Cast) -> str:
    """The address of the page about Ada, opened."""
    address = f"{HERE}/{cast.ada.id}"
    dana.post(f"{address}/opening", WHY)
    return address


def looked_for(dana: Browser, text: str) -> Page:
    return dana.post(HERE, {"q": text, **WHY}, expect=200)


def test_nobody_is_listed_until_somebody_is_looked_for(dana: Browser) -> None:
    assert f'href="{HERE}"' in dana.get("/admin").html
    page = dana.get(HERE)
    assert "@example.org" not in page.text("main")
    found = looked_for(dana, "ada@").text("main")
    assert "1 person Opening" in found
    assert "Open the page about Ada ada@example.org · joined 2 March 2026" in found
    assert "ben" not in found
    assert "Nobody found" in looked_for(dana, "xylophone").text("main")
    assert "Looked for somebody" in dana.get("/admin/log").text("main")


@pytest.mark.parametrize(
    "sent",
    [{"q": "ada"}, {"q": "ada", "reason": " "}, WHY, {"q": "a", **WHY}, {"q": "x" * 201, **WHY}],
)
def test_a_search_needs_two_letters_and_a_reason(dana: Browser, sent: dict[str, str]) -> None:
    page = dana.post(HERE, sent, expect=422)
    assert "One thing to mend" in page.text("main")
    assert sent.get("q", "") in page.html
    assert "Nothing was done yet" in dana.get("/admin/log").text("main")


def test_from_the_search_to_the_page_which_is_written_down_and_told(
    dana: Browser, browse: Browse, cast: Cast
) -> None:
    address = f"{HERE}/{cast.ada.id}"
    assert "Ada" not in dana.get(address).text("main")
    assert "Say why" in dana.get(address).text("main")
    dana.post(f"{address}/opening", expect=422)
    page = looked_for(dana, "ada")
    assert f'action="{address}/opening"' in page.html
    assert 'value="She wrote to us"' in page.html
    dana.post(f"{address}/opening", WHY)
    assert "ada@example.org, not confirmed yet" in dana.get(address).text("main")

    told = browse(cast.ada).get("/account/log").text("main")
    assert "Opened the page about an account She wrote to us 2 March 2026 at 12:00, Dana" in told
    assert "No admin has opened" in browse(cast.ben).get("/account/log").text("main")


def test_a_page_stays_open_for_a_working_day(
    dana: Browser, browse: Browse, cast: Cast, ada: str, stopped: StoppedClock
) -> None:
    assert "ada@example.org" in dana.get(ada).html
    assert "Say why" in dana.get(f"{HERE}/{cast.ben.id}").text("main"), "each for itself"
    stopped.move(hours=12)
    assert "Say why" in dana.get(ada).text("main")


def test_it_says_how_far_somebody_is_and_never_what_they_wrote(
    dana: Browser, ada: str, cast: Cast, db: Session, programme: Programme
) -> None:
    finish(db, cast.ada, programme, programme.pages)
    code = certificates.grouped(certificates.claim(db, cast.ada, programme, holder="A. King"))
    give_app(db, cast.ada.id)
    second_factor.replace_codes(db, cast.ada.id, ["one", "two"])
    db.commit()

    page = dana.get(ada)
    total = len(programme.pages)
    for said in (
        f"{total} of {total} pages done", f"{code}, for A. King", "A password",
        "An app; 2 recovery codes left", "In 1 browser, last used on 2 March 2026",
    ):  # fmt: skip
        assert said in page.text("main")
    assert WORDS not in page.html


def offered(page: Page, address: str) -> list[str]:
    links = [attributes.get("href") or "" for tag, attributes in page.tags if tag == "a"]
    return [link.removeprefix(f"{address}/") for link in links if link.startswith(f"{address}/")]


def ready(db: Session, cast: Cast, programme: Programme, act: str) -> None:
    """Have Ada in the state in which this act is offered."""
    if act == "certificate":
        finish(db, cast.ada, programme, programme.pages)
        certificates.claim(db, cast.ada, programme, holder="A. King")
    if act == "second-step":
        give_app(db, cast.ada.id)
    if act == "no-admin":
        from learning import people

        site = Site("", "")
        people.make_admin(db, cast.dana, cast.ada.id, reason="First", site=site)
    db.commit()


@pytest.mark.parametrize("act", ACTS)
def test_each_act_asks_why_is_done_written_down_and_told(
    dana: Browser, browse: Browse, cast: Cast, ada: str, db: Session, programme: Programme, act: str
) -> None:
    ready(db, cast, programme, act)
    path = f"{ada}/{act}"
    assert act in offered(dana.get(ada), ada)
    assert ACTS[act].does in dana.get(path).text("main")
    refused = dana.post(path, CHOSEN, expect=422)
    assert "Write why, in a few words" in refused.text("main")
    before = len(entries(dana))

    answer = dana.client.post(path, data=CHOSEN | WHY)
    assert (answer.status_code, answer.location) == (303, f"{ada}?changed={act}")
    assert ACTS[act].done in dana.get(f"{ada}?changed={act}").text("main")
    assert len(entries(dana)) == before + 1
    dana.client.post(path, data=CHOSEN | WHY)
    assert len(entries(dana)) <= before + 2


def entries(dana: Browser) -> list[str]:
    return [text for text in dana.get("/admin/log").texts.get("li", []) if "Dana" in text]


def test_what_has_no_sense_is_neither_offered_nor_done(dana: Browser, ada: str, cast: Cast) -> None:
    assert offered(dana.get(ada), ada) == ["name", "sign-ins", "new-password", "admin", "deletion"]
    before = entries(dana)
    for act in ("certificate", "second-step", "no-admin"):
        for answer in (dana.client.get(f"{ada}/{act}"), dana.client.post(f"{ada}/{act}", data=WHY)):
            assert (answer.status_code, answer.location) == (303, ada)
    assert entries(dana) == before


def test_for_oneself_there_is_the_account_page(dana: Browser, cast: Cast) -> None:
    own = f"{HERE}/{cast.dana.id}"
    dana.post(f"{own}/opening", WHY)
    assert "your own account" in dana.get(own).text("main")
    assert offered(dana.get(own), own) == []
    dana.post(f"{own}/no-admin", WHY)
    dana.get("/admin/log")


def test_nothing_is_done_from_a_page_that_was_not_opened(dana: Browser, cast: Cast) -> None:
    path = f"{HERE}/{cast.ben.id}"
    for act in ("name", "admin"):
        assert dana.client.get(f"{path}/{act}").location == path
        assert dana.client.post(f"{path}/{act}", data=CHOSEN | WHY).location == path
    assert entries(dana) == []


def test_acts_are_for_who_has_just_proved_who_they_are(
    dana: Browser, ada: str, stopped: StoppedClock
) -> None:
    stopped.move(minutes=16)
    answer = dana.client.get(f"{ada}/name")
    assert answer.status_code == 303
    assert (answer.location or "").startswith("/account/proof?next=")
    assert "ada@example.org" in dana.get(ada).html, "to look, no proof is asked for"


def test_who_took_long_over_the_reason_keeps_it_and_proves_beside_it(
    dana: Browser, ada: str, stopped: StoppedClock
) -> None:
    stopped.move(minutes=16)
    sent = {"name": "Ada King"} | WHY
    page = dana.post(f"{ada}/name", sent, expect=422)

    assert "She wrote to us" in page.texts["textarea"][0]
    assert 'href="/account/proof" target="_blank"' in page.html
    assert "Ada King" not in dana.get(ada).html
    dana.post("/account/proof", {"password": PASSWORD})
    dana.post(f"{ada}/name", sent)
    assert "Ada King" in dana.get(ada).html


def test_a_name_that_is_there_already_is_not_said_to_be_corrected(dana: Browser, ada: str) -> None:
    before = entries(dana)
    page = dana.post(f"{ada}/name", {"name": " Ada "} | WHY, expect=422)

    assert "This is the name on the account already" in page.text("main")
    assert "She wrote to us" in page.texts["textarea"][0], "the reason is not lost"
    assert entries(dana) == before


def test_wrong_values_are_shown_to_be_mended(dana: Browser, ada: str) -> None:
    for sent in ({"name": ""}, {"name": "x" * 121}, {"name": "  "}):
        page = dana.post(f"{ada}/name", sent | WHY, expect=422)
        assert "She wrote to us" in page.texts["textarea"][0], "the reason is not lost"
    for wish in ({}, {"certificate": "burn", "notes": "unnamed"}, {"certificate": "keep"}):
        dana.post(f"{ada}/deletion", wish | WHY, expect=422)
    long = dana.post(f"{ada}/sign-ins", {"reason": "x" * 501}, expect=422)
    assert "at most 500" in long.text("main")


def test_who_is_not_there_is_not_found_and_who_is_no_admin_not_let_in(
    dana: Browser, browse: Browse, cast: Cast
) -> None:
    dana.get(f"{HERE}/999", expect=404)
    dana.post(f"{HERE}/999/opening", WHY, expect=404)
    dana.get(f"{HERE}/999/name", expect=404)
    ben, path = browse(cast.ben), f"{HERE}/{cast.ada.id}"
    for address in (HERE, path, f"{path}/name"):
        ben.get(address, expect=403)
        assert browse().client.get(address).status_code == 302
    for address in (HERE, f"{path}/opening", f"{path}/name"):
        ben.post(address, CHOSEN | WHY, expect=403)


def test_the_pages_cost_at_most_eight_queries(dana: Browser, ada: str, queries: list[str]) -> None:
    for path in (ada, f"{ada}/name", HERE, "/admin/log", "/account/log"):
        queries.clear()
        if path == HERE:
            looked_for(dana, "example")
        else:
            dana.get(path)
        asked = [query for query in queries if not query.startswith("BEGIN")]
        assert 0 < len(asked) <= 8
