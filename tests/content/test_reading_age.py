from datetime import date
from pathlib import Path

from learning.content import Sentence, hardest, load_programme, reading_age
from tests.content.edits import apply, copy_base

TODAY = date(2026, 11, 25)
HARD = (
    "Organisational responsibilities regarding socioeconomic determinants necessitate"
    " comprehensive interdepartmental collaboration, notwithstanding jurisdictional constraints."
)
EASY = "The bus came at six. She got on. It was cold."


def _first(tmp_path: Path, words: str, name: str) -> tuple[int, list[Sentence]]:
    content = copy_base(tmp_path / name)
    apply(f"modules/01-first.md\n- ### Start of it\n+ {words}\n+ \n+ ### Start of it", content)
    module = load_programme(content, today=TODAY).module("first")
    return reading_age(module), hardest(module, 2)


def test_long_words_in_long_sentences_need_an_older_reader(tmp_path: Path) -> None:
    easy, _ = _first(tmp_path, EASY, "easy")
    hard, worst = _first(tmp_path, HARD, "hard")

    assert easy < hard
    assert worst[0].text == HARD
    assert worst[0].page == "/modules/first/onward"
    assert worst[0].age > 20


def test_headings_tables_sources_and_very_short_sentences_are_not_judged(tmp_path: Path) -> None:
    _, worst = _first(tmp_path, "Incomprehensibilities notwithstanding.", "short")

    assert "notwithstanding" not in "".join(sentence.text for sentence in worst)
