"""What a programme is made of. Every value here is immutable and comes from the authors' files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from learning.content.blocks import Block, Case, ExerciseBlock, Resource
from learning.content.exercises import Exercise, Plan, Scale
from learning.content.scripts import Script
from learning.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A part of a module, one ``##`` heading: the unit of progress.

    Its ``id`` is unique in the whole programme, so that a page may move between modules.
    """

    id: str
    module_id: str
    title: str
    minutes: int
    """Reading at 215 words a minute, rounded up, and the exercises' own minutes."""
    blocks: tuple[Block, ...]
    was: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Return the page's address."""
        return f"/modules/{self.module_id}/{self.id}"

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """Return the page's exercises, in reading order."""
        return tuple(b.exercise for b in self.blocks if isinstance(b, ExerciseBlock))


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One file ``modules/NN-id.md``."""

    id: str
    number: int
    title: str
    summary: str
    minutes: int
    outcomes: tuple[str, ...]
    pages: tuple[Page, ...]
    needs: tuple[str, ...] = ()
    """Ids of the modules to finish before this one; advice to the learner, never a lock."""
    picture: str | None = None
    """Name of the line drawing that goes with the module."""
    intro: tuple[Block, ...] = ()
    """What stands before the first ``##``."""
    script: Script | None = None
    """How a team does this module together."""
    was: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    """Ids of pages that an earlier edition had."""

    @property
    def path(self) -> str:
        """Return the module's address."""
        return f"/modules/{self.id}"

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """Return the module's exercises, in reading order."""
        return tuple(exercise for page in self.pages for exercise in page.exercises)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """A set of statements that scales measure at the start, at the end and *then*."""

    id: str
    low: str
    high: str
    statements: tuple[tuple[str, str], ...]
    """Pairs of statement id and wording."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionNote:
    """What an edition brought, in the authors’ words."""

    edition: str
    day: date
    """When it appeared."""
    note: str
    changed: tuple[tuple[str, str], ...] = ()
    """Pairs of page id, of today or earlier, and what is different there."""


@dataclass(frozen=True, kw_only=True)
class Programme:
    """The whole: what ``modules/programme.yaml`` names, in the order it is taken."""

    id: str
    title: str
    summary: str
    provider: str
    language: str
    """BCP 47, e.g. ``en-GB``."""
    edition: str
    """What the authors call this edition, e.g. ``2026.1``."""
    statement: str
    """The sentence on the certificate."""
    modules: tuple[Module, ...]
    any_order: tuple[str, ...] = ()
    """Ids of modules, neighbours in ``modules``, that may be taken in any order."""
    editions: tuple[EditionNote, ...] = ()
    """What this edition and those before it changed, the newest first."""
    ratings: tuple[Rating, ...] = ()
    cases: tuple[Case, ...] = ()
    resources: tuple[Resource, ...] = ()
    retired: tuple[str, ...] = ()
    """Ids of modules that an earlier edition had."""
    retired_exercises: tuple[str, ...] = ()
    fingerprint: str = ""
    """Hash of every file it was loaded from."""

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Return every page in reading order."""
        return tuple(page for module in self.modules for page in module.pages)

    @cached_property
    def minutes(self) -> int:
        """Return how long the whole takes alone."""
        return sum(module.minutes for module in self.modules)

    @cached_property
    def exercises(self) -> Mapping[str, Exercise]:
        """Return every placed exercise by id, and by the ids it once had."""
        placed = [e for page in self.pages for e in page.exercises]
        return {old: e for e in placed for old in e.was} | {e.id: e for e in placed}

    @cached_property
    def canonical_pages(self) -> Mapping[str, Page]:
        """Return every page by its id and by the ids it once had."""
        return {old: p for p in self.pages for old in p.was} | {p.id: p for p in self.pages}

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """Return every exercise that holds actions."""
        placed = (exercise for page in self.pages for exercise in page.exercises)
        return tuple(exercise for exercise in placed if isinstance(exercise, Plan))

    def module(self, module_id: str) -> Module:
        """Return the module that is, or once was, called so; raise `NotFound` if none is."""
        for module in self.modules:
            if module_id in (module.id, *module.was):
                return module
        raise NotFound("There is no module at this address.")

    def page(self, page_id: str) -> Page:
        """Return the page that is, or once was, called so; raise `NotFound` if none is."""
        if page := self.canonical_pages.get(page_id):
            return page
        raise NotFound("There is no page at this address.")

    def exercise(self, exercise_id: str) -> Exercise:
        """Return the exercise that is, or once was, called so; raise `NotFound` if none is."""
        if exercise := self.exercises.get(exercise_id):
            return exercise
        raise NotFound("This exercise is not part of the programme.")

    def module_of(self, page: Page) -> Module:
        """Return the module that ``page`` stands in."""
        return self._modules_by_id[page.module_id]

    def page_of(self, exercise: Exercise) -> Page:
        """Return the page on which ``exercise`` is answered."""
        return self._page_by_exercise[exercise.id]

    def scales_beside(self, scale: Scale) -> tuple[Scale, ...]:
        """Return every scale that rates the same statements, ``scale`` among them."""
        scales = (exercise for page in self.pages for exercise in page.exercises)
        return tuple(s for s in scales if isinstance(s, Scale) and s.rating == scale.rating)

    def editions_since(self, edition: str, day: date) -> tuple[EditionNote, ...]:
        """Return the editions after ``edition``, the newest first.

        Of one that is not listed it is known only that it was in use on ``day``.
        """
        named = [note.edition for note in self.editions]
        if edition in named:
            return self.editions[: named.index(edition)]
        return tuple(note for note in self.editions if note.day >= day)

    def after(self, page: Page) -> Page | None:
        """Return the page that follows in the whole programme, or None at the end."""
        position = self.pages.index(page) + 1
        return self.pages[position] if position < len(self.pages) else None

    @cached_property
    def _modules_by_id(self) -> Mapping[str, Module]:
        return {module.id: module for module in self.modules}

    @cached_property
    def _page_by_exercise(self) -> Mapping[str, Page]:
        return {exercise.id: page for page in self.pages for exercise in page.exercises}
