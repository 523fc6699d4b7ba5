"""One person with two accounts, and what is read of them."""

import json
import re
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from learning import clock, joining, own_data
from learning.accounts import Person, User
from learning.content import Programme
from learning.db import Base
from tests.mailed_links.mailed import SITE


def unite(db: Session, staying: Person, going: Person, programme: Programme) -> bool:
    return joining.unite(db, staying, going.id, programme, SITE, second_agreed=True)


def confirmed(db: Session, person: Person) -> Person:
    """The same person, who has shown that mail to their address arrives."""
    db.execute(update(User).where(User.id == person.id).values(confirmed_at=clock.now()))
    return replace(person, confirmed_at=clock.now())


def taken(db: Session, person: Person, programme: Programme) -> dict[str, Any]:
    """Everything that is kept about somebody."""
    whole: dict[str, Any] = json.loads(
        own_data.json_of(own_data.everything_of(db, person, programme))
    )
    return whole


def marked(whole: dict[str, Any], mark: str) -> set[str]:
    """Every word with ``mark`` that stands anywhere in it."""
    return set(re.findall(rf"{mark}[\w-]*", json.dumps(whole)))


def rows(db: Session) -> dict[str, Any]:
    """Every row of every table, to see that nothing changes."""
    return {name: sorted(map(repr, db.execute(select(t)))) for name, t in _tables()}


def of(db: Session, table: str, column: str, user_id: int) -> int:
    """How many rows of ``table`` name the account."""
    found = Base.metadata.tables[table]
    query = select(func.count()).select_from(found).where(found.c[column] == user_id)
    return db.scalar(query) or 0


def _tables() -> Any:
    return Base.metadata.tables.items()
