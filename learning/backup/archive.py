"""The file itself: a zip, written under another name, and read back to the last byte."""

import json
import os
import shutil
import stat
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from pydantic import ValidationError

from learning.backup.about import (
    ABOUT,
    DATABASE,
    FORMAT,
    LARGEST_SECRET,
    LONGEST_ABOUT,
    MOST_MEMBERS,
    PROGRAMME,
    About,
    Member,
    may_be_member,
)
from learning.db.migrate import HEAD
from learning.errors import Conflict

QUICKLY = 1
"""How hard to pack: the next level takes twice as long for a tenth less."""
_PIECE = 1 << 20
_DAMAGE = (BadZipFile, EOFError, OSError, RuntimeError, ValueError, zlib.error)
"""What reading a zip with a wrong byte somewhere may raise, by trying."""
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""Zip knows no earlier day; when it was made stands in ``about.json``."""


def pack(goal: IO[bytes], about: About, members: Mapping[str, Path]) -> None:
    """Write ``members``, files by name, and what is said of them; the file is on the disk then."""
    with ZipFile(goal, "w", ZIP_DEFLATED, compresslevel=QUICKLY) as packed:
        packed.writestr(_entry(ABOUT), about.model_dump_json(indent=1))
        for name, path in members.items():
            with path.open("rb") as file, packed.open(_entry(name), "w", force_zip64=True) as into:
                shutil.copyfileobj(file, into, _PIECE)
    goal.flush()
    os.fsync(goal.fileno())


def member_of(path: Path) -> Member:
    """Return size and hash of a file."""
    seen, size = sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            seen.update(piece)
            size += len(piece)
    return Member(bytes=size, sha256=seen.hexdigest())


@contextmanager
def opened(path: Path) -> Iterator[tuple[ZipFile, About]]:
    """Open a backup and read what it says of itself; nothing is believed, nothing is unpacked.

    Raises `Conflict` in words for what is no backup, damaged, of a later version, or holds what no
    backup holds.
    """
    if not path.is_file():
        raise Conflict(f"There is no file {path}.")
    with _damage_in_words(path):
        packed = ZipFile(path)
    with packed:
        with _damage_in_words(path):
            about = _about(packed)
            _refuse_other_members(packed, about)
        yield packed, about


def unpack(packed: ZipFile, about: About, name: str, goal: Path) -> None:
    """Write one member to ``goal``, for its owner only; `Conflict` if it is not as it was."""
    member, seen, size = about.members[name], sha256(), 0
    goal.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(goal, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as into:
        for piece in _pieces(packed, name, member.bytes + 1):
            size += len(piece)
            seen.update(piece)
            into.write(piece)
    if size != member.bytes or seen.hexdigest() != member.sha256:
        raise Conflict(f"The backup is damaged: {name} is not what was packed.")


def _pieces(packed: ZipFile, name: str, most: int) -> Iterator[bytes]:
    """Give the first ``most`` bytes of a member, which may unpack to more than it says."""
    with _damage_in_words(packed.filename), packed.open(name) as file:
        while most > 0 and (piece := file.read(min(_PIECE, most))):
            most -= len(piece)
            yield piece


@contextmanager
def _damage_in_words(path: object) -> Iterator[None]:
    """Say of whatever goes wrong while a file is read that it is damaged; nothing is written."""
    try:
        yield
    except _DAMAGE as error:
        raise Conflict(
            f"{path} is no backup, or it is damaged or cut short ({error}). Nothing was changed."
        ) from None


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _EARLIEST)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = (stat.S_IFREG | 0o600) << 16
    return entry


def _about(packed: ZipFile) -> About:
    if ABOUT not in packed.namelist() or packed.getinfo(ABOUT).file_size > LONGEST_ABOUT:
        raise BadZipFile("it does not say what it is")
    with packed.open(ABOUT) as file:
        content = file.read(LONGEST_ABOUT)
    try:
        written = json.loads(content)
        if isinstance(written, dict) and written.get("format", 0) > FORMAT:
            raise Conflict(_LATER.format("is of a later format"))
        about = About.model_validate_json(content)
    except (ValueError, TypeError, ValidationError):
        raise BadZipFile("what it says of itself cannot be understood") from None
    if about.database > HEAD:
        raise Conflict(_LATER.format(f"holds a database of edition {about.database}, not {HEAD}"))
    return about


_LATER = "The backup {}: a later version of this software made it. Install that one, and try again."


def _refuse_other_members(packed: ZipFile, about: About) -> None:
    """Let pass only what ``about.json`` names, in those sizes, and nothing that leads elsewhere."""
    entries = packed.infolist()
    sizes = {entry.filename: entry.file_size for entry in entries}
    is_clear = len(entries) == len(sizes) <= MOST_MEMBERS
    del sizes[ABOUT]
    told = {name: member.bytes for name, member in about.members.items()}
    if not is_clear or sizes != told:
        raise BadZipFile("it does not hold what it says")
    if strange := [name for name in sizes if not may_be_member(name)]:
        raise BadZipFile(f"it holds {strange[0]!r}, which no backup does")
    if DATABASE not in told or any(_is_too_large(name, size) for name, size in told.items()):
        raise BadZipFile("it holds no database, or a key that is none")
    if any(_is_odd(entry) for entry in entries):
        raise BadZipFile("it holds a link, or what a password locks")


def _is_odd(entry: ZipInfo) -> bool:
    return stat.S_ISLNK(entry.external_attr >> 16) or bool(entry.flag_bits & 1)


def _is_too_large(name: str, size: int) -> bool:
    return name != DATABASE and not name.startswith(PROGRAMME) and size > LARGEST_SECRET
