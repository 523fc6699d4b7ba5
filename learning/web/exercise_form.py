"""An exercise as a form: one field a prompt, named ``<exercise>.<prompt>``."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.form import BaseForm
from wtforms.validators import Length

from learning.content import Dimension, Exercise, Item, Prompt, Question, Rows, is_row_number
from learning.journal import LONGEST_ANSWER, EntryView, is_given, is_shown
from learning.web.clean import clean_text
from learning.web.exercise_fields import (
    REMOVE,
    ChoiceOrNone,
    LevelField,
    RowsField,
)

_RATINGS = tuple(str(number) for number in range(11))
_TOO_LONG = (
    f"This is longer than {LONGEST_ANSWER:,} characters, so it was not saved."
    " Shorten it, or keep the rest in another answer"
)


class ExerciseForm(BaseForm):
    """What a learner fills in: a field a prompt.

    Fields are no attributes here: a prompt may be called “answers”, or “process”.
    """

    def __init__(
        self,
        exercise: Exercise,
        *,
        sent: MultiDict[str, str] | None = None,
        saved: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(_fields(exercise), prefix=f"{exercise.id}.")
        self.process(sent, data=saved)

    @property
    def version(self) -> Field:
        """Return the field that says which version of the entry was shown."""
        return self["version"]

    @property
    def base(self) -> int:
        """Return the version of the entry that the writer had before them."""
        text = str(self.version.data or "")
        return int(text) if text.isdecimal() and len(text) < 10 else 0

    @property
    def answers(self) -> dict[str, Any]:
        """Return what was given, by prompt id."""
        given = {f.short_name: f.data for f in self if f.short_name != "version"}
        return {prompt_id: value for prompt_id, value in given.items() if is_given(value)}

    @property
    def refusals(self) -> list[tuple[str, str]]:
        """Return pairs of field id and what to mend."""
        return [refusal for field in self for refusal in _refusals(field)]

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check every field, and that no two items of a ranking share a place."""
        is_valid: bool = super().validate(extra_validators)
        taken: dict[int, str] = {}
        for field in self:
            if not isinstance(field, PlaceField) or not isinstance(field.data, int):
                continue
            if field.data in taken:
                words = f"“{taken[field.data]}” has this place already; give each its own"
                field.errors = [*field.errors, words]
                is_valid = False
            taken.setdefault(field.data, field.label.text)
        return is_valid


def _refusals(field: Field) -> list[tuple[str, str]]:
    if isinstance(field, RowsField) and field.cell_errors:
        titles = {column.id: column.title for column in field.prompt.columns}
        numbers = list(field.data or {})
        thing = "action" if field.prompt.answered_by == "actions" else "row"
        return [
            (
                f"{field.id}-{number}-{key}",
                f"{titles[key]}, {thing} {numbers.index(number) + 1}: {what}",
            )
            for (number, key), what in field.cell_errors.items()
        ]
    return [(field.id, f"{field.label.text}: {error}") for error in field.errors]


@cache
def _fields(exercise: Exercise) -> tuple[tuple[str, Any], ...]:
    fields = ((prompt.id, _field(prompt)) for prompt in exercise.prompts)
    return ("version", HiddenField(default="0")), *fields


def form_for(exercise: Exercise, entry: EntryView | None) -> ExerciseForm:
    """Return the form filled with what is saved and can be shown today."""
    if entry is None:
        return ExerciseForm(exercise, saved={"version": 0})
    kept = ((p, entry.answers.get(p.id), entry.wording.get(p.id)) for p in exercise.prompts)
    fitting = {
        prompt.id: answer for prompt, answer, asked in kept if is_shown(prompt, answer, asked)
    }
    return ExerciseForm(exercise, saved={**fitting, "version": entry.version})


def posted_form(exercise: Exercise, posted: MultiDict[str, str]) -> ExerciseForm:
    """Return the form filled with what was sent."""
    return ExerciseForm(exercise, sent=posted)


def fields_of(form: ExerciseForm) -> list[tuple[str, str]]:
    """Return what a browser would send of the form's answers: name and value of each that is given.

    The field that says which version was shown is left out.
    """
    given = ((form[prompt_id].name, answer) for prompt_id, answer in form.answers.items())
    return [field for name, answer in given for field in _sent_as(name, answer)]


def _sent_as(name: str, answer: Any) -> list[tuple[str, str]]:
    if isinstance(answer, Mapping):
        below = [_sent_as(f"{name}.{key}", value) for key, value in answer.items()]
        return [field for found in below for field in found]
    return [(name, str(answer))] if is_given(answer) else []


class PlaceField(ChoiceOrNone):
    """A place in a ranking, or none."""


def _number(value: str | int | None) -> str | int | None:
    """Return a number as a number; leave what is none for the validation to refuse."""
    return int(value) if isinstance(value, str) and value in _RATINGS else value


def _place(value: str | int | None) -> str | int | None:
    if isinstance(value, str) and is_row_number(value):
        return int(value)
    return value or None


def field_today(exercise: Exercise, name: str) -> str | None:
    """Return today's name of the field that was called ``name`` below the exercise's.

    None if nothing is asked there: the page is old, or the name was made up.
    """
    prompt_id, _, rest = name.partition(".")
    prompt = exercise.prompt(prompt_id)
    if prompt is None:
        return None
    if isinstance(prompt, Rows):
        number, _, column_id = rest.partition(".")
        column = prompt.column(column_id)
        known = column.id if column else REMOVE if column_id == REMOVE else None
        return f"{prompt.id}.{number}.{known}" if known and is_row_number(number) else None
    if isinstance(prompt, Dimension):
        return f"{prompt.id}.{rest}" if rest in ("level", "evidence") else None
    return prompt.id if not rest else None


def _field(prompt: Prompt) -> Field:
    make: Callable[[Any], Field] = _FIELDS.get(prompt.answered_by, _words)
    return make(prompt)


def _words(prompt: Prompt) -> Field:
    limit = Length(max=LONGEST_ANSWER, message=_TOO_LONG)
    return TextAreaField(prompt.text, [limit], filters=[clean_text])


def _rating(prompt: Prompt) -> Field:
    return ChoiceOrNone(
        prompt.text,
        refusal="Choose a number from 0 to 10",
        choices=[SelectChoice(rating, rating) for rating in _RATINGS],
        coerce=_number,
    )


def _choice(prompt: Question) -> Field:
    return ChoiceOrNone(
        prompt.text,
        refusal="Choose one of the answers shown here",
        choices=[SelectChoice(choice.id, choice.text) for choice in prompt.choices],
        coerce=lambda value: value,
    )


def _item(prompt: Item) -> Field:
    places = [str(place) for place in range(1, prompt.places + 1)]
    return PlaceField(
        prompt.text,
        refusal=f"Choose a place from 1 to {prompt.places}, or none",
        choices=[SelectChoice(place, place) for place in places],
        coerce=_place,
    )


_FIELDS: Mapping[str, Callable[[Any], Field]] = {
    "rating": _rating,
    "choice": _choice,
    "place": _item,
    "level": lambda prompt: LevelField(prompt.text, dimension=prompt),
    "rows": lambda prompt: RowsField(prompt.text, prompt=prompt),
    "actions": lambda prompt: RowsField(prompt.text, prompt=prompt),
}
