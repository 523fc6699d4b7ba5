"""The fields of the questions about practice."""

from collections.abc import Iterator, Sequence
from typing import Any

from wtforms import (
    Field,
    HiddenField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.form import BaseForm
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput

from learning.followups import (
    LONGEST,
    LONGEST_WHY,
    OUTCOMES,
    PROMISES,
    Option,
    Promise,
    Question,
)
from learning.sharing import LONGEST_DESCRIPTION, Naming
from learning.web.clean import clean_text, one_line
from learning.web.exercise_fields import ChoiceOrNone

NOBODY = "no"
"""Stands where a naming does: nothing may be quoted."""
_NAMINGS = (
    Option(NOBODY, "No, only I read it"),
    Option(Naming.NAMED.value, "Yes, with my name"),
    Option(Naming.DESCRIBED.value, "Yes, as I describe myself"),
    Option(Naming.UNNAMED.value, "Yes, without a name"),
)
_OPEN = Option("", "Leave it open")
"""Takes back an outcome that was filled in; it is no answer."""
_LONGEST_WHAT = 5_000
"""Characters of a promise: two cells of a plan, or an action of a team."""
_REFUSAL = "Choose one of the answers shown here"


def promise_fields(key: str, promise: Promise) -> Iterator[tuple[str, Any]]:
    """Yield the name and field of each part of one promise."""
    yield (
        f"{PROMISES}.{key}.what",
        HiddenField(
            default=promise.what, validators=[_at_most(_LONGEST_WHAT)], filters=[clean_text]
        ),
    )
    yield f"{PROMISES}.{key}.outcome", _one("What happened?", (*OUTCOMES, _OPEN))
    why = TextAreaField("Why, or how it went", [_at_most(LONGEST_WHY)], filters=[clean_text])
    yield f"{PROMISES}.{key}.why", why


def question_field(question: Question) -> Any:
    """Return the field of one question."""
    if not question.options:
        return TextAreaField(
            question.text,
            [_at_most(LONGEST)],
            filters=[clean_text],
            description=f"{question.hint} At most {LONGEST:,} characters.",
        )
    if question.several:
        return SelectMultipleField(
            question.text,
            [_check_offered],
            validate_choice=False,
            choices=_choices(question.options),
            option_widget=CheckboxInput(),
            description=question.hint,
        )
    return _one(question.text, question.options)


def quoting_fields() -> Iterator[tuple[str, Any]]:
    """Yield the name and field of each part of letting the story be quoted."""
    yield "naming", _one("May this be quoted?", _NAMINGS, [_check_naming], default=NOBODY)
    described = StringField(
        "How you describe yourself",
        [_check_described],
        filters=[one_line],
        description="Only if you chose so. For example: a buyer in a university hospital."
        f" At most {LONGEST_DESCRIPTION} characters.",
    )
    yield "described", described


def _one(words: str, options: Sequence[Option], also: Sequence[Any] = (), **given: Any) -> Any:
    return ChoiceOrNone(
        words,
        validators=list(also),
        refusal=_REFUSAL,
        choices=_choices(options),
        coerce=lambda value: value,
        **given,
    )


def _choices(options: Sequence[Option]) -> list[SelectChoice]:
    return [SelectChoice(option.id, option.words) for option in options]


def _at_most(most: int) -> Length:
    return Length(max=most, message=f"Shorten this to {most:,} characters")


def _check_offered(form: BaseForm, field: Field) -> None:
    if not set(field.data or ()) <= {choice.value for choice in field.choices}:
        raise ValidationError(_REFUSAL)


def _check_naming(form: BaseForm, field: Field) -> None:
    if field.data not in (None, NOBODY) and not (form["story"].data or "").strip():
        raise ValidationError("Write above what may be quoted, or choose “No”")


def _check_described(form: BaseForm, field: Field) -> None:
    if form["naming"].data != Naming.DESCRIBED:
        return
    if not field.data:
        raise ValidationError("Describe yourself in a few words")
    if len(field.data) > LONGEST_DESCRIPTION:
        raise ValidationError(f"Describe yourself in at most {LONGEST_DESCRIPTION} characters")
