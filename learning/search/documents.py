"""What can be found: everything the programme says, and what somebody wrote, as plain text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape

from learning.content import (
    Block,
    Case,
    CaseCard,
    Exercise,
    ExerciseBlock,
    Module,
    Page,
    Programme,
)
from learning.content.glossary import terms
from learning.content.library import LEVERS
from learning.journal import EntryView, ShownAnswer, shown

_UNREAD = re.compile(r'<sup class="footnote-ref">.*?</sup>|<a [^>]*class="footnote-backref".*?</a>')
_TAG = re.compile(r'<[^>"]*(?:"[^"]*"[^>"]*)*>')
_SAID = (
    "term", "also", "title", "html", "alt", "caption", "who", "source", "transcript",
)  # fmt: skip
"""What blocks say, by the names of their fields."""


@dataclass(frozen=True, slots=True)
class Document:
    """One thing that can be found."""

    kind: str
    """What it is, in the words of the page: Module, Page, Exercise, Case, Tool or reading, Term."""
    title: str
    path: str
    place: str
    """Where it belongs, in words."""
    text: str = field(repr=False)


def documents_of(programme: Programme) -> Iterator[Document]:
    """Yield everything in ``programme`` that can be found."""
    for module in programme.modules:
        yield from _module(module)
    for case in programme.cases:
        yield Document("Case", case.title, case.path, case.place, _joined(_case_texts(case)))
    for item in programme.resources:
        levers = (LEVERS[lever] for lever in item.levers)
        text = _joined((item.good_for, item.limits or "", item.by, *levers))
        yield Document("Tool or reading", item.title, item.path, item.by, text)
    for term in terms(programme.modules):
        also, text = ", ".join(term.definition.also), plain_text(term.html)
        where = f"Module {term.module.number}: {term.module.title}"
        yield Document("Term", term.definition.term, term.path, where, _joined((text, also)))


def entry_document(entry: EntryView, programme: Programme) -> Document:
    """Return what one's own ``entry`` says: the writer's words, not ours."""
    answers = shown(entry, programme.exercises.get(entry.exercise_id))
    texts = (text for answer in answers for text in _said_in(answer))
    return Document("Journal", entry.title, f"/journal/{entry.id}", "Your journal", _joined(texts))


def plain_text(html: str) -> str:
    """Return what a reader sees of ``html``, with a space where an element ends."""
    return " ".join(unescape(_TAG.sub(_gap, _UNREAD.sub("", html))).split())


def _gap(tag: re.Match[str]) -> str:
    return "" if re.match(r"</?(?:a|em|strong|code|sup)\b", tag.group()) else " "


def _module(module: Module) -> Iterator[Document]:
    where = f"Module {module.number}"
    intro = (text for block in module.intro for text in _block_texts(block))
    text = _joined((module.summary, *module.outcomes, *intro))
    yield Document("Module", module.title, module.path, where, text)
    for page in module.pages:
        text = _joined(text for block in page.blocks for text in _block_texts(block))
        yield Document("Page", page.title, page.path, f"{where}: {module.title}", text)
        for exercise in page.exercises:
            yield _exercise(exercise, page, f"{where}: {module.title}")


def _exercise(exercise: Exercise, page: Page, where: str) -> Document:
    intro = plain_text(exercise.intro or "")
    text = _joined((*(prompt.text for prompt in exercise.prompts), intro))
    return Document("Exercise", exercise.title, f"{page.path}#{exercise.id}", where, text)


def _block_texts(block: Block) -> Iterator[str]:
    if isinstance(block, CaseCard | ExerciseBlock):
        return  # these are found by themselves
    for name in _SAID:
        said = getattr(block, name, None)
        if isinstance(said, str):
            yield plain_text(said) if "<" in said or "&" in said else said
        elif said:
            yield ", ".join(said)


def _case_texts(case: Case) -> tuple[str, ...]:
    return (
        case.changed,
        case.problem,
        case.population,
        *(number.text for number in case.numbers),
        case.not_shown,
        case.try_it,
        plain_text(case.html),
        case.place,
        case.by or "",
        *(LEVERS[lever] for lever in case.levers),
    )


def _said_in(answer: ShownAnswer) -> Iterator[str]:
    """Yield what the writer wrote or chose, as the journal shows it; a number is no word."""
    if isinstance(answer.answer, str):
        yield answer.answer
    if answer.evidence:
        yield answer.evidence[1]
    yield from (cell for row in answer.rows for cell in row)


def _joined(texts: Iterable[str]) -> str:
    """Return ``texts`` as one, a stop between them where none stands."""
    said = (text.strip() for text in texts)
    return " ".join(text if text[-1] in ".?!:;…" else f"{text}." for text in said if text)
