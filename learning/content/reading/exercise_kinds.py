"""Fields become exercises, each kind in its own way."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from learning.content.exercises import (
    Check,
    Exercise,
    Grid,
    Measure,
    Plan,
    Rank,
    Reflection,
    Scale,
    Sort,
    Table,
)
from learning.content.plans import ACTION_COLUMNS, Actions
from learning.content.programme import Rating
from learning.content.prompts import (
    Choice,
    Column,
    Dimension,
    Item,
    Level,
    Prompt,
    Question,
    Rows,
    Statement,
)
from learning.content.reading.written import (
    CheckFields,
    ExerciseFields,
    GridFields,
    PlanFields,
    PromptFields,
    RankFields,
    ReflectionFields,
    ScaleFields,
    SortFields,
    TableFields,
)

ROWS = "rows"
"""The id of the one prompt of a table that is its rows."""
ACTIONS = "actions"
"""The id of the one prompt of a plan that is its actions."""


@dataclass(frozen=True, slots=True)
class Texts:
    """What of an exercise is rendered or comes from elsewhere."""

    intro: str | None
    feedback: Mapping[tuple[str, ...], str]
    """By the ids of question and choice, or of an item to sort."""
    rating: Rating | None


def build_exercise(name: str, fields: ExerciseFields, texts: Texts) -> Exercise | None:
    """Return the exercise that ``fields`` describe; None if its rating has mistakes."""
    common: dict[str, Any] = {
        "id": name,
        "title": fields.title,
        "minutes": fields.minutes,
        "intro": texts.intro,
        "why": fields.why,
        "required": fields.required,
        "was": tuple(fields.was),
        "retired": tuple(fields.retired),
    }
    return _BUILDERS[type(fields)](fields, texts, common)


def _reflection(fields: ReflectionFields, texts: Texts, common: dict[str, Any]) -> Exercise:
    return Reflection(prompts=tuple(_in_words(fields.prompts)), **common)


def _scale(fields: ScaleFields, texts: Texts, common: dict[str, Any]) -> Exercise | None:
    if (rating := texts.rating) is None:
        return None
    return Scale(
        prompts=tuple(Statement(id=name, text=text) for name, text in rating.statements),
        rating=rating.id,
        measure=Measure(fields.measure),
        low=rating.low,
        high=rating.high,
        **common,
    )


def _check(fields: CheckFields, texts: Texts, common: dict[str, Any]) -> Exercise:
    questions = tuple(
        Question(
            **_asked(name, question),
            choices=tuple(
                Choice(chosen, choice.text, choice.right, texts.feedback[name, chosen])
                for chosen, choice in question.choices.items()
            ),
        )
        for name, question in fields.prompts.items()
    )
    return Check(prompts=questions, **common)


def _sort(fields: SortFields, texts: Texts, common: dict[str, Any]) -> Exercise:
    items = tuple(
        Question(
            **_asked(name, item),
            choices=tuple(
                Choice(group, title, group == item.group, texts.feedback[(name,)])
                for group, title in fields.groups.items()
            ),
        )
        for name, item in fields.items.items()
    )
    return Sort(prompts=(*items, *_in_words(fields.prompts)), **common)


def _rank(fields: RankFields, texts: Texts, common: dict[str, Any]) -> Exercise:
    places = fields.places or len(fields.items)
    items = tuple(Item(**_asked(n, item), places=places) for n, item in fields.items.items())
    return Rank(places=places, prompts=(*items, *_in_words(fields.prompts)), **common)


def _grid(fields: GridFields, texts: Texts, common: dict[str, Any]) -> Exercise:
    dimensions = tuple(
        Dimension(
            **_asked(name, dimension),
            evidence=fields.evidence,
            levels=tuple(
                Level(level, title, dimension.levels[level])
                for level, title in fields.levels.items()
            ),
        )
        for name, dimension in fields.dimensions.items()
    )
    return Grid(prompts=(*dimensions, *_in_words(fields.prompts)), **common)


def _table(fields: TableFields, texts: Texts, common: dict[str, Any]) -> Exercise:
    columns = tuple(
        Column(name, column.title, column.hint, tuple(column.choices or ()), was=tuple(column.was))
        for name, column in fields.columns.items()
    )
    shown, most = fields.rows
    rows = Rows(id=ROWS, text=fields.title, columns=columns, shown=shown, most=most)
    return Table(prompts=(rows, *_in_words(fields.prompts)), **common)


def _plan(fields: PlanFields, texts: Texts, common: dict[str, Any]) -> Exercise:
    actions = Actions(
        id=ACTIONS, text=fields.title, columns=ACTION_COLUMNS, shown=1, most=fields.actions
    )
    return Plan(prompts=(actions, *_in_words(fields.prompts)), **common)


def _in_words(prompts: Mapping[str, PromptFields]) -> Iterator[Prompt]:
    for name, prompt in prompts.items():
        words = (prompt.words[0], prompt.words[1]) if prompt.words else None
        yield Prompt(**_asked(name, prompt), words=words)


def _asked(name: str, fields: Any) -> dict[str, Any]:
    """Return what every prompt has."""
    return {
        "id": name,
        "text": fields.text,
        "hint": fields.hint,
        "why": fields.why,
        "required": getattr(fields, "required", True),
        "was": tuple(fields.was),
    }


_BUILDERS: Mapping[type[ExerciseFields], Callable[..., Exercise | None]] = {
    ReflectionFields: _reflection,
    ScaleFields: _scale,
    CheckFields: _check,
    SortFields: _sort,
    RankFields: _rank,
    GridFields: _grid,
    TableFields: _table,
    PlanFields: _plan,
}
