"""People without an account: the same forms, and nothing that they write is kept on our side."""

import logging
import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.content import Programme
from learning.db import Base, Database
from learning.web.access import writer_mark
from learning.web.guests import BEFORE_SIGNING_IN, asked_today
from tests.browser import Page
from tests.cast import PASSWORD, Cast, write
from tests.conftest import Browse

PAGE = "/modules/listening/a-conversation"
HEARD = "last-conversation.heard"
NODS = "spot-it.nods"
PLANTED = "The registrar wept at the copier, and nobody asked."
BY_GUEST = {"writer": "guest"}
NOTHING_SAVED = "Nothing is saved on our side without an account."


def rows(database: Database) -> dict[str, list[Any]]:
    """Everything in every table."""
    with database.reading() as db:
        tables = Base.metadata.sorted_tables
        return {table.name: list(map(tuple, db.execute(select(table)))) for table in tables}


def form_of(page: Page) -> dict[str, str | None]:
    (form,) = [a for tag, a in page.tags if tag == "form" and a.get("id") == "guest-work"]
    return form


def test_a_guest_finds_the_same_boxes_as_everybody(browse: Browse, cast: Cast) -> None:
    guest, ada = browse().get(PAGE), browse(cast.ada).get(PAGE)

    assert guest.fields() == ada.fields()
    assert guest.fields(also="writer")["writer"] == "guest"
    assert form_of(guest)["method"] == "post"
    assert form_of(guest)["action"] == f"{PAGE}/entries"
    assert "Kept in this browser only, until you have an account." in guest.text("main")
    assert "Only you can read this." not in guest.text("main")
    assert all("only as long as this page is open" in words for words in guest.texts["noscript"])


def test_the_feedback_of_a_check_is_shown_with_the_boxes_as_sent(browse: Browse) -> None:
    sent = BY_GUEST | {NODS: "looks-so", HEARD: PLANTED}

    page = browse().post(f"{PAGE}/entries", sent, expect=200)

    assert "The clock says more than the nod." in page.text("main")
    assert page.fields()[HEARD] == PLANTED
    assert page.fields()[NODS] == "looks-so"
    assert NOTHING_SAVED in page.text("main")
    assert "The clock says more" not in browse().get(PAGE).text("main")


