"""What pages are made with: the exercises, cases and files that they may refer to.

Also the desk on which everything is laid aside that needs a look at the whole programme.
"""

from dataclasses import dataclass, field

from learning.content.blocks import Case, Resource
from learning.content.exercises import Exercise
from learning.content.folder import Attachment
from learning.content.glossary import anchor_of
from learning.content.kinds import Kind
from learning.content.mistakes import Dated, Findings, Place
from learning.content.scripts import Script


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside the programme; checked when every page is known."""

    place: Place
    href: str
    anchors: set[str]
    """The anchors of the page it stands on."""


@dataclass(frozen=True, slots=True)
class Claim:
    """An id as it stands in a file: alive, borne once (``was``) or ``retired``."""

    id: str
    place: Place


@dataclass(slots=True)
class Claims:
    """All that is said about the ids of one kind of thing."""

    what: str
    living: list[Claim] = field(default_factory=list)
    was: list[Claim] = field(default_factory=list)
    retired: list[Claim] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Materials:
    """Shared by everything that is read in one load. A value of None was written with mistakes."""

    findings: Findings
    attachments: dict[str, Attachment]
    sizes: dict[str, tuple[int, int]]
    """Width and height of every picture, by name."""
    exercises: dict[str, Exercise | None] = field(default_factory=dict)
    cases: dict[str, Case | None] = field(default_factory=dict)
    resources: dict[str, Resource | None] = field(default_factory=dict)
    terms: dict[str, Place] = field(default_factory=dict)
    """Where each term is defined, in small letters."""
    term_anchors: set[str] = field(default_factory=set)
    """Where terms stand in the glossary."""
    scripts: dict[str, Script | None] = field(default_factory=dict)
    """By the id of the module."""
    placed: dict[str, Place] = field(default_factory=dict)
    """Where each exercise is placed."""
    links: list[Link] = field(default_factory=list)
    dated: list[Dated] = field(default_factory=list)
    module_ids: Claims = field(default_factory=lambda: Claims("module"))
    page_ids: Claims = field(default_factory=lambda: Claims("page"))
    exercise_ids: Claims = field(default_factory=lambda: Claims("exercise"))
    item_ids: Claims = field(default_factory=lambda: Claims("library"))

    def define(self, term: str, place: Place) -> None:
        """Note where ``term`` is defined; twice in a programme is a mistake."""
        self.term_anchors.add(anchor_of(term, self.term_anchors))
        first = self.terms.setdefault(" ".join(term.casefold().split()), place)
        if first is not place:
            where = f"{first.file}:{first.line}"
            self.findings.add(Kind.TERM_TWICE, place, term=term, first=where)
