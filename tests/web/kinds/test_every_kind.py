"""Every kind of exercise: saved, reloaded, changed, required; and no input it cannot answer."""

import pytest

from tests.cast import Cast
from tests.conftest import Browse, StoppedClock

SORTED = "/modules/begin/sort-and-rank"
STAND = "/modules/middle/where-you-stand"
HOLD = "/modules/middle/what-you-hold"
PLAN = "/modules/finish/what-you-will-do"
BACK = "/modules/finish/looking-back"

SAVED = {
    "a check": (SORTED, {"quiz.which": "right"}, "The right one"),
    "a sort": (SORTED, {"measures.leaflets": "input", "measures.hardest": "The second"}, "Input"),
    "a rank": (
        SORTED,
        {"first-two.rooms": "1", "first-two.jobs": "2"},
        "Rooms 1st place Jobs 2nd place",
    ),
    "a grid": (
        STAND,
        {"stand.employer.level": "trying", "stand.employer.evidence": "Two wards"},
        "One team does more.",
    ),
    "a table": (
        HOLD,
        {"hold.rows.1.asset": "Hall", "hold.rows.1.use": "Hardly ever", "hold.rows.2.size": "Big"},
        "Hardly ever",
    ),
    "a plan": (
        PLAN,
        {"plan.actions.1.when": "the advert comes", "plan.actions.1.date": "2026-04-01"},
        "1 April 2026",
    ),
    "a scale": (BACK, {"end.explain": "7", "then.measure": "0"}, "7 of 10"),
}


@pytest.mark.parametrize("kind", SAVED)
def test_what_is_saved_stands_in_the_form_and_in_the_journal(
    browse: Browse, cast: Cast, kind: str
) -> None:
    path, fields, in_journal = SAVED[kind]
    ada = browse(cast.ada)

    ada.post(f"{path}/entries", fields)
    page = ada.get(path)

    assert page.fields().items() >= fields.items()
    assert in_journal in ada.get("/journal").text("main")
    again = ada.send(f"{path}/entries", page.fields()).get_json()
    assert set(again["versions"].values()) <= {0, 1}, "the same again is not a new version"


@pytest.mark.parametrize("kind", SAVED)
def test_a_later_sitting_keeps_the_earlier_version(
    browse: Browse, cast: Cast, stopped: StoppedClock, kind: str
) -> None:
    path, fields, _ = SAVED[kind]
    ada = browse(cast.ada)
    ada.post(f"{path}/entries", fields)
    stopped.move(minutes=11)

    name = next(iter(fields))
    changed = ada.get(path).fields() | {name: CHANGED.get(name, "Something else")}
    ada.post(f"{path}/entries", changed)

    exercise = name.partition(".")[0]
    saved = ada.send(f"{path}/entries", ada.get(path).fields()).get_json()
    assert saved["versions"][exercise] == 2
    assert "As it was on 2 March 2026" in ada.get("/journal/1").text("main")


CHANGED = {
    "quiz.which": "left",
    "measures.leaflets": "outcome",
    "first-two.rooms": "",
    "stand.employer.level": "steady",
    "end.explain": "8",
}


@pytest.mark.parametrize("path", [SORTED, STAND, HOLD, PLAN, BACK])
def test_a_guest_finds_every_kind_to_fill_in(browse: Browse, cast: Cast, path: str) -> None:
    page = browse().get(path)

    assert page.fields() == browse(cast.ada).get(path).fields()
    assert "Save and add" not in page.text("main")


@pytest.mark.parametrize("kind", SAVED)
def test_what_a_guest_sends_comes_back_as_sent_and_is_not_saved(browse: Browse, kind: str) -> None:
    path, fields, _ = SAVED[kind]
    guest = browse()

    page = guest.post(f"{path}/entries", fields | {"writer": "guest"}, expect=200)

    assert page.fields().items() >= fields.items()
    for words in {"a check": ["Not this time."], "a sort": ["what we put in"]}.get(kind, []):
        assert words in page.text("main")
    assert guest.get(path).fields() == browse().get(path).fields()


REQUIRED = [
    (SORTED, {"first-two.rooms": "1", "first-two.because": "They are empty."}, "Answer “Jobs”"),
    (STAND, {"stand.employer.level": "trying", "stand.buyer.evidence": "?"}, "Answer “As a buyer”"),
    (HOLD, {"hold.rows.1.asset": "  "}, "Answer “What do you hold?”"),
    (PLAN, {"plan.actions.1.will": "cut it"}, "Answer “Your plan”"),
    (SORTED, {"first-two.because": " \n "}, "Answer “Why these two?”"),
]


@pytest.mark.parametrize(("path", "fields", "words"), REQUIRED)
def test_a_required_exercise_says_what_is_missing_and_keeps_the_rest(
    browse: Browse, cast: Cast, path: str, fields: dict[str, str], words: str
) -> None:
    ada = browse(cast.ada)

    page = ada.post(f"{path}/completion", fields, expect=422)

    assert words in page.text("main")
    written = {name: text for name, text in fields.items() if text.strip()}
    assert ada.get(path).fields().items() >= written.items()


def test_what_is_complete_can_be_marked_as_done(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)
    places = {"first-two.rooms": "1", "first-two.jobs": "2", "first-two.because": "Empty."}
    levels = {"stand.employer.level": "trying", "stand.buyer.level": "starting"}
    action = {"plan.actions.7.will": "cut it", "plan.actions.7.date": "2026-04-01"}
    for path, fields in (
        (SORTED, places), (STAND, levels), (HOLD, {"hold.rows.1.size": "Big"}), (PLAN, action),
    ):  # fmt: skip
        ada.post(f"{path}/completion", fields)

    assert "66%" in ada.get("/home").text("main")


