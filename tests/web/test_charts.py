"""Charts as shapes: in proportion, with axes and words, and too few is never nought."""

import pytest

from learning.statistics import Count, Definition, Row, Table, Value
from learning.statistics.dashboards import definitions
from learning.web.chart_shapes import Bars, Lines, Spans
from learning.web.charts import LETTERS, chart_of

NUMBER = Definition(id="number", name="Number of people", rule="Counted.")
RATING = (definitions.RATED, definitions.RATING_MEAN, definitions.RATING_SPREAD)


def bars(*values: int | None, name: str = "A row") -> Bars:
    rows = tuple(Row(name, (Count(value),), key=str(at)) for at, value in enumerate(values))
    chart = chart_of(
        Table(id="t", title="Title", first="Row", columns=(NUMBER,), rows=rows, chart="bars")
    )
    assert isinstance(chart, Bars)
    return chart


def lines(*months: tuple[int | None, ...]) -> Lines:
    rows = tuple(
        Row(f"Month {at}", tuple(map(Count, month)), key=f"2026-{at:02}")
        for at, month in enumerate(months, 1)
    )
    columns = (NUMBER,) * len(months[0])
    chart = chart_of(
        Table(id="t", title="Title", first="Month", columns=columns, rows=rows, chart="lines")
    )
    assert isinstance(chart, Lines)
    return chart


def spans(*rows: tuple[Value, ...]) -> Spans:
    named = tuple(Row(name, row) for name, row in zip(("Start", "End"), rows, strict=False))
    chart = chart_of(
        Table(id="t", title="Title", first="When", columns=RATING, rows=named, chart="spread")
    )
    assert isinstance(chart, Spans)
    return chart


def test_bars_are_as_long_as_their_numbers_and_say_them() -> None:
    chart = bars(1000, 500, 250)
    whole, half, quarter = (bar.width for bar in chart.bars)

    assert whole
    assert half == pytest.approx(whole / 2)
    assert quarter == pytest.approx(whole / 4)
    assert [bar.words.text for bar in chart.bars] == ["1,000", "500", "250"]
    assert [tick.text for tick in chart.ticks] == ["0", "500", "1,000"]
    assert chart.words[-1].text == "Number of people, people"
    assert "“Title”" in chart.described


def test_a_group_too_small_to_tell_has_no_bar_not_one_of_no_length() -> None:
    told, hidden = bars(40, None).bars

    assert told.width is not None
    assert hidden.width is None
    assert hidden.words.text == "fewer than 5"


def test_bars_of_nobody_at_all_still_have_an_axis() -> None:
    chart = bars(None, None)

    assert [tick.text for tick in chart.ticks] == ["0", "5", "10"]
    assert all(bar.width is None for bar in chart.bars)


def test_tables_of_the_same_figures_share_an_axis() -> None:
    rows = (Row("A", (Count(100),)), Row("B", (Count(10),)))
    both = [
        Table(id=row.name, title="T", first="R", columns=(NUMBER,), rows=(row,), chart="bars")
        for row in rows
    ]
    charts = [chart_of(table, both) for table in both]

    widths = [chart.bars[0].width for chart in charts if isinstance(chart, Bars)]
    assert widths[0] == pytest.approx((widths[1] or 0) * 10)


def test_a_long_name_takes_several_lines_of_which_none_is_too_wide_for_a_phone() -> None:
    chart = bars(10, name="A title that goes on and on, as titles of pages will, to see it wrapped")
    said = [words.text for words in chart.words[:-1]]

    assert len(said) > 1
    assert max(map(len, said)) <= LETTERS


def test_a_line_breaks_where_a_month_is_too_small_to_tell_and_marks_it_below_the_axis() -> None:
    chart = lines((10,), (20,), (None,), (40,), (10,))
    (line,) = chart.lines

    assert [point.is_told for point in line.points] == [True, True, False, True, True]
    assert len(line.pieces) == 2
    assert line.points[2].y > chart.bottom
    assert all(point.y <= chart.bottom for point in line.points if point.is_told)
    assert line.points[3].y == chart.bottom - (chart.bottom - chart.top)


def test_months_are_named_below_the_last_among_them() -> None:
    chart = lines(*[(10, 20)] * 12)

    assert {words.text for words in chart.months} == {"Apr 26", "Aug 26", "Dec 26"}
    assert [tick.text for tick in chart.ticks] == ["0", "10", "20 people"]
    assert all(0 <= point.x <= 100 for line in chart.lines for point in line.points)


def test_a_mean_stands_where_it_is_on_the_scale_with_its_spread_to_both_sides() -> None:
    chart = spans((Count(45), 5.0, 2.0), (Count(45), 9.0, 3.0))
    middle, high = chart.spans

    assert middle.mean == 50
    assert middle.mean - middle.low == pytest.approx(middle.high - middle.mean)
    assert high.high == 98, "nothing lies beyond 10"
    assert chart.words[0].text == "Start: 5.0 (n = 45)"


def test_a_question_as_a_title_gets_no_second_mark() -> None:
    rows = (Row("Yes", (Count(40),)),)
    asked = Table(id="t", title="Has it?", first="R", columns=(NUMBER,), rows=rows, chart="bars")
    chart = chart_of(asked)

    assert chart
    assert chart.title == "Has it? number of people"
    assert bars(40).title == "Title: number of people"
    assert spans((Count(45), 5.0, 2.0)).title == "Title: mean and spread"


def test_a_mean_of_too_few_is_an_open_mark_and_says_so() -> None:
    (span,) = spans((Count(None), None, None)).spans

    assert span.mean is None
    assert spans((Count(None), None, None)).words[0].text == "Start: too few to tell"


def test_a_table_without_rows_or_without_a_chart_has_none() -> None:
    table = Table(id="t", title="T", first="R", columns=(NUMBER,), rows=(), chart="bars")

    assert chart_of(table) is None
    assert chart_of(Table(id="t", title="T", first="R", columns=(NUMBER,), rows=())) is None
