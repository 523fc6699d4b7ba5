"""Organisations before an admin: finding, comparing, merging, and the record of it."""

import pytest

from learning import organisations
from learning.db import Database
from learning.organisations import Work
from tests.browser import Browser, Page
from tests.cast import Cast
from tests.conftest import Browse
from tests.organisations.peopled import known

HERE = "/admin/organisations"
FULL, SHORT = "East London NHS Foundation Trust", "ELFT"


@pytest.fixture
def dana(browse: Browse, cast: Cast) -> Browser:
    return browse(cast.dana)


@pytest.fixture
def two(database: Database, cast: Cast) -> list[int]:
    """Ada is at the full name, Ben at its initials."""
    with database.writing.begin() as db:
        for person, name in ((cast.ada, FULL), (cast.ben, SHORT)):
            organisations.set_profile(db, person, Work(organisation=name))
    return [1, 2]


def ticked(page: Page) -> list[str]:
    return [a["value"] or "" for _, a in page.tags if a.get("name") == "with" and "checked" in a]


def test_an_empty_list_says_what_will_stand_there(dana: Browser) -> None:
    assert f'href="{HERE}"' in dana.get("/admin").html
    assert "No organisation yet" in dana.get(HERE).text("main")
    assert "No two look the same" in dana.get(f"{HERE}/alike").text("main")
    assert "Nothing was merged yet" in dana.get(f"{HERE}/merges").text("main")


@pytest.mark.usefixtures("two")
def test_from_searching_to_the_record_of_a_merge(
    dana: Browser, database: Database, cast: Cast
) -> None:
    page = dana.get(f"{HERE}?q=elft&with=1")
    assert ticked(page) == ["1"], "what was ticked before comes along"
    assert FULL in page.text("main")
    compared = dana.get(f"{HERE}/merging?with=1&with=2")
    assert ticked(compared) == ["1", "2"]
    assert "What this does" not in compared.text("main")
    preview = dana.get(f"{HERE}/merging?with=1&with=2&into=1").text("main")
    assert f"“{FULL}” stands for 2 spellings" in preview

    for _ in range(2):
        dana.post(f"{HERE}/merges", {"into": "1", "with": "2", "reason": "=Its initials"})
    record = dana.get(f"{HERE}/merges?changed=merged").text("main")
    assert record.count("=Its initials") == 1
    assert "within a minute" in record
    assert "2 March 2026, Dana" in record
    assert "2 spellings" in dana.get(HERE).text("main")
    with database.reading() as db:
        assert organisations.shown_name(db, cast.ben, 2) == FULL
        assert organisations.profile_of(db, cast.ben) == Work(organisation=SHORT), "as he typed it"


@pytest.mark.parametrize("reason", ["", "  ", "–", "x" * 501])
@pytest.mark.usefixtures("two")
def test_a_merge_needs_a_reason(dana: Browser, reason: str) -> None:
    page = dana.post(f"{HERE}/merges", {"into": "1", "with": "2", "reason": reason}, expect=422)
    assert "To mend" in page.text("main") or "Use at most" in page.text("main")
    assert "Nothing was merged yet" in dana.get(f"{HERE}/merges").text("main")


@pytest.mark.usefixtures("two")
def test_one_that_was_merged_meanwhile_is_shown_as_it_is_now(
    dana: Browser, database: Database
) -> None:
    with database.writing.begin() as db:
        known(db, "Harbour Row")
    dana.post(f"{HERE}/merges", {"into": "1", "with": "2", "reason": "Its initials"})
    sent = {"into": "3", "with": "2", "reason": "The harbour"}
    page = dana.post(f"{HERE}/merges", sent, expect=409)
    assert "merged meanwhile" in page.text("main")
    assert ticked(page) == ["1", "3"]
    assert "The harbour" in page.texts["textarea"][0], "the reason is not lost"
    page = dana.post(f"{HERE}/merges", sent | {"into": "2", "with": "3"}, expect=409)
    assert ticked(page) == ["1", "3"]


@pytest.mark.usefixtures("two")
def test_what_is_not_there_is_refused_or_left_out(dana: Browser) -> None:
    for address in ("?with=1", "?with=1&with=1", "?with=1&with=99", "?with=x", ""):
        answer = dana.client.get(f"{HERE}/merging{address}")
        assert (answer.status_code, "few=1" in (answer.location or "")) == (302, True)
    assert "Tick two" in dana.get(f"{HERE}?few=1&with=1").text("main")
    assert "What this does" not in dana.get(f"{HERE}/merging?with=1&with=2&into=7", expect=422).html
    for sent in ({}, {"into": "x"}, {"into": "99"}, {"into": "1", "with": "99"}):
        dana.post(f"{HERE}/merges", {"reason": "Why"} | sent, expect=404)
    for number in ("0", "-1", "x", "999999999", "99999999999999"):
        for path in (HERE, f"{HERE}/alike", f"{HERE}/merges"):
            dana.get(f"{path}?page={number}")


@pytest.mark.parametrize("answer", ["", "&into=", "&into=x", "&into=7"])
@pytest.mark.usefixtures("two")
def test_an_answer_without_one_of_the_names_is_told_what_to_choose(
    dana: Browser, answer: str
) -> None:
    address = f"{HERE}/merging?with=1&with=2"
    page = dana.get(f"{address}&asked=1{answer}", expect=422)
    assert page.text("main").count("Choose which of these names shall stand") == 2
    assert ticked(page) == ["1", "2"]
    assert "Choose which" not in dana.get(address).text("main")


@pytest.mark.usefixtures("two")
def test_there_is_a_button_to_compare_only_where_there_are_two(dana: Browser) -> None:
    for query, is_there in (
        ("", True),
        ("?q=nowhere", False),
        ("?q=elft", False),
        ("?q=elft&with=1", True),
        ("?q=nowhere&with=1&with=2", True),
    ):
        assert ("Compare what is ticked" in dana.get(f"{HERE}{query}").html) is is_there


def test_nobody_but_admins_comes_here(browse: Browse, cast: Cast) -> None:
    ada, guest = browse(cast.ada), browse()
    for path in ("", "/alike", "/merging?with=1&with=2", "/merges"):
        ada.get(f"{HERE}{path}", expect=403)
        guest.get(f"{HERE}{path}", expect=302)
    ada.post(f"{HERE}/merges", {"into": "1", "with": "2", "reason": "Why"}, expect=403)


def test_no_page_says_who_is_where_or_how_many(
    dana: Browser, database: Database, cast: Cast
) -> None:
    with database.writing.begin() as db:
        for person in (cast.ada, cast.ben, cast.cleo):
            organisations.set_profile(db, person, Work(organisation=FULL))
        known(db, SHORT, "Leeds Council", "Leeds City Council")
    pages = ("", "/alike", "/merging?with=1&with=2&into=1", "/merges")
    shown = "".join(dana.get(f"{HERE}{path}").text("main") for path in pages)
    assert not any(name in shown for name in ("Ada", "Ben", "Cleo", "3 people", "3 learners"))


@pytest.mark.slow
def test_the_pages_cost_the_same_for_any_number_of_organisations(
    dana: Browser, database: Database, queries: list[str]
) -> None:
    with database.writing.begin() as db:
        known(db, *(f"Harbour {number} Council" for number in range(2_000)))
    for path in ("", "?q=harbour+council&page=7&with=3", "/alike", "/merging?with=1&with=2&into=1"):
        queries.clear()
        dana.get(f"{HERE}{path}")
        assert 0 < len(queries) <= 8
