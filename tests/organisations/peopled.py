"""Organisations with people, for what depends on how many name one."""

from collections.abc import Sequence

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from learning import clock
from learning.accounts import Role, User
from learning.organisations import Organisation, Profile, new_row

FEW = 5


def known(db: Session, *names: str) -> list[int]:
    """Put organisations of these names there, and return their ids."""
    db.execute(insert(Organisation), [new_row(name) for name in names])
    ids = {row.name: row.id for row in db.execute(select(Organisation.name, Organisation.id))}
    return [ids[name] for name in names]


def peopled(db: Session, *names: str, people: int = FEW) -> list[int]:
    """Put organisations of these names there that ``people`` name each; return their ids."""
    ids = known(db, *names)
    give_people(db, ids, people)
    return ids


def give_people(db: Session, ids: Sequence[int], people: int) -> None:
    """Make ``people`` new people for each of these organisations."""
    first = 1 + (db.scalar(select(func.max(User.id))) or 0)
    rows = [
        {
            "email": f"n{number}@example.org", "name": "N", "password_hash": "!",
            "role": Role.LEARNER, "joined_at": clock.now(),
        }
        for number in range(first, first + people * len(ids))
    ]  # fmt: skip
    made = db.scalars(insert(User).returning(User.id, sort_by_parameter_order=True), rows)
    places = [place for place in ids for _ in range(people)]
    said = [
        {"user_id": user, "organisation_id": place}
        for user, place in zip(made, places, strict=True)
    ]
    db.execute(insert(Profile), said)
