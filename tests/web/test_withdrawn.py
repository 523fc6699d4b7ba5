"""Withdrawn means gone everywhere at once: every page that anybody can reach is looked at."""

import re
from collections.abc import Iterable
from random import Random

import pytest

from learning import sharing, teams
from learning.content import Programme
from learning.db import Database
from learning.sharing import Naming, Quotable
from tests.browser import Browser
from tests.cast import Cast
from tests.conftest import Browse, StoppedClock
from tests.sharing.entries import written
from tests.web.held import at

PRIVATE, QUOTED = "Nobody planted this", "Water is free here"
STEPS = 15
NOT_ITS_OWN = ("/static", "/files", "/modules", "/library", "/glossary", "/sign-out")
"""Addresses that are the same for everybody, or lead out."""


def pages_of(browser: Browser, starts: Iterable[str]) -> dict[str, str]:
    """Return every page that leads on from ``starts``, by its address."""
    found: dict[str, str] = {}
    ahead = list(starts)
    while ahead:
        path = ahead.pop()
        if path in found:
            continue
        found[path] = browser.client.get(path).data.decode(errors="replace")  # some are files
        links = re.findall(r'href="(/[^"#]*)', found[path])
        ahead += [link for link in links if not link.startswith(NOT_ITS_OWN)]
    return found


class Circle:
    """Ada writes and shows; Ben is on her team, Cleo is a stranger, Dana is the admin."""

    def __init__(self, browse: Browse, cast: Cast, team: int, entry: int, live: int) -> None:
        self.browse, self.cast, self.team, self.entry = browse, cast, team, entry
        self.ada = browse(cast.ada)
        self.others = {name: browse(getattr(cast, name)) for name in ("ben", "cleo", "dana")}
        mine = f"/journal/{entry}"
        self.shared = f"/teams/{team}/entries/{entry}"
        self.starts = (
            "/home", "/teams", "/journal", "/search?q=planted+water", "/account",
            "/modules/listening/a-conversation", f"/teams/{team}", f"/live/{live}",
            f"/live/{live}/state", f"/live/{live}/screen", f"/live/{live}/record",
            mine, f"{mine}/quotation", self.shared, f"{self.shared}/opening", "/admin/quotes",
        )  # fmt: skip
        self.others["dana"].post("/admin/quotes/opening")
        self.is_shared = self.is_opened = self.is_quotable = False

    def act(self, what: str) -> None:
        mine = f"/journal/{self.entry}"
        match what:
            case "share":
                self.ada.post(f"{mine}/shares/{self.team}")
                self.is_shared = True
            case "take back":
                self.ada.post(f"{mine}/shares/{self.team}/withdrawal")
                self.is_shared = self.is_opened = False
            case "open":
                status = 303 if self.is_shared else 404
                self.others["ben"].post(f"{self.shared}/opening", expect=status)
                self.is_opened = self.is_shared
            case "let quote":
                sent = {"quotation.passage": QUOTED, "quotation.naming": "unnamed"}
                self.ada.post(f"{mine}/quotation", sent)
                self.is_quotable = True
            case "withdraw":
                self.ada.post(f"{mine}/quotation/withdrawal")
                self.is_quotable = False

    def look(self) -> None:
        """Everybody opens everything they can reach."""
        for name, browser in self.others.items():
            pages = pages_of(browser, self.starts)
            assert len(pages) >= len(self.starts)
            private = {path for path, page in pages.items() if PRIVATE in page}
            quoted = {path for path, page in pages.items() if QUOTED in page}
            reads = name == "ben" and self.is_opened
            own_pages = {self.shared, f"{self.shared}/opening"} if reads else set()
            assert private == own_pages, name
            lists = {"/admin/quotes"} if name == "dana" and self.is_quotable else set()
            assert quoted == own_pages | lists, name


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_after_it_is_withdrawn_no_page_of_anybody_has_the_sentence(
    browse: Browse,
    cast: Cast,
    database: Database,
    programme: Programme,
    stopped: StoppedClock,
    seed: int,
) -> None:
    with database.writing() as db:
        live = at(db, programme, "write-it", cast.ada, cast.ben)
        team = teams.teams_of(db, cast.ada)[0].id
        entry = written(db, cast.ada, programme, f"{PRIVATE}. {QUOTED}.")
        db.commit()
    circle = Circle(browse, cast, team, entry, live)
    luck = Random(seed)  # noqa: S311 (luck, no secret)
    for _ in range(STEPS):
        what = luck.choice(("share", "take back", "open", "let quote", "withdraw"))
        circle.act(what)
        stopped.move(seconds=10)
        if what in ("take back", "withdraw"):
            circle.look()
    circle.look()


def test_no_browser_keeps_what_can_be_withdrawn(
    browse: Browse, cast: Cast, database: Database, programme: Programme, team: str
) -> None:
    """Neither a cache nor what is kept for reading offline, so that a reload shows the truth."""
    with database.writing.begin() as db:
        entry = written(db, cast.ada, programme)
        sharing.share(db, cast.ada, entry, int(team.rpartition("/")[2]))
    ben, dana = browse(cast.ben), browse(cast.dana)
    ben.post(f"{team}/entries/{entry}/opening")
    dana.post("/admin/quotes/opening")
    for browser, path in ((ben, f"{team}/entries/{entry}"), (dana, "/admin/quotes")):
        headers = browser.client.get(path).headers
        assert headers["Cache-Control"] == "no-store"
        assert "Kept-For" not in headers


def test_what_is_planted_would_be_found(
    browse: Browse, cast: Cast, database: Database, programme: Programme, team: str
) -> None:
    """The crawl sees it where it stands, so that not finding it means something."""
    with database.writing.begin() as db:
        entry = written(db, cast.ada, programme, f"{PRIVATE}. {QUOTED}.")
        chosen = Quotable(passage=QUOTED, naming=Naming.UNNAMED)
        sharing.let_quote(db, cast.ada, entry, chosen, programme)
    found = pages_of(browse(cast.ada), ["/home"])
    assert {path for path, page in found.items() if PRIVATE in page} >= {
        "/journal",
        f"/journal/{entry}",
    }
    dana = browse(cast.dana)
    dana.post("/admin/quotes/opening")
    found = pages_of(dana, ["/home"])
    assert {path for path, page in found.items() if QUOTED in page} == {"/admin/quotes"}
