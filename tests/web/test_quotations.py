"""Letting a passage of one’s journal be quoted, through the browser."""

import re

import pytest
from sqlalchemy import Connection, event

from learning.content import Programme
from learning.db import Database
from learning.sharing import CONSENT
from tests.browser import Browser
from tests.cast import Cast
from tests.conftest import Browse
from tests.sharing.entries import PLANTED, written
from tests.web.opened import quotes

CONVERSATION = "/modules/listening/a-conversation"
UNNAMED = {"quotation.passage": "planted sentence", "quotation.naming": "unnamed"}
HOSTILE = "<script>alert(1)</script> مرحبا"


def main(browser: Browser, path: str) -> str:
    return browser.get(path).text("main")


def figures(html: str) -> list[str]:
    """Return the passages on a page, just as they are written there."""
    return re.findall(r'<figure class="quotation">.*?</figure>', html, re.S)


@pytest.fixture
def entry(database: Database, cast: Cast, programme: Programme) -> str:
    """An entry of Ada’s, by the address of its page."""
    with database.writing.begin() as db:
        return f"/journal/{written(db, cast.ada, programme)}"


def test_from_the_entry_to_the_list_of_admins_and_back(
    browse: Browse, cast: Cast, entry: str
) -> None:
    ada, dana = browse(cast.ada), browse(cast.dana)
    assert 'href="/admin/quotes"' in dana.get("/admin").html
    assert "Nothing may be quoted yet" in quotes(dana).text("main")
    assert f'href="{entry}/quotation"' in ada.get(entry).html
    form = ada.get(f"{entry}/quotation")
    assert form.fields()["quotation.passage"] == PLANTED
    assert "checked" not in form.html  # nobody is named by default

    before = ada.post(f"{entry}/quotation/preview", UNNAMED, expect=200)
    assert CONSENT in before.text("main")
    assert "Nothing may be quoted yet" in quotes(dana).text("main")  # seen, not agreed to
    sent = dict(
        re.findall(r'<input type="hidden" name="(quotation\.\w+)" value="(.*?)">', before.html)
    )
    ada.post(f"{entry}/quotation", sent)

    listed = quotes(dana)
    assert figures(listed.html) == figures(before.html) != []
    assert "planted sentence A learner “Listening”, March 2026" in listed.text("main")
    for told in ("Ada", PLANTED, entry, "What did you hear"):
        assert told not in listed.text("main")
        assert told not in listed.html
    page = ada.get(f"{entry}?changed=quotable")
    assert figures(page.html) == figures(listed.html)
    assert "You agreed to this on 2 March 2026. It stays just so" in page.text("main")
    assert CONSENT in page.text("main")

    for _ in range(2):
        ada.post(f"{entry}/quotation/withdrawal")
        assert "Nothing may be quoted yet" in quotes(dana).text("main")
        assert "Choose a passage" in main(ada, entry)


def test_above_the_box_it_is_said_that_a_passage_may_be_quoted(
    browse: Browse, cast: Cast, entry: str, team: str, queries: list[str]
) -> None:
    ada = browse(cast.ada)
    queries.clear()
    ada.get(CONVERSATION)
    before = len(queries)
    ada.post(f"{entry}/quotation", UNNAMED)
    for path in (entry, CONVERSATION, "/journal"):
        assert "Only you can read this, save the passage that may be quoted." in main(ada, path)
    queries.clear()
    ada.get(CONVERSATION)
    assert len(queries) == before
    ada.post(f"{entry}/shares/{team.rpartition('/')[2]}")
    for path in (entry, CONVERSATION, "/journal"):
        assert "on Harbour Row. A passage may be quoted." in main(ada, path)


def test_what_is_edited_later_leaves_the_passage_as_it_was_agreed_to(
    browse: Browse, cast: Cast, entry: str, database: Database, programme: Programme
) -> None:
    ada = browse(cast.ada)
    ada.post(f"{entry}/quotation", UNNAMED)
    with database.writing.begin() as db:
        written(db, cast.ada, programme, "Rain")
    assert "planted sentence" in quotes(browse(cast.dana)).text("main")
    form = ada.get(f"{entry}/quotation")
    assert "It stays just so, also when you change the entry" in form.text("main")
    assert form.fields()["quotation.passage"] == "Rain"  # what can be chosen now
    for path in ("/quotation/preview", "/quotation"):
        assert "is not in your entry just so" in ada.post(entry + path, UNNAMED, expect=422).html
    ada.post(f"{entry}/quotation", UNNAMED | {"quotation.passage": "Rain"})
    said = quotes(browse(cast.dana)).text("main")
    assert "Rain" in said
    assert "planted" not in said


