"""Writing invented learners into a database that has nobody else in it, thousands at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from typing import Any, TypeVar

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from learning import recount
from learning.accounts import Role, User
from learning.certificates import Certificate, snapshot_row
from learning.content import Programme
from learning.crowd import answers, people, practice
from learning.crowd.gatherings import write_teams
from learning.crowd.meetings import teams
from learning.crowd.people import Learner
from learning.db import Database
from learning.errors import Conflict
from learning.followups import CONSENT, Consent, FollowUp
from learning.journal import Entry
from learning.organisations import Organisation, Profile, new_row
from learning.progress import Completion

MOST = 2_000_000
_AT_ONCE = 2_000
"""People in one transaction."""
_CLAIMED = 0.8
"""How many of those who finish claim their certificate."""
_NO_PASSWORD = "!"  # noqa: S105 - matches nothing that anybody could type
_Thing = TypeVar("_Thing")


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many there are now."""

    learners: int
    organisations: int
    completions: int
    teams: int


def invent(
    database: Database, programme: Programme, *, learners: int, seed: int, now: datetime
) -> Crowd:
    """Fill the database with so many invented learners; the same seed makes the same ones.

    Raises `Conflict` if there is a learner in it already, for invented people among real ones could
    not be told from them any more.
    """
    chance = Random(seed)  # noqa: S311 - nothing secret comes of it
    with database.writing.begin() as db:
        _refuse_among_others(db)
    places = people.places(chance, min(10_000, max(5, learners // 40)))
    organisations: dict[int | None, int] = {}
    sizes = tuple(len(module.pages) for module in programme.modules)
    crowd = people.learners(chance, learners, places, sizes, now)
    completions = gathered = 0
    for some in _chunks(crowd, _AT_ONCE):
        with database.writing.begin() as db:
            _write_organisations(db, places, some, organisations)
            ids = _write_people(db, some, organisations)
            completions += _write_work(db, chance, programme, some, ids)
            _write_practice(db, chance, len(programme.pages), some, ids, now)
            found = teams(chance, some, [m.id for m in programme.modules], now)
            gathered += write_teams(db, programme, found, ids, now)
            recount.mark(db, *ids.values())
    return Crowd(learners, len(organisations), completions, gathered)


def _refuse_among_others(db: Session) -> None:
    if db.scalar(select(User.id).where(User.role == Role.LEARNER).limit(1)) is not None:
        raise Conflict(
            "There are learners in this database already. Invented ones could not be told from them"
            " any more: choose an empty LEARNING_DATA, or another database."
        )


def _write_organisations(
    db: Session,
    places: Sequence[people.Place],
    some: Sequence[Learner],
    known: dict[int | None, int],
) -> None:
    """Write where these learners work, and add to ``known`` the id of each place by its number.

    In the transaction that names them: a server that runs beside forgets those that nobody names.
    """
    new = sorted({n for each in some if (n := each.organisation) is not None} - known.keys())
    if new:
        made = insert(Organisation).returning(Organisation.id, sort_by_parameter_order=True)
        rows = [new_row(places[number].name) for number in new]
        known |= zip(new, db.scalars(made, rows), strict=True)


def _write_people(
    db: Session,
    some: Sequence[Learner],
    organisations: Mapping[int | None, int],
) -> dict[int, int]:
    """Return the id of each account by the learner's number."""
    rows = [
        {
            "email": f"learner-{each.number}@example.org",
            "name": each.name,
            "password_hash": _NO_PASSWORD,
            "role": Role.LEARNER,
            "joined_at": each.joined,
        }
        for each in some
    ]
    made = insert(User).returning(User.id, sort_by_parameter_order=True)
    ids = dict(zip((each.number for each in some), db.scalars(made, rows), strict=True))
    profiles = [
        {
            "user_id": ids[each.number],
            "organisation_id": organisations.get(each.organisation),
            "sector": each.sector,
            "nation": each.nation,
            "role": each.role,
            "stage": each.stage,
        }
        for each in some
    ]
    db.execute(insert(Profile), profiles)
    return ids


def _write_work(
    db: Session,
    chance: Random,
    programme: Programme,
    some: Sequence[Learner],
    ids: dict[int, int],
) -> int:
    """Write what they have done and answered, and their certificates; return how many pages."""
    done: list[dict[str, Any]] = []
    entries: list[dict[str, Any]] = []
    certificates: list[dict[str, Any]] = []
    for each in some:
        whose = {"user_id": ids[each.number]}
        pages = zip(programme.pages, each.done, strict=False)
        done += (
            whose | {"page_id": page.id, "edition": programme.edition, "completed_at": moment}
            for page, moment in pages
        )
        entries += (whose | entry for entry in answers.entries(chance, programme, each))
        if len(each.done) == len(programme.pages) and chance.random() < _CLAIMED:
            issued = {"holder": each.name, "issued_at": each.done[-1] + timedelta(minutes=9)}
            certificates.append(snapshot_row(programme) | whose | issued)
    for table, rows in ((Completion, done), (Entry, entries), (Certificate, certificates)):
        if rows:
            db.execute(insert(table), rows)
    return len(done)


def _write_practice(
    db: Session,
    chance: Random,
    pages: int,
    some: Sequence[Learner],
    ids: dict[int, int],
    now: datetime,
) -> None:
    """Write what those who finished say has changed, and who agreed to be asked again."""
    rows: list[dict[str, Any]] = []
    consents: list[dict[str, Any]] = []
    for each in some:
        finished = practice.finished_at(each, pages)
        if finished is None:
            continue
        whose = {"user_id": ids[each.number]}
        told = list(practice.follow_ups(chance, finished, now))
        rows += (whose | row for row in told)
        if practice.has_agreed(told):
            consents.append(whose | {"given_at": finished, "wording": CONSENT})
    for table, made in ((FollowUp, rows), (Consent, consents)):
        if made:
            db.execute(insert(table), made)


def _chunks(things: Iterable[_Thing], size: int) -> Iterator[list[_Thing]]:
    each = iter(things)
    while some := list(islice(each, size)):
        yield some
