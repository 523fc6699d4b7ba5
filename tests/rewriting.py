"""A programme as its authors see it, to be edited at random in every way that keeps ids."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import yaml

EVERY_KIND = Path(__file__).parent / "every_kind"
_PROMPTS = ("prompts", "items", "dimensions")
_GIVEN: dict[str, dict[str, Any]] = {"table": {"rows": {}}, "plan": {"actions": {}}}


@dataclass
class Leaf:
    """A page: its ids and the exercises on it."""

    id: str
    was: list[str] = field(default_factory=list)
    exercises: list[str] = field(default_factory=list)


@dataclass
class Volume:
    """A module."""

    id: str
    leaves: list[Leaf]
    was: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)


class Book:
    """The programme in `every_kind/`, edited here or there as ``luck`` will have it."""

    def __init__(self, luck: Random) -> None:
        self.luck = luck
        self.programme = _read("modules/programme.yaml")
        quiz = _read("quizzes/all.yaml")
        self.exercises: dict[str, dict[str, Any]] = quiz["exercises"]
        self.retired: list[str] = []
        self.volumes = [_volume(path) for path in sorted((EVERY_KIND / "modules").glob("0*.md"))]
        self.written = 0

    def write(self, content: Path) -> None:
        """Write the files as they stand now."""
        for folder in ("modules", "quizzes"):
            (content / folder).mkdir(parents=True, exist_ok=True)
        for old in content.rglob("*.md"):
            old.unlink()
        programme = {**self.programme, "modules": [v.id for v in self.volumes], "any_order": []}
        _dump(content / "modules/programme.yaml", programme)
        _dump(content / "quizzes/all.yaml", {"exercises": self.exercises, "retired": self.retired})
        for number, volume in enumerate(self.volumes, start=1):
            text = self._text(volume)
            (content / f"modules/{number:02}-{volume.id}.md").write_text(text, encoding="utf-8")

    def _text(self, volume: Volume) -> str:
        asked = [e for leaf in volume.leaves for e in leaf.exercises]
        minutes = len(volume.leaves) + sum(self.exercises[e]["minutes"] for e in asked)
        fields = {
            "title": "A module",
            "summary": "Short.",
            "minutes": minutes,
            "outcomes": ["know"],
        }
        pages = "".join(
            f"## A page {{#{leaf.id}{''.join(f' was={old}' for old in leaf.was)}}}\n\nText.\n\n"
            + "".join(f"```exercise {name}\n```\n\n" for name in leaf.exercises)
            for leaf in volume.leaves
        )
        return f"---\n{yaml.safe_dump(fields)}---\n\n{pages}"

    # What an author may do. Each does nothing where there is nothing to do it to.

    def reword(self) -> None:
        """Word a question anew."""
        self._prompt()["text"] = self._new("Reworded")

    def reorder(self) -> None:
        """Put modules, pages, exercises and prompts in another order."""
        self.luck.shuffle(self.volumes)
        for volume in self.volumes:
            self.luck.shuffle(volume.leaves)
        exercise = self._exercise()
        for key in _PROMPTS:
            if prompts := exercise.get(key):
                exercise[key] = dict(self.luck.sample(list(prompts.items()), len(prompts)))

    def move_page(self) -> None:
        """Move a page to another module."""
        giving = [volume for volume in self.volumes if len(volume.leaves) > 1]
        if giving:
            leaves = self.luck.choice(giving).leaves
            leaf = leaves.pop(self.luck.randrange(len(leaves)))
            self.luck.choice(self.volumes).leaves.append(leaf)

    def move_exercise(self) -> None:
        """Move an exercise to another page."""
        leaf = self._leaf()
        if leaf.exercises:
            name = leaf.exercises.pop(self.luck.randrange(len(leaf.exercises)))
            self._leaf().exercises.append(name)

    def rename(self) -> None:
        """Give a module, a page, an exercise, a prompt or a column another id."""
        one = self.luck.choice((self._volume(), self._leaf()))
        one.was.append(one.id)
        one.id = self._new("renamed")
        leaf = self._leaf()
        if leaf.exercises:
            old = leaf.exercises.pop(0)
            self._rename_key(self.exercises, old)
            leaf.exercises.append(list(self.exercises)[-1])
        exercise = self._exercise()
        for key in (*_PROMPTS, "columns"):
            if key in exercise:
                self._rename_key(exercise[key], self.luck.choice(list(exercise[key])))

    def retire(self) -> None:
        """Take a prompt, an exercise or a page out."""
        exercise = self._exercise()
        for key in _PROMPTS:
            least = 2 if key == "items" else 1
            if len(exercise.get(key, ())) > least and "places" not in exercise:
                name = self.luck.choice(list(exercise[key]))
                del exercise[key][name]
                exercise.setdefault("retired", []).append(name)
        leaf = self._leaf()
        if leaf.exercises:
            name = leaf.exercises.pop()
            del self.exercises[name]
            self.retired.append(name)

    def retire_page(self) -> None:
        """Take out a page on which nothing is asked."""
        for volume in self.volumes:
            empty = [leaf for leaf in volume.leaves if not leaf.exercises]
            if empty and len(volume.leaves) > 1:
                volume.leaves.remove(empty[0])
                volume.retired.append(empty[0].id)

    def offer_less(self) -> None:
        """Take out a choice, a level or a column that somebody may have used."""
        exercise = self._exercise()
        if len(exercise.get("columns", ())) > 2:
            del exercise["columns"][self.luck.choice(list(exercise["columns"]))]
        if len(exercise.get("levels", ())) > 2:
            level = self.luck.choice(list(exercise["levels"]))
            for where in (exercise, *exercise["dimensions"].values()):
                del where["levels"][level]
        for question in exercise.get("prompts", {}).values():
            wrong = [name for name, c in question.get("choices", {}).items() if not c.get("right")]
            if wrong:
                name = self.luck.choice(wrong)
                question["choices"][self._new("other")] = question["choices"].pop(name)

    def merge(self) -> None:
        """Make one question, or one column, of two."""
        exercise = self._exercise()
        for key in ("prompts", "dimensions", "columns"):
            if len(exercise.get(key, ())) > (2 if key == "columns" else 1):
                gone, into = self.luck.sample(list(exercise[key]), 2)
                old = exercise[key].pop(gone)
                one = exercise[key][into]
                one["was"] = [*one.get("was", []), gone, *old.get("was", [])]

    def change_kind(self) -> None:
        """Ask the same in words, whatever it was asked in."""
        exercise = self._exercise()
        asked = {name: p for key in _PROMPTS for name, p in exercise.get(key, {}).items()}
        asked |= _GIVEN.get(exercise.get("kind", ""), {})
        if asked:
            common = {k: v for k, v in exercise.items() if k in ("title", "minutes", "required")}
            names = {k: v for k, v in exercise.items() if k in ("was", "retired")}
            exercise.clear()
            worded = {n: {"text": "In words", "was": p.get("was", [])} for n, p in asked.items()}
            exercise.update({"kind": "reflection", **common, **names, "prompts": worded})

    def _rename_key(self, mapping: dict[str, Any], old: str) -> None:
        value = mapping.pop(old)
        value["was"] = [*value.get("was", []), old]
        mapping[self._new("renamed")] = value

    def _new(self, word: str) -> str:
        self.written += 1
        return f"{word}-{self.written}"

    def _volume(self) -> Volume:
        return self.luck.choice(self.volumes)

    def _leaf(self) -> Leaf:
        return self.luck.choice([leaf for volume in self.volumes for leaf in volume.leaves])

    def _exercise(self) -> dict[str, Any]:
        return self.luck.choice(list(self.exercises.values()) or [{}])

    def _prompt(self) -> dict[str, Any]:
        prompts = [p for key in _PROMPTS for p in self._exercise().get(key, {}).values()]
        return self.luck.choice(prompts or [{}])


Edit = Callable[[Book], None]
EDITS: tuple[Edit, ...] = (
    Book.reword,
    Book.reorder,
    Book.move_page,
    Book.move_exercise,
    Book.rename,
    Book.retire,
    Book.retire_page,
    Book.offer_less,
    Book.merge,
    Book.change_kind,
)


def _read(name: str) -> Any:
    return yaml.safe_load((EVERY_KIND / name).read_text(encoding="utf-8"))


def _dump(path: Path, value: object) -> None:
    path.write_text(yaml.safe_dump(value, sort_keys=False, allow_unicode=True), encoding="utf-8")


def _volume(path: Path) -> Volume:
    leaves: list[Leaf] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            leaves.append(Leaf(line.partition("{#")[2].rstrip("}")))
        elif line.startswith("```exercise "):
            leaves[-1].exercises.append(line.split()[1])
    return Volume(path.stem.partition("-")[2], leaves)
