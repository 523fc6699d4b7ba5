"""What changed in what people know, how sure they feel, and where they place themselves."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from learning.content import (
    Check,
    Dimension,
    Exercise,
    Grid,
    Measure,
    Programme,
    Question,
    Rating,
    Sort,
)
from learning.statistics.dashboard import Dashboard, Row, Table
from learning.statistics.dashboards import definitions as defined
from learning.statistics.dashboards.shown import Shown, share
from learning.statistics.dashboards.words import titled
from learning.statistics.groups import Group
from learning.statistics.marks import Family
from learning.statistics.reading import counted_at, counts_of
from learning.statistics.rounding import Protection

MEASURES = {
    Measure.START: "At the start",
    Measure.END: "At the end",
    Measure.THEN: "The start, thinking back",
}
_WHO_STAYED = (
    "Not the same people rated each time: see how many. A rise may only show who stayed to the end."
)
_BANDS = {"0-3": range(4), "4-6": range(4, 7), "7-10": range(7, 11)}


def learning(db: Session, programme: Programme, protection: Protection, group: Group) -> Dashboard:
    """Return confidence, self-assessments and knowledge checks; two statements."""
    at = counted_at(db)
    tables: tuple[Table, ...] = ()
    if at:
        shown = Shown(counts_of(db, group, Family.LEARNING), protection, group)
        tables = (
            *(table for rating in programme.ratings for table in _confidence(shown, rating)),
            *(table for e in _exercises(programme, Grid) for table in _grid(shown, e)),
            *(_check(shown, exercise) for exercise in _exercises(programme, Check, Sort)),
        )
    return Dashboard(id="learning", title="Learning", group=group, counted_at=at, tables=tables)


def _exercises(programme: Programme, *kinds: type[Exercise]) -> Iterator[Exercise]:
    return (e for page in programme.pages for e in page.exercises if isinstance(e, kinds))


def _confidence(shown: Shown, rating: Rating) -> Iterator[Table]:
    for statement, wording in rating.statements:
        yield Table(
            id=f"rating-{rating.id}-{statement}",
            title=f"Confidence: {wording}",
            first="When",
            columns=(
                defined.RATED,
                defined.RATING_MEAN,
                defined.RATING_SPREAD,
                defined.RATED_LOW,
                defined.RATED_MIDDLE,
                defined.RATED_HIGH,
            ),
            rows=tuple(
                _rated(shown, f"rating:{measure}:{statement}:", when, measure)
                for measure, when in MEASURES.items()
            ),
            chart="spread",
            note=_WHO_STAYED,
        )


def _rated(shown: Shown, prefix: str, when: str, key: str) -> Row:
    everybody = shown.together(f"{prefix}n", *(f"{prefix}{rating}" for rating in range(11)))
    bands = (
        shown.together(f"{prefix}{name}", *(f"{prefix}{rating}" for rating in ratings))
        for name, ratings in _BANDS.items()
    )
    return Row(when, (everybody, *shown.mean_and_spread(everybody, prefix), *bands), key=key)


def _grid(shown: Shown, grid: Exercise) -> Iterator[Table]:
    dimensions = [prompt for prompt in grid.prompts if isinstance(prompt, Dimension)]
    for dimension in dimensions:
        mark = f"grid:{grid.id}.{dimension.id}"
        yield Table(
            id=f"levels-{grid.id}-{dimension.id}",
            title=titled(grid.title, dimension.text),
            first="Level",
            columns=(defined.PLACED,),
            rows=tuple(
                Row(level.title, (shown(f"{mark}:{level.id}"),), key=level.id)
                for level in dimension.levels
            ),
            chart="bars",
        )
    yield Table(
        id=f"moved-{grid.id}",
        title=titled(grid.title, "who moved"),
        first="Dimension",
        columns=(defined.MOVED_UP, defined.STAYED, defined.MOVED_DOWN),
        rows=tuple(_moved(shown, grid, dimension) for dimension in dimensions),
    )


def _moved(shown: Shown, grid: Exercise, dimension: Dimension) -> Row:
    mark = f"grid:{grid.id}.{dimension.id}"
    values = tuple(shown(f"{mark}:{way}") for way in ("up", "same", "down"))
    return Row(dimension.text, values, key=dimension.id)


def _check(shown: Shown, check: Exercise) -> Table:
    rows = []
    for question in check.prompts:
        if isinstance(question, Question):
            mark = f"check:{check.id}.{question.id}"
            tried, first, right = (shown(f"{mark}:{what}") for what in ("tried", "first", "right"))
            values = (tried, first, share(first, tried), right, share(right, tried))
            rows.append(Row(question.text, values, key=question.id))
    return Table(
        id=f"check-{check.id}",
        title=f"Knowledge check: {check.title}",
        first="Question",
        columns=(
            defined.TRIED,
            defined.FIRST,
            defined.FIRST_SHARE,
            defined.RIGHT,
            defined.RIGHT_SHARE,
        ),
        rows=tuple(rows),
    )