@pytest.mark.parametrize("act", ["entries", "completion"])
def test_nothing_a_guest_sends_is_written_anywhere(
    browse: Browse, cast: Cast, database: Database, queries: list[str], act: str, tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    before = rows(database)
    queries.clear()

    guest = browse()
    sent = BY_GUEST | {HEARD: PLANTED, NODS: "hardly"}
    response = guest.client.post(f"{PAGE}/{act}", data=sent)

    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response.headers
    assert queries == []
    assert rows(database) == before
    assert PLANTED not in caplog.text
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not [path for path in kept if PLANTED.encode() in path.read_bytes()]
    for somebody in (guest, browse(cast.ada), browse(cast.dana)):
        assert PLANTED not in somebody.get(PAGE).html


def test_what_is_required_is_asked_of_guests_too(browse: Browse) -> None:
    sent = BY_GUEST | {"last-conversation.missed": PLANTED}

    page = browse().post(f"{PAGE}/completion", sent, expect=422)

    assert "Answer “What did you hear?”" in page.text("main")
    assert page.fields()["last-conversation.missed"] == PLANTED


def test_with_nothing_to_lose_the_mark_leads_to_an_account_and_back(browse: Browse) -> None:
    page = "/modules/listening/what-it-is"
    guest = browse()

    led = guest.client.post(f"{page}/completion", data=BY_GUEST)

    assert led.headers["Location"] == f"/sign-up?next={page}"
    account = {"name": "Eve", "email": "eve@example.org", "password": PASSWORD, "next": page}
    assert guest.client.post("/sign-up", data=account).headers["Location"] == page


def test_with_words_on_the_page_it_stays_open_beside_the_account(browse: Browse) -> None:
    guest = browse()
    page = guest.post(f"{PAGE}/completion", BY_GUEST | {HEARD: PLANTED}, expect=200)
    assert page.fields()[HEARD] == PLANTED
    (link,) = [a for tag, a in page.tags if tag == "a" and a.get("target") == "_blank"]
    assert link["href"] == f"/sign-up?next={PAGE}"

    guest.post("/sign-up", {"name": "Eve", "email": "eve@example.org", "password": PASSWORD})
    again = guest.post(f"{PAGE}/completion", page.fields(also="writer"), expect=422)
    assert BEFORE_SIGNING_IN in again.text("main")
    assert guest.get(PAGE).fields()[HEARD] == ""
    guest.post(f"{PAGE}/completion", again.fields(also="writer"))
    assert guest.get(PAGE).fields()[HEARD] == PLANTED


def test_a_script_is_told_where_to_go_on(browse: Browse, programme: Programme) -> None:
    guest = browse()
    first, last = programme.modules[0].pages[-1], programme.pages[-1]
    assert guest.send("/modules/listening/what-it-is/completion", BY_GUEST).json == {"next": PAGE}
    done = guest.send(f"{first.path}/completion", BY_GUEST | {HEARD: "Rain"})
    assert done.json == {"next": "/modules/feedback"}
    assert guest.send(f"{last.path}/completion", BY_GUEST).json == {"next": "/"}
    refused = guest.send(f"{PAGE}/completion", BY_GUEST)
    assert (refused.status_code, refused.json) == (422, {"message": "Answer “What did you hear?”"})


def test_what_cannot_be_understood_is_answered_on_the_form(browse: Browse) -> None:
    for act in ("entries", "completion"):
        page = browse().post(f"{PAGE}/{act}", BY_GUEST | {HEARD: "x" * 20_001}, expect=422)
        assert "longer than 20,000 characters" in page.text("main")
    page = browse().post(f"{PAGE}/entries", BY_GUEST | {"gone.what": PLANTED}, expect=409)
    assert PLANTED in page.text("main")


def test_the_page_of_somebody_whose_sign_in_ended_is_no_guests_page(
    browse: Browse, cast: Cast
) -> None:
    ada = browse(cast.ada)
    typed = ada.get(PAGE).fields(also="writer") | {HEARD: PLANTED}
    ada.post("/sign-out")

    for act in ("entries", "completion"):
        page = ada.post(f"{PAGE}/{act}", typed, expect=401)
        assert PLANTED in page.text("main")
        assert ada.send(f"{PAGE}/{act}", typed).status_code == 401
    assert browse().send(f"{PAGE}/entries", BY_GUEST | {HEARD: PLANTED}).status_code == 401


def test_a_guests_words_are_never_saved_for_whoever_signs_in_meanwhile(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    write(db, cast.ben, programme, programme.exercise("last-conversation"))
    db.commit()
    ben = browse(cast.ben)
    before = ben.get(PAGE).fields()[HEARD]
    typed = BY_GUEST | {HEARD: PLANTED, "last-conversation.version": "0"}
    for act in ("entries", "completion"):
        page = ben.post(f"{PAGE}/{act}", typed, expect=422)
        assert BEFORE_SIGNING_IN in page.text("main")
    assert ben.get(PAGE).fields()[HEARD] == before

    both = ben.post(f"{PAGE}/entries", page.fields(also="writer"), expect=409)
    assert before in both.text("main")
    assert both.fields()[HEARD] == PLANTED


def test_what_this_browser_has_is_shown_to_who_is_signed_in(browse: Browse, cast: Cast) -> None:
    assert browse().client.get("/journal/from-this-browser").status_code == 302
    ada = browse(cast.ada)
    page = ada.get("/journal/from-this-browser")
    with ada.client.application.app_context():
        assert f'data-writer="{writer_mark(cast.ada)}"' in page.html
    assert "If somebody else wrote these on this computer, leave them." in page.text("main")
    assert "without them nothing is kept" in page.text("noscript")


def test_it_is_asked_for_under_every_name_that_it_had(programme: Programme) -> None:
    asked = asked_today(programme)["last-conversation"]

    assert asked == {"id": "last-conversation", "path": PAGE, "fields": ["heard", "missed"]}


def test_adding_to_an_empty_journal_and_beside_an_entry(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)
    writer = ada.get(PAGE).fields(also="writer")["writer"]
    sent = {"writer": writer, "last-conversation.version": "0", HEARD: "Written as a guest."}

    added = ada.send(f"{PAGE}/entries", sent)
    again = ada.send(f"{PAGE}/entries", sent)
    other = ada.send(f"{PAGE}/entries", sent | {HEARD: PLANTED})

    assert [answer.status_code for answer in (added, again, other)] == [200, 200, 409]
    assert all(answer.get_json()["versions"]["last-conversation"] for answer in (added, other))
    assert ada.get(PAGE).fields()[HEARD] == "Written as a guest."
    assert PLANTED in ada.get("/journal/1").text("main")


def test_a_page_done_as_a_guest_is_marked_for_whoever_adds_it(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)
    writer = ada.get(PAGE).fields(also="writer")["writer"]

    done = ada.send("/modules/listening/what-it-is/completion", {"writer": writer})
    waiting = ada.send(f"{PAGE}/completion", {"writer": writer})

    assert done.get_json() == {"done": "what-it-is"}
    assert waiting.status_code == 422
    assert "1 of 3 pages done" in ada.get("/home").text("main")


def test_nobody_is_told_that_writing_needs_an_account(browse: Browse) -> None:
    guest = browse()
    for path in ("/", "/sign-in", PAGE):
        assert not re.search(r"needed to read|Reading needs", guest.get(path).html)
    assert "Free. No account needed." in guest.get("/").text("main")
