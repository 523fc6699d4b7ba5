from datetime import date

import pytest

from learning.content import (
    CaseCard,
    Check,
    Count,
    Download,
    ExerciseBlock,
    Figure,
    Measure,
    Media,
    Programme,
    Prose,
    Question,
    Reflection,
    Resource,
    Role,
    Scale,
    StepKind,
    count,
    load_programme,
)
from learning.errors import NotFound
from tests.content.edits import BASE


@pytest.fixture(scope="module")
def harbour() -> Programme:
    return load_programme(BASE, today=date(2026, 11, 25))


def test_modules_stand_in_the_order_of_the_programme(harbour: Programme) -> None:
    first, second = harbour.modules

    assert (first.id, first.number, second.id, second.number) == ("first", 1, "second", 2)
    assert first.picture == "pier"
    assert second.needs == ("first",)
    assert [page.path for page in harbour.pages] == [
        "/modules/first/start",
        "/modules/first/onward",
        "/modules/second/end",
    ]


def test_what_editions_changed_is_read_the_newest_first(harbour: Programme) -> None:
    today, before = harbour.editions

    assert (today.edition, today.day) == (harbour.edition, date(2026, 11, 20))
    assert dict(today.changed)["begin"] == "The first page has a picture."
    assert before.changed == ()
    assert harbour.editions_since("0", date(2026, 11, 25)) == (today,)


def test_a_module_begins_with_what_stands_before_its_first_page(harbour: Programme) -> None:
    assert harbour.module("first").intro == (Prose("<p>A word before.</p>\n"),)


def test_old_ids_lead_to_what_they_became(harbour: Programme) -> None:
    assert harbour.module("oldest").id == "first"
    assert harbour.page("begin").id == "start"
    assert harbour.exercise("musings").id == "thoughts"
    with pytest.raises(NotFound):
        harbour.page("gone-page")


def test_a_picture_knows_its_size(harbour: Programme) -> None:
    prose, figure, *_ = harbour.page("onward").blocks

    assert isinstance(prose, Prose)
    assert prose.html == (
        '<p><img src="/files/pier.svg" alt="A pier" width="40" height="20" loading="lazy"></p>\n'
    )
    assert figure == Figure(
        src="/files/dot.png",
        alt="A dot.",
        caption='A <em>dot</em>, <a href="#start-of-it">again</a>.',
        width=3,
        height=2,
    )


def test_recordings_and_downloads_are_files(harbour: Programme) -> None:
    video, download, *_ = harbour.page("end").blocks

    assert video == Media(
        medium="video",
        src="/files/walk.mp4",
        title="A walk",
        minutes=2,
        transcript="<p>We walk.</p>\n",
        captions="/files/walk.vtt",
    )
    assert download == Download(src="/files/sheet.pdf", title="A sheet", format="PDF", bytes=5)


def test_a_case_is_told_where_it_is_placed(harbour: Programme) -> None:
    (case,) = harbour.cases

    assert (case.kind_of_place, case.by) == (("city", "coast"), "The Hull baths society")
    assert case.path == "/library/baths"
    assert CaseCard(case) in harbour.page("onward").blocks
    assert case.html == '<p>They are <a href="/library/baths">warm</a>.</p>\n'
    assert case.numbers[0].year == 2020


def test_a_resource_stands_in_the_library(harbour: Programme) -> None:
    assert harbour.resources == (
        Resource(
            id="tide-table",
            title="A tide table",
            by="The harbour office",
            year=2021,
            form="dataset",
            levers=("estates", "community"),
            good_for="Knowing when to swim.",
            limits="It says nothing about the weather.",
            link="https://example.org/tides",
        ),
    )
    assert harbour.resources[0].path == "/library#tide-table"


def test_exercises_are_read_by_their_kind(harbour: Programme) -> None:
    thoughts = harbour.exercise("thoughts")
    rate = harbour.exercise("rate")
    quiz = harbour.exercise("quiz")

    assert isinstance(thoughts, Reflection)
    assert thoughts.intro == "<p>Write <em>freely</em>.</p>\n"
    assert [prompt.words for prompt in thoughts.prompts] == [(20, 60), None]
    assert thoughts.retired == ("why-not",)
    assert isinstance(rate, Scale)
    assert (rate.measure, rate.low, rate.high) == (Measure.START, "Not at all", "Completely")
    assert [prompt.text for prompt in rate.prompts] == ["I can explain it.", "I can measure it."]
    assert isinstance(quiz, Check)
    question = quiz.prompts[0]
    assert isinstance(question, Question)
    assert [choice.feedback for choice in question.choices] == ["It <em>is</em>.", "It is not."]
    assert harbour.retired_exercises == ("old-quiz",)
    assert ExerciseBlock(quiz) in harbour.page("end").blocks


def test_minutes_are_reading_and_doing(harbour: Programme) -> None:
    assert [page.minutes for page in harbour.pages] == [5, 1, 10]
    assert count(harbour) == (
        Count(module_id="first", pages=2, words=40, exercises=1, minutes=6),
        Count(module_id="second", pages=1, words=6, exercises=2, minutes=10),
    )


def test_a_script_is_read_with_the_module_beside_it(harbour: Programme) -> None:
    script = harbour.module("second").script

    assert harbour.module("first").script is None
    assert script is not None
    assert (script.lengths, script.usual) == ((30, 45), 30)
    assert (script.read, script.bring) == (("end",), ("The sheet",))
    assert script.questions == ("What holds you?", "What would you miss?")
    assert script.guest == "Somebody who left."
    assert [step.id for step, _ in script.steps_in(30)] == [
        "hello",
        "rate-it",
        "gaps",
        "actions",
        "goodbye",
    ]
    assert sum(minutes for _, minutes in script.steps_in(45)) == 45


def test_a_step_says_who_leads_and_what_is_used(harbour: Programme) -> None:
    script = harbour.module("second").script
    assert script is not None
    hello, rate, gaps, dots, *_ = script.steps

    assert (hello.kind, hello.led) == (StepKind.TALK, Role.FACILITATOR)
    assert hello.card == "<p>One word <em>each</em>.</p>\n"
    assert (rate.exercise, rate.led) == ("rate", Role.TIMEKEEPER)
    assert rate.notes == "<p>Say when a minute is left.</p>\n"
    assert (gaps.of, gaps.led) == ("rate-it", Role.OUTSIDE_IN)
    assert (dots.options, dots.votes) == (("Stay", "Go"), 2)
