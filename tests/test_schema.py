from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text
from sqlalchemy.schema import CreateTable

from learning.db import Base, Database, open_database
from learning.db.migrate import HEAD, MIGRATIONS
from learning.errors import CannotStart
from learning.web import create_app  # noqa: F401 (brings every table)
from tests.conftest import Snapshot
from tests.databases import Databases

FIRST_EDITION = Path(__file__).parent / "fixtures" / "first-edition.sql"


def test_the_schema_on_one_page(snapshot: Snapshot) -> None:
    tables = Base.metadata.sorted_tables
    snapshot("schema.sql", "".join(f"{str(CreateTable(t)).strip()};\n\n" for t in tables))


def test_the_migrated_and_the_declared_schema_agree(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_newest_migration_is_the_one_that_is_looked_for() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == HEAD


def test_a_database_of_the_first_edition_upgrades_and_keeps_everything(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    engine = create_engine(url)
    raw = engine.raw_connection()
    raw.driver_connection.executescript(FIRST_EDITION.read_text(encoding="utf-8"))  # type: ignore[union-attr]
    raw.close()
    engine.dispose()

    database = open_database(url)
    with database.reading() as db:
        assert db.scalar(text("SELECT version_num FROM alembic_version")) == HEAD
        assert db.scalar(text("SELECT holder FROM certificate")) == "Ada Łukasz-Ŵyn 漢字"
        assert len(db.scalar(text("SELECT salt FROM certificate"))) == 22
        assert "🙂 rain" in db.scalar(text("SELECT answers FROM entry"))
        assert db.scalar(text("SELECT count(*) FROM completion")) == 3
        assert db.scalar(text("SELECT count(*) FROM entry_version")) == 1
    database.close()


def test_opening_twice_changes_nothing(databases: Databases) -> None:
    url = databases.sqlite_url()
    open_database(url).close()
    open_database(url).close()


def test_a_database_of_a_later_edition_is_refused(databases: Databases) -> None:
    url = databases.sqlite_url()
    database = open_database(url)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()

    with pytest.raises(CannotStart, match="newer version"):
        open_database(url)
