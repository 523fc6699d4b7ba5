"""Any choice of groups is read in one statement, and is right."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations
from random import Random

import pytest
from sqlalchemy import insert

from learning import recount, statistics
from learning.accounts import Role, User
from learning.content import Programme
from learning.db import Database
from learning.organisations import Nation, Organisation, Profile, Sector, Stage, WorkRole
from learning.statistics import EVERYBODY, NOT_SAID, Attribute, Family, Group
from tests.conftest import NOON
from tests.statistics.counted import ZONE

Person = dict[Attribute, str]


@pytest.fixture
def people(database: Database, programme: Programme) -> list[Person]:
    """Ninety learners, as they said they are."""
    luck = Random(7)  # noqa: S311 (luck, no secret)
    rows, said = [], []
    for number in range(1, 91):
        joined = NOON + timedelta(days=luck.choice((0, 40, 80)))
        rows.append({"email": f"{number}@example.org", "name": "A learner", "password_hash": "!",
                     "role": Role.LEARNER, "joined_at": joined})  # fmt: skip
        said.append({
            "user_id": number, "organisation_id": luck.choice((None, 1, 2, 3)),
            "sector": luck.choice((None, *Sector)), "nation": luck.choice((None, Nation.WALES)),
            "role": luck.choice((None, *WorkRole)), "stage": luck.choice((None, Stage.NEW)),
        })  # fmt: skip
    with database.writing.begin() as db:
        db.execute(insert(User), rows)
        db.add_all(
            Organisation(name=name, key=name, block=name, initials=name) for name in ("a", "b", "c")
        )
        db.flush()
        db.execute(insert(Profile), said)
        recount.mark(db, *range(1, 91))
    statistics.count_waiting(database, programme, ZONE, size=40)
    names = ("organisation_id", "sector", "nation", "role", "stage")
    return [
        {
            **{a: str(one[n] or "") for a, n in zip(Attribute, names, strict=False)},
            Attribute.COHORT: f"{row['joined_at']:%Y-%m}",
        }
        for one, row in zip(said, rows, strict=True)
    ]


def choices(people: list[Person]) -> Iterator[dict[Attribute, str]]:
    """Yield choices of none to all attributes, of values that somebody has, and one nobody has."""
    for size in range(len(Attribute) + 1):
        for attributes in combinations(Attribute, size):
            yield {attribute: people[size][attribute] for attribute in attributes}
    yield {Attribute.SECTOR: "nobody says this"}


def fits(person: Person, chosen: dict[Attribute, str]) -> bool:
    return chosen.items() <= person.items()


def test_any_combination_of_filters_is_a_plain_count(
    database: Database, people: list[Person]
) -> None:
    with database.reading() as db:
        for chosen in choices(people):
            counts = statistics.counts_of(db, Group.of(chosen), Family.PROGRESS)

            assert counts("joined") == sum(fits(person, chosen) for person in people), chosen


def test_any_combination_can_be_told_apart_by_any_attribute(
    database: Database, people: list[Person]
) -> None:
    with database.reading() as db:
        for chosen in choices(people):
            for attribute in Attribute:
                found = statistics.counts_by(db, Group.of(chosen), attribute, Family.PROGRESS)

                plain = Counter(p[attribute] for p in people if fits(p, chosen))
                assert {key: counts("joined") for key, counts in found.items()} == plain


def test_months_are_told_of_every_group_but_a_cohort_with_another(
    database: Database, people: list[Person]
) -> None:
    with database.reading() as db:
        for chosen in choices(people):
            group = Group.of(chosen)
            if Attribute.COHORT in chosen and len(chosen) > 1:
                with pytest.raises(ValueError, match="by itself"):
                    statistics.counts_by_month(db, group)
                continue
            found = statistics.counts_by_month(db, group)

            plain = Counter(p[Attribute.COHORT] for p in people if fits(p, chosen))
            assert {month: counts("joined") for month, counts in found.items()} == plain
            assert list(found) == sorted(found)


def test_each_question_is_one_statement(
    database: Database, people: list[Person], queries: list[str]
) -> None:
    with database.reading() as db:
        for ask in (
            lambda: statistics.counts_of(db, EVERYBODY, Family.PROGRESS),
            lambda: statistics.counts_of(db, Group(sector=NOT_SAID, stage="new"), Family.LEARNING),
            lambda: statistics.counts_by(db, EVERYBODY, Attribute.ORGANISATION, Family.PROGRESS),
            lambda: statistics.counts_by_month(db, EVERYBODY),
        ):
            queries.clear()
            ask()
            assert len(queries) == 1


def test_before_anybody_was_counted_there_is_nobody(database: Database) -> None:
    with database.reading() as db:
        assert statistics.counts_of(db, EVERYBODY, Family.PROGRESS)("joined") == 0
        assert statistics.counts_by_month(db, EVERYBODY) == {}
        assert statistics.counted_at(db) is None
        assert statistics.protection_of(db, 5).count(4, "joined", EVERYBODY).number is None


def test_marks_are_found_by_how_they_begin(database: Database, people: list[Person]) -> None:
    with database.reading() as db:
        counts = statistics.counts_of(db, EVERYBODY, Family.PROGRESS)

    assert counts.starting("jo") == {"joined": 90}
    assert counts.starting("page:") == {}
    assert counts("no such mark") == 0
