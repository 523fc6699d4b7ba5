"""What cannot be copied whole is not copied at all, and what differs is found."""

import re

import pytest
from sqlalchemy import delete, event, insert, text, update

from learning.accounts import User
from learning.copying import Difference, Differs, copy_everything, moment_of, refuse_while_served
from learning.copying.compare import refuse_differing
from learning.db import Base, Database, connect
from learning.errors import Conflict
from learning.letters.tables import Letter
from tests.cast import Cast, join
from tests.conftest import NOON
from tests.copying.both import OTHER, another, everything
from tests.databases import Databases


def test_a_database_that_somebody_uses_is_not_written_to(
    database: Database, backend: str, databases: Databases, cast: Cast
) -> None:
    with another(databases, OTHER[backend]) as there:
        with there.writing.begin() as db:
            join(db, "Somebody")
        before = everything(there)
        with pytest.raises(Conflict, match="not empty"):
            copy_everything(database, there)

        assert everything(there) == before


def test_a_database_of_something_else_is_not_written_to(
    databases: Databases, database: Database, tmp_path: object
) -> None:
    there = connect(f"sqlite:///{tmp_path}/other.db")
    with there.engine.begin() as connection:
        connection.execute(text("CREATE TABLE recipe (id INTEGER)"))
    with pytest.raises(Conflict, match="something else"):
        copy_everything(database, there)
    with there.engine.begin() as connection:
        assert connection.scalar(text("SELECT count(*) FROM sqlite_master")) == 1
    there.close()


def test_only_todays_edition_is_copied(databases: Databases) -> None:
    with another(databases, "sqlite") as old, another(databases, "sqlite") as there:
        with old.engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
        with pytest.raises(Conflict, match="edition 0001"):
            copy_everything(old, there)


def test_a_value_that_the_other_cannot_hold_stops_it_and_leaves_nothing(
    databases: Databases,
) -> None:
    with another(databases, "sqlite") as here, another(databases, "postgresql") as there:
        with here.writing.begin() as db:
            person = join(db, "Ada")
            days = {"written_at": NOON, "opens_at": NOON}
            db.execute(insert(Letter).values(user_id=person.id, text="a\0b", **days))
        empty = everything(there)
        with pytest.raises(Conflict, match="A row of letter") as refusal:
            copy_everything(here, there)

        assert "a\0b" not in str(refusal.value)
        assert everything(there) == empty


def test_what_is_written_otherwise_than_it_was_read_is_not_kept(
    database: Database, backend: str, databases: Databases, cast: Cast
) -> None:
    with another(databases, OTHER[backend]) as there:

        @event.listens_for(there.engine, "before_cursor_execute", retval=True)
        def lose(_c: object, _k: object, statement: str, values: object, *_: object) -> object:
            if not re.match(r'INSERT INTO "?user\b', statement):
                return statement, values
            assert isinstance(values, list)
            return statement, [_renamed(one) for one in values]

        with pytest.raises(Differs, match=r"user, row .*, name"):
            copy_everything(database, there)
        event.remove(there.engine, "before_cursor_execute", lose)

        assert everything(there)["user"] == []


def _renamed(values: object) -> object:
    if isinstance(values, dict):
        return {k: "Adä" if v == "Ada" else v for k, v in values.items()}
    assert isinstance(values, tuple)
    return tuple("Adä" if v == "Ada" else v for v in values)


def test_the_first_differences_are_named_without_a_word_of_them(
    databases: Databases, cast: Cast, database: Database
) -> None:
    with another(databases, "sqlite") as there:
        copy_everything(database, there)
        with there.writing.begin() as db:
            db.execute(update(User).where(User.id == cast.ben.id).values(name="Nobody"))
            db.execute(delete(User).where(User.id == cast.dana.id))
        with (
            moment_of(database) as ours,
            moment_of(there) as theirs,
            pytest.raises(Differs) as found,
        ):
            refuse_differing(ours, theirs)

    named = Difference("user", str(cast.ben.id), "name")
    assert found.value.found == (named, Difference("user", str(cast.dana.id), ""))
    assert "Nobody" not in str(found.value)


def test_one_that_others_have_open_is_told(
    database: Database, backend: str, databases: Databases
) -> None:
    database.close()
    asks = connect(database.engine.url.render_as_string(hide_password=False))
    refuse_while_served(asks)
    with database.engine.connect() as other:
        other.execute(text("SELECT 1"))
        with pytest.raises(Conflict, match="in use"):
            refuse_while_served(asks)
    asks.close()


def test_no_table_needs_one_that_needs_it() -> None:
    """Rows are copied table by table, so there must be an order; only within one may they cross."""
    order = [table.name for table in Base.metadata.sorted_tables]
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            assert order.index(key.column.table.name) <= order.index(table.name)
