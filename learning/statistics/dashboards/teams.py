"""Teams, their live sessions and their actions, in numbers. No team is told from another."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.content import Programme
from learning.statistics.dashboard import Dashboard, Definition, Row, Table
from learning.statistics.dashboards import definitions_of_teams as defined
from learning.statistics.dashboards.months import month_of, month_words, months_until, not_over
from learning.statistics.dashboards.overview import ZONE
from learning.statistics.dashboards.shown import Shown
from learning.statistics.groups import EVERYBODY, Group
from learning.statistics.marks import Family
from learning.statistics.reading import (
    NOBODY,
    counts_by_month,
    counts_of,
)
from learning.statistics.rounding import Protection
from learning.statistics.tables import Counting

MONTHS = 13
_LARGEST = 8
"""Members of a team that are told one by one; above it teams are together."""
_SESSIONS = {
    "planned": defined.PLANNED,
    "held": defined.HELD,
    "cancelled": defined.CANCELLED,
    "attended": defined.ATTENDED,
    "steps": defined.STEPS,
    "rotated": defined.ROTATED,
}
_ACTIONS = {
    "actions": defined.ACTIONS,
    "due": defined.DUE,
    "kept": defined.KEPT,
    "changed": defined.CHANGED,
    "dropped": defined.DROPPED,
}
_SESSIONS_BY_MONTH = {mark: _SESSIONS[mark] for mark in ("planned", "held", "cancelled")}
_ACTIONS_BY_MONTH = {mark: _ACTIONS[mark] for mark in ("actions", "due", "kept")}

_OF_TEAMS = "A team that everybody left is not counted."
_OF_SESSIONS = (
    "Live sessions of every team, also of those that are closed by now. Somebody who came to three"
    " is counted three times."
)
_OF_ACTIONS = "What somebody plans for themselves is not among them."
_WHEN_PLANNED = "By the month for which a live session was planned."
_WHEN_AGREED = "By the month in which an action was agreed, was due, or was settled as kept."


def teams(
    db: Session, programme: Programme, protection: Protection, group: Group, zone: str = ZONE
) -> Dashboard:
    """Return all teams, whatever ``group`` is, for a team has no sector; three statements."""
    at = db.scalar(select(Counting.teams_at))
    tables: tuple[Table, ...] = ()
    if at:
        shown = Shown(counts_of(db, EVERYBODY, Family.TEAMS), protection, EVERYBODY)
        found = counts_by_month(db, EVERYBODY, Family.TEAMS)
        by_month = [
            Shown(found.get(month, NOBODY), protection, EVERYBODY, month)
            for month in months_until(month_of(at, zone), MONTHS)
        ]
        tables = (
            _one_row("teams", "Teams", {"teams": defined.TEAMS}, shown, _OF_TEAMS),
            _sizes(shown),
            _one_row("sessions", "Live sessions", _SESSIONS, shown, _OF_SESSIONS),
            _one_row("actions", "Actions", _ACTIONS, shown, _OF_ACTIONS),
            _months("sessions", "Live sessions", _SESSIONS_BY_MONTH, by_month, _WHEN_PLANNED),
            _months("actions", "Actions", _ACTIONS_BY_MONTH, by_month, _WHEN_AGREED),
        )
    return Dashboard(id="teams", title="Teams", group=EVERYBODY, counted_at=at, tables=tables)


def _one_row(
    id_: str, title: str, columns: dict[str, Definition], shown: Shown, note: str
) -> Table:
    return Table(
        id=id_,
        title=title,
        first="Which",
        columns=tuple(columns.values()),
        rows=(Row("All teams", tuple(map(shown, columns)), key="all"),),
        note=note,
    )


def _sizes(shown: Shown) -> Table:
    rows = [
        Row(f"{size} {'member' if size == 1 else 'members'}", (shown(f"size:{size}"),), str(size))
        for size in range(1, _LARGEST + 1)
    ]
    larger = [m for m in shown.counts.starting("size:") if int(m.split(":")[1]) > _LARGEST]
    rows.append(Row("More", (shown.together("size:more", *larger),), "more"))
    return Table(
        id="sizes",
        title="Sizes of teams",
        first="Members",
        columns=(defined.TEAMS_OF_SIZE,),
        rows=tuple(rows),
        chart="bars",
    )


def _months(
    id_: str, title: str, columns: dict[str, Definition], by_month: list[Shown], when: str
) -> Table:
    return Table(
        id=f"{id_}-by-month",
        title=f"{title}, month by month",
        first="Month",
        columns=tuple(columns.values()),
        rows=tuple(
            Row(month_words(shown.month), tuple(map(shown, columns)), key=shown.month)
            for shown in by_month
        ),
        chart="lines",
        note=f"{when} {not_over(by_month[-1].month)}",
    )
