import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from learning.content import Editions, Programme, Script, StepKind, running_order
from learning.web.guides import asked_length
from tests.browser import Page
from tests.cast import Cast
from tests.conftest import NOON, Browse

SMALL = Path(__file__).parent.parent / "programme"
GUIDE = "/modules/listening/session"


def script_of(programme: Programme) -> Script:
    script = programme.module("listening").script
    assert script
    return script


def headings(page: Page) -> list[str]:
    return [" ".join(text.split()) for text in page.texts["h3"]]


def test_anybody_can_read_what_a_team_does_together(browse: Browse, queries: list[str]) -> None:
    page = browse().get(GUIDE)

    assert page.text("h1") == "Session guide: Listening"
    assert "Each of you has been heard once" in page.text("main")
    assert "Who listens to you so that you notice?" in page.text("main")
    assert "Somebody whose work it is to listen." in page.text("main")
    assert "Outside-in voice asks who is affected" in page.text("main")
    assert queries == []


def test_a_signed_in_reader_costs_the_sign_in_only(
    browse: Browse, cast: Cast, queries: list[str]
) -> None:
    ada = browse(cast.ada)
    queries.clear()
    ada.get(GUIDE)

    assert len(queries) == 1


def test_the_running_order_has_a_clock(browse: Browse) -> None:
    page = browse().get(GUIDE)

    assert headings(page)[-9:] == [
        "0:00 Check in",
        "0:05 The conversation",
        "0:15 Where you start",
        "0:20 All at once",
        "0:22 Where you differ",
        "0:27 Dots",
        "0:30 In turn",
        "0:35 Who, what, by when",
        "0:40 Check out",
    ]
    assert "0:45 The end." in page.text("main")
    assert "10 minutes. The timekeeper leads. Everyone writes alone" in page.text("main")


def test_a_shorter_session_leaves_steps_out_and_says_so(browse: Browse) -> None:
    page = browse().get(f"{GUIDE}?length=30")

    assert headings(page)[-2:] == ["0:20 Who, what, by when", "0:25 Check out"]
    assert "Left out in 30 minutes: Dots, In turn." in page.text("main")
    chosen = [a["href"] for tag, a in page.tags if tag == "a" and a.get("aria-current") == "page"]
    assert chosen == [f"{GUIDE}?length=30"]


@pytest.mark.parametrize("length", ["60", "", "-30", "30.0", "three", "٣٠", "9" * 400, "%00"])
def test_another_length_is_refused_with_a_sentence(browse: Browse, length: str) -> None:
    page = browse().get(f"{GUIDE}?length={length}", expect=422)

    assert "There is no session of that length." in page.text("main")
    assert "0:45 The end." in page.text("main")


def test_the_questions_stand_in_the_guide_with_a_way_to_their_page(browse: Browse) -> None:
    page = browse().get(GUIDE)

    links = [a["href"] for tag, a in page.tags if tag == "a"]
    assert "/modules/listening/a-conversation#last-conversation" in links
    assert "/modules/listening/what-it-is#confidence-start" in links
    assert "What did you hear?" in page.text("main")
    assert "0 means “Not at all”, 10 “Completely”." in page.text("main")
    assert "#step-rate-it" in links
    assert "This is about Where you start, at 0:15." in page.text("main")


def test_a_card_is_rendered_and_what_was_decided_can_be_written_down(browse: Browse) -> None:
    page = browse().get(GUIDE)

    assert "Who listened to you today?" in page.texts["em"]
    assert page.texts["th"] == ["Who", "What", "By when", "First step"]


def test_the_guide_says_where_open_actions_stand(app: Flask, changed: Path, browse: Browse) -> None:
    said = "In a live session your open actions stand here."
    assert said not in browse().get(GUIDE).text("main")
    script = changed / "modules" / "01-listening.session.yaml"
    rewrite(script, "title: Check in", "title: Check in\n    shows: actions")
    serve(app, changed)

    assert said in browse().get(GUIDE).text("main")


def test_questions_are_printed_once(programme: Programme) -> None:
    script = script_of(programme)
    first = script.steps[1]
    later = replace(first, id="write-more", kind=StepKind.DISCUSS)
    again = replace(script, steps=(*script.steps[:3], later, *script.steps[3:]))

    slots = {slot.step.id: slot for slot in running_order(programme, again, 45)}

    assert slots["write-it"].again is None
    assert slots["write-more"].again == slots["write-it"]
    assert slots["write-more"].starts == 20


