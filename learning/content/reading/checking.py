"""Checks fields against `written`, and says in plain words what is wrong."""

import re
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from learning.content.kinds import Kind
from learning.content.mistakes import Findings, Place, listed, nearest
from learning.content.reading.written import MAX_ID
from learning.content.reading.yaml_source import Path, Written

Model = TypeVar("Model", bound=BaseModel)

_KINDS = {
    "extra_forbidden": Kind.UNKNOWN_KEY,
    "missing": Kind.MISSING_KEY,
    "model_type": Kind.NOT_FIELDS,
    "dict_type": Kind.NOT_FIELDS,
    "string_type": Kind.NOT_TEXT,
    "string_too_short": Kind.NO_VALUE,
    "string_too_long": Kind.LONG_TEXT,
    "string_pattern_mismatch": Kind.BAD_ID,
    "int_type": Kind.NOT_NUMBER,
    "greater_than_equal": Kind.TOO_LOW,
    "less_than_equal": Kind.TOO_HIGH,
    "bool_type": Kind.NOT_BOOLEAN,
    "date_type": Kind.NOT_DATE,
    "list_type": Kind.NOT_LIST,
    "too_short": Kind.TOO_FEW,
    "too_long": Kind.TOO_MANY,
    "literal_error": Kind.NOT_ONE_OF,
    "bad_language": Kind.BAD_LANGUAGE,
    "falling": Kind.FALLING,
    "not_rising": Kind.NOT_RISING,
    "bad_web_link": Kind.BAD_WEB_LINK,
    "none_right": Kind.NONE_RIGHT,
}
_LIMITS = ("max_length", "min_length", "ge", "le")


def check_fields(
    model: type[Model], written: Written, findings: Findings, path: Path = ()
) -> Model | None:
    """Return what stands at ``path`` as ``model``; None if it has mistakes, all noted."""
    value = written.value
    for step in path:
        value = value[step]
    try:
        return model.model_validate({} if value is None and not path else value)
    except ValidationError as error:
        for problem in error.errors(include_url=False):
            _note(problem, model, written, path, findings)
        return None


def _note(
    problem: ErrorDetails, model: type[BaseModel], written: Written, path: Path, findings: Findings
) -> None:
    in_key = problem["loc"][-1:] == ("[key]",)
    steps = problem["loc"][:-1] if in_key else problem["loc"]
    where = (*path, *steps)
    if any(where[: len(broken)] == broken for broken in written.broken):
        return
    kind = _kind(problem)
    known = _known(problem, model, steps)
    findings.add(
        kind,
        _place(kind, written, where, in_key=in_key),
        near=nearest(_wrong_word(problem), known) if known else None,
        key=next((step for step in reversed(where) if isinstance(step, str)), "the file"),
        value=str(problem["input"])[:MAX_ID],
        id=str(problem["input"])[:MAX_ID],
        known=listed(known),
        limit=next((problem.get("ctx", {})[k] for k in _LIMITS if k in problem.get("ctx", {})), ""),
    )


def _kind(problem: ErrorDetails) -> Kind:
    if problem["input"] is None and problem["type"].endswith("_type"):
        return Kind.NO_VALUE
    return _KINDS[problem["type"]]


def _place(kind: Kind, written: Written, where: Path, *, in_key: bool) -> Place:
    if kind is Kind.MISSING_KEY:
        around = where[:-1]
        in_list = around and isinstance(around[-1], int)
        return written.place(around) if in_list else written.key(around)
    if in_key or kind is Kind.UNKNOWN_KEY:
        return written.key(where)
    return written.place(where)


def _wrong_word(problem: ErrorDetails) -> str:
    return str(problem["loc"][-1] if problem["type"] == "extra_forbidden" else problem["input"])


def _known(problem: ErrorDetails, model: type[BaseModel], steps: Path) -> list[str]:
    """Return the words that could stand where a wrong one does."""
    if problem["type"] == "literal_error":
        return re.findall(r"'([^']*)'", problem["ctx"]["expected"])
    if problem["type"] != "extra_forbidden":
        return []
    for step in steps[:-1]:
        if field := model.model_fields.get(str(step)):
            model = _inner(field.annotation) or model
    return list(model.model_fields)


def _inner(annotation: Any) -> type[BaseModel] | None:
    """Return the model in ``list[Model]``, ``dict[str, Model]`` or ``Model | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _inner(part))), None)
