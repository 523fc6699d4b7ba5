"""What charts are made of: places on a drawing. `charts` works them out.

Places across are per cent of the width, so that a chart is as wide as its column and its words stay
as large as they are; places down are pixels.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text, at its baseline."""

    y: int
    text: str
    x: float = 0
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across or down the drawing, and its number."""

    at: float
    """Per cent across for bars and spreads, pixels down for lines."""
    text: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; ``width`` None: too few to tell."""

    y: int
    width: float | None
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """What every chart has."""

    id: str
    title: str
    described: str
    height: int
    bottom: int
    """Pixels down to the axis."""
    ticks: tuple[Tick, ...]
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars(Chart):
    """One bar below its words for each row; the first column of the table."""

    bars: tuple[Bar, ...]
    kind: str = "bars"


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a line; ``is_told`` False: too few to tell, below the axis."""

    x: float
    y: float
    is_told: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One column of a table, month by month. Lines differ by mark and dashes, not by colour."""

    number: int
    points: tuple[Point, ...]
    pieces: tuple[tuple[Point, Point], ...]
    """From each point to the next, where both are told."""
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines(Chart):
    """Lines over the months; all columns of the table."""

    lines: tuple[Line, ...]
    top: int
    """Pixels down to the highest tick."""
    months: tuple[Words, ...]
    kind: str = "lines"


@dataclass(frozen=True, slots=True)
class Span:
    """A mean with its standard deviation to both sides; ``mean`` None: too few to tell."""

    number: int
    y: int
    mean: float | None
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans(Chart):
    """Means and spreads on a scale from 0 to 10, one below the other."""

    spans: tuple[Span, ...]
    kind: str = "spread"
