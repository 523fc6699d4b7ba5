"""Ids that an earlier edition had and the next does not know: answers and ticks hang on them."""

from collections.abc import Collection, Iterable, Iterator

from learning.content.kinds import Kind
from learning.content.mistakes import Findings, Mistake, Place
from learning.content.programme import Programme

_PLACE = Place("modules/programme.yaml")
"""Where it is reported: what is gone has no place of its own."""


def vanished(before: Programme | None, after: Programme) -> tuple[Mistake, ...]:
    """Return a mistake for every id of ``before`` that ``after`` neither has, had nor retired.

    Nothing if ``before`` is another programme, or None.
    """
    findings = Findings()
    if before and before.id == after.id:
        for what, name in _gone(before, after):
            findings.add(Kind.VANISHED, _PLACE, what=what, id=name)
    return findings.sorted()


def _gone(before: Programme, after: Programme) -> Iterator[tuple[str, str]]:
    modules = {name for m in after.modules for name in (m.id, *m.was)}
    known = (name for m in before.modules for name in (m.id, *m.was))
    yield from _missing("module", known, modules | {*after.retired})
    pages = {*after.canonical_pages, *(name for m in after.modules for name in m.retired)}
    yield from _missing("page", before.canonical_pages, pages)
    exercises = {*after.exercises, *after.retired_exercises}
    yield from _missing("exercise", before.exercises, exercises)
    for name, exercise in before.exercises.items():
        if now := after.exercises.get(name):
            prompts = {one for p in now.prompts for one in (p.id, *p.was)} | {*now.retired}
            known = (one for p in exercise.prompts for one in (p.id, *p.was))
            yield from _missing("prompt", known, prompts)


def _missing(what: str, names: Iterable[str], known: Collection[str]) -> Iterator[tuple[str, str]]:
    yield from ((what, name) for name in names if name not in known)
