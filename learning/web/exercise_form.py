"""An exercise as a form: one field a prompt, named ``<exercise>.<prompt>``."""

import re
from functools import cache
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field, Form, HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, ValidationError

from learning.content import Check, Exercise, Prompt, Scale
from learning.journal import LONGEST_ANSWER, EntryView, is_answered

_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_RATINGS = tuple(str(number) for number in range(11))


def clean_text(text: str | None) -> str | None:
    """Return ``text`` with plain line ends and without what no database or page can hold."""
    if text is None:
        return None
    return _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


class ExerciseForm(Form):
    """What a learner fills in; the subclass for each exercise has a field a prompt."""

    version = HiddenField(default="0")

    @property
    def base(self) -> int:
        """Return the version of the entry that the writer had before them."""
        text = str(self.version.data or "")
        return int(text) if text.isdecimal() and len(text) < 10 else 0

    @property
    def answers(self) -> dict[str, Any]:
        """Return what was given, by prompt id."""
        given = {f.short_name: f.data for f in self if f.short_name != "version"}
        return {prompt_id: value for prompt_id, value in given.items() if is_answered(value)}


@cache
def form_class(exercise: Exercise) -> type[ExerciseForm]:
    """Return the form class for ``exercise``."""
    fields = {prompt.id: _field(exercise, prompt) for prompt in exercise.prompts}
    return type("ThisExerciseForm", (ExerciseForm,), fields)


def form_for(exercise: Exercise, entry: EntryView | None) -> ExerciseForm:
    """Return the form filled with what is saved."""
    saved: dict[str, Any] = dict(entry.answers) if entry else {}
    saved["version"] = entry.version if entry else 0
    return form_class(exercise)(prefix=f"{exercise.id}.", data=saved)


def posted_form(exercise: Exercise, posted: MultiDict[str, str]) -> ExerciseForm:
    """Return the form filled with what was sent."""
    return form_class(exercise)(posted, prefix=f"{exercise.id}.")


class ChoiceOrNone(RadioField):
    """Radio buttons of which none need be chosen yet."""

    def __init__(self, label: str, *, refusal: str, **kwargs: Any) -> None:
        super().__init__(label, validate_choice=False, **kwargs)
        self._refusal = refusal

    def pre_validate(self, form: Form) -> None:
        """Refuse a value that is not among the choices: it was made up, or the page is old."""
        if self.data and self.data not in {self.coerce(c.value) for c in self.choices}:
            raise ValidationError(self._refusal)


def _rating(value: str | int | None) -> str | int | None:
    """Return a number as a number; leave what is none for the validation to refuse."""
    return int(value) if isinstance(value, str) and value in _RATINGS else value


def _field(exercise: Exercise, prompt: Prompt) -> Field:
    if isinstance(exercise, Scale):
        return ChoiceOrNone(
            prompt.text,
            refusal="Choose a number from 0 to 10",
            choices=[SelectChoice(rating, rating) for rating in _RATINGS],
            coerce=_rating,
        )
    if isinstance(exercise, Check):
        return ChoiceOrNone(
            prompt.text,
            refusal="Choose one of the answers shown here",
            choices=[SelectChoice(choice.id, choice.text) for choice in prompt.choices],
            coerce=lambda value: value,
        )
    too_long = (
        f"This is longer than {LONGEST_ANSWER:,} characters, so it was not saved."
        " Shorten it, or keep the rest in another answer"
    )
    return TextAreaField(
        prompt.text, [Length(max=LONGEST_ANSWER, message=too_long)], filters=[clean_text]
    )
