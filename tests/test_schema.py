import re
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, event, text
from sqlalchemy.schema import CreateTable

from learning.db import Base, Database, connect, open_database
from learning.db.migrate import CONTRACTS, HEAD, MIGRATIONS, OLDEST
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


@pytest.mark.parametrize("oldest", ["9998", None])
def test_a_database_of_a_later_edition_that_took_something_away_is_refused(
    databases: Databases, oldest: str | None
) -> None:
    url = databases.sqlite_url()
    note_edition(url, "9999", oldest)

    with pytest.raises(CannotStart, match="newer version"):
        open_database(url)


def test_a_database_of_a_later_edition_that_only_added_is_used_and_left_as_it_is(
    databases: Databases,
) -> None:
    url = databases.sqlite_url()
    note_edition(url, "9999", HEAD)

    database = open_database(url)
    with database.reading() as db:
        assert db.execute(text("SELECT * FROM alembic_version")).one() == ("9999", HEAD)
    database.close()


def note_edition(url: str, edition: str, oldest: str | None) -> None:
    """Write what a later edition would: its number, and the oldest whose code may go on."""
    engine = create_engine(url)
    with engine.begin() as connection:
        given = {"edition": edition, "oldest": oldest}
        noted = "UPDATE alembic_version SET version_num = :edition, oldest = :oldest"
        connection.execute(text(noted), given)
    engine.dispose()


def test_an_upgrade_notes_the_oldest_edition_whose_code_may_use_it(database: Database) -> None:
    with database.reading() as db:
        assert db.scalar(text("SELECT oldest FROM alembic_version")) == OLDEST


TAKES_AWAY = re.compile(
    r"DROP (TABLE|COLUMN)|RENAME|ALTER COLUMN \S+ (SET NOT NULL|TYPE)"
    r"|ADD COLUMN (?!.*DEFAULT).*NOT NULL"
)
"""What code of the edition before could not live with."""


def test_no_migration_takes_anything_away_from_older_code_unless_it_says_so(
    databases: Databases,
) -> None:
    """Expand, then contract: until every process runs the new code, the old code serves, too."""
    database = connect(databases.server.url("expanding"))
    said: dict[str, list[str]] = {}
    with database.engine.begin() as connection:
        command.upgrade(configured(connection), "0022")

        @event.listens_for(connection, "before_cursor_execute")
        def note(_c: object, _u: object, statement: str, *_: object) -> None:
            said.setdefault(going, []).append(statement)

        for going in newer_than("0022"):
            command.upgrade(configured(connection), going)
    database.close()

    taking = {one: [s for s in said[one] if TAKES_AWAY.search(s)] for one in said}
    assert {one for one in taking if taking[one]} <= CONTRACTS.keys(), taking


def configured(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def newer_than(edition: str) -> list[str]:
    scripts = ScriptDirectory(str(MIGRATIONS)).walk_revisions(edition, "head")
    return [one.revision for one in reversed(list(scripts)) if one.revision != edition]
