"""Every table has its rule, and whoever is in every table loses nothing."""

from typing import Any

import pytest
from sqlalchemy import Column
from sqlalchemy.orm import Session

from learning import accounts
from learning.content import Programme
from learning.db import Base
from learning.joining import APART, RULES
from tests.cast import Cast, join
from tests.conftest import StoppedClock
from tests.joining.pair import confirmed, marked, of, taken, unite
from tests.own_data.marked import heron

TABLES = Base.metadata.tables
NAMES_PEOPLE = {"by_user_id", "owner_id", "admin_id", "by_id"}
NAMED = {
    (table, column.key)
    for rule in RULES
    for column in rule.columns
    for table in (column.class_.__tablename__,)
}
ENDS = {"authenticator", "departure", "mailed_link", "sign_in", "user"}
"""Tables of which the staying account does not simply get the rows."""


def names_people(column: Column[Any]) -> bool:
    refers = any(key.target_fullname == "user.id" for key in column.foreign_keys)
    return refers or column.name in NAMES_PEOPLE or column.name.endswith("user_id")


def test_every_table_has_a_rule_or_says_why_it_needs_none() -> None:
    settled = set().union(*(rule.tables for rule in RULES))

    assert settled | APART.keys() == TABLES.keys()
    assert not settled & APART.keys()


@pytest.mark.parametrize("name", sorted(TABLES.keys() - APART.keys()))
def test_every_column_that_names_an_account_is_settled(name: str) -> None:
    for column in TABLES[name].columns:
        assert not names_people(column) or (name, column.name) in NAMED, column


@pytest.mark.slow
def test_who_is_in_every_table_loses_nothing(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    going = heron(db, cast, programme, stopped)
    staying = confirmed(db, join(db, "Wren"))
    before = taken(db, going, programme)
    had = {name: of(db, *name, going.id) for name in NAMED}

    assert unite(db, staying, going, programme)

    assert accounts.absent_person(db, going.id) is None
    for (table, column), count in had.items():
        assert of(db, table, column, going.id) == 0, table
        assert table in ENDS or of(db, table, column, staying.id) >= count, table
    opened = {"heron-device", "heron-secret"}  # what opened the account
    lost = marked(before, "heron-") - marked(taken(db, staying, programme), "heron-")
    assert lost <= opened
