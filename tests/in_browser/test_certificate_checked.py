"""A certificate from its claim to somebody who checks it without a network, and its withdrawal."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page

from learning.content import Programme
from learning.db import Database, connect
from tests.cast import finish, join
from tests.in_browser.checking import ALTERED, GENUINE, WITHDRAWN, chosen, typed
from tests.in_browser.visit import Visit, Visits
from tests.server import Server

pytestmark = pytest.mark.browser
CONTENT = Path(__file__).parents[2]
HOME = "https://learn.example.org"
SETTINGS = {"LEARNING_BASE_URL": HOME}
BUDGET = 1.0
"""Seconds from the click to the file on the disk."""
ROUNDS = 6
FACES = ("png", "svg", "json", "jwt")


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that knows its address, as one that issues certificates does."""
    data = tmp_path_factory.mktemp("certificates") / "var"
    with Server(data, CONTENT, settings=SETTINGS) as server:
        yield server


@pytest.fixture
def database(serving: Server) -> Iterator[Database]:
    database = connect(serving.database_url)
    yield database
    database.close()


def done_by(name: str, database: Database, visits: Visits, programme: Programme) -> Visit:
    """Return the window of somebody who has done every page and is about to claim."""
    with database.writing.begin() as db:
        finish(db, join(db, name), programme, programme.pages)
    visit = visits(name, accept_downloads=True)
    visit.go("/certificates")
    return visit


def claimed(page: Page) -> Path:
    """Claim, download the PDF and return where it is."""
    page.get_by_role("button", name="Issue my certificate").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the PDF").click()
    return download.value.path()


def test_what_was_claimed_is_genuine_offline_until_it_is_withdrawn(
    chromium: Browser, serving: Server, database: Database, programme: Programme, tmp_path: Path
) -> None:
    visits = Visits(chromium, serving)
    visit = done_by("Ivy", database, visits, programme)
    page = visit.page
    page.get_by_label("Name on the certificate").fill("Ivy Ó Sé")
    page.get_by_label("Machines may read my name").check()
    pdf = claimed(page).read_bytes()
    code = page.url.rpartition("/")[2]
    address = f"{serving.url}/certificates/{code}"
    given = {
        "certificate.pdf": pdf,
        "photo.jpg": photo(pdf, tmp_path),
        **{f"it.{face}": taken(page, f"{address}.{face}") for face in FACES},
    }

    checker = offline(chromium, kept(page, tmp_path / "verify.html"))
    for name, content in given.items():
        assert (name, chosen(checker, tmp_path, name, content)) == (name, GENUINE)
        facts = checker.locator("#facts").inner_text()
        assert "Ivy Ó Sé" in facts
        assert code in facts
    changed = given["it.json"].decode().replace("Ivy Ó Sé", "Eve Ó Sé")
    assert typed(checker, changed) == ALTERED

    withdraw(serving, code)
    newer = offline(chromium, kept(page, tmp_path / "newer.html"))
    for name, content in given.items():
        assert (name, chosen(newer, tmp_path, name, content)) == (name, WITHDRAWN)
    assert chosen(checker, tmp_path, "certificate.pdf", pdf) == GENUINE, "it cannot know"
    page.reload()
    assert page.get_by_text("This certificate was withdrawn on").is_visible()
    assert page.get_by_role("link", name="Download the PDF").count() == 0
    for seen in visits.close():
        assert (seen.strangers, seen.troubles) == ([], [])


@pytest.mark.budget
def test_from_the_claim_to_the_pdf_on_the_disk_takes_a_second(
    chromium: Browser, serving: Server, database: Database, programme: Programme
) -> None:
    visits, took = Visits(chromium, serving), []
    for number in range(ROUNDS):
        page = done_by(f"Jo{number}", database, visits, programme).page
        begun = monotonic()
        size = claimed(page).stat().st_size
        took.append(monotonic() - begun)
        assert size > 10_000
        if took[-1] <= BUDGET:
            break
    visits.close()
    print("From the claim to the PDF:", ", ".join(f"{one:.2f} s" for one in took))
    assert min(took) <= BUDGET


def taken(page: Page, address: str) -> bytes:
    answer = page.request.get(address)
    assert answer.ok, address
    return answer.body()


def kept(page: Page, path: Path) -> Path:
    """Save the checker from the certificate’s page, where its link stands, or as it is now."""
    ways = page.get_by_text("Other ways to show it")
    ways.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="A page that checks certificates").click()
    download.value.save_as(path)
    ways.click()
    return path


def offline(browser: Browser, path: Path) -> Page:
    """Open the checker from its file where no network is."""
    page = browser.new_context(offline=True).new_page()
    page.goto(path.as_uri())
    return page


def photo(pdf: bytes, folder: Path) -> bytes:
    """Return what a telephone sees of the paper: a little turned, a little pale, as a JPEG."""
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=200 / 72).to_pil()
    picture = picture.rotate(4, expand=True, fillcolor="#cbb")
    picture.save(folder / "taken.jpg", quality=60)
    return (folder / "taken.jpg").read_bytes()


def withdraw(server: Server, code: str) -> None:
    """Declare it void as its operator does, on the command line."""
    kept_settings = {k: v for k, v in os.environ.items() if not k.startswith("LEARNING_")}
    told = SETTINGS | {"LEARNING_DATA": str(server.data), "LEARNING_CONTENT": str(CONTENT)}
    command = [sys.executable, "-m", "learning", "withdraw", code, "--because", "Not hers."]
    subprocess.run(command, env=kept_settings | told, cwd=server.data, check=True)
