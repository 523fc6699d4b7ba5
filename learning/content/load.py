"""Reads a content folder into a `Programme`, or says all that is wrong with it."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from learning.content.cache import Loaded, keep, kept
from learning.content.folder import read_folder
from learning.content.kinds import Kind
from learning.content.mistakes import Findings, InvalidContent, Mistake
from learning.content.programme import Programme
from learning.content.vanished import vanished

RECHECK_DAYS = 180
"""After how long a policy fact should be looked at again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was found in a content folder."""

    programme: Programme | None
    """The programme; None if there are mistakes."""
    mistakes: tuple[Mistake, ...] = ()
    warnings: tuple[Mistake, ...] = ()
    """What should be looked at; it never stops the programme."""


def load_programme(content: Path, *, today: date, cache: Path | None = None) -> Programme:
    """Return the programme in ``content``, the folder with ``modules/`` and ``quizzes/``.

    ``cache`` is a folder in which the result is kept until a file changes. Raises
    `InvalidContent` with every mistake in every file.
    """
    report = check_programme(content, today=today, cache=cache)
    if report.programme is None:
        raise InvalidContent(report.mistakes)
    return report.programme


def check_programme(
    content: Path, *, today: date, cache: Path | None = None, before: Programme | None = None
) -> Report:
    """Return the programme in ``content`` or its mistakes, and warnings as of ``today``.

    With ``before``, the edition it is to follow, an id that vanished is a mistake.
    """
    findings = Findings()
    folder = read_folder(content, findings)
    fingerprint = folder.fingerprint
    clean = not findings.mistakes
    loaded = kept(cache, fingerprint) if cache and clean else None
    if loaded is None:
        # Reading needs Markdown, YAML and pydantic, which a kept programme does not.
        from learning.content.reading import read_programme

        with _without_collecting():
            loaded = read_programme(folder, fingerprint, findings)
        if cache and loaded:
            keep(cache, loaded)
    if loaded is None:
        return Report(programme=None, mistakes=findings.sorted())
    if gone := vanished(before, loaded.programme):
        return Report(programme=None, mistakes=gone)
    return Report(programme=loaded.programme, warnings=_warnings(loaded, today))


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Put off the search for garbage: almost all that reading makes is kept (a tenth faster)."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _warnings(loaded: Loaded, today: date) -> tuple[Mistake, ...]:
    findings = Findings()
    for fact in loaded.dated:
        days = (today - fact.day).days
        if days > RECHECK_DAYS:
            findings.add(Kind.OLD_FACT, fact.place, days=days)
        elif days < 0:
            findings.add(Kind.FUTURE_FACT, fact.place)
    # No mistake: a server whose clock is behind would not start with what others serve.
    for note in loaded.released:
        if note.day > today:
            findings.add(Kind.FUTURE_EDITION, note.place)
    return findings.sorted()
