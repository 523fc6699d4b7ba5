"""The folder of backups: the newest one, how many are kept, when the next is due, who makes it."""

import fcntl
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from learning import clock
from learning.backup.archive import opened
from learning.config import Settings
from learning.errors import CannotStart, Conflict

TRY_AGAIN = timedelta(hours=1)
"""After a backup that failed, and after the first start: there is little to keep yet."""
_NAME = re.compile(r"learning-\d{4}-\d\d-\d\dT\d{6}Z\.backup")
_LOCK, _TRIED = ".being-made", "tried.json"
DRAFT = ".backup-"
"""How folders begin in which a backup is being made."""
REHEARSED = ".restore-"
"""How folders begin in which one is unpacked."""


class BeingMade(Conflict):
    """Another process is at it."""


@dataclass(frozen=True, slots=True)
class Made:
    """A backup. It was checked before it got its name: every byte, the database, the counts."""

    path: Path
    at: datetime
    size: int
    """Bytes."""
    rows: int
    """In all tables."""


def last(settings: Settings) -> Made | None:
    """Return the newest backup in the folder that can be read; asks no database."""
    return next(_newest_first(settings.backups_folder), None)


def last_tried(settings: Settings) -> datetime | None:
    """Return when a restore was last tried, or done, with success; None if it never was."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        kept = json.loads((settings.backups_folder / _TRIED).read_text(encoding="utf-8"))
        tried = datetime.fromisoformat(kept["at"])
        return tried if tried.tzinfo else None
    return None


def note_tried(settings: Settings) -> None:
    """Keep that a restore was tried just now, and did not fail."""
    draft = prepared(settings.backups_folder) / f"{_TRIED}.{os.getpid()}"
    draft.write_text(json.dumps({"at": clock.now().isoformat()}), encoding="utf-8")
    draft.replace(settings.backups_folder / _TRIED)


def is_due(settings: Settings) -> bool:
    """Tell whether one is to be made by itself now; the first an hour after the first start."""
    if not settings.backup_every:
        return False
    lock, now = prepared(settings.backups_folder) / _LOCK, clock.now()
    if not lock.exists():
        begin_try(settings)
    tried = datetime.fromtimestamp(lock.stat().st_mtime, UTC)
    if timedelta() <= now - tried < TRY_AGAIN:
        return False
    newest = last(settings)
    # One from the future was made while the clock was wrong: it says nothing.
    return newest is None or not timedelta() <= now - newest.at < settings.backup_every


def begin_try(settings: Settings) -> None:
    """Keep that one is being tried just now: if it fails, the next try waits for a while."""
    lock, now = prepared(settings.backups_folder) / _LOCK, clock.now().timestamp()
    lock.touch(mode=0o600)
    os.utime(lock, (now, now))


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Be the only process that makes a backup here; `Conflict` if another one does."""
    descriptor = os.open(prepared(folder) / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise BeingMade("Another process is making a backup just now. Wait for it.") from None
    try:
        yield
    finally:
        os.close(descriptor)


def rotate(settings: Settings) -> int:
    """Delete all but the newest few and return how many went; nothing that was not made here."""
    old = list(_newest_first(settings.backups_folder))[settings.backups_kept :]
    for made in old:
        made.path.unlink(missing_ok=True)
    return len(old)


def sweep(folder: Path) -> None:
    """Delete what was left by one that was killed; only for who holds `only_one`."""
    lately = clock.now().timestamp() - 86_400
    unpacked = [old for old in folder.glob(f"{REHEARSED}*") if old.stat().st_mtime < lately]
    for left in [*folder.glob(f"{DRAFT}*"), *unpacked]:
        shutil.rmtree(left, ignore_errors=True)


def prepared(folder: Path) -> Path:
    """Return ``folder``, made for its owner alone if it is missing; `CannotStart` if that fails."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise CannotStart(
            f"The folder for backups, {folder}, cannot be used ({error.strerror}). Mend its"
            " permissions, or set LEARNING_BACKUPS to another folder."
        ) from None
    return folder


def _newest_first(folder: Path) -> Iterator[Made]:
    names = sorted(os.listdir(folder), reverse=True) if folder.is_dir() else []
    for name in names:
        if _NAME.fullmatch(name) and (made := _made(folder / name)):
            yield made


def _made(path: Path) -> Made | None:
    """Return what a file says of itself; None for one that cannot be read, or is not ours."""
    with suppress(Conflict, OSError), opened(path) as (_, about):
        return Made(path, about.made_at, path.stat().st_size, about.total)
    return None
