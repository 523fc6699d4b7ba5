"""Strangers, slips and hostile words before the actions of a team."""

import pytest

from tests.cast import Cast
from tests.conftest import Browse
from tests.web.agreed import ACTION, DONE
from tests.web.test_actions import main

pytestmark = pytest.mark.usefixtures("action")


def test_strangers_guests_and_made_up_numbers(browse: Browse, cast: Cast, team: str) -> None:
    cleo, guest = browse(cast.cleo), browse()
    acts = ("", "/outcome", "/reopening", "/owner")
    assert cleo.get("/actions/1", expect=404).html == cleo.get("/actions/9", expect=404).html
    for act in acts:
        here, there = (
            cleo.post(f"/actions/{number}{act}", DONE, expect=404).text("main") for number in (1, 9)
        )
        assert here.replace("/1", "/9") == there
        guest.post(f"/actions/1{act}", DONE, expect=401)
    for number in (1, 9):
        assert cleo.client.post(f"/actions/{number}/removal").headers["Location"] == "/teams"
    cleo.get(f"{team}/actions/new", expect=404)
    cleo.post(f"{team}/actions", ACTION, expect=404)
    for far in ("2147483647", "2147483648", "9" * 40):
        browse(cast.ada).get(f"/actions/{far}", expect=404)
    assert "Ask payroll" in main(browse(cast.ada), team)


def test_what_was_typed_is_shown_again_after_the_sign_in_ended(browse: Browse, team: str) -> None:
    page = browse().post(f"{team}/actions", ACTION, expect=401)
    assert {**page.fields(), "action.owner": ""} == ACTION

    page = browse().post("/actions/1/outcome", DONE, expect=401)
    assert page.fields() == DONE


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"what": ""}, "Write what will be done"),
        ({"what": " \u3164\u200b "}, "Write what will be done"),
        ({"what": "x" * 501}, "at most 500"),
        ({"first_step": "x" * 501}, "at most 500"),
        ({"owner": "999"}, "Choose somebody from the list"),
        ({"owner": "other"}, "Write the name of whoever it is"),
        ({"owner": "other", "owner_name": "x" * 121}, "at most 120"),
        ({"by": "soon"}, "Write the day like 2027-03-28"),
        ({"by": "0026-03-10"}, "Look at the year again"),
    ],
)
def test_what_cannot_be_agreed_is_refused_on_the_form(
    browse: Browse, cast: Cast, team: str, wrong: dict[str, str], said: str
) -> None:
    ada = browse(cast.ada)
    sent = ACTION | {f"action.{name}": value for name, value in wrong.items()}
    for path in (f"{team}/actions", "/actions/1"):
        page = ada.post(path, sent, expect=422)
        assert said in page.text("main")
        assert "postcodes" in page.html or "what" in wrong
    assert main(ada, team).count("Say what became of it") == 1


def test_one_person_has_it(browse: Browse, cast: Cast, team: str) -> None:
    both = ACTION | {"action.owner": str(cast.ben.id), "action.owner_name": "Rosa"}
    page = browse(cast.ada).post(f"{team}/actions", both, expect=422)

    assert "One person has it" in page.text("main")
    assert page.fields()["action.owner_name"] == "Rosa"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"status": ""}, "Choose one of the four"), ({"status": "won"}, "Choose one of the four"),
     ({"learned": "x" * 2_001}, "at most 2000")],
)  # fmt: skip
def test_an_outcome_that_is_none_is_refused_on_the_page(
    browse: Browse, cast: Cast, team: str, wrong: dict[str, str], said: str
) -> None:
    ada = browse(cast.ada)
    sent = DONE | {f"outcome.1.{name}": value for name, value in wrong.items()}
    page = ada.post("/actions/1/outcome", sent, expect=422)

    assert said in page.text("main")
    assert page.fields()["outcome.1.learned"] == sent["outcome.1.learned"]
    assert "Settled" not in main(ada, team)


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "</textarea>{{ 7 * 7 }}",
        "عمل\u202e",
        "🙂 漢字",
        "'; DROP TABLE action",
    ],
)
def test_any_words_stay_words(browse: Browse, cast: Cast, team: str, words: str) -> None:
    ada = browse(cast.ada)
    ada.post("/actions/1/outcome", DONE | {"outcome.1.learned": words})
    ada.post(f"{team}/actions", ACTION | {"action.what": words, "action.owner": str(cast.ada.id)})
    for path in (team, "/actions/1", "/actions/2", "/home"):
        page = ada.get(path)
        assert "<script>alert" not in page.html
        assert "49" not in page.text("main")
