"""Tables of figures for the gallery: much to tell, little, and too few to tell."""

from learning.statistics import Count, Row, Table, Value
from learning.statistics.dashboards import definitions
from learning.statistics.dashboards.overview import DEFINED_BY_MONTH

_LONG = "A page with a title that takes up two lines because it says so very much"


def _rows(**values: tuple[Value, ...]) -> tuple[Row, ...]:
    return tuple(Row(name.replace("_", " "), row, key=name) for name, row in values.items())


def _counts(*numbers: int | None) -> tuple[Count, ...]:
    return tuple(map(Count, numbers))


_BARS = Table(
    id="g-bars",
    title="Bars",
    first="Page",
    columns=(definitions.PAGE, definitions.STARTED_SHARE),
    rows=(
        Row(_LONG, (Count(1240), 96.0)),
        Row("The next one", (Count(310), 24.0)),
        Row("One that few have done", (Count(None), None)),
    ),
    chart="bars",
)
_LINES = Table(
    id="g-lines",
    title="Lines",
    first="Month",
    columns=DEFINED_BY_MONTH,
    rows=tuple(
        Row(f"Month {at}", _counts(joined, joined - 10, at * 5, 10 if at % 3 else None), key=month)
        for at, (joined, month) in enumerate(
            zip((40, 65, 60, 80, 45, 90, 120), [f"2026-{n:02}" for n in range(1, 8)], strict=True)
        )
    ),
    chart="lines",
    note="With a month or two that are too small to tell.",
)
_SPREAD = Table(
    id="g-spread",
    title="Means and spreads",
    first="When",
    columns=(definitions.RATED, definitions.RATING_MEAN, definitions.RATING_SPREAD),
    rows=_rows(
        At_the_start=(Count(120), 3.4, 2.1),
        At_the_end=(Count(85), 8.9, 1.8),
        Thinking_back=(Count(None), None, None),
    ),
    chart="spread",
)
FIGURES = (_BARS, _LINES, _SPREAD)
