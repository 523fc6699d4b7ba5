"""Letters to oneself, through the browser."""

import pytest
from sqlalchemy import select

from learning.db import Database
from learning.letters import Letter
from tests.cast import Cast
from tests.conftest import Browse, StoppedClock

TEXT = "Dear Ada, the copper heron is still yours."
SENT = {"letter.text": TEXT, "letter.day": "2027-03-01"}
HERE = "/journal/letters"


def test_it_is_written_sealed_and_comes_back_on_the_home_page(
    browse: Browse, cast: Cast, stopped: StoppedClock
) -> None:
    ada = browse(cast.ada)
    assert "No letter yet" in ada.get(HERE).text("main")
    assert ada.get(f"{HERE}/new").fields()["letter.day"] == "2026-08-31"
    for _ in range(2):
        ada.post(HERE, SENT)
    listed = ada.get(f"{HERE}?changed=sealed").text("main")
    assert "Your letter is sealed" in listed
    assert listed.count("Comes back on 1 March 2027") == 1
    assert "heron" not in ada.get(f"{HERE}/1").html + ada.get("/home").html + listed

    stopped.move(days=364, hours=-5)
    ada = browse(cast.ada)
    assert "has come back" in ada.get("/home").text("main")
    assert TEXT in ada.get(f"{HERE}/1").text("main")
    assert "Came back on 1 March 2027" in ada.get(HERE).text("main")


def test_it_can_be_opened_early_sent_on_and_thrown_away(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)
    ada.post(HERE, SENT)
    for _ in range(2):
        ada.post(f"{HERE}/1/opening")
    assert TEXT in ada.get(f"{HERE}/1").html
    for _ in range(2):
        ada.post(f"{HERE}/1/day", {"letter.day": "31/12/2026"})
    assert "Sealed. It comes back on 31 December 2026." in ada.get(f"{HERE}/1").text("main")
    assert TEXT not in ada.get(f"{HERE}/1").html
    for _ in range(2):
        ada.post(f"{HERE}/1/removal")
    ada.get(f"{HERE}/1", expect=404)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("letter.day", "2026-03-02", "Choose a day from tomorrow"),
        ("letter.day", "2031-03-09", "Choose a day from tomorrow"),
        ("letter.day", "soon", "Write the day like"),
        ("letter.day", "", "Choose a day"),
        ("letter.text", " \n ", "Write something to yourself"),
        ("letter.text", "a" * 10_001, "longer than 10,000 characters"),
    ],
)
def test_what_cannot_be_sealed_is_shown_again_with_what_to_mend(
    browse: Browse, cast: Cast, field: str, value: str, words: str
) -> None:
    page = browse(cast.ada).post(HERE, SENT | {field: value}, expect=422)
    assert words in page.text("main")
    kept = page.fields()
    assert kept["letter.text"].strip() == (SENT | {field: value})["letter.text"].strip()
    assert "No letter yet" in browse(cast.ada).get(HERE).text("main")


def test_five_years_and_ten_thousand_letters_are_not_too_much(browse: Browse, cast: Cast) -> None:
    browse(cast.ada).post(HERE, {"letter.text": "ß" * 10_000, "letter.day": "2031-03-02"})


def test_another_day_that_cannot_be_is_refused_on_the_letters_page(
    browse: Browse, cast: Cast
) -> None:
    ada = browse(cast.ada)
    ada.post(HERE, SENT)
    page = ada.post(f"{HERE}/1/day", {"letter.day": "2020-01-01"}, expect=422)
    assert "Choose a day from tomorrow" in page.text("main")
    assert ada.client.get(f"{HERE}/1/day").location == f"{HERE}/1"


def test_nobody_else_can_tell_that_there_is_one(
    browse: Browse, cast: Cast, stopped: StoppedClock
) -> None:
    browse(cast.ada).post(HERE, SENT)
    stopped.move(days=370)
    for stranger in (cast.ben, cast.dana):
        other = browse(stranger)
        there, nowhere = (other.get(f"{HERE}/{n}", expect=404).text("main") for n in (1, 999))
        assert there == nowhere
        for act in ("opening", "day"):
            other.post(f"{HERE}/1/{act}", SENT, expect=404)
        other.post(f"{HERE}/1/removal")
    assert browse().client.get(f"{HERE}/1").status_code == 302
    assert TEXT in browse(cast.ada).get(f"{HERE}/1").html


def test_signed_out_or_somebody_else_the_words_are_shown_and_not_kept(
    browse: Browse, cast: Cast, database: Database
) -> None:
    ada = browse(cast.ada)
    sent = ada.get(f"{HERE}/new").fields(also="writer") | SENT
    for other in (browse(), browse(cast.ben)):
        page = other.post(HERE, sent, expect=401)
        assert TEXT in page.html
    with database.reading() as db:
        assert db.scalar(select(Letter.id)) is None
