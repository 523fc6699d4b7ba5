"""How many joined, are active, started, finished; how long it took; alone or with a team."""

from sqlalchemy.orm import Session

from learning.content import Programme
from learning.statistics.dashboard import Dashboard, Row, Table
from learning.statistics.dashboards import definitions as defined
from learning.statistics.dashboards.months import month_of, month_words, months_until
from learning.statistics.dashboards.shown import Shown, share
from learning.statistics.groups import EVERYBODY, KEPT_BY_MONTH, Group, rows_for
from learning.statistics.marks import Family
from learning.statistics.reading import (
    NOBODY,
    Counts,
    counted_at,
    counts_by_month,
    counts_of,
)
from learning.statistics.rounding import Protection

ZONE = "Europe/London"
NO_MONTHS = (
    "Months are not told for a month of joining together with another choice."
    " Take one of them away to see them."
)
MARKS_BY_MONTH = ("joined", "started", "finished", "certificate")
DEFINED_BY_MONTH = (
    defined.JOINED_IN_MONTH,
    defined.STARTED_IN_MONTH,
    defined.FINISHED_IN_MONTH,
    defined.CERTIFICATE_IN_MONTH,
)


def overview(
    db: Session, programme: Programme, protection: Protection, group: Group, zone: str = ZONE
) -> Dashboard:
    """Return the overview of ``group``; three statements.

    The months are those of the count, by the clocks of ``zone``.
    """
    at = counted_at(db)
    tables: tuple[Table, ...] = ()
    if at:
        shown = Shown(counts_of(db, group, Family.PROGRESS), protection, group)
        by_month = months_of(db, group)
        last, this = (
            Shown(by_month.get(month, NOBODY), protection, group, month)
            for month in months_until(month_of(at, zone), 2)
        )
        tables = (
            _people(shown),
            _months(this, last, is_told=is_told_by_month(group)),
            _modules(shown, this, last, programme),
            _time(shown),
            _together(shown),
        )
    return Dashboard(id="overview", title="Overview", group=group, counted_at=at, tables=tables)


def who(group: Group) -> str:
    """Return what the one row of a table about ``group`` is called."""
    return "Everybody" if group == EVERYBODY else "The learners chosen"


def is_told_by_month(group: Group) -> bool:
    """Tell whether there are months of ``group``."""
    return rows_for(group, kept=KEPT_BY_MONTH) is not None


def months_of(db: Session, group: Group) -> dict[str, Counts]:
    """Return the counts by month, none where they are not told; at most one statement."""
    return counts_by_month(db, group) if is_told_by_month(group) else {}


def _people(shown: Shown) -> Table:
    columns = {
        "joined": defined.JOINED,
        "active": defined.ACTIVE,
        "started": defined.STARTED,
        "finished": defined.FINISHED,
        "certificate": defined.CERTIFICATE,
    }
    return Table(
        id="people",
        title="So far",
        first="Who",
        columns=tuple(columns.values()),
        rows=(Row(who(shown.group), tuple(map(shown, columns)), key="all"),),
    )


def _months(this: Shown, last: Shown, *, is_told: bool) -> Table:
    rows = [
        Row(words, tuple(map(shown, MARKS_BY_MONTH)), key=shown.month)
        for words, shown in (
            (f"{month_words(this.month)}, so far", this),
            (month_words(last.month), last),
        )
    ]
    return Table(
        id="months",
        title="This month and last month",
        first="Month",
        columns=DEFINED_BY_MONTH,
        rows=tuple(rows) if is_told else (),
        note="" if is_told else NO_MONTHS,
    )


def _modules(shown: Shown, this: Shown, last: Shown, programme: Programme) -> Table:
    started = shown("started")
    columns = [defined.MODULE, defined.STARTED_SHARE]
    months = (this, last) if is_told_by_month(shown.group) else ()
    if months:
        columns += [defined.MODULE_THIS_MONTH, defined.MODULE_LAST_MONTH]
    rows = []
    for module in programme.modules:
        mark = f"module:{module.id}"
        finished = shown(mark)
        in_months = (month(mark) for month in months)
        values = (finished, share(finished, started), *in_months)
        rows.append(Row(f"{module.number}. {module.title}", values, key=module.id))
    return Table(
        id="modules",
        title="Modules finished",
        first="Module",
        columns=tuple(columns),
        rows=tuple(rows),
        chart="bars",
    )


def _time(shown: Shown) -> Table:
    finished = shown("finished")
    values = (finished, *shown.quartiles(finished, "took:"))
    return Table(
        id="time",
        title="Time from start to finish",
        first="Who",
        columns=(
            defined.FINISHED,
            defined.LOWER_QUARTILE,
            defined.MEDIAN,
            defined.UPPER_QUARTILE,
        ),
        rows=(Row(who(shown.group), values, key="all"),),
        note="Days between marking the first page and the last, with all the pauses between;"
        " not hours of work.",
    )


def _together(shown: Shown) -> Table:
    marks = ("team", "finished:team", "finished:alone")
    return Table(
        id="together",
        title="Alone or with a team",
        first="Who",
        columns=(defined.TEAM, defined.FINISHED_TEAM, defined.FINISHED_ALONE),
        rows=(Row(who(shown.group), tuple(map(shown, marks)), key="all"),),
    )
