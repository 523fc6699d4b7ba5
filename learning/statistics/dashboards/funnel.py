"""The way from joining to the certificate, where people stop, and the last thirteen months."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from learning.content import Module, Programme
from learning.statistics.dashboard import Dashboard, Row, Table
from learning.statistics.dashboards import definitions as defined
from learning.statistics.dashboards.months import month_of, month_words, months_until, not_over
from learning.statistics.dashboards.overview import (
    DEFINED_BY_MONTH,
    MARKS_BY_MONTH,
    NO_MONTHS,
    ZONE,
    is_told_by_month,
    months_of,
)
from learning.statistics.dashboards.shown import Shown, share
from learning.statistics.groups import Group
from learning.statistics.marks import Family
from learning.statistics.reading import NOBODY, counted_at, counts_of
from learning.statistics.rounding import Protection

MONTHS = 13
"""This month, and a year before it."""


def funnel(
    db: Session, programme: Programme, protection: Protection, group: Group, zone: str = ZONE
) -> Dashboard:
    """Return the steps, pages and months of ``group``; three statements."""
    at = counted_at(db)
    tables: tuple[Table, ...] = ()
    if at:
        shown = Shown(counts_of(db, group, Family.PROGRESS), protection, group)
        months = months_until(month_of(at, zone), MONTHS)
        tables = (
            _steps(shown, programme),
            *(_pages(shown, module) for module in programme.modules),
            _months(db, protection, group, months),
        )
    return Dashboard(id="funnel", title="Where people stop", group=group, counted_at=at,
                     tables=tables)  # fmt: skip


def _steps(shown: Shown, programme: Programme) -> Table:
    joined = shown("joined")
    rows = []
    for name, mark in _marks(programme):
        reached = shown(mark)
        rows.append(Row(name, (reached, share(reached, joined)), key=mark))
    return Table(
        id="steps",
        title="From joining to the certificate",
        first="Step",
        columns=(defined.REACHED, defined.REACHED_SHARE),
        rows=tuple(rows),
        chart="bars",
    )


def _marks(programme: Programme) -> Iterator[tuple[str, str]]:
    yield "Joined", "joined"
    yield "Started", "started"
    for module in programme.modules:
        yield f"Module {module.number}: {module.title}", f"module:{module.id}"
    yield "Finished", "finished"
    yield "Certificate", "certificate"


def _pages(shown: Shown, module: Module) -> Table:
    started = shown("started")
    rows = []
    for number, page in enumerate(module.pages, 1):
        done = shown(f"page:{page.id}")
        rows.append(Row(f"{number}. {page.title}", (done, share(done, started)), key=page.id))
    return Table(
        id=f"pages-{module.id}",
        title=f"Module {module.number}: {module.title}",
        first="Page",
        columns=(defined.PAGE, defined.STARTED_SHARE),
        rows=tuple(rows),
        chart="bars",
    )


def _months(db: Session, protection: Protection, group: Group, months: tuple[str, ...]) -> Table:
    is_told = is_told_by_month(group)
    by_month = months_of(db, group)
    rows = []
    for month in months if is_told else ():
        shown = Shown(by_month.get(month, NOBODY), protection, group, month)
        rows.append(Row(month_words(month), tuple(map(shown, MARKS_BY_MONTH)), key=month))
    return Table(
        id="months",
        title="Month by month",
        first="Month",
        columns=DEFINED_BY_MONTH,
        rows=tuple(rows),
        chart="lines",
        note=not_over(months[-1]) if is_told else NO_MONTHS,
    )
