"""The parts of a page, rendered once, at load. Every ``html`` here is sanitised."""

from dataclasses import dataclass
from datetime import date

from learning.content.exercises import Exercise

FOOTNOTES = '<section class="footnotes" aria-label="Sources">'
"""How the last `Prose` of a page begins if it holds the page's footnotes."""


@dataclass(frozen=True, slots=True)
class Prose:
    """A run of rendered Markdown."""

    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A key fact with where it comes from and, for policy, when it was last checked."""

    html: str
    source: str
    year: int
    link: str | None = None
    checked: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What a term means; ``id`` is its anchor in the page."""

    id: str
    term: str
    html: str
    source: str | None = None
    link: str | None = None
    also: tuple[str, ...] = ()
    """Other forms of the term."""
    linked: bool = True
    """Whether the term, where modules use it, leads to the glossary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Somebody's published words, with who and where."""

    html: str
    who: str
    source: str
    year: int
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture that carries meaning; ``alt`` says the same in words."""

    src: str
    """Address of the file, e.g. ``/files/levers.svg``."""
    alt: str
    caption: str | None = None
    """Rendered inline HTML."""
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """An aside: a tip, a caution, something to have ready."""

    html: str
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """Video or audio; the transcript is the same content as text."""

    medium: str
    """``video`` or ``audio``."""
    src: str
    title: str
    minutes: int
    transcript: str
    """Rendered block HTML."""
    captions: str | None = None
    """Address of a WebVTT file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file to keep."""

    src: str
    title: str
    format: str
    """The ending in capitals, e.g. ``PDF``."""
    bytes: int
    html: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseNumber:
    """One figure a case reports, and what kind of evidence it is."""

    text: str
    year: int
    evidence: str
    """``self-reported``, ``compared`` or ``reviewed``."""
    source: str
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One file in ``modules/cases/``: what one place did, and what that does and does not show."""

    id: str
    title: str
    place: str
    kind_of_place: tuple[str, ...]
    """E.g. ``city``, ``coast``."""
    levers: tuple[str, ...]
    population: str
    problem: str
    changed: str
    numbers: tuple[CaseNumber, ...]
    not_shown: str
    try_it: str
    by: str | None = None
    """Who did it."""
    was: tuple[str, ...] = ()
    html: str = ""
    """The file's own text, if any."""

    @property
    def path(self) -> str:
        """Return the case's address."""
        return f"/library/{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A tool or a reading in the library: what it is good for, and where it is."""

    id: str
    title: str
    by: str
    form: str
    """``toolkit``, ``report``, ``guidance``, ``website``, ``book``, ``course`` or ``dataset``."""
    levers: tuple[str, ...] = ()
    """Those it is about; none for a tool that serves them all."""
    good_for: str
    limits: str | None = None
    year: int | None = None
    link: str
    was: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Return its address."""
        return f"/library#{self.id}"


@dataclass(frozen=True, slots=True)
class CaseCard:
    """The place in a page where a case is told."""

    case: Case


@dataclass(frozen=True, slots=True)
class ExerciseBlock:
    """The place in a page where an exercise is answered."""

    exercise: Exercise


Block = (
    Prose
    | Fact
    | Definition
    | Quotation
    | Figure
    | Note
    | Media
    | Download
    | CaseCard
    | ExerciseBlock
)
