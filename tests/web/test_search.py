"""Searching from the page: what is found, for whom, and whatever is typed."""

import re
from urllib.parse import quote

import pytest
from sqlalchemy.orm import Session

from learning import journal
from learning.content import Programme
from learning.journal import Given
from tests.cast import Cast
from tests.conftest import Browse

MINE = "From your journal, found by you only"


def write_of_rain(db: Session, cast: Cast, programme: Programme) -> None:
    """Let Ada answer with words that the programme does not have."""
    exercise = programme.exercise("last-conversation")
    given = Given(exercise, {"heard": "A drizzly café, and Margaret’s kettles."}, 0)
    journal.save_entries(db, cast.ada, programme.edition, [given])
    db.commit()


def test_an_empty_search_invites(browse: Browse) -> None:
    for path in ("/search", "/search?q=", "/search?q=%20%20"):
        page = browse().get(path)
        assert "Beginnings of words are enough." in page.html
        assert "journal" not in page.text("main")


def test_results_say_what_they_are_and_mark_what_was_found(browse: Browse) -> None:
    page = browse().get("/search?q=clocks")

    assert "<mark>clock</mark>" in page.html
    assert "Exercise, Module 1: Listening" in page.html
    assert 'href="/modules/listening/a-conversation#spot-it"' in page.html


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("hearing", "/modules/listening/what-it-is"),
        ("conversations", "/modules/listening/a-conversation"),
        ("feedbck", "/search?q=feedback"),
        ("CAFÉ", "/glossary#open-question"),
        ("cafe", "/glossary#open-question"),
        ("docks", "/library/quiet-round"),
        ("nobody wants", "/library#listening-cards"),
        ("module feedback", "/modules/feedback"),
    ],
)
def test_everything_in_the_programme_is_found(browse: Browse, query: str, path: str) -> None:
    assert f'href="{path}"' in browse().get(f"/search?q={quote(query)}").html


def test_what_is_found_is_there(browse: Browse) -> None:
    guest = browse()
    html = guest.get("/search?q=listening+question+round+feedback").html
    found = re.findall(r'finding__title"><a href="([^"]+)"', html)

    assert len(found) > 5
    for path in found:
        address, _, anchor = path.partition("#")
        page = guest.get(address)
        assert not anchor or f'id="{anchor}"' in page.html


@pytest.mark.parametrize(
    "query",
    [
        '"', '""', "'", "*", "(", ")", "AND", "NOT", "OR", "a OR", '"a" AND', "title:x", "^a", "-a",
        "NEAR(a b)", "a*", "{a b}: c", "+", "\\", ";--", "%", "%_%", "🙂", "漢字", "\x00", "\ud800",
        "ß", "İstanbul", "a\u0301", "<b>x</b>", "…", "1", "٣", "ﬁ", "x" * 10_000, "word " * 2_000,
        "the", "of the and", "\u200b", "’", "--", "a-b_c",
    ],
)  # fmt: skip
def test_whatever_is_typed_is_searched_for(browse: Browse, query: str) -> None:
    page = browse().get(f"/search?q={quote(query.encode('utf-8', 'surrogatepass'))}")

    assert page.text("h1") == "Search"
    assert "<b>x" not in page.html


@pytest.mark.parametrize("query", ["?!…", "“”", "***", "-- --"])
def test_signs_alone_get_a_sentence(browse: Browse, query: str) -> None:
    assert "There is no word in that" in browse().get(f"/search?q={quote(query)}").html


def test_a_query_that_is_too_long_says_what_was_looked_at(browse: Browse) -> None:
    page = browse().get(f"/search?q={quote('listening ' * 1_000)}")

    assert "The first 12 words count" in page.html
    assert len(page.html) < 20_000


def test_nothing_found_shows_the_way_on(browse: Browse) -> None:
    page = browse().get("/search?q=xylophone")

    assert "Nothing found" in page.html
    assert 'href="/library"' in page.html


def test_html_in_the_query_stays_text(browse: Browse) -> None:
    html = browse().get(f"/search?q={quote('<script>alert(1)</script> listening')}").html

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_ones_own_words_are_found_and_nobody_elses(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    write_of_rain(db, cast, programme)

    mine = browse(cast.ada).get("/search?q=drizzle+kettle+CAFE")
    assert MINE in mine.html
    assert "<mark>kettles</mark>" in mine.html
    for other in (browse(cast.cleo), browse(cast.dana), browse()):
        for query in ("drizzly", "kettles", "kettle", "drizzlly", "margaret", "Your+conversation"):
            page = other.get(f"/search?q={query}")
            assert MINE not in page.html
            assert "Margaret’s" not in page.html
            assert "kettles</" not in page.html, "not even suggested"


def test_what_was_written_is_shown_as_it_was_typed(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    exercise = programme.exercise("last-conversation")
    given = Given(exercise, {"heard": "<i>Kettles</i> & <script>alert(1)</script>"}, 0)
    journal.save_entries(db, cast.ada, programme.edition, [given])
    db.commit()

    html = browse(cast.ada).get("/search?q=kettles+alert").html
    assert "&lt;i&gt;<mark>Kettles</mark>&lt;/i&gt; &amp;" in html
    assert "<script>alert" not in html


def test_a_search_after_another_persons_finds_nothing_of_theirs(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    write_of_rain(db, cast, programme)
    ada, cleo = browse(cast.ada), browse(cast.cleo)

    for _ in range(2):
        assert "1 entry of yours" in ada.get("/search?q=kettles").html
        assert "Nothing found" in cleo.get("/search?q=kettles").html


def test_a_private_result_is_kept_by_no_cache(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    write_of_rain(db, cast, programme)

    signed_in = browse(cast.ada).client.get("/search?q=kettles")
    assert signed_in.headers["Cache-Control"] == "no-store"
    assert browse().client.get("/search?q=kettles").headers["Cache-Control"] == "no-cache"


def test_a_search_costs_a_guest_no_query_and_a_learner_two(
    browse: Browse, cast: Cast, queries: list[str]
) -> None:
    browse().get("/search?q=listening")
    assert queries == []

    ada = browse(cast.ada)
    queries.clear()
    ada.get("/search?q=listening")
    assert len(queries) == 2, "who it is, and what they wrote"


def test_every_page_leads_to_the_search(browse: Browse) -> None:
    page = browse().get("/")
    (form,) = [a for tag, a in page.tags if tag == "form"]

    assert (form["method"], form["action"]) == ("get", "/search")
    assert 'href="/search"' in page.html
