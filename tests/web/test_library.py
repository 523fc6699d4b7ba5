"""The library, its cases and the glossary, as a guest reads them."""

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from flask import Flask

from learning.content import Programme
from learning.content.library import LEVERS, PLACES, more_like
from tests.cast import Cast
from tests.conftest import Browse

ALL = ("The quiet round", "A second chair", "Listening cards")


def shown(html: str) -> list[str]:
    """Return which of the fixture's items stand on a page."""
    return [title for title in ALL if f">{title}<" in html]


def test_the_library_has_cases_and_resources_and_asks_no_database(
    browse: Browse, queries: list[str]
) -> None:
    page = browse().get("/library")

    assert shown(page.html) == list(ALL)
    assert "Somebody sat down first." in page.html
    assert "Then they asked" not in page.html, "one line of what changed"
    assert "They are in English only." in page.html
    assert queries == []


def test_what_was_renamed_is_found_at_its_old_address(app: Flask, browse: Browse) -> None:
    edition = app.extensions["editions"].programme
    first, *others = edition.cases
    renamed = replace(edition, cases=(replace(first, was=("as-it-was",)), *others))
    app.extensions["editions"] = SimpleNamespace(programme=renamed)

    response = browse().client.get("/library/as-it-was")

    assert (response.status_code, response.location) == (301, first.path)


def test_a_resource_leads_to_its_publisher_and_says_so(browse: Browse) -> None:
    page = browse().get("/library")
    (link,) = [a for tag, a in page.tags if tag == "a" and "example.org" in (a.get("href") or "")]

    assert link == {"href": "https://www.example.org/cards?set=1&more=2", "rel": "noopener"}
    assert "at example.org" in page.text("main")
    assert "(leaves this site)" in page.text("main")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("lever=community", ["The quiet round", "Listening cards"]),
        ("lever=employment&place=town", ["A second chair"]),
        ("place=coast", ["The quiet round", "Listening cards"]),
        ("lever=&place=", list(ALL)),
        ("lever=community&lever=community", ["The quiet round", "Listening cards"]),
        ("other=1", list(ALL)),
    ],
)
def test_the_library_can_be_filtered(browse: Browse, query: str, expected: list[str]) -> None:
    assert shown(browse().get(f"/library?{query}").html) == expected


def test_each_choice_says_how_much_it_shows(browse: Browse) -> None:
    everything = browse().get("/library")
    on_the_coast = browse().get("/library?place=coast")

    assert "Jobs (2)" in everything.texts["option"]
    assert "Listening and answering (2)" in everything.texts["option"]
    assert "Town (1)" in everything.texts["option"]
    assert "Jobs (1)" in on_the_coast.texts["option"]


@pytest.mark.parametrize("lever", LEVERS)
@pytest.mark.parametrize("place", PLACES)
def test_the_numbers_beside_the_choices_are_what_is_shown(
    browse: Browse, programme: Programme, lever: str, place: str
) -> None:
    options = browse().get(f"/library?lever={lever}").texts["option"]
    promised = next(int(o[:-1].split("(")[1]) for o in options if o.startswith(PLACES[place]))
    cases = shown(browse().get(f"/library?lever={lever}&place={place}").html)

    assert promised == len([title for title in cases if title != "Listening cards"])


def test_nothing_that_fits_invites_to_look_wider(browse: Browse) -> None:
    page = browse().get("/library?lever=community&place=abroad")

    assert "No case like that here yet" in page.html
    assert 'href="/library?lever=community"' in page.html


def test_nobody_is_led_on_by_a_lever_that_does_not_exist(browse: Browse) -> None:
    page = browse().get("/library?lever=gravity&place=abroad", expect=422)

    assert "No case like that here yet" in page.html
    assert 'href="/library?lever=gravity' not in page.html


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("lever=gravity", "There is no lever called “gravity”."),
        ("place=moon", "There is no kind of place called “moon”."),
        ("lever=community&lever=estates", "Choose one lever at a time"),
        ("lever=" + "x" * 10_000, f"called “{'x' * 40}…”"),
        ("lever=%3Cscript%3E", "called “&lt;script&gt;”"),
        ("place=%00%ff%ED%A0%80", "There is no kind of place called"),
    ],
)
def test_a_wrong_choice_gets_a_sentence_and_everything_is_shown(
    browse: Browse, query: str, sentence: str
) -> None:
    page = browse().get(f"/library?{query}", expect=422)

    assert sentence in page.html
    assert shown(page.html) == list(ALL)


def test_a_case_says_all_that_is_known_and_all_that_is_not(browse: Browse) -> None:
    html = browse().get("/library/quiet-round").html
    text = " ".join(re.sub(r"</?(dt|dd|p|h2|li)\b[^>]*>", " ", html).split())
    text = " ".join(re.sub(r"<[^>]+>", "", text).split())

    for words in (
        "One ward and its porters",
        "Hull, by the docks",
        "9 minutes a bed Compared with elsewhere or before. The ward’s own log, 2021",
        "What it does not show Whether anybody got better sooner.",
        "Try it here. Whom do you only ever ask standing up?",
        "Jobs, Listening and answering",
        "The chair was the dearest part, and it was free.",
        "A conversation Module 1: Listening",
        "A second chair",
    ):
        assert words in text


def test_a_module_and_the_library_lead_to_each_other(browse: Browse) -> None:
    guest = browse()

    assert 'href="/library/quiet-round"' in guest.get("/modules/listening/a-conversation").html
    case = guest.get("/library/quiet-round").html
    assert 'href="/modules/listening/a-conversation#quiet-round"' in case
    assert "Where the programme tells it" not in guest.get("/library/second-chair").html


def test_other_cases_are_those_that_share_most_levers(programme: Programme) -> None:
    quiet, second = programme.cases

    assert more_like(programme, quiet) == (second,)
    assert more_like(programme, second) == (quiet,)


@pytest.mark.parametrize("case", ["nothing", "QUIET-ROUND", "x" * 5_000, "%00", "..%2Fetc"])
def test_an_unknown_case_is_not_found(browse: Browse, case: str) -> None:
    browse().get(f"/library/{case}", expect=404)


def test_a_resource_asked_for_as_a_case_is_in_the_library(browse: Browse) -> None:
    response = browse().client.get("/library/listening-cards")

    assert (response.status_code, response.location) == (302, "/library#listening-cards")


def test_the_glossary_leads_to_the_page_that_defines_a_term(browse: Browse) -> None:
    guest = browse()
    page = guest.get("/glossary")

    assert "Open question" in page.texts["dfn"]
    assert "also café question" in page.text("main")
    assert 'id="open-question"' in page.html
    assert 'href="/modules/listening/what-it-is#open-question"' in page.html
    assert 'id="open-question"' in guest.get("/modules/listening/what-it-is").html
    assert "fnref" not in page.html, "the footnote stays where it can be read"


def test_the_first_use_in_a_module_leads_to_the_glossary(browse: Browse) -> None:
    html = browse().get("/modules/listening/a-conversation").html

    assert re.findall(r'<a class="term" href="/glossary#open-question">(.*?)</a>', html) == [
        "open question"
    ]
    assert 'class="term"' not in browse().get("/modules/listening/what-it-is").html


def test_whoever_is_signed_in_reads_the_same(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)
    for path in ("/library", "/library/quiet-round", "/glossary"):
        assert ada.get(path).text("main") == browse().get(path).text("main")
