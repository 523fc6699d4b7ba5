"""What changed on a page since somebody did it: on the page, and at home."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from learning.content import Editions
from tests.browser import Page
from tests.cast import Cast
from tests.conftest import Browse, StoppedClock

SMALL = Path(__file__).parent.parent / "programme"
PAGE = "/modules/listening/what-it-is"
ANSWERED = "/modules/listening/a-conversation"
HEARD = "last-conversation.heard"
SEEN = "I have seen what changed"
FIRST = """editions:
  - edition: "1"
    date: 2026-03-01
    note: The first.
"""


class Author:
    """Publishes editions of a programme that is being served."""

    def __init__(self, content: Path, editions: Editions) -> None:
        self._content, self._editions = content, editions
        self._notes = FIRST
        self.replace("modules/programme.yaml", "title:", f"{FIRST}title:")

    def replace(self, file: str, old: str, new: str, minutes: int = 1) -> None:
        path = self._content / file
        text = path.read_text("utf-8")
        assert old in text
        text = text.replace(old, new).replace("minutes: 1\n", f"minutes: {minutes}\n")
        path.write_text(text, encoding="utf-8")
        self._editions.look_again()
        assert not self._editions.mistakes

    def publish(self, edition: str, day: date, **changed: str) -> None:
        """Publish ``edition``; ``changed`` are sentences by page id, hyphens written as ``_``."""
        entry = f'  - edition: "{edition}"\n    date: {day}\n    note: Some pages are new.\n'
        if changed:
            entry += "    changed:\n"
        entry += "".join(f"      {p.replace('_', '-')}: {text}\n" for p, text in changed.items())
        before = self._editions.programme.edition
        notes = self._notes.replace("editions:\n", f"editions:\n{entry}")
        path = self._content / "modules/programme.yaml"
        text = path.read_text("utf-8").replace(self._notes, notes)
        path.write_text(text.replace(f'\nedition: "{before}"', f'\nedition: "{edition}"'), "utf-8")
        self._notes = notes
        self._editions.look_again()
        assert self._editions.programme.edition == edition


@pytest.fixture
def editions(tmp_path: Path, stopped: StoppedClock) -> Editions:
    shutil.copytree(SMALL, tmp_path / "content")
    return Editions(tmp_path / "content", today=lambda: stopped.now.date())


@pytest.fixture
def author(tmp_path: Path, editions: Editions) -> Author:
    return Author(tmp_path / "content", editions)


def buttons(page: Page) -> list[str]:
    return [" ".join(text.split()) for text in page.texts.get("button", [])]


def test_a_page_says_what_changed_since_it_was_done_until_that_was_seen(
    browse: Browse, author: Author, cast: Cast, stopped: StoppedClock
) -> None:
    ada = browse(cast.ada)
    ada.post(f"{PAGE}/completion")
    assert "Changed since" not in ada.get(PAGE).html + ada.get("/home").html

    stopped.move(days=10)
    author.publish("2", date(2026, 3, 10), what_it_is="There is a picture.")
    author.publish("3", date(2026, 3, 11), what_it_is="The picture has words.")

    page = ada.get(PAGE)
    assert "Changed since you did this on 2 March 2026" in page.text("main")
    assert page.html.index("The picture has words.") < page.html.index("There is a picture.")
    assert SEEN in buttons(page)
    home = ada.get("/home").text("main")
    assert "Changed since you were here" in home
    assert "There is a picture." in home
    assert "1 of 3 pages done" in home

    for _ in range(2):
        ada.post(f"{PAGE}/completion/seen")
    assert "Changed since" not in ada.get(PAGE).html + ada.get("/home").html
    assert "Done." in ada.get(PAGE).text("main")

    author.publish("4", date(2026, 3, 12), what_it_is="It is shorter.")
    page = ada.get(PAGE)
    assert "on 2 March 2026" in page.text("main"), "the day of the tick stays"
    assert "It is shorter." in page.text("main")
    assert "There is a picture." not in page.text("main")


def test_what_changed_is_told_to_nobody_who_has_not_done_the_page(
    browse: Browse, author: Author, cast: Cast
) -> None:
    author.publish("2", date(2026, 3, 2), what_it_is="There is a picture.")
    ben = browse(cast.ben)
    ben.post(f"{PAGE}/completion")

    for somebody in (browse(), browse(cast.cleo), ben):
        assert "There is a picture." not in somebody.get(PAGE).text("main")
    assert "Changed since" not in browse(cast.cleo).get("/home").html

    browse(cast.cleo).post(f"{PAGE}/completion/seen")
    assert "0 of 3 pages done" in browse(cast.cleo).get("/home").text("main")


def test_a_page_that_was_renamed_since_tells_what_changed_under_either_name(
    browse: Browse, author: Author, cast: Cast
) -> None:
    ada = browse(cast.ada)
    ada.post(f"{PAGE}/completion")

    author.publish("2", date(2026, 3, 3), what_it_is="There is a picture.")
    author.replace("modules/01-listening.md", "{#what-it-is}", "{#hearing was=what-it-is}")
    author.publish("3", date(2026, 3, 4), hearing="It is called otherwise.")

    moved = "/modules/listening/hearing"
    page = ada.get(moved).text("main")
    assert "There is a picture." in page
    assert "It is called otherwise." in page
    ada.post(f"{moved}/completion/seen")
    assert "Changed since" not in ada.get(moved).html


def test_a_question_that_reads_otherwise_is_told_with_the_next_edition(
    browse: Browse, author: Author, cast: Cast, stopped: StoppedClock
) -> None:
    ada = browse(cast.ada)
    ada.post(f"{ANSWERED}/completion", {HEARD: "Rain"})
    author.replace("quizzes/01-listening.yaml", "What did you hear?", "What was said?")
    assert "Changed since" not in ada.get("/home").html, "one edition is one edition"

    stopped.move(days=1)
    author.publish("2", stopped.now.date())

    home = ada.get("/home")
    assert "now reads: “What was said?”" in home.text("main")
    link = next(a["href"] for _, a in home.tags if (a.get("href") or "").startswith("/journal/"))
    assert "What did you hear?" in ada.get(str(link)).text("main")
    assert "now reads: “What was said?”" in ada.get(ANSWERED).text("main")
    assert "Rain" not in home.html, "what was written stays where it is asked for"

    ada.post(f"{ANSWERED}/completion/seen")
    assert "Changed since" not in ada.get("/home").html + ada.get(ANSWERED).html
    stopped.move(days=1)
    author.publish("3", stopped.now.date())
    assert "Changed since" not in ada.get("/home").html, "it was seen in the edition before"


def test_a_question_answered_on_a_page_not_done_is_told_until_it_is_answered_again(
    browse: Browse, author: Author, cast: Cast, stopped: StoppedClock
) -> None:
    ada = browse(cast.ada)
    ada.post(f"{ANSWERED}/entries", {HEARD: "Rain"})
    author.replace("quizzes/01-listening.yaml", "What did you hear?", "What was said?")
    stopped.move(days=1)
    author.publish("2", stopped.now.date())

    assert "now reads: “What was said?”" in ada.get("/home").text("main")
    assert SEEN not in buttons(ada.get(ANSWERED)), "there is no tick to renew"

    ada.post(f"{ANSWERED}/entries", ada.get(ANSWERED).fields() | {HEARD: "That it rained"})
    assert "Changed since" not in ada.get("/home").html


def test_what_was_typed_is_saved_by_that_button_too(
    browse: Browse, author: Author, cast: Cast
) -> None:
    ada = browse(cast.ada)
    ada.post(f"{ANSWERED}/completion", {HEARD: "Rain"})
    author.publish("2", date(2026, 3, 3), a_conversation="It asks less.")

    ada.post(f"{ANSWERED}/completion/seen", ada.get(ANSWERED).fields() | {HEARD: "Hail"})

    page = ada.get(ANSWERED)
    assert page.fields()[HEARD] == "Hail"
    assert "Changed since" not in page.html
    assert ada.get(f"{ANSWERED}/completion/seen", expect=303)


def test_home_opens_with_five_pages_and_costs_the_same_however_many_changed(
    browse: Browse, author: Author, cast: Cast, queries: list[str]
) -> None:
    more = "".join(f"\n\n## Page {n} {{#page-{n}}}\n\nText." for n in range(6))
    author.replace("modules/02-feedback.md", "would.", f"would.{more}", minutes=7)
    ada = browse(cast.ada)
    for number in range(6):
        ada.post(f"/modules/feedback/page-{number}/completion")
    queries.clear()
    ada.get("/home")
    before = len(queries)

    author.publish("2", date(2026, 3, 3), **{f"page_{n}": f"Line {n}." for n in range(6)})

    queries.clear()
    home = ada.get("/home").html
    assert len(queries) == before
    assert home.index("Line 4.") < home.index("1 more page") < home.index("Line 5.")
