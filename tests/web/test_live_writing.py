"""Writing on the page of a live session: private until its writer chooses, and never cut off."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from learning import journal, teams
from learning.content import Programme
from learning.live.tables import KeptCard
from tests.cast import Cast
from tests.conftest import Browse, StoppedClock
from tests.live.held import come_to
from tests.web.held import Held, at, write

ALONE = "steps/write-it/card"


def words(text: str, version: int = 0, **other: str) -> dict[str, Any]:
    """Return what the box of the second step sends."""
    return {
        "live_write.last-conversation": "write-it",
        "last-conversation.heard": text,
        "last-conversation.version": str(version),
    } | {name.replace("__", "."): value for name, value in other.items()}


def heard(db: Session, cast: Cast, programme: Programme, who: str = "ada") -> Any:
    """Return what is in the journal."""
    exercise = programme.exercise("last-conversation")
    db.rollback()
    entry = journal.entries_of(db, getattr(cast, who), [exercise]).get("last-conversation")
    db.rollback()
    return entry.answers.get("heard") if entry else None


def test_who_can_read_it_is_said_before_the_box(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = at(db, programme, "write-it", cast.ada, cast.ben, cast.cleo)
    ada = Held(browse, cast.ada, session_id)
    said = ada.says()
    assert said.index("Only you can read this.") < said.index("What did you hear?")
    assert "With my name" not in said

    come_to(db, session_id, "rate-it", cast.ada, cast.ben, cast.cleo)
    db.commit()
    said = ada.says()
    for sentence in ("With my name", "Choose before you write", "You are few."):
        assert said.index(sentence) < said.index("I can listen without planning")


def test_any_button_keeps_everything_that_was_typed(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = at(db, programme, "write-it", cast.ada, cast.ben)
    ada = Held(browse, cast.ada, session_id)
    ada.press("refresh", **words("Rain"))
    assert heard(db, cast, programme) == "Rain"
    ada.press("minute", **words("Rain and wind", 1))
    assert heard(db, cast, programme) == "Rain and wind"
    ada.press("ready", **words("Hail", 2))
    assert heard(db, cast, programme) == "Hail"


def test_a_refused_button_keeps_the_writing_all_the_same(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = at(db, programme, "write-it", cast.ada, cast.ben, cast.cleo)
    cleo = Held(browse, cast.cleo, session_id)
    page = cleo.press("next", expect=403, **words("Rain"))

    assert "Only Ada (facilitator) or Ben (timekeeper) can go on to the next step." in page.text(
        "main"
    )
    assert "Rain" in page.texts["textarea"][0]
    assert heard(db, cast, programme, "cleo") == "Rain"


def test_the_box_stays_when_the_step_is_over_and_when_the_session_is(
    browse: Browse, cast: Cast, db: Session, programme: Programme, stopped: StoppedClock
) -> None:
    session_id = at(db, programme, "write-it", cast.ada, cast.ben)
    ada = Held(browse, cast.ada, session_id)
    come_to(db, session_id, "rate-it", cast.ada, cast.ben)
    db.commit()
    assert "What you wrote in “The conversation”" in ada.says()
    ada.send(ALONE, words("Late"))
    assert heard(db, cast, programme) == "Late"
    stopped.move(hours=2)
    ada.send(ALONE, words("Later still", 1))
    assert heard(db, cast, programme) == "Later still"


def test_a_card_that_was_shown_stays_and_the_page_says_where_the_new_words_are(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = at(db, programme, "rate-it", cast.ada, cast.ben)
    ada = Held(browse, cast.ada, session_id)
    write(ada, "rate-it", "confidence-start", "named", rating=3)
    come_to(db, session_id, "show-it", cast.ada, cast.ben)
    db.commit()
    sent = {"live_write.confidence-start": "rate-it", "confidence-start.version": "1"}
    ratings = {f"confidence-start.{name}": "9" for name in ("listen", "ask")}
    answer = ada.browser.client.post(f"{ada.path}/steps/rate-it/card", data=sent | ratings)

    assert "said=shown" in answer.headers["Location"]
    assert "yours stays there as it was" in ada.browser.get(answer.headers["Location"]).text("main")
    assert (
        "said="
        not in ada.browser.client.post(
            f"{ada.path}/steps/rate-it/card",
            data=sent | ratings | {"confidence-start.version": "2"},
        ).headers["Location"]
    )


def test_two_windows_keep_both_texts(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = at(db, programme, "write-it", cast.ada, cast.ben)
    ada = Held(browse, cast.ada, session_id)
    ada.send(ALONE, words("The first window"))
    page = ada.send(ALONE, words("The second window"), expect=409)

    assert "Both texts are kept" in page.text("main")
    assert "The second window" in page.texts["textarea"][0]
    assert "The first window" in page.text("main")
    ada.send(ALONE, words("Both", 1))
    assert heard(db, cast, programme) == "Both"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (words("x" * 20_001), "longer than 20,000 characters"),
        (words("fine", live_person__name="x" * 81), "at most 80 characters"),
    ],
    ids=["too long", "another box"],
)
def test_what_cannot_be_kept_is_the_same_page_with_what_to_mend(
    browse: Browse, cast: Cast, db: Session, programme: Programme, sent: dict[str, str], said: str
) -> None:
    session_id = at(db, programme, "write-it", cast.ada, cast.ben)
    page = Held(browse, cast.ada, session_id).press("ready", expect=422, **sent)

    assert said in page.text("main")
    assert sent["last-conversation.heard"] in page.texts["textarea"][0]
    assert "2 of 2" not in page.text("main")


def test_what_is_not_revealed_is_in_nothing_that_anybody_else_gets(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = at(db, programme, "write-it", cast.ada, cast.ben, cast.cleo)
    ada, ben = Held(browse, cast.ada, session_id), Held(browse, cast.ben, session_id)
    ada.send(ALONE, words("Nobody reads this"))

    assert "Nobody reads this" in ada.page().html
    assert "Nobody reads this" not in ben.page().html
    assert "Nobody reads this" not in str(ben.state())
    assert "Nobody reads this" not in ben.browser.get(f"{ben.path}/screen").html
    assert "1 of 3 have written" in ben.says()


def test_whoever_was_taken_off_the_team_keeps_what_they_wrote(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = at(db, programme, "write-it", cast.ada, cast.ben)
    ben = Held(browse, cast.ben, session_id)
    teams.remove(db, cast.ada, 1, cast.ben.id)
    db.commit()
    answer = ben.browser.client.post(f"{ben.path}/{ALONE}", data=words("Still mine"))

    assert answer.status_code == 403
    assert "You are not on this team any more. What you wrote is in your journal." in answer.text
    assert heard(db, cast, programme, "ben") == "Still mine"
    told = ben.browser.send(f"{ben.path}/{ALONE}", words("Mine too", 1))
    assert told.status_code == 403
    assert told.json
    assert told.json["message"].startswith("You are not on this team any more.")
    assert told.json["versions"] == {"last-conversation": 2}
    assert told.json["saved"] == "12:00"
    assert heard(db, cast, programme, "ben") == "Mine too"
    assert db.query(KeptCard).count() == 0
    ben.page(expect=404)


def test_a_scribe_who_was_taken_off_the_team_keeps_what_they_wrote_alone(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = at(db, programme, "actions", cast.ada, cast.ben)
    ben = Held(browse, cast.ben, session_id)
    teams.remove(db, cast.ada, 1, cast.ben.id)
    db.commit()
    typed = words("Late, and still mine") | {"action.what": "Ring the ward", "action.owner": "2"}
    page = ben.send("steps/actions/decisions", typed, expect=403)

    assert "What you wrote is in your journal." in page.text("main")
    assert heard(db, cast, programme, "ben") == "Late, and still mine"


def test_a_page_that_somebody_else_had_open_saves_nothing(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = at(db, programme, "write-it", cast.ada, cast.ben)
    ben = Held(browse, cast.ben, session_id)
    page = ben.send(ALONE, words("Ada’s words") | {"writer": "f" * 24}, expect=401)

    assert "opened by somebody else" in page.text("main")
    assert "Ada’s words" in page.html
    assert heard(db, cast, programme, "ben") is None


def test_a_step_that_asks_nothing_or_is_gone_refuses_words_without_losing_them(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = at(db, programme, "write-it", cast.ada, cast.ben)
    ada = Held(browse, cast.ada, session_id)
    for step, status in (("check-in", 409), ("gone", 404)):
        sent = words("Kept on the page") | {"live_write.last-conversation": step}
        assert "Kept on the page" in ada.send(ALONE, sent, expect=status).text("main")


def test_whoever_is_signed_out_meanwhile_sends_their_words_once_more(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = at(db, programme, "write-it", cast.ada, cast.ben)
    ada = Held(browse, cast.ada, session_id)
    ada.browser.post("/sign-out")
    page = ada.send("course", words("Written too late") | {"act": "ready"}, expect=401)

    assert page.texts["textarea"] == ["\nWritten too late"]
    sent = {a["name"] or "": a.get("value") for t, a in page.tags if t == "input" and "name" in a}
    ada.browser.sign_in(cast.ada.email)
    ada.send("course", sent | {"last-conversation.heard": "Written too late"})
    assert heard(db, cast, programme) == "Written too late"
