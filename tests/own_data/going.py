"""Somebody who goes: the wish, the worker, and what is left."""

import json

from sqlalchemy import select

from learning import own_data
from learning.accounts import Person
from learning.db import Base, Database
from learning.own_data import SharedNotes, Where, Wish

WISH = Wish(keeps_certificate=True, shared_notes=SharedNotes.UNNAMED)
HERE = Where("https://learn.example.org", "Europe/London")


def ask(database: Database, person: Person, wish: Wish = WISH) -> None:
    with database.writing.begin() as db:
        own_data.depart(db, person, wish, HERE)


def run(database: Database, *, sends_mail: bool = True) -> int:
    return own_data.delete_due(database, HERE, sends_mail=sends_mail)


def holding(database: Database, *words: str) -> set[str]:
    """Return ``table.column`` of everything that holds one of ``words``, in any case."""
    found = set()
    with database.reading() as db:
        for table in Base.metadata.tables.values():
            for row in db.execute(select(table)):
                for name, value in row._mapping.items():
                    said = json.dumps(value, ensure_ascii=False, default=str).casefold()
                    if any(word.casefold() in said for word in words):
                        found.add(f"{table.name}.{name}")
    return found
