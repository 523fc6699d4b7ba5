"""Applies the changes in `cases/mistakes.md` to a copy of the programme in `base/`."""

import shutil
from collections.abc import Iterator
from pathlib import Path

BASE = Path(__file__).parent / "base"


def copy_base(content: Path) -> Path:
    """Copy the programme in `base/` to ``content``, and return that."""
    return Path(shutil.copytree(BASE, content))


def apply(change: str, content: Path) -> None:
    """Change the files under ``content`` as a case says; a name alone deletes the file."""
    for name, old, new in _edits(change):
        path = content / name
        if not old and not new:
            path.unlink()
            continue
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        assert old in text, f"{name} has no lines\n{old}"
        changed = text.replace(old, new, 1) if old else text + new
        path.write_text(changed, encoding="utf-8")


def _edits(change: str) -> Iterator[tuple[str, str, str]]:
    """Yield file, lines taken out and lines put in their place."""
    name, old, new = "", "", ""
    for line in change.splitlines():
        sign, words = line[:1], f"{line[2:]}\n"
        if sign == "+":
            new += words
            continue
        if name and (new or sign != "-"):
            yield name, old, new
            old, new = "", ""
        if sign == "-":
            old += words
        else:
            name, old, new = line, "", ""
    yield name, old, new
