"""The files in ``quizzes/`` become exercises, by id."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

from learning.content.exercises import Exercise
from learning.content.kinds import Kind
from learning.content.mistakes import Place, listed, nearest
from learning.content.programme import Rating
from learning.content.reading.checking import check_fields
from learning.content.reading.exercise_checks import check_exercise
from learning.content.reading.exercise_kinds import ACTIONS, ROWS, Texts, build_exercise
from learning.content.reading.footnotes import Footnotes
from learning.content.reading.identities import check_claims, claims, is_id
from learning.content.reading.materials import Claim, Claims, Materials
from learning.content.reading.sheet import Sheet
from learning.content.reading.source import Source, read_text
from learning.content.reading.written import EXERCISES, QuizFields
from learning.content.reading.yaml_source import Written, read_yaml

Ratings = Mapping[str, Rating | None]
"""The statements that scales may take, by id; None for those with mistakes."""

_PROMPTS = ("prompts", "items", "dimensions")
"""Where prompts are written; their ids share one name space."""
RESERVED_PROMPTS = ("version",)
"""A form says under this name which version of the entry it shows."""
_GIVEN = {"table": ROWS, "plan": ACTIONS}
"""Prompts that a kind brings with it."""
_ID_LINE = re.compile(r"^ +([a-z][a-z0-9-]*):\s*$", re.MULTILINE)


def read_quiz(path: str, content: bytes, ratings: Ratings | None, materials: Materials) -> None:
    """Add the exercises of one file to the materials; every mistake is noted.

    ``ratings`` is None if nobody knows which there are.
    """
    findings = materials.findings
    file = read_text(path, content, findings)
    written = read_yaml(file, findings)
    if written is None:
        # So that one slip in this file is not also reported wherever its exercises are placed.
        for name in _ID_LINE.findall(file.text):
            materials.exercises.setdefault(name, None)
        return
    if file.text.strip():
        check_fields(QuizFields, written, findings)
    materials.exercise_ids.retired.extend(claims(written, ("retired",)))
    found = written.value.get("exercises") if isinstance(written.value, dict) else None
    for name in found if isinstance(found, dict) else ():
        _Reader(name, written, ratings, materials).read()


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one exercise."""

    id: str
    written: Written
    ratings: Ratings | None
    materials: Materials

    @property
    def path(self) -> tuple[str, ...]:
        return ("exercises", self.id)

    def read(self) -> None:
        key = self.written.key(self.path)
        if not is_id(self.id):
            self.materials.findings.add(Kind.BAD_ID, key, id=self.id)
        known = self.materials.exercise_ids
        known.living.append(Claim(self.id, key))
        known.was.extend(claims(self.written, (*self.path, "was")))
        exercise = self._exercise()
        if not self.materials.exercises.get(self.id):
            self.materials.exercises[self.id] = exercise

    def _exercise(self) -> Exercise | None:
        value = self.written.value["exercises"][self.id]
        kind = self._kind(value)
        if not kind:
            return None
        # Texts are read before the fields are judged: one mistake must not hide another.
        texts = Texts(
            intro=self._intro(value),
            feedback=self._feedback(value),
            rating=self._rating(value) if kind == "scale" else None,
        )
        self._check_prompt_ids(value)
        findings = self.materials.findings
        fields = check_fields(EXERCISES[kind], self.written, findings, self.path)
        if not fields or not check_exercise(fields, self.written, self.path, findings):
            return None
        return build_exercise(self.id, fields, texts)

    def _kind(self, value: Any) -> str | None:
        findings = self.materials.findings
        if not isinstance(value, dict):
            findings.add(Kind.NOT_FIELDS, self.written.place(self.path))
        elif "kind" not in value:
            findings.add(Kind.MISSING_KEY, self.written.key(self.path), key="kind")
        elif (kind := str(value["kind"])) not in EXERCISES:
            near, known = nearest(kind, EXERCISES), listed(EXERCISES)
            place = self._place("kind")
            findings.add(Kind.NOT_ONE_OF, place, value=kind, key="kind", known=known, near=near)
        else:
            return kind
        return None

    def _check_prompt_ids(self, value: dict[str, Any]) -> None:
        said = Claims("prompt", retired=claims(self.written, (*self.path, "retired")))
        if given := _GIVEN.get(str(value["kind"])):
            said.living.append(Claim(given, self._place("kind")))
        for key in _PROMPTS:
            for name in _inner(value, key):
                path = (*self.path, key, name)
                place = self.written.key(path)
                if name in RESERVED_PROMPTS:
                    self.materials.findings.add(Kind.RESERVED_ID, place, id=name)
                said.living.append(Claim(name, place))
                said.was.extend(claims(self.written, (*path, "was")))
        check_claims(said, self.materials.findings)

    def _intro(self, value: dict[str, Any]) -> str | None:
        text = value.get("intro")
        return self._sheet().markdown(text, self._place("intro")) if _is_text(text) else None

    def _feedback(self, value: dict[str, Any]) -> dict[tuple[str, ...], str]:
        """Return the feedback as HTML, by the ids of question and choice, or of an item."""
        found: dict[tuple[str, ...], str] = {}
        for name, question in _inner(value, "prompts").items():
            for chosen, choice in _inner(question, "choices").items():
                self._render(found, (name, chosen), choice, "prompts", name, "choices", chosen)
        for name, item in _inner(value, "items").items():
            self._render(found, (name,), item, "items", name)
        return found

    def _render(
        self, found: dict[tuple[str, ...], str], key: tuple[str, ...], value: Any, *path: str
    ) -> None:
        text = value.get("feedback") if isinstance(value, dict) else None
        if _is_text(text):
            place = self._place(*path, "feedback")
            found[key] = self._sheet().inline("feedback", text, place)

    def _rating(self, value: dict[str, Any]) -> Rating | None:
        name = value.get("rating")
        if self.ratings is None or not isinstance(name, str):
            return None
        if name not in self.ratings:
            near, known = nearest(name, self.ratings), listed(self.ratings)
            place = self._place("rating")
            self.materials.findings.add(Kind.NO_RATING, place, id=name, known=known, near=near)
        return self.ratings.get(name)

    def _place(self, *path: str) -> Place:
        return self.written.place((*self.path, *path))

    def _sheet(self) -> Sheet:
        return Sheet(self.materials, Footnotes(Source(self.written.source.path, "")))


def _is_text(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and bool(value.strip())


def _inner(value: Any, key: str) -> dict[str, Any]:
    """Return the mapping under ``key``; an empty one if there is none."""
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}
