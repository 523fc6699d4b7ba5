"""Fields become exercises, each kind in its own way."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from learning.content.exercises import Check, Choice, Exercise, Measure, Prompt, Reflection, Scale
from learning.content.programme import Rating
from learning.content.reading.written import (
    CheckFields,
    ExerciseFields,
    ReflectionFields,
    ScaleFields,
)


@dataclass(frozen=True, slots=True)
class Texts:
    """What of an exercise is rendered or comes from elsewhere."""

    intro: str | None
    feedback: Mapping[tuple[str, str], str]
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
    if isinstance(fields, ScaleFields):
        return _scale(fields, texts.rating, common)
    if isinstance(fields, CheckFields):
        return Check(prompts=_questions(fields, texts), **common)
    if isinstance(fields, ReflectionFields):
        return Reflection(prompts=_prompts(fields), **common)
    raise TypeError(f"{type(fields).__name__} has no builder")


def _scale(fields: ScaleFields, rating: Rating | None, common: dict[str, Any]) -> Scale | None:
    if rating is None:
        return None
    return Scale(
        prompts=tuple(Prompt(id=name, text=text) for name, text in rating.statements),
        rating=rating.id,
        measure=Measure(fields.measure),
        low=rating.low,
        high=rating.high,
        **common,
    )


def _questions(fields: CheckFields, texts: Texts) -> tuple[Prompt, ...]:
    return tuple(
        Prompt(
            id=name,
            text=question.text,
            hint=question.hint,
            why=question.why,
            required=question.required,
            was=tuple(question.was),
            choices=tuple(
                Choice(chosen, choice.text, choice.right, texts.feedback[name, chosen])
                for chosen, choice in question.choices.items()
            ),
        )
        for name, question in fields.prompts.items()
    )


def _prompts(fields: ReflectionFields) -> tuple[Prompt, ...]:
    return tuple(
        Prompt(
            id=name,
            text=prompt.text,
            hint=prompt.hint,
            why=prompt.why,
            words=(prompt.words[0], prompt.words[1]) if prompt.words else None,
            required=prompt.required,
            was=tuple(prompt.was),
        )
        for name, prompt in fields.prompts.items()
    )
