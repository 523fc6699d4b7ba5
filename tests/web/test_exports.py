"""Taking one’s journal along, through the browser."""

import json
from io import BytesIO

import docx
import pytest
from pypdf import PdfReader
from werkzeug.test import TestResponse

from learning import journal, sharing
from learning.content import Programme
from learning.db import Database
from learning.journal import Given
from tests.browser import Browser
from tests.cast import Cast, write
from tests.conftest import Browse, StoppedClock
from tests.sharing.entries import PLANTED, written

DOWNLOAD = "/journal/download"
ENDINGS = ("docx", "pdf", "md", "json")


@pytest.fixture
def entry_id(database: Database, cast: Cast, programme: Programme) -> int:
    """An entry of Ada’s."""
    with database.writing.begin() as db:
        return written(db, cast.ada, programme)


@pytest.fixture
def other_id(database: Database, cast: Cast, programme: Programme) -> int:
    """Another entry of Ada’s: ratings."""
    with database.writing.begin() as db:
        scale = programme.exercise("confidence-start")
        write(db, cast.ada, programme, scale)
        return journal.entries_of(db, cast.ada, [scale])[scale.id].id


def read(response: TestResponse, ending: str) -> str:
    """The words of a file, as an independent reader finds them."""
    assert response.status_code == 200, response.text
    if ending == "docx":
        sheet = docx.Document(BytesIO(response.data))
        return "\n".join(paragraph.text for paragraph in sheet.paragraphs)
    if ending == "pdf":
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(response.data)).pages)
    return response.text


def fetch(browser: Browser, ending: str, query: str = "") -> str:
    return read(browser.client.get(f"{DOWNLOAD}.{ending}{query}"), ending)


@pytest.mark.parametrize("ending", ENDINGS)
def test_everything_comes_along(
    browse: Browse, cast: Cast, entry_id: int, other_id: int, ending: str
) -> None:
    words = fetch(browse(cast.ada), ending)

    for said in ("Ada", "A small programme", PLANTED, "What did you hear?", "Where you start"):
        assert said in words


@pytest.mark.parametrize("ending", ENDINGS)
def test_only_what_was_ticked_comes_along(
    browse: Browse, cast: Cast, entry_id: int, other_id: int, ending: str
) -> None:
    ada = browse(cast.ada)

    words = fetch(ada, ending, f"?entry={other_id}")
    assert PLANTED not in words
    assert "Where you start" in words

    both = f"?entry={other_id}&entry={entry_id}"
    assert PLANTED in fetch(ada, ending, both)
    assert PLANTED in fetch(ada, ending, "?part=module-listening")


@pytest.mark.parametrize("ending", ENDINGS)
def test_earlier_versions_come_along_if_they_are_wanted(
    browse: Browse, database: Database, cast: Cast, programme: Programme,
    stopped: StoppedClock, entry_id: int, ending: str,
) -> None:  # fmt: skip
    stopped.move(minutes=30)
    with database.writing.begin() as db:
        written(db, cast.ada, programme, "What I think now")
    ada = browse(cast.ada)

    assert PLANTED not in fetch(ada, ending)
    words = fetch(ada, ending, "?versions=1")
    assert words.index("What I think now") < words.index(PLANTED)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_text_from_another_window_always_comes_along(
    browse: Browse, database: Database, cast: Cast, programme: Programme, entry_id: int, ending: str
) -> None:
    late = Given(programme.exercise("last-conversation"), {"heard": "From the phone"}, 0)
    with database.writing.begin() as db:
        journal.save_entries(db, cast.ada, programme.edition, [late])

    assert "From the phone" in fetch(browse(cast.ada), ending)


