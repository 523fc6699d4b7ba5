"""The folders: whether they are there, who can read them, how much room is left."""

import os
import pwd
import shutil
from collections.abc import Iterator
from pathlib import Path

from learning.doctor.finding import Finding, NotThere, Where, fine, look, mend
from learning.doctor.keys import ANEW

GIGABYTE = 1_000_000_000
_LEAST = 100_000_000
"""Bytes: with less, the next backup or the next busy hour may fail."""
_TIMES = 3
"""The database, its log of writes as it grows, and a backup."""
_OTHERS = 0o077
"""The permissions that anybody but the owner has."""


def data_folder(where: Where) -> Finding:
    """Look whether the data folder is there and can be written."""
    name, folder = "Data folder", where.settings.data
    if not folder.is_dir():
        return mend(
            name,
            f"{folder} is not there.",
            "If nothing was served yet: learning serve makes it. If something was, LEARNING_DATA"
            " names another folder than before, or a disk is not mounted.",
        )
    owner, me = folder.stat().st_uid, os.geteuid()
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return mend(
            name,
            f"{folder} belongs to {_user(owner)} and cannot be written by {_user(me)}.",
            f"If this is who serves, as root:\n$ chown -R {_user(me)} {folder}"
            f"\nIf not, run it as who does:\n$ sudo -u {_user(owner)} learning doctor",
        )
    if owner != me:
        return look(
            name,
            f"{folder} belongs to {_user(owner)}; this was run by {_user(me)}.",
            f"Run it as who serves:\n$ sudo -u {_user(owner)} learning doctor",
        )
    return fine(name, f"{folder} can be written.")


def permissions(where: Where) -> Finding:
    """Look whether others than the owner can read what is secret."""
    name, folder = "Permissions", where.settings.data
    if not folder.is_dir():
        raise NotThere
    if folder.stat().st_mode & _OTHERS == 0:
        return fine(name, "Only its owner can open the data folder.")
    shown = [path for path in _secret(folder) if path.exists() and path.stat().st_mode & _OTHERS]
    if not shown:
        return fine(name, "Only their owner can read the database and the keys.")
    remedy = f"$ chmod 700 {folder}"
    if any(not path.name.startswith("learning.db") for path in shown):
        remedy += (
            "\nWhoever has read a key can act in your name. If somebody may have, make new ones,"
            f" and restart:\n$ learning keys rotate\n$ rm {folder / 'secret-key'}\n{ANEW}"
        )
    names = ", ".join(path.name for path in shown)
    return mend(name, f"Others on this machine can read {names}.", remedy)


def free_space(where: Where) -> Finding:
    """Look whether there is room for more, in the data folder and in the folder of backups."""
    folders = [folder for folder in _kept_in(where) if folder.is_dir()]
    if not folders:
        raise NotThere
    database = where.settings.data / "learning.db"
    size = database.stat().st_size if database.is_file() else 0
    free, folder = min((shutil.disk_usage(folder).free, folder) for folder in folders)
    return judged(free, max(GIGABYTE, _TIMES * size), folder)


def judged(free: int, wanted: int, folder: Path) -> Finding:
    """Judge ``free`` bytes where ``wanted`` would be comfortable."""
    name, left = "Free space", f"{_size(free)} are left in {folder}"
    remedy = (
        f"Free some space or give the disk more. What takes it:\n$ du -h -d1 {folder} | sort -h"
    )
    if free < _LEAST:
        return mend(name, f"{left}. Soon nothing can be saved.", remedy)
    if free < wanted:
        return look(name, f"{left}; {_size(wanted)} would be safe.", remedy)
    return fine(name, f"{left}.")


def _kept_in(where: Where) -> Iterator[Path]:
    yield where.settings.data
    yield where.settings.backups_folder


def _secret(data: Path) -> Iterator[Path]:
    yield from (data / name for name in ("learning.db", "learning.db-wal", "secret-key", "keys"))
    if (data / "keys").is_dir():
        yield from sorted((data / "keys").iterdir())


def _user(number: int) -> str:
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"user {number}"


def _size(size: int) -> str:
    return f"{size / GIGABYTE:,.1f} GB" if size >= GIGABYTE else f"{size / 1_000_000:,.0f} MB"
