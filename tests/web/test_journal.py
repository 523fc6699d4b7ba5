"""The journal as a page: in which order, of which kind, with which words, and how much it costs."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from learning import clock, journal, sharing
from learning.content import Programme, Prompt, Reflection
from learning.journal import Entry, Given
from tests.browser import Page
from tests.cast import Cast, gather, write
from tests.conftest import Browse, StoppedClock

KINDS = {"confidence-start": "ratings", "last-conversation": "words", "spot-it": "checks"}
WORDS = "We lend the hall to the choir."


ONLY_HERE = "Kept on this device, not saved"
"""The part that is hidden until a script finds something for it."""


def titles(page: Page) -> list[str]:
    texts = (" ".join(text.split()) for text in page.texts.get("h3", ()))
    return [text for text in texts if text]  # a script fills what is empty


def headings(page: Page) -> list[str]:
    texts = (" ".join(text.split()) for text in page.texts.get("h2", ()))
    return [text for text in texts if text != ONLY_HERE]


@pytest.fixture
def filled(db: Session, cast: Cast, programme: Programme, stopped: StoppedClock) -> None:
    """Ada has written in two months, shares one entry, lets one be quoted; one is asked no more."""
    start, words, check = (programme.exercise(name) for name in KINDS)
    write(db, cast.ada, programme, words)
    stopped.move(days=-20)
    write(db, cast.ada, programme, check)
    old = Reflection(id="old", title="Gone", minutes=1, prompts=(Prompt(id="q", text="So?"),))
    journal.save_entries(db, cast.ada, "0", [Given(old, {"q": "It hailed."}, 0)])
    stopped.move(days=20, hours=1)
    write(db, cast.ada, programme, start)
    entry = journal.entries_of(db, cast.ada, [words])[words.id]
    sharing.share(db, cast.ada, entry.id, gather(db, cast.ada, cast.ben))
    db.execute(update(Entry).where(Entry.exercise_id == check.id).values(is_quotable=True))
    db.commit()


@pytest.mark.usefixtures("filled")
def test_the_journal_stands_by_module_or_by_date(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)

    page = ada.get("/journal")
    assert headings(page) == ["Module 1: Listening", "From earlier editions"]
    start, words, check = "Where you start", "Your last conversation", "Spot the listener"
    assert titles(page) == [start, words, check, "Gone"]
    assert 'href="/journal?by=date"' in page.html

    page = ada.get("/journal?by=date")
    assert headings(page) == ["March 2026", "February 2026"]
    assert titles(page)[:2] == [start, words]


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("kind=words", ["Your last conversation", "Gone"]),
        ("kind=ratings", ["Where you start"]),
        ("readers=team", ["Your last conversation"]),
        ("readers=me&by=date&kind=words", ["Gone"]),
        ("readers=quoted&kind=checks", ["Spot the listener"]),
        ("readers=quoted&kind=ratings", []),
        ("kind=ratings&readers=team", []),
        ("q=choir", ["Your last conversation"]),
        ("q=hail&kind=words", ["Gone"]),
        ("q=hail&readers=team", []),
        ("q=xylophone", []),
        ("q=%3C%26", []),
    ],
)
def test_a_part_of_the_journal_can_be_asked_for(
    browse: Browse, cast: Cast, asked: str, shown: list[str]
) -> None:
    page = browse(cast.ada).get(f"/journal?{asked}")

    assert titles(page) == shown
    if shown:
        assert page.html.count("Open<") == len(shown)
    else:
        assert any(words in page.text("main") for words in ("Nothing found", "Nothing like that"))
    assert "Show everything" in page.text("main")
    for choice in asked.split("&"):
        name, _, value = choice.partition("=")
        if name in ("kind", "readers") and shown:
            assert f'selected value="{value}"' in page.html


@pytest.mark.usefixtures("filled")
def test_what_was_found_is_marked_and_the_filters_stay(browse: Browse, cast: Cast) -> None:
    page = browse(cast.ada).get("/journal?q=choir&kind=words&by=date")

    assert "<mark>choir</mark>" in page.html
    assert 'name="by" value="date"' in page.html
    assert 'value="choir"' in page.html
    assert 'href="/journal?by=date"' in page.html, "shows everything, in the same order"


@pytest.mark.usefixtures("filled")
def test_what_was_found_can_be_put_in_another_order_within_the_same_filter(
    browse: Browse, cast: Cast
) -> None:
    ada = browse(cast.ada)
    fits = ada.get("/journal?q=hail&kind=words")
    assert "<strong>What fits best</strong>" in fits.html
    by_module, by_date = "/journal?by=module&amp;q=hail", "/journal?by=date&amp;q=hail"
    for path in (by_module, by_date):
        assert f'href="{path}&amp;kind=words"' in fits.html

    page = ada.get("/journal?by=module&q=hail&kind=words")
    assert headings(page) == ["1 entry", "From earlier editions"]
    assert titles(page) == ["Gone"]
    assert "<mark>" in page.html
    assert 'href="/journal?q=hail&amp;kind=words"' in page.html, "what fits best again"
    assert 'name="by" value="module"' in page.html
    assert 'href="/journal"' in page.html, "shows everything"

    page = ada.get("/journal?by=date&q=hail&kind=words")
    assert headings(page)[0] == "1 entry"
    assert headings(page)[1].endswith(" 2026")
    assert ada.get("/journal?by=date&kind=words").html.count("What fits best") == 0


@pytest.mark.usefixtures("filled")
def test_a_slip_of_the_finger_is_put_right_within_the_same_filter(
    browse: Browse, cast: Cast
) -> None:
    page = browse(cast.ada).get("/journal?q=chior&kind=words")

    assert 'Did you mean <a href="/journal?q=choir&amp;kind=words">choir</a>' in page.html


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("asked", ["kind=moon", "readers=boss", "kind=words&kind=plans"])
def test_a_filter_that_there_is_not_is_refused_on_the_same_page(
    browse: Browse, cast: Cast, asked: str
) -> None:
    page = browse(cast.ada).get(f"/journal?{asked}", expect=422)

    assert "Choose one of these" in page.text("main")
    assert len(titles(page)) >= 2


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    "odd", ["page=0", "page=-1", "page=x", "page=99", "by=moon", "q=" + "x" * 400]
)
def test_an_odd_address_still_shows_the_journal(browse: Browse, cast: Cast, odd: str) -> None:
    browse(cast.ada).get(f"/journal?{odd}")


@pytest.mark.usefixtures("filled")
def test_nobody_finds_what_another_wrote(browse: Browse, cast: Cast) -> None:
    for person in (cast.ben, cast.cleo, cast.dana):
        other = browse(person)
        for asked in ("", "?q=choir", "?by=date", "?readers=team", "?page=all"):
            page = other.get(f"/journal{asked}")
            assert "Nothing here yet" in page.text("main")
            assert WORDS not in page.html


@pytest.mark.slow
def test_five_hundred_long_entries_cost_few_queries_and_stand_fifty_on_a_page(
    browse: Browse, db: Session, cast: Cast, queries: list[str]
) -> None:
    text = "It rained on the roof and on us. " * 150
    row = {
        "user_id": cast.ada.id, "version": 1, "title": "A question", "answers": {"q": text[:5_000]},
        "wording": {"q": "So?"}, "firsts": {}, "edition": "1", "has_aside": False,
        "sitting_at": clock.now(),
    }  # fmt: skip
    rows = [
        row | {"exercise_id": f"old-{n}", "saved_at": clock.now() - timedelta(days=n)}
        for n in range(500)
    ]
    db.execute(insert(Entry), rows)
    db.commit()
    ada = browse(cast.ada)

    for asked, shown in (("", 50), ("?by=date&page=2", 50), ("?q=roof", 30), ("?page=all", 500)):
        queries.clear()
        html = ada.client.get(f"/journal{asked}").text
        assert 0 < len(queries) <= 8
        assert html.count("<article") == shown + 1  # the empty one is for a script to fill

    page = ada.get("/journal?by=date&page=3&kind=words")
    assert "Page 3 of 10" in page.text("main")
    assert 'href="/journal?by=date&amp;kind=words&amp;page=4"' in page.html
    assert ", continued" in headings(page)[0]
    assert page.html.count("Read it: 1") == 50, "long texts are folded"


def test_a_reworded_question_is_compared_with_todays(
    browse: Browse, db: Session, cast: Cast, programme: Programme
) -> None:
    exercise = programme.exercise("last-conversation")
    given = Given(exercise, {"heard": "Rain"}, 0)
    journal.save_entries(db, cast.ada, "1", [given])
    db.execute(update(Entry).values(wording={"heard": "What did you first hear?"}))
    db.commit()

    page = browse(cast.ada).get("/journal/1")

    assert "The question now reads: “What did you hear?”" in page.text("main")
    assert "Compared: What did you taken out: first (end) hear?" in page.text("main")
