"""Taking everything along and going, through the browser."""

import json
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from jsonschema import Draft202012Validator, FormatChecker
from pypdf import PdfReader
from werkzeug.test import TestResponse

from learning import certificates, signing
from learning.content import Programme
from learning.db import Database
from learning.own_data import Departure
from learning.own_data.schema import schema
from tests.cast import Cast, finish
from tests.certificates.signed import KEY, signer
from tests.conftest import Browse, StoppedClock
from tests.sharing.entries import PLANTED, written

ALL = "/account/data/everything.zip"
DELETION = "/account/data/deletion"
LEAVING = "/account/leaving"
ASKED = {"certificate": "keep", "notes": "unnamed"}


@pytest.fixture
def learned(database: Database, cast: Cast, programme: Programme) -> None:
    """Ada has finished, written and claimed."""
    with database.writing.begin() as db:
        finish(db, cast.ada, programme, programme.pages)
        written(db, cast.ada, programme)
        code = certificates.claim(db, cast.ada, programme, holder="Ada")
        certificates.sign(db, code, signer())


def opened(response: TestResponse) -> ZipFile:
    assert response.status_code == 200, response.text
    assert response.mimetype == "application/zip"
    assert response.headers["Cache-Control"] == "no-store"
    return ZipFile(BytesIO(response.data))


@pytest.mark.usefixtures("learned")
def test_everything_comes_in_one_file_for_people_and_for_programs(
    browse: Browse, cast: Cast
) -> None:
    archive = opened(browse(cast.ada).client.get(ALL))
    names = archive.namelist()

    assert names[:3] == ["everything.html", "everything.json", "journal.docx"]
    whole = json.loads(archive.read("everything.json"))
    Draft202012Validator(schema(), format_checker=FormatChecker()).validate(whole)
    assert whole["account"][0]["email"] == "ada@example.org"
    assert PLANTED in archive.read("everything.html").decode()
    sheet = docx.Document(BytesIO(archive.read("journal.docx")))
    assert PLANTED in "\n".join(paragraph.text for paragraph in sheet.paragraphs)
    (paper,) = (name for name in names if name.endswith(".pdf"))
    assert "Ada" in PdfReader(BytesIO(archive.read(paper))).pages[0].extract_text()
    record = paper.removesuffix(".pdf")
    document = json.loads(archive.read(f"{record}.json"))
    signing.check(document, [KEY.public])
    signing.read_jwt(archive.read(f"{record}.jwt").decode(), [KEY.public])


def test_who_has_nothing_yet_takes_that_along(browse: Browse, cast: Cast) -> None:
    archive = opened(browse(cast.cleo).client.get(ALL))

    assert archive.namelist() == ["everything.html", "everything.json"]


@pytest.mark.parametrize("path", [ALL, DELETION])
def test_what_is_grave_asks_first_who_one_is(
    browse: Browse, cast: Cast, stopped: StoppedClock, path: str
) -> None:
    browser = browse(cast.ada)
    assert browser.client.get(path).status_code == 200
    assert f'href="{ALL}"' in browser.get("/account/data").html

    stopped.move(minutes=15)
    assert browser.client.get(path).location == f"/account/proof?next={path}"
    page = browser.get("/account/data")
    assert f'href="{ALL}"' not in page.html
    assert 'href="/account/proof?next=/account/data"' in page.html


def test_a_form_that_was_left_open_deletes_nothing(
    browse: Browse, cast: Cast, stopped: StoppedClock, database: Database
) -> None:
    browser = browse(cast.ada)
    stopped.move(minutes=16)
    browser.post(DELETION, ASKED)

    with database.reading() as db:
        assert db.get(Departure, cast.ada.id) is None


@pytest.mark.usefixtures("learned")
def test_the_page_says_what_goes_and_stays_and_asks_only_what_there_is(
    browse: Browse, cast: Cast
) -> None:
    said = browse(cast.ada).get(DELETION).text("main")
    for words in ("What goes", "What stays", "Your certificate", "7 days"):
        assert words in said
    assert "Your certificate" not in browse(cast.cleo).get(DELETION).text("main")


@pytest.mark.parametrize("sent", [{}, ASKED | {"notes": "burnt"}, ASKED | {"certificate": ""}])
def test_an_incomplete_wish_is_asked_again(
    browse: Browse, cast: Cast, database: Database, sent: dict[str, str]
) -> None:
    page = browse(cast.ada).post(DELETION, sent, expect=422)

    assert "Choose what becomes of" in page.html
    with database.reading() as db:
        assert db.get(Departure, cast.ada.id) is None