@pytest.mark.parametrize("ending", ENDINGS)
def test_nobody_takes_along_what_somebody_else_wrote(
    browse: Browse, database: Database, cast: Cast, programme: Programme, team: str,
    entry_id: int, ending: str,
) -> None:  # fmt: skip
    with database.writing.begin() as db:
        sharing.share(db, cast.ada, entry_id, int(team.rpartition("/")[2]))

    for person in (cast.ben, cast.cleo, cast.dana):
        browser = browse(person)
        refused = browser.get(f"{DOWNLOAD}.{ending}?entry={entry_id}", expect=404)
        never = browser.get(f"{DOWNLOAD}.{ending}?entry=999999", expect=404)
        assert refused.text("main") == never.text("main")
        assert PLANTED not in fetch(browser, ending)
        assert PLANTED not in browser.get(f"{DOWNLOAD}?entry={entry_id}").html
    assert browse().client.get(f"{DOWNLOAD}.{ending}?entry={entry_id}").status_code == 302


@pytest.mark.parametrize("chosen", ["entry=0", "entry=x", "entry=", "entry=-1", "part=module-x"])
def test_what_is_not_there_is_not_found_rather_than_everything_sent(
    browse: Browse, cast: Cast, entry_id: int, chosen: str
) -> None:
    browse(cast.ada).get(f"{DOWNLOAD}.md?{chosen}", expect=404)


@pytest.mark.parametrize(
    ("ending", "kind"),
    [
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("pdf", "application/pdf"),
        ("md", "text/markdown; charset=utf-8"),
        ("json", "application/json"),
    ],
)
def test_a_file_says_what_it_is_and_is_kept_by_nobody_on_the_way(
    browse: Browse, cast: Cast, entry_id: int, ending: str, kind: str
) -> None:
    headers = browse(cast.ada).client.get(f"{DOWNLOAD}.{ending}").headers

    assert headers["Content-Type"] == kind
    assert headers["Cache-Control"] == "no-store"
    name = f"A%20small%20programme%20%E2%80%93%20journal%20%E2%80%93%202026-03-02.{ending}"
    assert f"filename*=UTF-8''{name}" in headers["Content-Disposition"]
    assert headers["Content-Disposition"].startswith("attachment;")


def test_each_file_is_asked_for_in_few_queries(
    browse: Browse, cast: Cast, entry_id: int, other_id: int, queries: list[str]
) -> None:
    ada = browse(cast.ada)
    queries.clear()

    fetch(ada, "json", "?versions=1")

    assert len([sql for sql in queries if sql.startswith("SELECT")]) <= 5  # one is the sign-in


def test_the_page_offers_every_entry_by_module(
    browse: Browse, cast: Cast, entry_id: int, other_id: int
) -> None:
    page = browse(cast.ada).get(f"{DOWNLOAD}?entry={entry_id}")

    ticks = {
        (a["name"], a["value"]): "checked" in a
        for tag, a in page.tags
        if tag == "input" and a.get("type") == "checkbox"
    }
    assert ticks == {
        ("part", "module-listening"): False,
        ("entry", str(entry_id)): True,
        ("entry", str(other_id)): False,
        ("versions", "1"): False,
    }
    actions = {a["formaction"] for tag, a in page.tags if "formaction" in a}
    assert actions == {f"{DOWNLOAD}.{ending}" for ending in ENDINGS}


def test_an_empty_journal_invites_to_write(browse: Browse, cast: Cast) -> None:
    page = browse(cast.cleo).get(DOWNLOAD)

    assert "Nothing to take yet" in page.text("main")
    assert "Word" not in page.text("main")


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_empty_journal_is_a_short_file_all_the_same(
    browse: Browse, cast: Cast, ending: str
) -> None:
    assert "Cleo" in fetch(browse(cast.cleo), ending)


def test_the_json_of_a_shared_entry_names_the_team(
    browse: Browse, database: Database, cast: Cast, team: str, entry_id: int
) -> None:
    with database.writing.begin() as db:
        sharing.share(db, cast.ada, entry_id, int(team.rpartition("/")[2]))

    (entry,) = json.loads(fetch(browse(cast.ada), "json"))["entries"]

    assert [share["team"] for share in entry["shared_with"]] == ["Harbour Row"]
    assert entry["stands_on"]["address"] == "/modules/listening/a-conversation#last-conversation"
