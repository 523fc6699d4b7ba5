"""Takes the pictures in `docs/pictures/`: `python -m tests.in_browser.pictures`.

Of the lived-in cast, where most groups are too small to tell, and of three thousand invented
learners; pages of the report are drawn by `pdftoppm`, if it is there.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, Page

from learning import clock, crowd, statistics
from learning.accounts import Role
from learning.content import Editions, Programme
from learning.db import Database, connect
from tests.cast import join
from tests.certificates.framed import CASES, framed
from tests.certificates.signed import payload
from tests.demo import populate
from tests.in_browser.checking import altered, checking, typed
from tests.in_browser.places import PLACES, exercise_page, required_page
from tests.in_browser.visit import Visits, running_chromium
from tests.server import Server

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "pictures"
SIZES = {"wide-light": (1280, 800), "narrow-dark": (320, 640)}
SCREEN = (1280, 720)
"""A projector."""
LARGEST = 2_700_000
"""Bytes of all pictures together."""
CROWD = 3_000
OF_PLACES = (
    "journal-filled", "journal-version", "two-texts", "quotation-preview",
    "journal-download", "live-lobby", "live-write", "live-reveal", "live-decide", "live-screen",
    "record", "practice", "sign-in", "second-step", "second-factor", "own-data", "joining-both",
    "people-found", "person", "log",
)  # fmt: skip
"""Places (`tests.in_browser.places`) that have pictures."""
DASHBOARDS = ("funnel", "learning", "teams", "practice", "report")


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
        "statistics-few": ("Dana", "/admin/statistics"),
    }


def take(visits: Visits, programme: Programme, folder: Path) -> None:
    """Take every picture of the lived-in cast."""
    for name, (who, path) in addresses(programme).items():
        page = visits(who, reduced_motion="reduce").go(path)
        if name == "certificate":
            page.locator(".row a").click()
        _take(page, name, folder)
        visits.close()
    places = {place.name: place for place in PLACES}
    for name in OF_PLACES:
        page = places[name].arrange(visits, programme).page
        if name == "live-screen":
            page.set_viewport_size({"width": SCREEN[0], "height": SCREEN[1]})
            page.screenshot(path=folder / f"{name}.jpg", type="jpeg", quality=28)
        else:
            _take(page, name, folder, ".notice--due" if name == "two-texts" else None)
        visits.close()


def take_dashboards(visits: Visits, folder: Path) -> None:
    """Take what an admin sees of many learners."""
    visit = visits(reduced_motion="reduce")
    visit.sign_in("dana@example.org")
    for name in ("", *DASHBOARDS):
        page = visit.go(f"/admin/statistics/{name}".rstrip("/"))
        _take(page, f"statistics-{name}".rstrip("-"), folder)
    report = visit.context.request.post(f"{visit.url}/admin/statistics/report.pdf").body()
    _take_pages("report", report, folder)


def take_files(visits: Visits, folder: Path) -> None:
    """Take the first pages of the journal as it is downloaded, and as its Word file opens."""
    visit = visits("Ada")
    for ending in ("pdf", "docx"):
        taken = visit.context.request.get(f"{visit.url}/journal/download.{ending}").body()
        pages = taken if ending == "pdf" else _opened(taken)
        if pages:
            _take_pages(f"journal-{ending}", pages, folder)


def take_paper(folder: Path) -> None:
    """Take the certificate on paper, in four cases."""
    for case in CASES:
        _take_pages(f"certificate-on-paper-{case}", framed(case), folder, dots_an_inch=75)


def take_checker(browser: Browser, folder: Path) -> None:
    """Take the offline checker’s answers: to the certificate, and to one with another name."""
    with tempfile.TemporaryDirectory() as stick, checking(browser, Path(stick)) as opened:
        for name, text, showing in (
            ("genuine", payload(), ".answer__holder"),
            ("altered", altered(payload(), 60), "#verdict"),
        ):
            page = opened()
            typed(page, text)
            page.get_by_label("Text").fill("")
            _take(page, f"checker-{name}", folder, showing)


def _opened(document: bytes) -> bytes:
    """Return the Word file as an office program shows it, as a PDF; nothing without one."""
    office = shutil.which("soffice")
    if not office:
        return b""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "journal.docx"
        source.write_bytes(document)
        own = f"-env:UserInstallation=file://{folder}/profile"
        how = [own, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
        subprocess.run([office, *how], check=True, capture_output=True)
        return source.with_suffix(".pdf").read_bytes()


def _take_pages(name: str, pdf: bytes, folder: Path, dots_an_inch: int = 50) -> None:
    """Take the first two pages of a PDF, where there is a program that draws them."""
    if drawing := shutil.which("pdftoppm"):
        how = [
            "-jpeg",
            "-jpegopt",
            "quality=50",
            "-r",
            str(dots_an_inch),
            "-f",
            "1",
            "-l",
            "2",
            "-",
            str(folder / name),
        ]
        subprocess.run([drawing, *how], input=pdf, check=True)


def _take(page: Page, name: str, folder: Path, showing: str | None = None) -> None:
    for size, (width, height) in SIZES.items():
        page.emulate_media(
            color_scheme="dark" if size.endswith("dark") else "light", reduced_motion="reduce"
        )
        page.set_viewport_size({"width": width, "height": height})
        if showing:
            page.locator(showing).first.evaluate("e => e.scrollIntoView({block: 'end'})")
        page.screenshot(path=folder / f"{name}-{size}.jpg", type="jpeg", quality=27)


def _with_crowd(database: Database, programme: Programme) -> None:
    crowd.invent(database, programme, learners=CROWD, seed=1, now=clock.now())
    with database.writing.begin() as db:
        join(db, "Dana", Role.ADMIN)
    statistics.recount_all(database, programme, "Europe/London")


@contextmanager
def _serving() -> Iterator[tuple[Server, Database]]:
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "var", ROOT)
        server.start()
        database = connect(server.database_url)
        try:
            yield server, database
        finally:
            database.close()
            server.stop()


def main() -> int:
    """Serve the lived-in cast, then the crowd, for as long as it takes."""
    programme = Editions(ROOT, today=date.today).programme
    FOLDER.mkdir(parents=True, exist_ok=True)
    for picture in FOLDER.glob("*.jpg"):
        picture.unlink()
    take_paper(FOLDER)
    with running_chromium() as browser:
        take_checker(browser, FOLDER)
        with _serving() as (server, database):
            populate(database, programme)
            take(Visits(browser, server), programme, FOLDER)
            take_files(Visits(browser, server), FOLDER)
        with _serving() as (server, database):
            _with_crowd(database, programme)
            take_dashboards(Visits(browser, server), FOLDER)
    size = sum(path.stat().st_size for path in FOLDER.glob("*.jpg"))
    print(f"{len(list(FOLDER.glob('*.jpg')))} pictures, {size:,} bytes in {FOLDER}")
    return 0 if size <= LARGEST else 1


if __name__ == "__main__":
    sys.exit(main())
