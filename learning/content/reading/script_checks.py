"""What must hold between the parts of a script, and between a script and its module.

Looks at what is written, not at checked fields, so that one mistake does not hide another: what
is not what it must be is left to `check_fields`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from learning.content.exercises import Grid, Scale
from learning.content.kinds import Kind
from learning.content.mistakes import listed, nearest
from learning.content.reading.identities import check_claims
from learning.content.reading.materials import Claim, Claims, Materials
from learning.content.reading.modules import ModuleDraft
from learning.content.reading.yaml_source import Path, Written
from learning.content.scripts import StepKind

NEEDS = {
    StepKind.WRITE: ("exercise", "question"),
    StepKind.REVEAL: ("of",),
    StepKind.COMPARE: ("of",),
    StepKind.VOTE: ("options", "of"),
    StepKind.DISCUSS: ("question", "of"),
}
"""One of these keys each kind must have."""
ONE_ONLY = (StepKind.WRITE, StepKind.VOTE)
"""Kinds that cannot take two of what they need."""
USES = {
    StepKind.REVEAL: (StepKind.WRITE,),
    StepKind.COMPARE: (StepKind.WRITE,),
    StepKind.VOTE: (StepKind.WRITE, StepKind.REVEAL),
}
"""Which kinds of step ``of`` may name; in the other kinds any."""
ONE_KIND_ONLY = {"options": StepKind.VOTE, "votes": StepKind.VOTE, "shows": StepKind.TALK}
"""Keys that only one kind of step can use."""


def steps_of(written: Written) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the steps that are fields at all, with their positions from 0."""
    found = written.value.get("steps") if isinstance(written.value, dict) else None
    for position, step in enumerate(found if isinstance(found, list) else ()):
        if isinstance(step, dict):
            yield position, step


def check_script(written: Written, module: ModuleDraft, materials: Materials) -> None:
    """Note what does not fit together."""
    _Checker(written, module, materials).check()


@dataclass(frozen=True, slots=True)
class _Step:
    """A step as far as it is understood; what is not what it must be is None."""

    position: int
    said: Mapping[str, Any]
    id: str | None
    kind: StepKind | None
    minutes: Sequence[int] | None
    """One number for each length."""

    def lasts(self, position: int) -> bool:
        """Tell whether the step takes place in the length at ``position``, if that is known."""
        return self.minutes is None or self.minutes[position] > 0

    def has(self, key: str) -> bool:
        return self.said.get(key) is not None