LONG = "x" * 2_001
HOSTILE = {
    "a level that is not offered": (STAND, {"stand.employer.level": "perfect"}, "Choose one of"),
    "much evidence": (STAND, {"stand.buyer.evidence": LONG}, "Shorten this to 2,000"),
    "a place beyond the last": (SORTED, {"first-two.jobs": "3"}, "Choose a place from 1 to 2"),
    "a place that is no number": (SORTED, {"first-two.jobs": "first"}, "Choose a place from 1"),
    "a huge place": (SORTED, {"first-two.jobs": "9" * 5_000}, "Choose a place from 1 to 2"),
    "one place twice": (
        SORTED, {"first-two.jobs": "1", "first-two.rooms": "1"}, "“Jobs” has this place already",
    ),
    "a group that is not there": (SORTED, {"measures.sleep": "elsewhere"}, "Choose one of"),
    "a rating beyond ten": (BACK, {"end.explain": "11"}, "Choose a number from 0 to 10"),
    "a day that is none": (PLAN, {"plan.actions.2.date": "31 June"}, "By which day, action 1"),
    "a day in letters": (PLAN, {"plan.actions.1.review": "٢٠٢٦-٠١-٠١"}, "Write the day as"),
    "a huge cell": (HOLD, {"hold.rows.1.asset": LONG}, "Asset, row 1: Shorten this"),
    "too many rows": (
        HOLD, {f"hold.rows.{n}.asset": "Hall" for n in range(1, 62)}, "60 can be kept",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_what_cannot_be_kept_is_answered_on_the_form_and_nothing_is_lost(
    browse: Browse, cast: Cast, case: str
) -> None:
    path, fields, words = HOSTILE[case]
    ada = browse(cast.ada)
    note = {"measures.hardest": "Kept all the same"} if path == SORTED else {}

    page = ada.post(f"{path}/entries", fields | note, expect=422)

    assert words in page.text("main")
    texts = {n: t for n, t in fields.items() if n.endswith((".evidence", ".asset")) or n in note}
    assert page.fields().items() >= texts.items()
    assert "Nothing here yet" in ada.get("/journal").text("main")


@pytest.mark.parametrize(
    "name",
    [
        "hold.rows.0.asset", "hold.rows.x.asset", "hold.rows.99999.asset",
        pytest.param(f"hold.rows.{'9' * 5_000}.asset", id="a huge row"), "hold.rows.1.colour",
        "hold.rows", "hold.rows.1", "stand.employer", "stand.employer.weight", "first-two.jobs.at",
    ],
)  # fmt: skip
def test_a_field_that_nobody_asked_for_is_shown_back(browse: Browse, cast: Cast, name: str) -> None:
    page = browse(cast.ada).post(f"{HOLD}/entries", {name: "My words"}, expect=409)

    assert "My words" in page.text("main")


def test_a_field_sent_twice_counts_once(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)
    ada.client.post(f"{HOLD}/entries", data={"hold.rows.1.asset": ["Hall", "Barn"]})

    assert ada.get(HOLD).fields()["hold.rows.1.asset"] == "Hall"


def test_a_row_is_removed_by_its_button_and_the_others_keep_their_numbers(
    browse: Browse, cast: Cast
) -> None:
    ada = browse(cast.ada)
    rows = {"hold.rows.1.asset": "Hall", "hold.rows.2.asset": "Barn", "hold.rows.3.asset": "Van"}
    ada.post(f"{HOLD}/entries", rows)

    ada.post(f"{HOLD}/entries", ada.get(HOLD).fields() | {"hold.rows.2._remove": "1"})

    kept = {n: t for n, t in ada.get(HOLD).fields().items() if n.endswith(".asset") and t}
    assert kept == {"hold.rows.1.asset": "Hall", "hold.rows.3.asset": "Van"}


def test_an_empty_row_follows_until_there_are_as_many_as_the_author_allows(
    browse: Browse, cast: Cast
) -> None:
    ada = browse(cast.ada)
    for number in range(1, 5):
        assert f"hold.rows.{number}.asset" in ada.get(HOLD).fields()
        fields = ada.get(HOLD).fields() | {f"hold.rows.{number}.asset": "Hall"}
        ada.post(f"{HOLD}/entries", fields)

    assert "hold.rows.5.asset" not in ada.get(HOLD).fields()


def test_an_action_is_on_the_home_page_when_its_day_is_near(
    browse: Browse, cast: Cast, stopped: StoppedClock
) -> None:
    ada = browse(cast.ada)
    action = {"plan.actions.1.will": "cut the advert", "plan.actions.1.date": "2026-04-01"}
    ada.post(f"{PLAN}/entries", action)
    assert "cut the advert" not in ada.get("/home").text("main")

    stopped.move(days=20)
    assert "cut the advert" in ada.get("/home").text("main")

    ada.post(f"{PLAN}/entries", ada.get(PLAN).fields() | {"plan.actions.1.status": "Done"})
    assert "cut the advert" not in ada.get("/home").text("main")


def test_start_end_and_then_stand_side_by_side_once_all_are_rated(
    browse: Browse, cast: Cast
) -> None:
    ada = browse(cast.ada)
    ada.post("/modules/begin/where-you-start/entries", {"start.explain": "6"})
    rated = {"end.explain": "8", "end.measure": "7", "then.explain": "3"}
    ada.post(f"{BACK}/entries", rated)
    assert "Start" not in ada.get(BACK).texts.get("th", []), "one is not rated yet"

    ada.post(f"{BACK}/entries", ada.get(BACK).fields() | {"then.measure": "2"})

    assert "I can explain it. 6 8 3" in ada.get(BACK).text("main")
