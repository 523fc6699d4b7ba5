"""Exercises that change under those who answer them: their kind, their names, two become one."""

from pathlib import Path
from random import Random
from typing import Any

import pytest

from learning.config import Settings
from learning.content import Editions
from tests.cast import Cast
from tests.conftest import NOON, Browse
from tests.rewriting import Book
from tests.web.kinds.test_hostile_answers import BACK, HOLD, PLAN, SORTED, STAND, WORDS

NAMES = ("answers", "base", "data", "errors", "meta", "process", "refusals", "validate")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return tmp_path / "content"


@pytest.fixture
def book(content: Path) -> Book:
    """The programme in the hands of an author, who has not changed it yet."""
    book = Book(Random(0))  # noqa: S311 (luck, no secret)
    book.write(content)
    return book


@pytest.fixture
def editions(book: Book, content: Path) -> Editions:
    return Editions(content, today=lambda: NOON.date())


@pytest.fixture
def settings(tmp_path: Path, content: Path) -> Settings:
    return Settings(data=tmp_path / "var", content=content)


class Author:
    """Changes exercises while they are being answered."""

    def __init__(self, book: Book, content: Path, editions: Editions) -> None:
        self.book, self.content, self.editions = book, content, editions

    def turn(self, exercise: str, kind: str, **fields: Any) -> None:
        """Make ``exercise`` one of another kind; nothing else of it changes."""
        old = self.book.exercises[exercise]
        kept = {key: old[key] for key in ("title", "minutes")}
        self.book.exercises[exercise] = {"kind": kind, **kept, **fields}
        self.publish()

    def publish(self) -> None:
        self.book.write(self.content)
        assert self.editions.look_again(), self.editions.mistakes


@pytest.fixture
def author(book: Book, content: Path, editions: Editions) -> Author:
    return Author(book, content, editions)


def asked(*names: str) -> dict[str, Any]:
    return {name: {"text": f"What of {name}?", "required": False} for name in names}


def test_a_reflection_that_becomes_a_table_and_comes_back_has_its_words(
    browse: Browse, cast: Cast, author: Author
) -> None:
    ada, before = browse(cast.ada), dict(author.book.exercises["words"])
    ada.post(f"{WORDS}/entries", {"words.happened": "It rained.", "words.next": "An umbrella"})

    columns = {"happened": {"title": "What"}, "next": {"title": "Then"}}
    retired = {"retired": ["happened", "next"]}
    author.turn("words", "table", columns=columns, rows=[1, 3], **retired)
    ada.post(f"{WORDS}/entries", ada.get(WORDS).fields() | {"words.rows.1.next": "Sun"})
    assert "It rained." in ada.get("/journal").text("main")

    author.book.exercises["words"] = before | {"retired": ["rows"]}
    author.publish()
    page = ada.get(WORDS)
    assert page.fields()["words.happened"] == "It rained."
    ada.post(f"{WORDS}/entries", page.fields())
    assert "Sun" in ada.get("/journal").text("main")


@pytest.mark.parametrize(
    ("path", "exercise", "fields", "told"),
    [
        (STAND, "stand", {"employer.level": "trying", "employer.evidence": "Two"}, "Two"),
        (SORTED, "quiz", {"which": "left"}, "The left one"),
        (SORTED, "first-two", {"jobs": "2"}, "2nd place"),
        (BACK, "end", {"explain": "7"}, "7 of 10"),
    ],
)
def test_what_another_kind_asked_is_not_shown_as_words_and_never_lost(
    browse: Browse, cast: Cast, author: Author, path: str, exercise: str, fields: Any, told: str
) -> None:
    ada = browse(cast.ada)
    ada.post(f"{path}/entries", {f"{exercise}.{name}": text for name, text in fields.items()})
    prompt = next(iter(fields)).partition(".")[0]
    gone = [p.id for p in author.editions.programme.exercise(exercise).prompts if p.id != prompt]

    author.turn(exercise, "reflection", prompts=asked(prompt), retired=gone)

    page = ada.get(path)
    assert page.fields()[f"{exercise}.{prompt}"] == ""
    assert told in ada.get("/journal").text("main")
    ada.post(f"{path}/entries", page.fields() | {f"{exercise}.{prompt}": "New words"})
    assert ada.get(path).fields()[f"{exercise}.{prompt}"] == "New words"
    assert told in ada.get("/journal/1").text("main"), "within one sitting too"


