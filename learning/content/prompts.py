"""The questions of an exercise. What an answer looks like depends on the kind of prompt.

Answers are plain JSON values, so that they can be kept in a database and outlive this code.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A question answered in words. Its ``id`` is its identity for ever.

    The other kinds of prompt derive from this one, and say in ``answered_by`` what an answer is.
    """

    answered_by: ClassVar[str] = "words"

    id: str
    text: str
    """The wording, plain text; it is kept with every answer."""
    hint: str | None = None
    why: str | None = None
    """Why we ask, plain text."""
    words: tuple[int, int] | None = None
    """A hint, never a limit: about this many words, from and to."""
    required: bool = True
    was: tuple[str, ...] = ()

    def is_answered(self, answer: Any) -> bool:
        """Tell whether ``answer`` is all that is asked for; a rating of 0 is, spaces are not."""
        return self.fits(answer) and bool(str(answer).strip())

    def lacks(self, answers: Mapping[str, Any]) -> bool:
        """Tell whether this is required and not among ``answers``, which are by prompt id."""
        return self.required and not self.is_answered(answers.get(self.id))

    def fits(self, answer: Any) -> bool:
        """Tell whether today's form can show ``answer``: its shape is right and it is on offer."""
        return isinstance(answer, str)

    def asked(self, answer: Any) -> Any:
        """Return what must be kept beside ``answer`` to show it without this programme.

        That is the wording of the question. Where it does not suffice it is a mapping with the
        wording under ``text`` and ``answered_by`` under ``kind``.
        """
        return self.text

    def _asked(self, **more: Any) -> dict[str, Any]:
        return {"kind": self.answered_by, "text": self.text, **more}


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Prompt):
    """A sentence to rate; the answer is a whole number from 0 to 10."""

    answered_by = "rating"

    def fits(self, answer: Any) -> bool:
        """Tell whether ``answer`` is a rating."""
        return type(answer) is int and 0 <= answer <= 10


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a question, with what we say to whoever picks it."""

    id: str
    text: str
    right: bool
    feedback: str
    """Rendered inline HTML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Prompt):
    """A question with choices, or an item to sort; the answer is the id of a choice."""

    answered_by = "choice"

    choices: tuple[Choice, ...]

    def choice(self, choice_id: str) -> Choice | None:
        """Return the option called ``choice_id``, if there is one."""
        return next((choice for choice in self.choices if choice.id == choice_id), None)

    def fits(self, answer: Any) -> bool:
        """Tell whether ``answer`` is one of the choices."""
        return isinstance(answer, str) and self.choice(answer) is not None

    def asked(self, answer: Any) -> Any:
        """Return the question and the words of the choice."""
        chosen = self.choice(answer)
        return self._asked(answer=chosen.text) if chosen else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Prompt):
    """One of several things to rank; the answer is its place, 1 for the first."""

    answered_by = "place"

    places: int
    """How many places are given."""

    def fits(self, answer: Any) -> bool:
        """Tell whether ``answer`` is a place."""
        return type(answer) is int and 1 <= answer <= self.places

    def asked(self, answer: Any) -> Any:
        """Return what was ranked, and how many places there were."""
        return self._asked(places=self.places)


@dataclass(frozen=True, slots=True)
class Level:
    """One step of a dimension, lowest first."""

    id: str
    title: str
    text: str
    """What it looks like there, plain text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension(Prompt):
    """A row of a grid; the answer is ``{"level": id, "evidence": text}``."""

    answered_by = "level"

    levels: tuple[Level, ...]
    evidence: str
    """What the line for evidence asks, e.g. “What shows it?”."""

    def is_answered(self, answer: Any) -> bool:
        """Tell whether a level of today was chosen."""
        return self.fits(answer) and self.level(answer.get("level")) is not None

    def fits(self, answer: Any) -> bool:
        """Tell whether ``answer`` has a level, offered or not, with its evidence, or one of them.

        Evidence is shown although its level is gone.
        """
        return _is_texts(answer) and {"level", "evidence"} >= set(answer)

    def level(self, level_id: str | None) -> Level | None:
        """Return the level called ``level_id``, if there is one."""
        return next((level for level in self.levels if level.id == level_id), None)

    def asked(self, answer: Any) -> Any:
        """Return the dimension, the level in words, and what the line for evidence asked."""
        level = self.level(answer.get("level"))
        words = f"{level.title}: {level.text}" if level else ""
        return self._asked(answer=words, evidence=self.evidence)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. Its cells are text, also where there are choices to pick from."""

    id: str
    title: str
    hint: str | None = None
    choices: tuple[str, ...] = ()
    is_date: bool = False
    is_later: bool = False
    """Whether it is filled in afterwards: what became of an action."""
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows(Prompt):
    """A table that the learner fills; the answer is row number → column id → cell.

    The number of a row is its identity; rows are shown in the order of their numbers.
    """

    answered_by = "rows"

    columns: tuple[Column, ...]
    shown: int
    """How many rows are shown at first."""
    most: int

    def is_answered(self, answer: Any) -> bool:
        """Tell whether there is a row."""
        return self.fits(answer) and bool(answer)

    def fits(self, answer: Any) -> bool:
        """Tell whether ``answer`` is a table."""
        return is_table(answer)

    def column(self, column_id: str) -> Column | None:
        """Return the column that is, or once was, called ``column_id``."""
        return next((c for c in self.columns if column_id in (c.id, *c.was)), None)

    def asked(self, answer: Any) -> Any:
        """Return the question and the columns' titles."""
        return self._asked(columns={column.id: column.title for column in self.columns})


def texts_of(answer: Any) -> Iterator[str]:
    """Return every text in ``answer``, whatever its shape."""
    if isinstance(answer, str):
        yield answer
    elif isinstance(answer, Mapping | list):
        for value in answer.values() if isinstance(answer, Mapping) else answer:
            yield from texts_of(value)


def is_row_number(text: str) -> bool:
    """Tell whether ``text`` is how a form numbers its rows."""
    return text.isascii() and text.isdecimal() and len(text) <= 4 and int(text) > 0


def is_table(answer: Any) -> bool:
    """Tell whether ``answer`` has the shape of rows, whatever the columns."""
    return isinstance(answer, Mapping) and all(
        is_row_number(number) and _is_texts(cells) for number, cells in answer.items()
    )


def _is_texts(answer: Any) -> bool:
    return isinstance(answer, Mapping) and all(isinstance(t, str) for t in answer.values())
