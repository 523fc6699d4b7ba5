"""Content that changes while it is served."""

import shutil
from pathlib import Path

import pytest
from flask import Flask

from learning.config import Settings
from learning.content import Editions, InvalidContent
from learning.db import Database
from learning.web import create_app
from learning.web.watch import keep_looking
from tests.cast import Cast
from tests.conftest import NOON, Browse

SMALL = Path(__file__).parent.parent / "programme"
PAGE = "/modules/listening/a-conversation"
HEARD = "last-conversation.heard"


class Author:
    """Edits the files of a programme that is being served."""

    def __init__(self, content: Path, editions: Editions) -> None:
        self._content, self._editions = content, editions

    def replace(self, file: str, old: str, new: str) -> None:
        path = self._content / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        self._editions.look_again()


@pytest.fixture
def editions(tmp_path: Path) -> Editions:
    shutil.copytree(SMALL, tmp_path / "content")
    return Editions(tmp_path / "content", today=lambda: NOON.date())


@pytest.fixture
def author(tmp_path: Path, editions: Editions) -> Author:
    return Author(tmp_path / "content", editions)


def test_a_valid_change_is_served(browse: Browse, author: Author) -> None:
    author.replace("modules/02-feedback.md", "as a camera", "as a quiet camera")

    assert "quiet camera" in browse().get("/modules/feedback/say-what-you-saw").text("main")


def test_an_invalid_change_is_held_back_and_the_admin_is_told(
    browse: Browse, author: Author, cast: Cast
) -> None:
    author.replace("modules/02-feedback.md", "{#say-what-you-saw}", "")

    browse().get("/modules/feedback/say-what-you-saw")
    dana = browse(cast.dana)
    assert "held back" in dana.get("/admin/statistics").text("main")
    assert "modules/02-feedback.md:" in dana.get("/admin/content").text("main")


def test_a_renamed_page_keeps_its_address_and_its_tick(
    browse: Browse, author: Author, cast: Cast
) -> None:
    ada = browse(cast.ada)
    ada.post("/modules/listening/what-it-is/completion")

    author.replace("modules/01-listening.md", "{#what-it-is}", "{#hearing was=what-it-is}")

    moved = ada.client.get("/modules/listening/what-it-is")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/modules/listening/hearing")
    assert "1 of 3 pages done" in ada.get("/home").text("main")
    ada.post("/modules/listening/what-it-is/completion/undo")
    assert "0 of 3 pages done" in ada.get("/home").text("main")


def test_a_page_that_was_open_during_a_rename_saves_all_it_holds(
    browse: Browse, author: Author, cast: Cast
) -> None:
    ada = browse(cast.ada)
    open_page = ada.get(PAGE).fields() | {HEARD: "Rain"}

    author.replace(
        "quizzes/01-listening.yaml", "      heard:\n", "      caught:\n        was: [heard]\n"
    )
    ada.post(f"{PAGE}/entries", open_page)

    assert ada.get(PAGE).fields()["last-conversation.caught"] == "Rain"


def test_the_script_of_an_open_page_is_answered_under_the_name_its_exercise_had(
    browse: Browse, author: Author, cast: Cast
) -> None:
    old, new = "last-conversation", "recent-talk"
    ada = browse(cast.ada)
    ada.send(f"{PAGE}/entries", {HEARD: "Rain", f"{old}.version": "0"})
    was = f"  {new}:\n    was: [{old}]\n"
    author.replace("quizzes/01-listening.yaml", f"  {old}:\n", was)
    for file in ("modules/01-listening.session.yaml", "modules/01-listening.md"):
        author.replace(file, old, new)
    assert f"{new}.heard" in browse(cast.ada).get(PAGE).fields()

    answer = ada.send(f"{PAGE}/entries", {HEARD: "Hail", f"{old}.version": "0"})
    assert answer.status_code == 409
    assert answer.json
    assert answer.json["versions"] == {old: 1, new: 1}
    assert answer.json["others"][old]["fields"] == [[f"{new}.heard", "Rain"]]


def test_a_reworded_question_stays_as_it_was_answered(
    browse: Browse, author: Author, cast: Cast
) -> None:
    ada = browse(cast.ada)
    ada.post(f"{PAGE}/entries", {HEARD: "Rain"})

    author.replace("quizzes/01-listening.yaml", "What did you hear?", "What was said?")

    journal = ada.get("/journal").text("main")
    assert "What did you hear?" in journal
    assert "The question now reads: “What was said?”" in journal


def test_a_retired_question_stays_in_the_journal(
    browse: Browse, author: Author, cast: Cast
) -> None:
    ada = browse(cast.ada)
    ada.post(f"{PAGE}/entries", {HEARD: "Rain", "last-conversation.missed": "The pause"})
    question = "      missed:\n        text: What did you miss?\n        required: false\n"

    author.replace(
        "quizzes/01-listening.yaml",
        "    prompts:\n      heard:",
        "    retired: [missed]\n    prompts:\n      heard:",
    )
    author.replace("quizzes/01-listening.yaml", question, "")

    journal = ada.get("/journal").text("main")
    assert "The pause" in journal
    assert "What did you miss?" in journal
    assert "from an earlier edition" in journal


def test_a_retired_page_answers_with_a_helpful_404(browse: Browse, author: Author) -> None:
    author.replace("modules/02-feedback.md", "{#say-what-you-saw}", "{#say-it}")
    author.replace("modules/02-feedback.md", "summary:", "retired: [say-what-you-saw]\nsummary:")

    page = browse().get("/modules/feedback/say-what-you-saw", expect=404)

    assert "To the programme" in page.text("main")


def test_progress_is_never_over_a_hundred_and_a_new_page_asks_for_more(
    browse: Browse, author: Author, cast: Cast
) -> None:
    ada = browse(cast.ada)
    ada.post("/modules/listening/what-it-is/completion")
    ada.post(f"{PAGE}/completion", {HEARD: "Rain"})
    ada.post("/modules/feedback/say-what-you-saw/completion")
    assert "100% of the programme" in ada.get("/home").text("main")

    more = "would.\n\n## One more {#one-more}\n\nAnd then wait."
    author.replace("modules/02-feedback.md", "would.", more)

    home = ada.get("/home").text("main")
    assert "3 of 4 pages done" in home
    assert "75%" in home
    assert "1 page left" in ada.get("/certificates").text("main")


def test_a_first_start_with_mistakes_is_refused(
    settings: Settings, tmp_path: Path, database: Database
) -> None:

    content = tmp_path / "broken"
    shutil.copytree(SMALL, content)
    (content / "modules" / "02-feedback.md").unlink()

    with pytest.raises(InvalidContent):
        create_app(settings.model_copy(update={"content": content}), connected=database)


def test_the_thread_that_looks_again_swaps_the_edition(
    app: Flask, editions: Editions, tmp_path: Path
) -> None:
    stop = keep_looking(app, every=0.01)
    path = tmp_path / "content" / "modules" / "02-feedback.md"
    path.write_text(path.read_text("utf-8").replace("camera", "quiet camera"), encoding="utf-8")
    for _ in range(500):
        if "quiet camera" in str(editions.programme.modules[1].pages[0].blocks):
            break
        stop.wait(0.01)
    stop.set()

    assert "quiet camera" in str(editions.programme.modules[1].pages[0].blocks)