def test_no_length_is_the_usual_one(programme: Programme) -> None:
    script = script_of(programme)

    assert asked_length(script, None) == 45
    assert asked_length(script, " 30 ") == 30
    assert asked_length(script, "31") is None


def test_a_module_without_a_script_says_so(browse: Browse) -> None:
    page = browse().get("/modules/feedback/session", expect=404)

    assert "There is no session guide for “Feedback” yet." in page.text("main")
    assert "session guide" not in browse().get("/modules/feedback").text("main")


def test_an_unknown_module_has_no_guide(browse: Browse) -> None:
    browse().get("/modules/nowhere/session", expect=404)


def test_a_modules_page_leads_to_its_guide(browse: Browse, cast: Cast) -> None:
    for somebody in (None, cast.ada):
        page = browse(somebody).get("/modules/listening")

        assert "Do it with your team, with the session guide" in page.text("main")
        assert GUIDE in [a["href"] for tag, a in page.tags if tag == "a"]


QUIZ = """exercises:
  sorted:
    kind: sort
    title: Sorted
    minutes: 1
    groups: {in: Input, out: Outcome}
    items:
      hours: {text: Hours spent, group: in, feedback: Spent.}
      trust: {text: More trust, group: out, feedback: Won.}
  ranked:
    kind: rank
    title: Ranked
    minutes: 1
    places: 1
    items:
      jobs: {text: Jobs}
      air: {text: Air, hint: And water.}
    prompts:
      because: {text: Why this one?}
  gridded:
    kind: grid
    title: Gridded
    minutes: 1
    levels: {low: Low, high: High}
    dimensions:
      employer:
        text: As an employer
        levels: {low: We wait., high: We go out.}
  tabled:
    kind: table
    title: Tabled
    minutes: 1
    columns:
      asset: {title: Asset, hint: A kitchen}
      power: {title: Power, choices: [Much, Little]}
  planned: {kind: plan, title: Planned, minutes: 1}
"""
KINDS = ("sorted", "ranked", "gridded", "tabled", "planned")
SAID = (
    "Each belongs to one of these: Input, Outcome. Hours spent More trust",
    "Give one place, best first. Jobs Air And water. Why this one?",
    "As an employer. Low. We wait. High. We go out. What shows it?",
    "In each row: Asset A kitchen Power Much, Little",
    "In each row: When … A moment that is sure to come … I will …",
)


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """A copy of the programme to change, and then to `serve`."""
    return Path(shutil.copytree(SMALL, tmp_path / "content"))


def serve(app: Flask, content: Path) -> None:
    app.extensions["editions"] = Editions(content, today=lambda: NOON.date())


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_questions_of_every_kind_can_be_read_on_paper(
    app: Flask, changed: Path, browse: Browse
) -> None:
    (changed / "quizzes" / "02-kinds.yaml").write_text(QUIZ, encoding="utf-8")
    with (changed / "modules" / "01-listening.md").open("a", encoding="utf-8") as module:
        module.writelines(f"\n```exercise {kind}\n```\n" for kind in KINDS)
    steps = "".join(
        f"  - {{id: {kind}, kind: write, title: T, minutes: [1, 1], exercise: {kind}, card: C}}\n"
        for kind in KINDS
    )
    script = changed / "modules" / "01-listening.session.yaml"
    rewrite(script, "minutes: [5, 10]", "minutes: [0, 5]")
    rewrite(script, "  - id: actions\n", f"{steps}  - id: actions\n")
    serve(app, changed)

    text = browse().get(GUIDE).text("main")

    for said in SAID:
        assert said in text


def test_the_guide_of_a_renamed_module_is_found(app: Flask, changed: Path, browse: Browse) -> None:
    rewrite(changed / "modules" / "01-listening.md", "minutes: 12", "minutes: 12\nwas: [hearing]")
    serve(app, changed)

    answer = browse().client.get("/modules/hearing/session?length=30")

    assert (answer.status_code, answer.location) == (301, f"{GUIDE}?length=30")
    assert browse().client.get("/modules/hearing/session").location == GUIDE
