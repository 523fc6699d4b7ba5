"""Versions of an entry: read, compared, brought back; and what another window left."""

import pytest
from sqlalchemy.orm import Session

from learning import sharing
from learning.journal import LONGEST_ANSWER
from tests.browser import Browser
from tests.cast import Cast, gather
from tests.conftest import Browse, StoppedClock

PAGE = "/modules/listening/a-conversation/entries"
HEARD, VERSION = "last-conversation.heard", "last-conversation.version"
FIRST = "/journal/1/versions/1"


@pytest.fixture
def ada(browse: Browse, cast: Cast, stopped: StoppedClock) -> Browser:
    """Ada has written, come back, and written on."""
    ada = browse(cast.ada)
    ada.post(PAGE, {HEARD: "It rained on the roof.", VERSION: "0"})
    stopped.move(hours=1)
    ada.post(PAGE, {HEARD: "It hailed on the roof, and stopped.", VERSION: "1"})
    return ada


@pytest.fixture
def torn(ada: Browser) -> Browser:
    """Another window of hers held something else."""
    sent = {HEARD: "From the bus.", VERSION: "1"}
    assert ada.send(PAGE, sent).status_code == 409
    return ada


def test_versions_say_how_long_they_are_and_lead_to_what_changed(ada: Browser) -> None:
    page = ada.get("/journal/1")

    assert "As it was on 2 March 2026" in page.text("main")
    assert "It rained on the roof." in page.text("main")
    assert "5 words, 2 fewer than afterwards" in page.text("main")
    assert f'href="{FIRST}"' in page.html


def test_what_changed_is_marked_for_eyes_and_for_ears(ada: Browser) -> None:
    page = ada.get(FIRST)

    told = "It taken out: rained (end) put in: hailed (end) on the roof put in: , and stopped (end)"
    assert told in page.text("main")
    assert "<del>" in page.html
    assert "It rained on the roof." in page.text("main"), "the whole text stands there too"


def test_what_looks_like_a_page_is_shown_as_it_was_typed(ada: Browser) -> None:
    ada.post(PAGE, {HEARD: "It <script>alert(1)</script> & hailed.", VERSION: "2"})

    html = ada.get("/journal/1/versions/2").html
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


def test_a_version_is_brought_back_and_that_undone(ada: Browser) -> None:
    for _ in range(2):
        ada.post(f"{FIRST}/restoration")

    page = ada.get("/journal/1?changed=restored")
    assert "Brought back. This is how it stands now." in page.text("main")
    assert 'action="/journal/1/versions/2/restoration"' in page.html
    assert ada.get("/modules/listening/a-conversation").fields()[HEARD] == "It rained on the roof."

    ada.post("/journal/1/versions/2/restoration")
    assert ada.get("/modules/listening/a-conversation").fields()[HEARD].startswith("It hailed")


def test_a_text_from_another_window_offers_three_ways(torn: Browser) -> None:
    page = torn.get("/journal/1")

    for words in ("Use this one", "Put both together", "Remove it for good"):
        assert words in page.text("main")
    assert "cannot be brought back" in page.text("main")
    assert "only your journal has" in torn.get("/journal/1/versions/2").text("main")


@pytest.mark.parametrize(
    ("way", "stands"),
    [
        ("restoration", "From the bus."),
        ("joining", "It hailed on the roof, and stopped.\n\nFrom the bus."),
        ("removal", "It hailed on the roof, and stopped."),
    ],
)
def test_each_way_settles_it_and_works_twice(torn: Browser, way: str, stands: str) -> None:
    for _ in range(2):
        torn.post(f"/journal/1/versions/2/{way}")

    fields = torn.get("/modules/listening/a-conversation").fields()
    assert fields[HEARD].replace("\r\n", "\n") == stands
    page = torn.get("/journal/1")
    assert "Put both together" not in page.text("main")
    assert ("From the bus." in page.text("main")) == (way != "removal")
    torn.get("/journal/1/versions/2", expect=404 if way == "removal" else 200)


def test_what_does_not_fit_together_is_refused_and_both_stay(ada: Browser) -> None:
    ada.send(PAGE, {HEARD: "x" * LONGEST_ANSWER, VERSION: "1"})

    page = ada.post("/journal/1/versions/2/joining", expect=409)
    assert "room for 20,000" in page.text("main")
    assert "Put both together" in ada.get("/journal/1").text("main")


def test_an_earlier_version_is_never_removed(ada: Browser) -> None:
    page = ada.post(f"{FIRST}/removal", expect=409)

    assert "Earlier versions stay" in page.text("main")
    assert "It rained on the roof." in ada.get("/journal/1").text("main")


def test_nobody_else_reads_or_brings_back_a_version(
    torn: Browser, browse: Browse, cast: Cast
) -> None:
    for person in (cast.ben, cast.cleo, cast.dana):
        other = browse(person)
        for version in (1, 2, 99):
            page = other.get(f"/journal/1/versions/{version}", expect=404)
            assert "roof" not in page.html
            for way in ("restoration", "joining", "removal"):
                other.post(f"/journal/1/versions/{version}/{way}", expect=404)
    browse().client.get(FIRST)
    assert "Put both together" in torn.get("/journal/1").text("main")


def test_who_shares_an_entry_is_told_who_will_read_what_is_brought_back(
    torn: Browser, db: Session, cast: Cast
) -> None:
    said = "whoever can read it will read what stands then"
    paths = ("/journal/1", FIRST, "/journal/1/versions/2")
    assert not any(said in torn.get(path).text("main") for path in paths)

    sharing.share(db, cast.ada, 1, gather(db, cast.ada, cast.ben))
    db.commit()

    assert all(said in torn.get(path).text("main") for path in paths)


def test_old_versions_beyond_the_latest_have_pages_of_their_own(
    ada: Browser, stopped: StoppedClock
) -> None:
    for version in range(2, 25):
        stopped.move(hours=1)
        ada.post(PAGE, {HEARD: f"Sentence number {version}.", VERSION: str(version)})

    page = ada.get("/journal/1")
    assert page.html.count("What changed then") == 24
    assert "It rained on the roof." not in page.html
    assert "It rained on the roof." in ada.get(FIRST).text("main")
