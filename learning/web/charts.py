"""Charts as shapes: from the numbers of a table to places on a drawing. Pure.

What is too small to tell is never drawn as a nought, but as an open mark.
`templates/statistics/_chart.html` draws.
"""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from textwrap import wrap

from learning.statistics import Count, Table, cell
from learning.statistics.dashboards.definitions import RATED, RATING_MEAN, RATING_SPREAD
from learning.statistics.dashboards.words import titled
from learning.web.chart_shapes import Bar, Bars, Line, Lines, Point, Span, Spans, Tick, Words

LINE = 18
"""Pixels from one line of words to the next."""
LETTERS = 36
"""Across that fit a line at the narrowest, 320 pixels."""
_BAR = 14
_GAP = 10
_AXIS = 40
"""Pixels below, for the numbers of the axis and what they are of."""
_LONGEST = 78.0
"""Per cent: the longest bar leaves room for its number."""
_LEFT, _RIGHT = 2.0, 98.0
_FIRST = 12.0
"""Per cent: lines begin where the numbers of the axis have ended."""
_HIGH = 180
"""Pixels of the highest line."""
_HIGHEST_RATING = 10


def chart_of(table: Table, beside: Sequence[Table] = ()) -> Bars | Lines | Spans | None:
    """Return the chart of a table, or None if it has none or no rows.

    Bars have the same axis as those of the tables ``beside`` it that show the same figures.
    """
    if not table.rows:
        return None
    match table.chart:
        case "bars":
            alike = (t for t in (table, *beside) if t.columns == table.columns)
            return _bars(
                table, _round_up(max(_number(row.values[0]) for t in alike for row in t.rows))
            )
        case "lines":
            return _lines(table)
        case "spread":
            return _spans(table)
    return None


def _described(table: Table, what: str) -> str:
    return f"{what} The same numbers are in the table “{table.title}” beside it."


def _bars(table: Table, top: int) -> Bars:
    column = table.columns[0]
    counts = [row.values[0] for row in table.rows]
    bars, words, y = [], [], 0
    for row, value in zip(table.rows, counts, strict=True):
        for line in wrap(row.name, LETTERS):
            y += LINE
            words.append(Words(y, line))
        hidden = isinstance(value, Count) and value.number is None
        width = None if hidden else round(_LONGEST * _number(value) / top, 2)
        text = Words(y + 6 + _BAR - 2, cell(value, column), x=width or 0)
        bars.append(Bar(y + 6, width, text))
        y += 6 + _BAR + _GAP
    halves = (0, top // 2, top) if top % 2 == 0 else (0, top)
    return Bars(
        id=f"chart-{table.id}",
        title=titled(table.title, column.name.lower()),
        described=_described(table, f"One bar for each row, from 0 to {top:,} {column.unit}."),
        height=y + _AXIS,
        bottom=y,
        ticks=tuple(Tick(_LONGEST * n / top, f"{n:,}") for n in halves),
        words=(*words, Words(y + 2 * LINE, f"{column.name}, {column.unit}")),
        bars=tuple(bars),
    )


def _lines(table: Table) -> Lines:
    values = [[row.values[at] for row in table.rows] for at in range(len(table.columns))]
    highest = _round_up(max(_number(value) for column in values for value in column))
    top = len(table.columns) * (LINE + 4) + LINE
    bottom = top + _HIGH
    across = [
        _FIRST + (_RIGHT - _FIRST) * at / max(len(table.rows) - 1, 1)
        for at in range(len(table.rows))
    ]
    lines = tuple(
        _line(number, column.name, across, values[number], (top, bottom, highest))
        for number, column in enumerate(table.columns)
    )
    below = bottom + 10 + len(lines) * 12
    shown = range(len(table.rows) - 1, -1, -4)
    unit = table.columns[0].unit
    return Lines(
        id=f"chart-{table.id}",
        title=table.title,
        described=_described(
            table, f"A line for each column, month by month, from 0 to {highest:,} {unit}."
        ),
        height=below + 2 * LINE,
        bottom=bottom,
        top=top,
        ticks=tuple(
            Tick(bottom - _HIGH * n / highest, f"{n:,} {unit if n == highest else ''}".strip())
            for n in (0, highest // 2, highest)
        ),
        words=(Words(below + 2 * LINE - 4, _open_marks(lines)),),
        lines=lines,
        months=tuple(
            Words(below + LINE - 4, _month(table.rows[at].key), across[at], _anchor(across[at]))
            for at in shown
        ),
    )


def _open_marks(lines: Sequence[Line]) -> str:
    is_open = any(not point.is_told for line in lines for point in line.points)
    return "Open marks below the line: too few to tell" if is_open else ""


def _line(
    number: int,
    name: str,
    across: Sequence[float],
    values: Sequence[object],
    place: tuple[int, int, int],
) -> Line:
    _, bottom, highest = place
    points = []
    for x, value in zip(across, values, strict=True):
        is_told = isinstance(value, Count) and value.number is not None
        y = bottom - _HIGH * _number(value) / highest if is_told else bottom + 10 + number * 12
        points.append(Point(round(x, 2), round(y, 1), is_told))
    pieces = tuple((a, b) for a, b in pairwise(points) if a.is_told and b.is_told)
    return Line(number, tuple(points), pieces, Words((number + 1) * (LINE + 4) - 4, name))


def _spans(table: Table) -> Spans:
    at = {column.id: place for place, column in enumerate(table.columns)}
    spans, words, y = [], [], 0
    for number, row in enumerate(table.rows):
        mean, spread = (row.values[at[d.id]] for d in (RATING_MEAN, RATING_SPREAD))
        y += LINE
        words.append(Words(y, _said(row.name, row.values[at[RATED.id]], mean)))
        y += 14
        if isinstance(mean, float) and isinstance(spread, float):
            low, high = max(mean - spread, 0), min(mean + spread, _HIGHEST_RATING)
            spans.append(Span(number, y, _across(mean), _across(low), _across(high)))
        else:
            spans.append(Span(number, y, None, _LEFT, _LEFT))
        y += 12
    return Spans(
        id=f"chart-{table.id}",
        title=titled(table.title, "mean and spread"),
        described=_described(
            table, "Means on a scale from 0 to 10, with a line one standard deviation to each side."
        ),
        height=y + _AXIS,
        bottom=y,
        ticks=tuple(Tick(_across(n), str(n)) for n in range(0, _HIGHEST_RATING + 1, 2)),
        words=(*words, Words(y + 2 * LINE, "Mean (0 to 10) and standard deviation")),
        spans=tuple(spans),
    )


def _said(when: str, people: object, mean: object) -> str:
    if not isinstance(mean, float):
        return f"{when}: too few to tell"
    return f"{when}: {mean:.1f} (n = {people})"


def _across(rating: float) -> float:
    return round(_LEFT + (_RIGHT - _LEFT) * rating / _HIGHEST_RATING, 2)


def _anchor(x: float) -> str:
    return "start" if x < 10 else "end" if x > 90 else "middle"


def _number(value: object) -> float:
    if isinstance(value, Count):
        return value.number or 0
    return value if isinstance(value, float) else 0


def _round_up(number: float) -> int:
    """Return the next number that is easy to halve, such as 10, 20, 40, 50 and 100."""
    step = 10
    while True:
        for times in (1, 2, 4, 5):
            if number <= times * step:
                return times * step
        step *= 10


def _month(key: str) -> str:
    """Return ``Nov 26`` for ``2026-11``."""
    year, number = map(int, key.split("-"))
    return f"{date(year, number, 1):%b %y}"
