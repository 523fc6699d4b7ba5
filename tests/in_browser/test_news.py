"""What changed since a page was done: at home and at the page's end, read and put aside."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from learning import progress
from learning.content import load_programme
from learning.db import connect
from tests.cast import join
from tests.conftest import NOON
from tests.in_browser.eyes import NARROW, axe, sideways
from tests.in_browser.visit import Visits
from tests.server import Server

pytestmark = pytest.mark.browser
SMALL = Path(__file__).parents[1] / "programme"
PAGE = "/modules/listening/what-it-is"
EDITIONS = """edition: "2"
editions:
  - edition: "2"
    date: 2026-03-01
    note: One page has a picture now.
    changed:
      what-it-is: There is a picture of two chairs by a window, and what each of them would say.
  - edition: "1"
    date: 2026-02-01
    note: The first.
"""


@pytest.fixture
def changed(tmp_path: Path) -> Iterator[Server]:
    """A server whose second edition changed the page that Ada did in the first."""
    content = Path(shutil.copytree(SMALL, tmp_path / "content"))
    path = content / "modules/programme.yaml"
    path.write_text(path.read_text("utf-8").replace('edition: "1"\n', EDITIONS), "utf-8")
    programme = load_programme(content, today=NOON.date())
    with Server(tmp_path / "var", content) as server:
        database = connect(server.database_url)
        with database.writing.begin() as db:
            page = programme.page("what-it-is")
            progress.complete_page(db, join(db, "Ada"), page, edition="1")
        database.close()
        yield server


def test_what_changed_is_read_at_home_and_put_aside_on_the_page_by_keyboard(
    chromium: Browser, changed: Server
) -> None:
    visits = Visits(chromium, changed)
    ada = visits("Ada")
    for path in (PAGE, "/home"):
        page = ada.go(path)
        assert page.get_by_text("There is a picture of two chairs").is_visible()
        assert sideways(page, NARROW) == []
        assert [axe(page, scheme) for scheme in ("light", "dark")] == [[], []]

    page.get_by_role("link", name="What listening is").first.click()
    button = page.get_by_role("button", name="I have seen what changed")
    button.focus()
    page.keyboard.press("Enter")
    button.wait_for(state="detached")

    assert page.get_by_text("Done.", exact=True).is_visible()
    assert not ada.go("/home").get_by_text("Changed since you were here").count()
    visits.close()
