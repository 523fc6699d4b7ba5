"""Disks that are full, or cannot be written: said in words, beforehand where that can be told."""

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from learning.errors import Conflict

_SPARE = 64_000_000
"""Bytes that stay free, for those who write meanwhile."""
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def refuse_a_full_disk(folder: Path, needed: int) -> None:
    """Raise `Conflict` unless so many bytes fit, and some to spare."""
    if shutil.disk_usage(folder).free < needed + _SPARE:
        raise _full(folder)


@contextmanager
def in_words(folder: Path) -> Iterator[None]:
    """Let what goes wrong while ``folder`` is written be a `Conflict` with a sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise _full(folder) from None
        raise Conflict(
            f"{folder} cannot be written ({error.strerror}). Nothing is left there."
        ) from None
    except DBAPIError as error:
        reason = str(error.orig).partition("\n")[0]
        raise Conflict(f"A database cannot be used ({reason}). Nothing was kept.") from None
    except sqlite3.OperationalError as error:
        raise Conflict(f"{folder} cannot be written ({error}). Nothing is left there.") from None


def _full(folder: Path) -> Conflict:
    return Conflict(
        f"There is too little room in {folder}. Nothing is left there, and backups made before are"
        " untouched. Free some space, or choose a folder on another disk (LEARNING_BACKUPS)."
    )
