"""What is wrong in the authors' files: where, what, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from learning.content.kinds import Kind


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A point in a file; lines and columns count from 1."""

    file: str
    """Path within the content folder, with ``/``, e.g. ``modules/01-why-anchors.md``."""
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """Something an author has to mend, or (as a warning) should look at."""

    file: str
    line: int
    column: int
    what: str
    fix: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.what}; {self.fix}"


@dataclass(frozen=True, slots=True)
class Dated:
    """A day in the files that may become a warning: time passes, files stay."""

    place: Place
    day: date


class InvalidContent(Exception):
    """The authors' files have mistakes; the message lists every one, a line each."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = mistakes


@dataclass(frozen=True, slots=True)
class Findings:
    """Collects mistakes, so that authors see all of them at once."""

    mistakes: list[Mistake] = field(default_factory=list)

    def add(self, kind: Kind, place: Place, *, near: str | None = None, **words: object) -> None:
        """Note a mistake of ``kind`` at ``place``; ``near`` is what the author may have meant."""
        what = kind.what.format_map(words)
        fix = f"did you mean `{near}`?" if near else kind.fix.format_map(words)
        self.mistakes.append(Mistake(place.file, place.line, place.column, what, fix))

    def sorted(self) -> tuple[Mistake, ...]:
        """Return every mistake once, by file and position."""
        return tuple(sorted(set(self.mistakes)))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the one of ``known`` that ``word`` was probably meant to be."""
    return next(iter(get_close_matches(word, known, n=1, cutoff=0.7)), None)


def listed(words: Iterable[str]) -> str:
    """Return ``words`` for a sentence: `` `a`, `b` ``, or "none" if there are none."""
    return ", ".join(f"`{word}`" for word in words) or "none"
