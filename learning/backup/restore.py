"""Put a backup back: into an empty place, or into a temporary one to see whether it would work."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from learning import certificates
from learning.backup.about import DATABASE, KEYS, PROGRAMME, SECRET, About
from learning.backup.archive import opened, unpack
from learning.backup.content import refuse_damaged
from learning.backup.disk import in_words, refuse_a_full_disk
from learning.backup.folder import REHEARSED, note_tried, prepared
from learning.config import Settings
from learning.copying import copy_everything, counts, moment_of, refuse_unless_empty
from learning.db import connect, open_database
from learning.db.migrate import HEAD
from learning.errors import Conflict
from learning.paths import make_writable

BESIDE = "programme-of-backup"
"""The folder in the data folder into which the programme is put."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, or could be."""

    about: About
    rows: int
    """In all tables, counted anew."""

    @property
    def is_older(self) -> bool:
        """Tell whether the database had to be brought to today's edition."""
        return self.about.database != HEAD


def restore(file: Path, settings: Settings, *, with_programme: bool = False) -> Restored:
    """Put ``file`` into the empty place that the settings name, all of it or nothing.

    Raises `Conflict` in words, with nothing changed, if anything is there already or anything is
    wrong with the file.
    """
    make_writable(settings.data)
    with in_words(settings.data):
        _refuse_a_used_place(settings, with_programme=with_programme)
    with _unpacked(file, settings.data) as (draft, about):
        _refuse_other_keys(draft, settings)
        rows = _bring_up_to_date(draft / DATABASE)
        _put_keys(draft, settings)  # cut short now, it can be tried again: the keys are the same
        _put_database(draft / DATABASE, settings)
        if with_programme and (draft / PROGRAMME).is_dir():
            (draft / PROGRAMME).rename(settings.data / BESIDE)
    note_tried(settings)
    return Restored(about, rows)


def try_out(file: Path, settings: Settings) -> Restored:
    """Restore ``file`` into a temporary folder and delete that again; keep that it worked.

    Raises `Conflict` in words if it would not.
    """
    with _unpacked(file, settings.backups_folder) as (draft, about):
        rows = _bring_up_to_date(draft / DATABASE)
    note_tried(settings)
    return Restored(about, rows)


@contextmanager
def _unpacked(file: Path, beside: Path) -> Iterator[tuple[Path, About]]:
    """Give a folder with all that the backup holds, every byte and the database checked."""
    with opened(file) as (packed, about):
        refuse_a_full_disk(prepared(beside), 2 * about.size)
        with (
            in_words(beside),
            tempfile.TemporaryDirectory(prefix=REHEARSED, dir=beside) as folder,
        ):
            draft = Path(folder)
            for name in about.members:
                unpack(packed, about, name, draft / name)
            refuse_damaged(draft / DATABASE, about)
            yield draft, about


def _bring_up_to_date(path: Path) -> int:
    """Migrate the database if it is older; return how many rows it has.

    Places on withdrawal lists that were given after the backup are not known to it: it goes on
    with a list of which none was given.
    """
    database = open_database(f"sqlite:///{path}")
    try:
        with database.writing.begin() as db:
            certificates.begin_new_list(db)
        with moment_of(database) as restored:
            return sum(counts(restored).values())
    finally:
        database.close()


def _refuse_a_used_place(settings: Settings, *, with_programme: bool) -> None:
    if settings.database_url:
        database = connect(settings.url)
        try:
            refuse_unless_empty(database.engine)
        finally:
            database.close()
    ours = [settings.data / name for name in ("learning.db", "learning.db-wal", "learning.db-shm")]
    used = [] if settings.database_url else ours
    if with_programme:
        used.append(settings.data / BESIDE)
    for path in used:
        if path.exists():
            raise Conflict(
                f"{path} is there already. A backup is only restored into an empty place, so that"
                " nothing is lost: set LEARNING_DATA to a new folder, or move this one away."
            )


def _refuse_other_keys(draft: Path, settings: Settings) -> None:
    """Let a key stand only if it is the one of the backup, as after a restore cut short."""
    for name in _keys(draft):
        here = settings.data / name
        if here.exists() and here.read_bytes() != (draft / name).read_bytes():
            raise Conflict(
                f"{here} is there already and is another key than that of the backup. Nothing was"
                " changed. Set LEARNING_DATA to a new folder, or move the key away."
            )


def _keys(draft: Path) -> list[str]:
    found = [f"{KEYS}{path.name}" for path in sorted((draft / KEYS).glob("*"))]
    return [SECRET, *found] if (draft / SECRET).exists() else found


def _put_keys(draft: Path, settings: Settings) -> None:
    for name in _keys(draft):
        goal = settings.data / name
        goal.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not (goal.exists() and goal.read_bytes() == (draft / name).read_bytes()):
            _put(draft / name, goal)


def _put_database(path: Path, settings: Settings) -> None:
    if not settings.database_url:
        _put(path, settings.data / "learning.db")
        return
    source, goal = open_database(f"sqlite:///{path}"), connect(settings.url)
    try:
        copy_everything(source, goal)
    finally:
        source.close()
        goal.close()


def _put(path: Path, goal: Path) -> None:
    """Give a file its place when it is on the disk; `Conflict` if another has come there first."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
    try:
        os.link(path, goal)  # unlike renaming, it never takes the place of what is there
    except FileExistsError:
        raise Conflict(
            f"{goal} was made by something else meanwhile, so the backup was not put there. Stop"
            " whatever serves from this folder, empty it, and try again."
        ) from None