@pytest.mark.parametrize(
    ("sent", "mend"),
    [
        ({"quotation.passage": ""}, "Leave the words that may be quoted"),
        ({"quotation.passage": " … "}, "Leave the words that may be quoted"),
        ({"quotation.passage": "A sentence"}, "“A sentence” is not in your entry just so."),
        ({"quotation.passage": "A sentence"}, "You can leave words out with “…”"),
        ({"quotation.naming": ""}, "Choose how you are named"),
        ({"quotation.naming": "crowned"}, "Choose how you are named"),
        ({"quotation.naming": "described"}, "Describe yourself in a few words"),
        (
            {"quotation.naming": "described", "quotation.described": "x" * 81},
            "How you describe yourself: use at most 80 characters",
        ),
    ],
)
def test_what_has_to_be_mended_is_said_and_what_was_typed_stays(
    browse: Browse, cast: Cast, entry: str, sent: dict[str, str], mend: str
) -> None:
    ada = browse(cast.ada)
    for path in ("/quotation/preview", "/quotation"):
        page = ada.post(entry + path, UNNAMED | sent, expect=422)
        assert mend in page.text("main")
        assert page.fields()["quotation.passage"] == (UNNAMED | sent)["quotation.passage"].strip()
    assert "Nothing may be quoted yet" in quotes(browse(cast.dana)).text("main")


def test_a_long_entry_is_shortened_first(
    browse: Browse, cast: Cast, entry: str, database: Database, programme: Programme
) -> None:
    with database.writing.begin() as db:
        written(db, cast.ada, programme, "word " * 300)
    ada = browse(cast.ada)
    whole = ada.get(f"{entry}/quotation").fields()["quotation.passage"]
    page = ada.post(f"{entry}/quotation", UNNAMED | {"quotation.passage": whole}, expect=422)
    assert "It has 1,499 characters. Shorten it to 1,000." in page.text("main")
    ada.post(f"{entry}/quotation", UNNAMED | {"quotation.passage": "word … word"})


def test_what_is_too_long_is_not_looked_into(browse: Browse, cast: Cast, entry: str) -> None:
    sent = UNNAMED | {"quotation.passage": "a " * 59_900 + " nope"}
    for path in ("/quotation/preview", "/quotation"):
        page = browse(cast.ada).post(entry + path, sent, expect=422).text("main")
        assert "It has 119,804 characters" in page
        assert "is not in your entry" not in page


def test_nobody_waits_while_it_is_looked_at_or_refused(
    browse: Browse, cast: Cast, entry: str, database: Database
) -> None:
    """Of what is sent only the agreement itself takes the writers’ turn."""
    ada = browse(cast.ada)
    writes: list[str] = []

    def record(connection: Connection) -> None:
        # On PostgreSQL both share a pool, and the reading engine tells its parent.
        if not connection.get_execution_options().get("postgresql_readonly"):
            writes.append("a turn")

    event.listen(database.engine, "begin", record)
    strange = UNNAMED | {"quotation.passage": "nope"}
    ada.post(f"{entry}/quotation/preview", UNNAMED, expect=200)
    ada.post(f"{entry}/quotation/preview", strange, expect=422)
    ada.post(f"{entry}/quotation", strange, expect=422)
    assert writes == []
    ada.post(f"{entry}/quotation", UNNAMED)
    assert writes == ["a turn"]
    ada.post(f"{entry}/quotation/preview", UNNAMED, expect=200)
    assert writes == ["a turn"]
    event.remove(database.engine, "begin", record)


def test_the_name_or_the_description_stands_beside_it_as_chosen(
    browse: Browse, cast: Cast, entry: str
) -> None:
    ada, dana = browse(cast.ada), browse(cast.dana)
    ada.post(f"{entry}/quotation", UNNAMED | {"quotation.naming": "named"})
    assert "Ada “Listening”, March 2026" in quotes(dana).text("main")
    described = {"quotation.naming": "described", "quotation.described": HOSTILE}
    ada.post(f"{entry}/quotation", UNNAMED | described)
    listed = quotes(dana)
    assert HOSTILE in listed.text("main")
    assert "<script>alert" not in listed.html
    assert "Ada" not in listed.html
    assert ada.get(f"{entry}/quotation").html.count("checked") == 1


def test_what_was_typed_is_shown_again_when_the_sign_in_has_ended(
    browse: Browse, cast: Cast, entry: str
) -> None:
    ada = browse(cast.ada)
    ada.post("/sign-out")
    for path in ("/quotation/preview", "/quotation"):
        assert "planted sentence" in ada.post(entry + path, UNNAMED, expect=401).html


def test_it_is_closed_to_everybody_else(browse: Browse, cast: Cast, entry: str) -> None:
    browse(cast.ada).post(f"{entry}/quotation", UNNAMED)
    for stranger in (cast.ben, cast.dana):
        other = browse(stranger)
        for page in (entry, "/journal/999999"):
            other.get(f"{page}/quotation", expect=404)
            for path in ("/quotation", "/quotation/preview", "/quotation/withdrawal"):
                other.post(page + path, UNNAMED, expect=404)
    for person in (cast.ada, cast.ben):
        refused = browse(person).get("/admin/quotes", expect=403)
        assert "planted" not in refused.html
    assert browse().client.get("/admin/quotes").status_code == 302
    assert browse().client.get(f"{entry}/quotation").status_code == 302
    assert "planted sentence" in quotes(browse(cast.dana)).text("main")


def test_an_entry_without_words_has_nothing_to_quote(
    browse: Browse, cast: Cast, entry: str, database: Database, programme: Programme
) -> None:
    with database.writing.begin() as db:
        written(db, cast.ada, programme, "")
    ada = browse(cast.ada)
    assert "No words to quote" in main(ada, f"{entry}/quotation")
    assert "Let a passage be quoted" not in main(ada, entry)
    ada.post(f"{entry}/quotation", UNNAMED, expect=422)
