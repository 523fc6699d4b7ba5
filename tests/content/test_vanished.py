"""An id that vanishes without a word is a mistake: answers and ticks hang on it."""

from datetime import date
from pathlib import Path

import pytest

from learning.content import Editions, InvalidContent, check_programme, load_programme
from learning.content.kinds import Kind
from tests.content.edits import BASE, apply, copy_base

TODAY = date(2026, 11, 25)
BEFORE = load_programme(BASE, today=TODAY)

GONE = {
    "a page": (
        "modules/01-first.md\n- ## Go on {#onward}\n+ ## Go on {#forward}",
        "the page `onward`",
    ),
    "a prompt": ("quizzes/all.yaml\n-       next:\n+       after:", "the prompt `next`"),
    "a question": ("quizzes/all.yaml\n-       which:\n+       what:", "the prompt `which`"),
    "an exercise": (
        "quizzes/all.yaml\n-   quiz:\n+   puzzle:\nmodules/02-second.md\n- ```exercise quiz\n"
        "+ ```exercise puzzle",
        "the exercise `quiz`",
    ),
    "a module’s former name": ("modules/01-first.md\n- was: [oldest]", "the module `oldest`"),
    "a former name": ("quizzes/all.yaml\n-     was: [musings]", "the exercise `musings`"),
}


@pytest.mark.parametrize("what", GONE)
def test_what_vanished_is_named(what: str, tmp_path: Path) -> None:
    change, words = GONE[what]
    content = copy_base(tmp_path / "content")
    apply(change, content)

    (mistake,) = check_programme(content, today=TODAY, before=BEFORE).mistakes

    assert mistake.what.startswith(words)
    assert mistake.fix.endswith("or list it under `retired`")
    assert Kind.VANISHED.what.endswith(mistake.what.partition("` ")[2])


def test_a_former_name_may_not_be_forgotten_either(tmp_path: Path) -> None:
    content = copy_base(tmp_path / "content")
    renamed = (
        "modules/01-first.md\n- ## Go on {#onward}\n+ ## Go on {#forward was=onward}\n"
        "quizzes/all.yaml\n-       next:\n+       after:\n+         was: [next]"
    )
    apply(renamed, content)
    before = check_programme(content, today=TODAY, before=BEFORE).programme
    assert before
    apply("modules/01-first.md\n- {#forward was=onward}\n+ {#forward}", content)
    apply("quizzes/all.yaml\n-         was: [next]", content)

    mistakes = check_programme(content, today=TODAY, before=before).mistakes

    gone = [mistake.what.partition("` ")[0] for mistake in mistakes]
    assert gone == ["the page `onward", "the prompt `next"], "ticks and answers hang on them"


def test_what_was_renamed_or_retired_has_not_vanished(tmp_path: Path) -> None:
    content = copy_base(tmp_path / "content")
    apply("modules/01-first.md\n- ## Go on {#onward}\n+ ## Go on {#forward was=onward}", content)
    apply("quizzes/all.yaml\n-       next:\n-         text: What comes next?", content)
    apply("quizzes/all.yaml\n-     retired: [why-not]\n+     retired: [why-not, next]", content)

    assert check_programme(content, today=TODAY, before=BEFORE).programme


def test_another_programme_may_have_other_ids(tmp_path: Path) -> None:
    content = copy_base(tmp_path / "content")
    apply(GONE["a page"][0], content)
    apply("modules/programme.yaml\n- id: harbour\n+ id: haven", content)

    assert check_programme(content, today=TODAY, before=BEFORE).programme


def test_the_edition_being_served_stays_while_an_id_is_missing(tmp_path: Path) -> None:
    content = copy_base(tmp_path / "content")
    editions = Editions(content, today=lambda: TODAY)
    apply(GONE["a page"][0], content)

    assert not editions.look_again()
    assert editions.programme.page("onward")
    assert "the page `onward`" in str(editions.mistakes[0])


def test_a_start_without_an_id_is_not_refused_and_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    content = copy_base(tmp_path / "content")
    Editions(content, today=lambda: TODAY, cache=tmp_path)
    apply(GONE["a page"][0], content)

    editions = Editions(content, today=lambda: TODAY, cache=tmp_path)

    assert editions.programme.page("forward")
    assert "the page `onward`" in str(editions.warnings[0])
    assert "the page `onward`" in caplog.text


def test_mistakes_are_told_before_what_vanished(tmp_path: Path) -> None:
    content = copy_base(tmp_path / "content")
    apply(GONE["a page"][0], content)
    apply("modules/02-second.md\n- title: Second\n+ titel: Second", content)

    with pytest.raises(InvalidContent, match="titel"):
        load_programme(content, today=TODAY)
