"""The pack to print, and the form into which its result is typed."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from learning import live
from tests.cast import Cast
from tests.conftest import Browse, StoppedClock
from tests.web.planned import PLAN

TYPED: dict[str, Any] = {
    "there.1.there": "y", "there.1.minutes": "45", "there.2.there": "y", "there.2.minutes": "30",
    "paper.names": "Rosa Ibarra\r\n\r\nSam", "role.scribe.who": "2", "paper.rows": "3",
    "lines.check-in.text": "All well.\r\nOne is tired.", "lines.in-turn.text": "<b>Ask</b> more",
    "action.1.what": "Ask one question", "action.1.owner": "1", "action.1.by": "2026-04-01",
    "action.1.first_step": "Find a time",
}  # fmt: skip


@pytest.fixture
def met(browse: Browse, cast: Cast, team: str, stopped: StoppedClock) -> str:
    """A session of Ada and Ben, whose time has come an hour ago."""
    browse(cast.ada).post(f"{team}/sessions", PLAN | {"day": "2026-03-02", "at": "13:00"})
    stopped.move(hours=2)
    return "/live/1"


def test_the_pack_has_all_that_a_room_without_network_needs(
    browse: Browse, cast: Cast, met: str, stopped: StoppedClock
) -> None:
    stopped.move(hours=-2)
    page = browse(cast.ben).get(f"{met}/pack")
    said = page.text("main")

    for words in (
        "13:00 to 13:45", "Room 4", "Outside-in voice", "13:05 The conversation", "Read aloud",
        "Who listened to you today?", "Two dots each", "Ask more", "13:45 The end", "First step",
        "We meet again on", "Afterwards", "http://localhost/live/1/results",
    ):  # fmt: skip
        assert words in said
    blanks = [a for t, a in page.tags if t == "li" and a.get("class") == "blank"]
    assert len(blanks) == 2 * 4, "two steps to write in, and at least four copies"
    assert said.count("Shown without my name") == 4, "the cards of one of them are shown"
    assert said.count("For yourself only") == 4


def test_the_page_of_the_session_leads_to_both(
    browse: Browse, cast: Cast, met: str, stopped: StoppedClock
) -> None:
    ada = browse(cast.ada)

    def links() -> set[str | None]:
        return {a.get("href") for t, a in ada.get("/sessions/1").tags if t == "a"}

    assert f"{met}/results" in links()
    stopped.move(hours=-2)
    assert f"{met}/pack" in links()
    assert f"{met}/results" not in links()


def test_what_is_typed_becomes_the_record(browse: Browse, cast: Cast, met: str) -> None:
    ada = browse(cast.ada)
    form = ada.get(f"{met}/results")
    assert form.fields()["there.1.minutes"] == "45"
    assert "Check in" in form.text("main")

    response = ada.client.post(f"{met}/results", data=TYPED)
    assert response.headers["Location"] == f"{met}/record?changed=typed"
    said = browse(cast.ben).get(response.headers["Location"]).text("main")
    for words in (
        "Ada", "45 minutes", "30 minutes, scribe", "Rosa Ibarra", "Sam", "All well.",
        "One is tired.", "<b>Ask</b> more", "Ask one question", "by 1 April 2026",
        "The result is typed in",
    ):  # fmt: skip
        assert words in said
    assert ada.client.get(f"{met}/results").headers["Location"] == f"{met}/record"
    assert ada.client.post(f"{met}/results", data=TYPED).status_code == 303


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"there.1.minutes": "46"}, "Write a whole number from 1 to 45"),
        ({"there.1.minutes": ""}, "Write a whole number from 1 to 45"),
        ({"there.2.minutes": "-3"}, "Write a whole number from 1 to 45"),
        ({"there.2.minutes": "9" * 40}, "Write a whole number from 1 to 45"),
        ({"role.scribe.who": "99"}, "Choose somebody from the list"),
        ({"paper.names": "x" * 81}, "at most 80 characters for a name"),
        ({"lines.dots.text": "x" * 5001}, "at most 5,000 characters in a line"),
        ({"action.1.by": "someday"}, "Write the day like"),
        ({"action.1.owner": "99"}, "Choose somebody from the list"),
        ({"action.2.first_step": "Begin"}, "Write what will be done"),
        ({"action.3.what": "x" * 501}, "at most 500 characters"),
    ],
)
def test_a_mistake_is_shown_with_all_that_was_typed(
    browse: Browse, cast: Cast, met: str, other: dict[str, str], words: str
) -> None:
    sent = TYPED | other
    page = browse(cast.ada).post(f"{met}/results", sent, expect=422)

    assert words in page.text("main")
    kept = page.fields()
    for name in ("lines.check-in.text", "paper.names", "action.1.what", "action.1.first_step"):
        assert kept[name].replace("\r", "") == sent[name].replace("\r", "")
    assert kept["there.1.minutes"] == sent["there.1.minutes"]


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"there.1.there": "", "there.2.there": "", "paper.names": ""}, "Tick who was there"),
        ({"there.2.there": ""}, "with a role was not there"),
        ({"lines.dots.text": "x\n" * 201}, "at most 200 lines"),
        ({"paper.names": "\n".join(f"G {n}" for n in range(29))}, "At most 30 people"),
    ],
)
def test_what_cannot_be_comes_back_with_a_sentence(
    browse: Browse, cast: Cast, met: str, other: dict[str, str], words: str
) -> None:
    sent = {name: value for name, value in (TYPED | other).items() if value}
    page = browse(cast.ada).post(f"{met}/results", sent, expect=409)

    assert words in page.text("main")
    assert page.fields()["lines.in-turn.text"] == "<b>Ask</b> more"


def test_more_rows_come_without_a_script_and_keep_what_was_typed(
    browse: Browse, cast: Cast, met: str
) -> None:
    page = browse(cast.ada).post(f"{met}/results", TYPED | {"more": "1"}, expect=200)
    assert page.fields()["action.1.what"] == "Ask one question"
    assert "action.6.what" in page.fields()
    assert "to mend" not in page.text("main")
    many = browse(cast.ada).post(f"{met}/results", {"more": "1", "paper.rows": "999"}, expect=200)
    assert "action.30.what" in many.fields()
    assert "action.31.what" not in many.fields()


def test_somebody_who_was_second_loses_nothing(browse: Browse, cast: Cast, met: str) -> None:
    browse(cast.ada).post(f"{met}/results", TYPED)
    page = browse(cast.ben).post(
        f"{met}/results", TYPED | {"lines.check-in.text": "Mine"}, expect=409
    )
    assert "has a record already" in page.text("main")
    assert "See the record that is kept" in page.text("main")
    assert page.fields()["lines.check-in.text"] == "Mine"


def test_one_that_was_begun_here_leads_to_its_record(
    db: Session, browse: Browse, cast: Cast, met: str, stopped: StoppedClock
) -> None:
    ada = browse(cast.ada)
    stopped.move(minutes=-90)
    ada.post(f"{met}/entry")
    ada.post(f"{met}/course", {"act": "begin", "seen": "-1", "added": "0"})
    assert ada.client.get(f"{met}/results").headers["Location"] == f"{met}/record"
    stopped.move(minutes=35)
    page = ada.post(f"{met}/results", TYPED, expect=409)
    assert "it was held here" in page.text("main")
    assert live.run_for(db, cast.ada, 1)


def test_too_early_cancelled_and_strangers(
    browse: Browse, cast: Cast, met: str, stopped: StoppedClock
) -> None:
    ada, cleo = browse(cast.ada), browse(cast.cleo)
    for path in ("pack", "results"):
        cleo.get(f"{met}/{path}", expect=404)
        assert browse().client.get(f"{met}/{path}").status_code == 302
    cleo.post(f"{met}/results", TYPED, expect=404)
    stopped.move(hours=-2)
    assert "still to come" in ada.get(f"{met}/results", expect=409).text("main")
    assert "still to come" in ada.post(f"{met}/results", TYPED, expect=409).text("main")
    ada.post("/sessions/1/cancellation")
    assert "was cancelled" in ada.get(f"{met}/results", expect=409).text("main")
    assert "was cancelled" in ada.get(f"{met}/pack").text("main")


def test_what_was_sent_after_the_sign_in_ended_is_shown_again(browse: Browse, met: str) -> None:
    page = browse().post(f"{met}/results", TYPED, expect=401)
    for words in ("One is tired.", "Rosa Ibarra", "Find a time"):
        assert words in page.html
