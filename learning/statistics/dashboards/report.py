"""The evaluation report for a funder: the dashboards’ own figures as one document. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from learning.content import Programme
from learning.exports import (
    Document,
    Facts,
    Heading,
    Items,
    Paragraph,
    Part,
    day_words,
    moment_words,
)
from learning.exports import Table as PrintedTable
from learning.statistics.dashboard import Dashboard, Definition, Table, Value
from learning.statistics.dashboards.words import cell, rounding_notes

_SECTIONS = (
    ("Reach", "Whom the programme has reached.", ("overview", "groups")),
    ("Engagement", "How far people went.", ("funnel", "teams")),
    (
        "Learning",
        "What people knew, and how sure of themselves they were. Ratings are their own.",
        ("learning",),
    ),
    (
        "Practice change",
        "What people say they do differently now. It was not observed by anybody else.",
        ("practice",),
    ),
)
"""Title, what it is about, and the dashboards that are in it."""
_LIMITS = (
    "People chose to take part. They may differ from those who did not, so nothing here says what"
    " the programme would do for others.",
    "There is no comparison group: a change may have other causes.",
    "Ratings, answers and stories are self-reported. People may remember kindly, and may answer as"
    " they think they should.",
    "Confidence is rated three times: at the start, at the end, and at the end thinking back. So"
    " the start is known in two ways; both are shown, for each has a bias of its own.",
    "Not everybody answered. Where it is known, a table says how many did; about the others nothing"
    " is known.",
    "Finishing a page means that somebody marked it as done. It does not show that they learned.",
    "Reflections are private. Nobody read them for this report, but for what their writers agreed"
    " to have quoted.",
)


@dataclass(frozen=True, slots=True)
class Story:
    """Words that somebody agreed to have quoted, and how they agreed to be named."""

    text: str
    by: str


def report(
    programme: Programme,
    dashboards: Sequence[Dashboard],
    stories: Sequence[Story],
    *,
    about: Sequence[tuple[str, str]],
    smallest: int,
    counted_at: datetime,
    made_at: datetime,
) -> Document:
    """Return the report on the people that ``about`` names in words; nobody chosen is everybody.

    ``counted_at`` and ``made_at`` are by the clocks where the programme is at home.
    """
    people = "; ".join(f"{name}: {value}" for name, value in about) or "All learners"
    return Document(
        title=f"{programme.title}: evaluation report",
        language=programme.language,
        subtitle="\n".join(
            (
                f"{programme.provider}, {day_words(made_at)}",
                f"{programme.title}, edition {programme.edition}",
                f"{people}. Counted on {moment_words(counted_at)}",
                f"Counts are rounded to multiples of {smallest}, each by itself, so parts may not"
                " add up to their whole.",
            )
        ),
        author=programme.provider,
        made_at=made_at,
        parts=tuple(
            chain(
                _in_short(programme, dashboards),
                _sections(dashboards),
                _stories(stories),
                _method(smallest),
                _dictionary(dashboards),
            )
        ),
    )


def _in_short(programme: Programme, dashboards: Iterable[Dashboard]) -> Iterator[Part]:
    yield Heading(1, "In short")
    yield Paragraph(programme.summary)
    people = next((t for d in dashboards for t in d.tables if t.id == "people"), None)
    if people and people.rows:
        figures = zip(people.columns, people.rows[0].values, strict=True)
        yield Facts(tuple((column.name, cell(value, column)) for column, value in figures))


def _sections(dashboards: Sequence[Dashboard]) -> Iterator[Part]:
    for title, about, ids in _SECTIONS:
        found = [table for d in dashboards if d.id in ids for table in d.tables]
        if found:
            yield Heading(1, title)
            yield Paragraph(f"{about} {_of_teams(dashboards)}" if "teams" in ids else about)
            for table in found:
                yield from _table(table)


def _of_teams(dashboards: Iterable[Dashboard]) -> str:
    if any(dashboard.id == "teams" for dashboard in dashboards):
        return "Teams are counted too, all of them together."
    return (
        "The work of teams is not in this report: teams are counted all together, never for a"
        " choice of learners. It is in the report on all learners."
    )


def _table(table: Table) -> Iterator[Part]:
    yield Heading(2, table.title)
    if table.rows:
        yield PrintedTable(
            caption="",  # the heading says it
            headers=(table.first, *(column.name for column in table.columns)),
            rows=tuple(
                (row.name, *(cell(v, c) for v, c in zip(row.values, table.columns, strict=True)))
                for row in table.rows
            ),
            figures=(
                False,
                *map(_is_of_figures, zip(*(r.values for r in table.rows), strict=True)),
            ),
        )
    else:
        yield Paragraph("There is nothing to show yet.")
    if table.note:
        yield Paragraph(table.note, "small")


def _is_of_figures(values: Iterable[Value]) -> bool:
    """Tell whether a column has figures, though some may not be shown, and no words."""
    return not any(isinstance(value, str) for value in values)


def _stories(stories: Sequence[Story]) -> Iterator[Part]:
    if stories:
        yield Heading(1, "In their own words")
        yield Paragraph(
            "Each of these was agreed to by its writer, with the name or description that stands"
            " below it or without any. A story shows what was possible for one person, not what is"
            " usual."
        )
        for story in stories:
            yield Paragraph(f"“{story.text}”")
            yield Paragraph(f"— {story.by}", "small")


def _method(smallest: int) -> Iterator[Part]:
    yield Heading(1, "Method and limits")
    yield Paragraph(
        "The figures are counted from what people did in the programme: accounts, pages marked as"
        " done, answers to questions with choices and ratings, live sessions and their actions, and"
        " what people answered when they were asked about their practice."
    )
    yield Heading(2, "What these figures cannot say")
    yield Items(_LIMITS)
    yield Heading(2, "How people are protected")
    yield Items(rounding_notes(smallest))


def _dictionary(dashboards: Iterable[Dashboard]) -> Iterator[Part]:
    found = {each.id: each for dashboard in dashboards for each in dashboard.definitions}
    yield Heading(1, "What each figure means")
    for definition in found.values():
        yield Heading(2, definition.name)
        yield Facts(_facts(definition))


def _facts(definition: Definition) -> tuple[tuple[str, str], ...]:
    return (
        ("Counted", definition.rule),
        ("Who", definition.who),
        ("Period", definition.period),
        ("Without an answer", definition.missing),
        ("Unit", definition.unit),
    )
