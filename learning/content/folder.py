"""The authors' folder as it is now: which files stand in it, their bytes, their fingerprint."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from learning.content.kinds import Kind
from learning.content.mistakes import Findings, Place

MAX_TEXT_BYTES = 1_000_000
"""The largest Markdown or YAML file we read."""
MAX_PICTURE_BYTES = 5_000_000
PICTURES = (".svg", ".png", ".jpg", ".jpeg")

_SHAPES = {
    "modules": (
        re.compile(r"programme\.yaml|\d+-[\w .-]+\.md|\d+-[\w .-]+\.session\.yaml"),
        "`programme.yaml`, `NN-<id>.md` or `NN-<id>.session.yaml`",
    ),
    "modules/cases": (re.compile(r"[\w .-]+\.md"), "`<id>.md`"),
    # Part of an address, so that nothing in it needs to be escaped.
    "modules/files": (re.compile(r"[A-Za-z0-9_.-]+"), "by plain letters, digits, `-`, `_` and `.`"),
    "quizzes": (re.compile(r"[\w .-]+\.yaml"), "`<name>.yaml`"),
}
_NEEDED = ("modules", "quizzes")
_IGNORED = re.compile(r"\..*|.*~|(LICENSE|README)(\..*)?", re.DOTALL)
"""Editors' leftovers, and notes to whoever looks into the folder."""

Signature = tuple[tuple[str, int, int], ...]
"""Path, time of change and size of every file."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in ``modules/files/``; only pictures are read."""

    name: str
    size: int
    picture: bytes | None = None

    @property
    def address(self) -> str:
        """Return where the file is served."""
        return f"/files/{self.name}"

    @property
    def place(self) -> Place:
        """Return where mistakes in the file are reported."""
        return Place(f"modules/files/{self.name}")


@dataclass(frozen=True, slots=True)
class Folder:
    """Everything that was read, by path within the content folder."""

    texts: dict[str, bytes] = field(default_factory=dict)
    attachments: dict[str, Attachment] = field(default_factory=dict)

    def within(self, folder: str, ending: str = "") -> Mapping[str, bytes]:
        """Return the texts that stand directly in ``folder``, by path."""
        return {
            path: text
            for path, text in self.texts.items()
            if path.rpartition("/")[0] == folder and path.endswith(ending)
        }

    @property
    def fingerprint(self) -> str:
        """Return a hash of all that the programme depends on.

        Of recordings and downloads that is the name and the size; their bytes are not read.
        """
        seen = sha256()
        for path, text in sorted(self.texts.items()):
            seen.update(f"{path}\0{len(text)}\0".encode() + text)
        for file in sorted(self.attachments.values(), key=lambda file: file.name):
            seen.update(f"{file.address}\0{file.size}\0".encode() + (file.picture or b""))
        return seen.hexdigest()


def signature(content: Path) -> Signature:
    """Return what is cheap to ask for and differs after any change."""
    found = []
    for path, entry in _entries(content, Findings()):
        try:
            stat = entry.stat()
        except OSError:
            continue
        found.append((path, stat.st_mtime_ns, stat.st_size))
    return tuple(found)


def read_folder(content: Path, findings: Findings) -> Folder:
    """Read every file of ``content``; what cannot be read is noted and left out."""
    folder = Folder()
    for path, entry in _entries(content, findings):
        try:
            if _belongs(path, entry, content, findings):
                _read(path, entry, folder, findings)
        except OSError:
            findings.add(Kind.UNREADABLE, _place(path))
    return folder


def _entries(content: Path, findings: Findings) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    for name in _SHAPES:
        for entry in _listed(name, content, findings):
            path = f"{name}/{entry.name}"
            if not _IGNORED.fullmatch(entry.name) and path not in _SHAPES:
                yield path, entry


def _listed(name: str, content: Path, findings: Findings) -> list["os.DirEntry[str]"]:
    """Return what stands in the folder ``name``, by name; nothing if it cannot be used."""
    try:
        with os.scandir(content / name) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except FileNotFoundError:
        if name in _NEEDED:
            findings.add(Kind.NO_FOLDER, Place(name), name=name)
        return []
    except OSError:
        findings.add(Kind.UNREADABLE, Place(name))
        return []
    if not _inside(content / name, content):
        findings.add(Kind.OUTSIDE, Place(name))
        return []
    return entries


def _place(path: str) -> Place:
    """Return the file at ``path`` as a place; names that are no text are shown as far as can be."""
    return Place(path.encode("utf-8", "replace").decode())


def _inside(path: Path | str, content: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(content))


def _belongs(path: str, entry: "os.DirEntry[str]", content: Path, findings: Findings) -> bool:
    folder, _, name = path.rpartition("/")
    shape, pattern = _SHAPES[folder]
    if not entry.is_file():
        findings.add(Kind.NOT_A_FILE, _place(path))
    elif entry.is_symlink() and not _inside(entry.path, content):
        findings.add(Kind.OUTSIDE, _place(path))
    elif not shape.fullmatch(name):
        findings.add(Kind.STRAY_FILE, _place(path), pattern=pattern)
    else:
        return True
    return False


def _read(path: str, entry: "os.DirEntry[str]", folder: Folder, findings: Findings) -> None:
    attached = path.startswith("modules/files/")
    picture = attached and entry.name.lower().endswith(PICTURES)
    limit = MAX_PICTURE_BYTES if attached else MAX_TEXT_BYTES
    if attached and not picture:
        folder.attachments[entry.name] = Attachment(entry.name, entry.stat().st_size)
        return
    with open(entry.path, "rb") as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        findings.add(Kind.TOO_LARGE, Place(path), limit=f"{limit // 1_000_000} MB")
    elif picture:
        folder.attachments[entry.name] = Attachment(entry.name, len(content), content)
    else:
        folder.texts[path] = content
