"""The JSON Schema of everything.json, made from the tables that it holds."""

from enum import Enum
from typing import Any

from sqlalchemy import JSON, Boolean, ColumnElement, Date, Integer
from sqlalchemy import Enum as OneOf

from learning.db.tables import UtcDateTime
from learning.own_data.everything import FORMAT, VERSION
from learning.own_data.inventory import OWNED
from learning.own_data.left_out import LEFT_OUT
from learning.own_data.owned import Owned

_MOMENT = {"type": "string", "format": "date-time"}


def schema() -> dict[str, Any]:
    """Return the schema; a test compares docs/schemas/everything.schema.json with it."""
    text = {"type": "string"}
    programme = dict.fromkeys(("id", "title", "edition", "language"), text)
    head: dict[str, Any] = {
        "format": {"const": FORMAT},
        "format_version": {"const": VERSION},
        "made_at": {**_MOMENT, "description": "When the file was made."},
        "programme": _object(programme, "The programme, in the edition of that moment."),
    }
    left_out = " ".join(f"{name}: {why}" for name, why in LEFT_OUT.items())
    whole = _object(
        head | {owned.name: _part(owned) for owned in OWNED},
        "Everything that is kept about one person. Each part is what one table holds of them."
        f" These tables hold nothing of anybody in particular. {left_out}",
    )
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": FORMAT, **whole}


def _part(owned: Owned) -> dict[str, Any]:
    left_out = " ".join(f"Without {name}: {why}" for name, why in owned.without.items())
    row = _object({name: _value(column) for name, column in owned.columns.items()})
    said = " ".join(filter(None, (f"{owned.title}.", owned.but, left_out)))
    return {"type": "array", "description": said, "items": row}


def _object(properties: dict[str, Any], description: str = "") -> dict[str, Any]:
    whole = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    return {"description": description, **whole} if description else whole


def _value(column: ColumnElement[Any]) -> dict[str, Any]:
    said = _kind(column)
    if not getattr(column, "nullable", True):
        return said
    if "enum" in said:
        return {"enum": [*said["enum"], None]}
    return said | {"type": [said["type"], "null"]} if "type" in said else said


def _kind(column: ColumnElement[Any]) -> dict[str, Any]:
    kind = column.type
    if isinstance(kind, OneOf) and kind.enum_class and issubclass(kind.enum_class, Enum):
        return {"enum": [member.value for member in kind.enum_class]}
    if isinstance(kind, JSON):
        return {"description": "As it is kept."}
    for of, said in _KINDS.items():
        if isinstance(kind, of):
            return dict(said)
    return {"type": "string"}


_KINDS: dict[type, dict[str, Any]] = {
    UtcDateTime: _MOMENT,
    Date: {"type": "string", "format": "date"},
    Boolean: {"type": "boolean"},
    Integer: {"type": "integer"},
}
