"""Everything that is kept about one person, gathered to be taken along."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from learning import clock
from learning.accounts import Person
from learning.content import Programme
from learning.own_data.inventory import OWNED
from learning.own_data.owned import Owned, as_json

FORMAT = "learning-everything"
VERSION = 1
"""Grows when a reader of the earlier format would stumble."""


@dataclass(frozen=True, slots=True)
class Everything:
    """All rows of one person, by the name of their part in the file."""

    programme: Programme
    made_at: datetime
    rows: Mapping[str, list[dict[str, Any]]] = field(repr=False)

    @property
    def parts(self) -> list[tuple[Owned, list[dict[str, Any]]]]:
        """Return what there is, in the order in which it is read."""
        return [(owned, self.rows[owned.name]) for owned in OWNED if self.rows[owned.name]]


def everything_of(db: Session, person: Person, programme: Programme) -> Everything:
    """Return all that is kept about ``person``; one query a table."""
    rows = {owned.name: owned.rows(db, person) for owned in OWNED}
    return Everything(programme, clock.now(), rows)


def json_of(everything: Everything) -> str:
    """Return it as JSON, as docs/schemas/everything.schema.json describes it."""
    programme = everything.programme
    whole = {
        "format": FORMAT,
        "format_version": VERSION,
        "made_at": as_json(everything.made_at),
        "programme": {
            "id": programme.id,
            "title": programme.title,
            "edition": programme.edition,
            "language": programme.language,
        },
    }
    parts = {name: [_plain(row) for row in rows] for name, rows in everything.rows.items()}
    return json.dumps(whole | parts, ensure_ascii=False, indent=1) + "\n"


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: as_json(value) for name, value in row.items()}
