"""How hard a text is to read: an estimate, to find the sentences worth a second look.

The Automated Readability Index (Smith and Senter, 1967) needs letters, words and sentences only,
and gives a school year of the United States; five more is about the age of whoever is in it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from learning.content.blocks import (
    FOOTNOTES,
    Block,
    CaseCard,
    Definition,
    ExerciseBlock,
    Fact,
    Note,
    Prose,
)
from learning.content.programme import Module, Page

_LEFT_OUT = re.compile(r'<(h[1-6]|table)\b.*?</\1>|<sup class="footnote-ref">.*?</sup>', re.DOTALL)
_BOUNDARY = re.compile(r"</?(?:p|li|ul|ol|dl|dt|dd|div|blockquote|section|figure)\b[^>]*>|<br>")
_TAG = re.compile(r"<[^>]*>")
_END = re.compile(r"(?<=[.!?…])[”’\")]*\s+(?=[“(]?[A-Z0-9£])")
_WORD = re.compile(r"[^\W_]+(?:[’'.,-][^\W_]+)*")
_SHORTEST = 4
"""Words a sentence needs to be judged by itself: “Ask once.” is not a hard one."""


@dataclass(frozen=True, slots=True, order=True)
class Sentence:
    """A sentence of a page and the age of whoever reads it with ease."""

    age: float
    text: str
    page: str
    """Address of the page."""


def reading_age(module: Module) -> int:
    """Return the age, in years, for which the module as a whole is an easy read."""
    return round(_age([text for page in module.pages for text in _sentences(page)]))


def hardest(module: Module, most: int) -> list[Sentence]:
    """Return the sentences of the module that are hardest to read, the hardest first."""
    found = {
        Sentence(_age([text]), text, page.path)
        for page in module.pages
        for text in _sentences(page)
        if len(_WORD.findall(text)) >= _SHORTEST
    }
    return sorted(found, reverse=True)[:most]


def _age(sentences: Iterable[str]) -> float:
    sentences = list(sentences)
    words = [word for text in sentences for word in _WORD.findall(text)]
    if not words:
        return 0
    letters: int = sum(character.isalnum() for word in words for character in word)
    return 4.71 * letters / len(words) + 0.5 * len(words) / len(sentences) - 21.43 + 5


def _sentences(page: Page) -> Iterator[str]:
    for block in page.blocks:
        for html in _texts(block):
            for piece in _BOUNDARY.split(_LEFT_OUT.sub("", html)):
                text = " ".join(unescape(_TAG.sub("", piece)).split())
                yield from (sentence for sentence in _END.split(text) if _WORD.search(sentence))


def _texts(block: Block) -> Iterator[str]:
    """Return what is read of ``block``: no headings, tables, footnotes or quotations."""
    match block:
        case Prose() if block.html.startswith(FOOTNOTES):
            return
        case Prose() | Fact() | Definition() | Note():
            yield block.html
        case CaseCard(case):
            yield from (case.population, case.problem, case.changed, case.not_shown, case.try_it)
        case ExerciseBlock(exercise):
            yield exercise.intro or ""
            yield from (prompt.text for prompt in exercise.prompts)
