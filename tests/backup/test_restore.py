"""A backup comes back into an empty place, as it was; anything else is refused in words."""

import json
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from sqlalchemy import text

from learning import backup, certificates
from learning.config import Settings
from learning.content import Programme
from learning.db import Database, connect
from learning.db.migrate import HEAD
from learning.errors import Conflict
from tests.backup.installed import SMALL, standing
from tests.cast import assemble, finish
from tests.copying.both import everything
from tests.databases import Databases
from tests.test_schema import FIRST_EDITION

Installation = tuple[Settings, Database]


def settings_at(data: Path, settings: Settings, url: str = "") -> Settings:
    """Return the settings of another place."""
    changed: dict[str, Any] = {"data": data, "database_url": url}
    return settings.model_copy(update=changed)


def live_in(database: Database, programme: Programme) -> None:
    with database.writing.begin() as db:
        cast = assemble(db)
        finish(db, cast.ada, programme, programme.pages)
        certificates.claim(db, cast.ada, programme, holder="Ada")


def rows(settings: Settings) -> dict[str, list[tuple[object, ...]]]:
    """Return every row; the numbers given last are looked at elsewhere."""
    database = connect(settings.url)
    held = everything(database)
    database.close()
    return {table: found for table, found in held.items() if table}


def test_everything_comes_back(either: Installation, programme: Programme, tmp_path: Path) -> None:
    settings, database = either
    live_in(database, programme)
    made = backup.make(database, settings, programme.edition)
    there = settings_at(tmp_path / "there", settings)

    done = backup.restore(made.path, there, with_programme=True)

    assert rows(there) == rows(settings)
    assert done.rows == made.rows
    for key in ("keys/certificate-key.pem", *(() if settings.secret_key else ("secret-key",))):
        assert (there.data / key).read_bytes() == (settings.data / key).read_bytes()
        assert stat.S_IMODE((there.data / key).stat().st_mode) == 0o600
    module = "modules/programme.yaml"
    assert (there.data / backup.BESIDE / module).read_bytes() == (SMALL / module).read_bytes()
    assert not [name for name in standing(there.data) if name.startswith(".")]


def test_no_place_on_a_withdrawal_list_is_given_again(
    here: Installation, programme: Programme, tmp_path: Path
) -> None:
    settings, database = here
    live_in(database, programme)
    made = backup.make(database, settings, "")
    there = settings_at(tmp_path / "there", settings)
    backup.restore(made.path, there)

    restored = connect(there.url)
    with restored.reading() as db, database.reading() as before:
        assert certificates.how_many_lists(db) > certificates.how_many_lists(before)
    restored.close()


def test_onto_postgresql_and_only_an_empty_one(
    here: Installation, programme: Programme, databases: Databases, tmp_path: Path
) -> None:
    settings, database = here
    live_in(database, programme)
    made = backup.make(database, settings, "")
    there = settings_at(tmp_path / "there", settings, databases.server.url("restored"))
    backup.restore(made.path, there)
    before = rows(there)

    assert before == rows(settings)
    with pytest.raises(Conflict, match="not empty"):
        backup.restore(made.path, there)
    assert rows(there) == before


def test_nothing_is_overwritten(here: Installation, tmp_path: Path) -> None:
    settings, database = here
    made = backup.make(database, settings, "")
    with pytest.raises(Conflict, match=r"learning\.db is there already"):
        backup.restore(made.path, settings)
    there = settings_at(tmp_path / "there", settings)
    (there.data / "keys").mkdir(parents=True)
    (there.data / "keys" / "certificate-key.pem").write_text("another")
    with pytest.raises(Conflict, match="another key"):
        backup.restore(made.path, there)

    assert standing(there.data) == ["keys"]


def test_one_of_the_first_edition_is_kept_and_brought_up_to_date(
    here: Installation, tmp_path: Path
) -> None:
    old = here[0].model_copy(update={"data": tmp_path / "old"})
    old.data.mkdir()
    with closing(sqlite3.connect(old.data / "learning.db")) as connection:
        connection.executescript(FIRST_EDITION.read_text(encoding="utf-8"))
    database = connect(old.url)
    made = backup.make(database, old, "")
    database.close()
    there = settings_at(tmp_path / "there", old)
    done = backup.restore(made.path, there)

    assert (done.is_older, done.about.database) == (True, "0001")
    restored = connect(there.url)
    with restored.reading() as db:
        assert db.scalar(text("SELECT version_num FROM alembic_version")) == HEAD
        assert db.scalar(text("SELECT count(*) FROM completion")) == done.about.rows["completion"]
    restored.close()


def test_trying_keeps_nothing_but_that_it_worked(here: Installation) -> None:
    settings, database = here
    made = backup.make(database, settings, "")
    assert backup.last_tried(settings) is None
    backup.try_out(made.path, settings)

    assert backup.last_tried(settings) == made.at, "clocks of tests stand still"
    assert standing(settings.backups_folder) == [made.path.name, "tried.json"]


def rewritten(path: Path, change: Callable[[dict[str, Any], dict[str, bytes]], None]) -> None:
    """Pack a backup anew with other members, or another tale of them."""
    with ZipFile(path) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    about = json.loads(members.pop("about.json"))
    change(about, members)
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        packed.writestr("about.json", json.dumps(about))
        for name, content in members.items():
            entry = ZipInfo(name)
            if content == b"link":
                entry.external_attr = (stat.S_IFLNK | 0o777) << 16
            packed.writestr(entry, content)


def added(name: str, content: bytes = b"x", size: int = 0) -> Callable[[Path], None]:
    def change(about: dict[str, Any], members: dict[str, bytes]) -> None:
        about["members"][name] = {"bytes": size or len(content), "sha256": "0" * 64}
        members[name] = content

    return lambda path: rewritten(path, change)


def told(key: str, value: object) -> Callable[[Path], None]:
    return lambda path: rewritten(path, lambda about, _: about.update({key: value}))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5000])


def one_byte_wrong(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2] ^= 1
    path.write_bytes(whole)


def another_database(path: Path) -> None:
    def change(_: dict[str, Any], members: dict[str, bytes]) -> None:
        members["database.db"] = bytes(len(members["database.db"]))

    rewritten(path, change)


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (cut, "damaged or cut short"),
        (one_byte_wrong, "damaged"),
        (another_database, "not what was packed"),
        (lambda path: path.write_text("a letter"), "is no backup"),
        (lambda path: path.unlink(), "There is no file"),
        (told("format", 2), "later version"),
        (told("database", "9999"), "later version"),
        (told("rows", {"user": 7}), "not the one that it names"),
        (told("members", {}), "does not hold what it says"),
        (added("../../escaped"), "which no backup does"),
        (added("/etc/escaped"), "which no backup does"),
        (added("programme/modules/../../../escaped"), "which no backup does"),
        (added("keys/link.pem", b"link"), "holds a link"),
        (added("secret-key2"), "which no backup does"),
        (added("keys/huge.pem", bytes(200_000)), "a key that is none"),
        (added("programme/modules/a.md", b"x", size=10**15), "does not hold what it says"),
    ],
)
def test_what_is_no_whole_backup_is_refused(
    here: Installation, tmp_path: Path, harm: Callable[[Path], None], said: str
) -> None:
    settings, database = here
    made = backup.make(database, settings, "", tmp_path / "one.backup")
    harm(made.path)
    there = settings_at(tmp_path / "there", settings)
    with pytest.raises(Conflict, match=said):
        backup.restore(made.path, there)

    assert standing(there.data) == []
    assert not list(tmp_path.rglob("escaped"))
