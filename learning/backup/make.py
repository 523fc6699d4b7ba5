"""Make a backup while people write: gather, pack, read it all back, only then give it a name."""

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from importlib.metadata import version
from pathlib import Path
from typing import IO

from sqlalchemy import text

from learning import clock
from learning.backup.about import (
    DATABASE,
    KEYS,
    LARGEST_PROGRAMME,
    MOST_MEMBERS,
    PROGRAMME,
    SECRET,
    About,
    file_name,
    may_be_member,
)
from learning.backup.archive import member_of, opened, pack, unpack
from learning.backup.content import looked_through, refuse_damaged
from learning.backup.disk import in_words, refuse_a_full_disk
from learning.backup.folder import (
    DRAFT,
    BeingMade,
    Made,
    begin_try,
    is_due,
    only_one,
    rotate,
    sweep,
)
from learning.config import Settings
from learning.copying import copy_everything
from learning.db import Database, connect
from learning.errors import Conflict

_SIZE = {
    "sqlite": "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
    "postgresql": "SELECT pg_database_size(current_database())",
}


def make_due(database: Database, settings: Settings, edition: Callable[[], str]) -> Made | None:
    """Make a backup if it is time for one and nobody else does; return it."""
    if not is_due(settings):
        return None
    with suppress(BeingMade), only_one(settings.backups_folder):
        if is_due(settings):  # it may have been made since
            begin_try(settings)
            return _make_in_folder(database, settings, edition())
    return None


def make(database: Database, settings: Settings, edition: str, goal: Path | None = None) -> Made:
    """Make one, as of one moment, and return it: ``goal``, or a new file in the folder of backups.

    In the folder the oldest go, as the setting says. Writers are not held up. Raises `Conflict` in
    words, and leaves nothing behind, if the disk is full, ``goal`` is there already, or what was
    written cannot be read back.
    """
    if goal:
        return _make_at(goal.absolute(), database, settings, edition)
    with only_one(settings.backups_folder):
        return _make_in_folder(database, settings, edition)


def _make_in_folder(database: Database, settings: Settings, edition: str) -> Made:
    sweep(settings.backups_folder)
    made = _make_at(settings.backups_folder / file_name(clock.now()), database, settings, edition)
    rotate(settings)
    return made


def _make_at(goal: Path, database: Database, settings: Settings, edition: str) -> Made:
    folder = goal.parent
    if goal.exists():
        raise _there_already(goal)
    path = Path(database.engine.url.database or "").absolute()
    if database.turn and not path.exists():
        raise Conflict(f"There is nothing to keep yet: {path} is not there.")
    with in_words(folder):
        refuse_a_full_disk(folder, _likely_size(database, settings))
        with tempfile.TemporaryDirectory(prefix=DRAFT, dir=folder) as draft:
            return _make(database, settings, edition, Path(draft), goal)


def _make(database: Database, settings: Settings, edition: str, draft: Path, goal: Path) -> Made:
    now = clock.now()
    _gather_database(database, draft / DATABASE)
    edition_of_database, rows = looked_through(draft / DATABASE)
    members = {DATABASE: draft / DATABASE, **_keys(settings)}
    programme = _programme(settings.content)
    missing = list(_given_by_setting(settings))
    if _is_too_much(programme):
        missing.append("the programme: it is larger than a gigabyte; keep it by other means")
        programme = {}
    members |= programme
    about = About(
        made_at=now,
        software=version("learning"),
        database=edition_of_database,
        came_from="postgresql" if database.turn is None else "sqlite",
        edition=edition,
        rows=rows,
        members={name: member_of(path) for name, path in members.items()},
        not_in_it=tuple(missing),
    )
    with _for_its_owner(draft / "packed") as file:
        pack(file, about, members)
    (draft / DATABASE).unlink()  # room for the one that is read back
    _check(draft / "packed", draft)
    _name(draft / "packed", goal)
    return Made(goal, now, goal.stat().st_size, about.total)


def _gather_database(database: Database, copy: Path) -> None:
    """Write the database as it is now into one SQLite file."""
    if database.turn is None:
        goal = connect(f"sqlite:///{copy}")
        try:
            copy_everything(database, goal)
        finally:
            goal.close()
    else:
        path = database.engine.url.database or ""
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as into:
            # In one step: a copy in steps begins anew whenever somebody else writes. It only reads,
            # and beside a log of writes (WAL) readers keep no writer waiting.
            source.backup(into, pages=-1)
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")  # else it would be three files


def _keys(settings: Settings) -> dict[str, Path]:
    """Return the files that hold keys, by name; keys given by setting are in none."""
    found = {}
    if not settings.secret_key:
        found[SECRET] = settings.data / SECRET
    if not settings.certificate_key:
        folder = settings.data / KEYS
        found |= {f"{KEYS}{path.name}": path for path in sorted(folder.glob("*.pem"))}
    return {name: path for name, path in found.items() if path.is_file()}


def _given_by_setting(settings: Settings) -> Iterator[str]:
    """Say which keys are not in the backup: whoever restores has to bring them."""
    if settings.secret_key:
        yield "LEARNING_SECRET_KEY, which is given by setting"
    if settings.previous_secret_keys:
        yield "LEARNING_PREVIOUS_SECRET_KEYS, which is given by setting"
    if settings.certificate_key:
        yield "LEARNING_CERTIFICATE_KEY, which is given by setting"


def _programme(content: Path) -> dict[str, Path]:
    """Return the files of the content folder, by name; links and hidden files are left out."""
    found = {}
    for part in ("modules", "quizzes"):
        for path in sorted((content / part).rglob("*")):
            name = f"{PROGRAMME}{path.relative_to(content).as_posix()}"
            if path.is_file() and not path.is_symlink() and may_be_member(name):
                found[name] = path
    return found


def _is_too_much(programme: Mapping[str, Path]) -> bool:
    size = sum(path.stat().st_size for path in programme.values())
    return size > LARGEST_PROGRAMME or len(programme) > MOST_MEMBERS - 100


def _check(packed: Path, draft: Path) -> None:
    """Read it back as whoever restores it will, to the last byte."""
    with opened(packed) as (archive, about):
        for name in about.members:
            path = draft / "read-back"
            unpack(archive, about, name, path)
            if name == DATABASE:
                refuse_damaged(path, about)
            path.unlink()


def _name(packed: Path, final: Path) -> None:
    """Give the finished file its name, which no file has yet; it is on the disk then."""
    try:
        os.link(packed, final)  # unlike renaming, it never takes the place of what is there
    except FileExistsError:
        raise _there_already(final) from None
    packed.unlink()
    descriptor = os.open(final.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _for_its_owner(path: Path) -> IO[bytes]:
    """Open a new file that nobody else can read."""
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")


def _likely_size(database: Database, settings: Settings) -> int:
    """Return how many bytes the work may need: the database twice, and the programme."""
    asked = text(_SIZE[database.engine.dialect.name])
    with database.reading() as db:
        size = db.scalar(asked) or 0
    programme = sum(path.stat().st_size for path in _programme(settings.content).values())
    return 2 * int(size) + min(programme, LARGEST_PROGRAMME)


def _there_already(goal: Path) -> Conflict:
    return Conflict(f"{goal} is there already. Nothing was overwritten.")