@dataclass(frozen=True, slots=True)
class _Checker:
    written: Written
    module: ModuleDraft
    materials: Materials

    def check(self) -> None:
        lengths = self._lengths()
        steps = [self._step(*step, lengths) for step in steps_of(self.written)]
        self._check_ids(steps)
        self._check_before()
        for number, step in enumerate(steps):
            self._check_needs(step)
            self._check_exercise(step)
            self._check_of(step, steps[:number], lengths)
        if lengths and steps:
            self._check_sums(steps, lengths)
            self._check_course(steps, lengths)

    def _add(self, kind: Kind, path: Path, *, near: str | None = None, **words: Any) -> None:
        self.materials.findings.add(kind, self.written.place(path), near=near, **words)

    def _lengths(self) -> list[int]:
        """Return the lengths; none if they are not numbers that rise."""
        value = self.written.value
        said = value if isinstance(value, dict) else {}
        lengths = _numbers(said.get("lengths")) or []
        if sorted(set(lengths)) != lengths:
            return []
        usual = said.get("usual")
        if lengths and type(usual) is int and usual not in lengths:
            self._add(Kind.NO_LENGTH, ("usual",), said=usual, known=_each(lengths))
        return lengths

    def _step(self, position: int, said: dict[str, Any], lengths: list[int]) -> _Step:
        name, kind, minutes = said.get("id"), said.get("kind"), _numbers(said.get("minutes"))
        if lengths and minutes and len(minutes) != len(lengths):
            path, known = ("steps", position, "minutes"), _each(lengths)
            said_here, counted = len(minutes), len(lengths)
            self._add(Kind.STEP_LENGTHS, path, said=said_here, counted=counted, known=known)
        return _Step(
            position,
            said,
            name if isinstance(name, str) else None,
            StepKind(kind) if kind in list(StepKind) else None,
            minutes if minutes and len(minutes) == len(lengths) else None,
        )

    def _check_ids(self, steps: list[_Step]) -> None:
        living = [
            Claim(step.id, self.written.place(("steps", step.position, "id")))
            for step in steps
            if step.id
        ]
        check_claims(Claims("step", living=living), self.materials.findings)

    def _check_before(self) -> None:
        value = self.written.value
        before = value.get("before") if isinstance(value, dict) else None
        read = before.get("read") if isinstance(before, dict) else None
        pages = [page.id for page in self.module.text.pages]
        for number, name in enumerate(read if isinstance(read, list) else ()):
            if pages and isinstance(name, str) and name not in pages:
                path = ("before", "read", number)
                self._elsewhere(Kind.PAGE_ELSEWHERE, path, name, pages)

    def _check_exercise(self, step: _Step) -> None:
        file = self.module.place.file
        here = [name for name, place in self.materials.placed.items() if place.file == file]
        name = step.said.get("exercise")
        if isinstance(name, str) and name not in here:
            path = ("steps", step.position, "exercise")
            self._elsewhere(Kind.EXERCISE_ELSEWHERE, path, name, here)

    def _elsewhere(self, kind: Kind, path: Path, name: str, known: list[str]) -> None:
        self._add(kind, path, near=nearest(name, known), id=name, known=listed(known))

    def _check_needs(self, step: _Step) -> None:
        path = ("steps", step.position)
        for key, kind in ONE_KIND_ONLY.items():
            if step.kind and step.kind is not kind and step.has(key):
                self._add(Kind.OTHER_STEP_KEY, (*path, key), key=key, word=kind.value)
        if step.kind not in NEEDS:
            return
        needed = NEEDS[step.kind]
        given = [key for key in needed if step.has(key)]
        word, known = step.kind.value, " or ".join(f"`{key}`" for key in needed)
        if not given:
            self._add(Kind.STEP_LACKS, (*path, "kind"), word=word, known=known, key=needed[0])
        elif len(given) > 1 and step.kind in ONE_ONLY:
            self._add(Kind.STEP_BOTH, (*path, given[1]), word=word, known=known)

    def _check_of(self, step: _Step, earlier: list[_Step], lengths: list[int]) -> None:
        name, path = step.said.get("of"), ("steps", step.position, "of")
        if not isinstance(name, str) or step.kind is None:
            return
        kinds = (None, *USES.get(step.kind, tuple(StepKind)))
        usable = {s.id: s for s in earlier if s.id and s.kind in kinds}
        if name not in usable:
            near, known = nearest(name, usable), listed(usable)
            self._add(Kind.NO_STEP, path, near=near, id=name, word=step.kind.value, known=known)
            return
        used = usable[name]
        if step.kind is StepKind.COMPARE and not self._can_be_compared(used):
            self._add(Kind.NOT_COMPARED, path, id=name)
        alone = [
            length
            for position, length in enumerate(lengths)
            if step.lasts(position) and not used.lasts(position)
        ]
        if alone:
            self._add(Kind.STEP_LEFT_OUT, path, id=name, said=_joined(alone))

    def _can_be_compared(self, used: _Step) -> bool:
        """Tell whether a step collects levels or ratings, or nobody knows what it collects."""
        name = used.said.get("exercise")
        if not isinstance(name, str):
            return not used.has("question")
        exercise = self.materials.exercises.get(name)
        return exercise is None or isinstance(exercise, Grid | Scale)

    def _check_sums(self, steps: list[_Step], lengths: list[int]) -> None:
        given = [step.minutes for step in steps if step.minutes is not None]
        if len(given) < len(steps):
            return
        for position, length in enumerate(lengths):
            counted = sum(minutes[position] for minutes in given)
            if counted != length:
                by = f"{abs(length - counted)} {'more' if counted < length else 'less'}"
                path, number = ("lengths", position), position + 1
                self._add(
                    Kind.WRONG_SUM,
                    path,
                    said=length,
                    counted=counted,
                    position=number,
                    difference=by,
                )

    def _check_course(self, steps: list[_Step], lengths: list[int]) -> None:
        """Note where a session does not begin, decide or end as each does."""
        wrong: dict[Kind, list[tuple[int, Path]]] = {}
        for position, length in enumerate(lengths):
            course = [step for step in steps if step.lasts(position)]
            for kind, path in _course_mistakes(course):
                wrong.setdefault(kind, []).append((length, path))
        for kind, found in wrong.items():
            self._add(kind, found[0][1], said=_joined([length for length, _ in found]))


def _course_mistakes(course: list[_Step]) -> Iterator[tuple[Kind, Path]]:
    if not course:
        return
    first, last = course[0], course[-1]
    if first.kind not in (None, StepKind.TALK):
        yield Kind.FIRST_STEP, ("steps", first.position, "kind")
    if last.kind not in (None, StepKind.CLOSE):
        yield Kind.LAST_STEP, ("steps", last.position, "kind")
    if not any(step.kind in (None, StepKind.DECIDE) for step in course):
        yield Kind.NO_DECIDE, ("steps",)


def _numbers(said: object) -> list[int] | None:
    """Return ``said`` if it is a list of whole numbers."""
    if isinstance(said, list) and all(type(number) is int for number in said):
        return said
    return None


def _each(lengths: list[int]) -> str:
    return listed(map(str, lengths))


def _joined(lengths: list[int]) -> str:
    return ", ".join(map(str, lengths))