def test_evidence_stands_in_the_form_although_its_level_is_gone(
    browse: Browse, cast: Cast, author: Author
) -> None:
    ada, level = browse(cast.ada), "One team does more."
    sent = {"stand.employer.level": "trying", "stand.employer.evidence": "Ward 7"}
    ada.post(f"{STAND}/entries", sent)

    stand = author.book.exercises["stand"]
    for where in (stand, *stand["dimensions"].values()):
        where["levels"]["on-the-way"] = where["levels"].pop("trying")
    author.publish()

    page = ada.get(STAND)
    assert page.fields()["stand.employer.evidence"] == "Ward 7"
    assert "stand.employer.level" not in page.fields()
    ada.post(f"{STAND}/entries", page.fields() | {"stand.employer.evidence": "Wards 7 and 8"})
    told = ada.get("/journal").text("main")
    assert "Wards 7 and 8" in told
    assert level in told
    page = ada.post(f"{STAND}/completion", ada.get(STAND).fields(), expect=422)
    assert "Answer “As an employer”" in page.text("main")

    chosen = ada.get(STAND).fields() | {"stand.employer.level": "steady"}
    ada.post(f"{STAND}/entries", chosen)
    assert level not in ada.get("/journal").text("main")
    assert ada.get(STAND).fields().items() >= {"stand.employer.evidence": "Wards 7 and 8"}.items()


def test_words_that_become_a_scale_are_drawn_nowhere(
    browse: Browse, cast: Cast, author: Author
) -> None:
    ada, scale = browse(cast.ada), dict(author.book.exercises["end"])
    author.turn("end", "reflection", prompts=asked("explain", "measure"))
    ada.post(f"{BACK}/entries", {"end.explain": "Well enough", "then.explain": "3"})

    author.book.exercises["end"] = scale
    author.publish()

    assert "thinking back" in ada.get(BACK).text("main").lower()
    assert "Well enough" in ada.get("/journal").text("main")


def test_two_questions_that_become_one_are_both_kept(
    browse: Browse, cast: Cast, author: Author
) -> None:
    ada = browse(cast.ada)
    sent = {"words.happened": "It rained.", "words.next": "An umbrella", "words.version": "0"}
    ada.post(f"{WORDS}/entries", sent)

    author.turn("words", "reflection", prompts={"both": {"text": "?", "was": ["happened", "next"]}})
    ada.post(f"{WORDS}/entries", ada.get(WORDS).fields() | {"words.both": "It rained. And hail"})

    told = ada.get("/journal").text("main")
    assert "It rained. And hail" in told
    assert "An umbrella" in told
    page = ada.post(f"{WORDS}/entries", sent | {"words.version": "2"}, expect=409)
    assert "An umbrella" in page.text("main"), "from a page that was open meanwhile"
    ben = browse(cast.ben)
    ben.post(f"{WORDS}/entries", {"words.happened": "", "words.next": "A hat"})
    assert ben.get(WORDS).fields()["words.both"] == "A hat"


def test_two_columns_that_become_one_are_both_kept(
    browse: Browse, cast: Cast, author: Author
) -> None:
    ada = browse(cast.ada)
    ada.post(f"{HOLD}/entries", {"hold.rows.1.asset": "Hall", "hold.rows.1.size": "Big"})

    columns = author.book.exercises["hold"]["columns"]
    columns["asset"]["was"] = ["size"]
    del columns["size"]
    author.publish()
    for _ in range(2):
        ada.post(f"{HOLD}/entries", ada.get(HOLD).fields() | {"hold.rows.1.asset": "The hall"})

    told = ada.get("/journal").text("main")
    assert "The hall" in told
    assert "Big" in told


@pytest.mark.parametrize("name", NAMES)
def test_a_question_may_have_any_name(
    browse: Browse, cast: Cast, author: Author, name: str
) -> None:
    author.turn("words", "reflection", prompts=asked(name), retired=["happened", "next"])
    ada = browse(cast.ada)

    ada.post(f"{WORDS}/entries", {f"words.{name}": "Rain"})

    assert ada.get(WORDS).fields()[f"words.{name}"] == "Rain"


def test_a_row_of_which_only_the_status_is_said_is_kept(
    browse: Browse, cast: Cast, author: Author
) -> None:
    columns = {"asset": {"title": "Asset"}, "status": {"title": "How it stands"}}
    author.turn("hold", "table", columns=columns, rows=[1, 3], retired=["missing"])
    ada = browse(cast.ada)

    ada.post(f"{HOLD}/entries", {"hold.rows.1.status": "Under repair"})
    ada.post(f"{PLAN}/entries", {"plan.actions.1.status": "Dropped"})

    assert ada.get(HOLD).fields()["hold.rows.1.status"] == "Under repair"
    assert ada.get(PLAN).fields()["plan.actions.1.status"] == "Dropped"
