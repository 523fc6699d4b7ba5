"""How long things take: reading at 215 words a minute, and what authors say of the rest."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from learning.content.blocks import FOOTNOTES, Block, Case, CaseCard, ExerciseBlock, Media, Prose
from learning.content.programme import Programme

WORDS_A_MINUTE = 215
TOLERANCE = 5
"""How many minutes a module may say more or less than its pages add up to."""

_UNREAD = re.compile(r'<sup class="footnote-ref">.*?</sup>|<[^>]*>')


@dataclass(frozen=True, slots=True)
class Count:
    """How much there is of one module."""

    module_id: str
    pages: int
    words: int
    exercises: int
    minutes: int
    """What the pages add up to."""


def words_of(block: Block) -> int:
    """Return how many words of ``block`` are read: no footnotes, transcripts or exercises."""
    if isinstance(block, ExerciseBlock | Media):
        return 0
    if isinstance(block, CaseCard):
        return _case_words(block.case)
    if isinstance(block, Prose) and block.html.startswith(FOOTNOTES):
        return 0
    texts = (getattr(block, name, None) or "" for name in ("term", "title", "html", "caption"))
    return sum(map(_words, texts))


def page_minutes(blocks: Iterable[Block]) -> int:
    """Return how long a page of ``blocks`` takes alone."""
    blocks = tuple(blocks)
    reading = ceil(sum(map(words_of, blocks)) / WORDS_A_MINUTE)
    return reading + sum(map(_other_minutes, blocks))


def count(programme: Programme) -> tuple[Count, ...]:
    """Return the counts of every module, in order."""
    return tuple(
        Count(
            module_id=module.id,
            pages=len(module.pages),
            words=sum(words_of(block) for page in module.pages for block in page.blocks),
            exercises=len(module.exercises),
            minutes=sum(page.minutes for page in module.pages),
        )
        for module in programme.modules
    )


def _other_minutes(block: Block) -> int:
    if isinstance(block, ExerciseBlock):
        return block.exercise.minutes
    return block.minutes if isinstance(block, Media) else 0


def _case_words(case: Case) -> int:
    texts = (case.title, case.population, case.problem, case.changed, case.not_shown, case.try_it)
    return sum(map(_words, (*texts, *(number.text for number in case.numbers), case.html)))


def _words(html: str) -> int:
    return len(_UNREAD.sub("", html).split())
