"""Takes the pictures in `docs/pictures/`: `python -m tests.in_browser.pictures`."""

import sys
import tempfile
from datetime import date
from pathlib import Path

from playwright.sync_api import Page

from learning.content import Editions, Programme
from learning.db import connect
from tests.demo import populate
from tests.in_browser.places import exercise_page, required_page
from tests.in_browser.visit import Visits, running_chromium
from tests.server import Server

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "pictures"
SIZES = {"wide": (1280, 800), "narrow": (320, 640)}
LARGEST = 2_500_000
"""Bytes of all pictures together."""


def addresses(programme: Programme) -> dict[str, tuple[str | None, str]]:
    """Return who opens what, by the name of the picture."""
    return {
        "front": (None, "/"),
        "module-page": ("Ada", required_page(programme)),
        "home": ("Ben", "/home"),
        "table": ("Ada", exercise_page(programme, "what-we-hold")),
        "grid": ("Ada", exercise_page(programme, "where-we-stand")),
        "sort": ("Ben", exercise_page(programme, "twelve-measures")),
        "plan": ("Ben", exercise_page(programme, "my-plan")),
        "measures": ("Ben", exercise_page(programme, "confidence-then")),
        "library": (None, "/library?lever=employment"),
        "case": (None, "/library/preston"),
        "search": ("Ada", "/search?q=bread"),
        "guide": (None, f"{programme.modules[1].path}/session"),
        "team": ("Ada", "/teams/1"),
        "session": ("Ada", "/sessions/2"),
        "finish": ("Finn", "/certificates"),
        "certificate": ("Ben", "/certificates"),
        "statistics": ("Dana", "/admin/statistics"),
    }


def take(visits: Visits, programme: Programme, folder: Path) -> None:
    """Take every picture: wide and narrow, light and dark."""
    for name, (who, path) in addresses(programme).items():
        page = visits(who, reduced_motion="reduce").go(path)
        if name == "certificate":
            page.locator(".row a").click()
        for size in SIZES:
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                _take(page, size, folder / f"{name}-{size}-{scheme}.jpg")
        visits.close()


def _take(page: Page, size: str, path: Path) -> None:
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    page.screenshot(path=path, type="jpeg", quality=50)


def main() -> int:
    """Serve the lived-in cast for as long as it takes."""
    programme = Editions(ROOT, today=date.today).programme
    with tempfile.TemporaryDirectory() as folder, running_chromium() as browser:
        server = Server(Path(folder) / "var", ROOT)
        server.start()
        try:
            database = connect(server.database_url)
            populate(database, programme)
            database.close()
            FOLDER.mkdir(parents=True, exist_ok=True)
            take(Visits(browser, server), programme, FOLDER)
        finally:
            server.stop()
    size = sum(path.stat().st_size for path in FOLDER.glob("*.jpg"))
    print(f"{len(list(FOLDER.glob('*.jpg')))} pictures, {size:,} bytes in {FOLDER}")
    return 0 if size <= LARGEST else 1


if __name__ == "__main__":
    sys.exit(main())
