"""How far people got, side by side for all values of one attribute. Never in order of success."""

from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learning import organisations
from learning.content import Programme
from learning.organisations.tables import Organisation
from learning.statistics.dashboard import Dashboard, Row, Table
from learning.statistics.dashboards import definitions as defined
from learning.statistics.dashboards.months import month_words
from learning.statistics.dashboards.shown import Shown
from learning.statistics.dashboards.words import ATTRIBUTES, CHOICES, LEFT_OPEN
from learning.statistics.groups import NOT_SAID, Attribute, Group
from learning.statistics.marks import Family
from learning.statistics.reading import NOBODY, Counts, counted_at, counts_by
from learning.statistics.rounding import Protection

ON_A_PAGE = 50
"""Organisations that are listed together."""
_LARGE = 10
"""Times the smallest group: of so many people not one in a billion is hidden."""
_COLUMNS = {
    "joined": defined.JOINED,
    "started": defined.STARTED,
    "finished": defined.FINISHED,
    "certificate": defined.CERTIFICATE,
}


@dataclass(frozen=True, slots=True)
class _Split:
    """A group, taken apart by an attribute."""

    protection: Protection
    group: Group
    by: Attribute
    found: dict[str, Counts]

    def row(self, value: str, name: str) -> Row:
        part = self.group.within(self.by, value)
        shown = Shown(self.found.get(value, NOBODY), self.protection, part)
        return Row(name, tuple(map(shown, _COLUMNS)), key=value or "not-said")

    def is_told(self, value: str) -> bool:
        """Tell whether the number who joined is shown. Being listed must not tell more than that.

        It is said of large groups without rounding, for there may be ten thousand.
        """
        joined = self.found[value]("joined")
        smallest = self.protection.smallest
        if not smallest <= joined < _LARGE * smallest:
            return joined >= smallest
        part = self.group.within(self.by, value)
        return self.protection.count(joined, "joined", part).number is not None


def breakdown(
    db: Session,
    programme: Programme,
    protection: Protection,
    group: Group,
    by: Attribute = Attribute.SECTOR,
    words: str = "",
    page: int | None = None,
) -> Dashboard:
    """Return ``group`` by the values of an attribute; at most four statements.

    Of organisations, those whose name has ``words`` in it and that are large enough to be shown:
    all of them, or a page of `ON_A_PAGE`; of a page that is not there, the nearest that is.
    """
    at = counted_at(db)
    tables: tuple[Table, ...] = ()
    if at:
        found = counts_by(db, group, by, Family.PROGRESS)
        split = _Split(protection, group, by, found)
        match by:
            case Attribute.ORGANISATION:
                tables = (_organisations(db, split, words, page),)
            case Attribute.COHORT:
                tables = (_cohorts(split),)
            case _:
                tables = (_choices(split),)
    return Dashboard(id="groups", title="Groups", group=group, counted_at=at, tables=tables)


def _choices(split: _Split) -> Table:
    rows = [split.row(each.value, each.words) for each in CHOICES[split.by]]
    rows.append(split.row(NOT_SAID, LEFT_OPEN))
    return _table(split, rows)


def _cohorts(split: _Split) -> Table:
    months = sorted(month for month in split.found if month and split.is_told(month))
    note = f"Months in which fewer than {split.protection.smallest} of them joined are not listed."
    return _table(split, [split.row(month, month_words(month)) for month in months], note)


def _organisations(db: Session, split: _Split, words: str, page: int | None) -> Table:
    """Return those large enough, in the order of their names; one statement, or two."""
    told = [int(value) for value in split.found if value and split.is_told(value)]
    names = organisations.names_of(db, told)
    asked = words.casefold().split()
    found = sorted(
        (name.casefold(), name, id_)
        for id_, name in names.items()
        if all(word in name.casefold() for word in asked)
    )
    listed = [(str(id_), name) for _, name, id_ in found]
    if words:
        note = _none_like(split) if not listed else ""
    else:
        listed.append((NOT_SAID, LEFT_OPEN))
        note = _left_out(db, split, len(told))
    pages = max(1, -(-len(listed) // ON_A_PAGE)) if page else 1
    number = max(1, min(page or 1, pages))
    part = listed[(number - 1) * ON_A_PAGE : number * ON_A_PAGE] if page else listed
    table = _table(split, [split.row(value, name) for value, name in part], note)
    return replace(table, page=number, pages=pages)


def _none_like(split: _Split) -> str:
    smallest = split.protection.smallest
    return f"No organisation with this in its name has {smallest} learners or more here."


def _left_out(db: Session, split: _Split, told: int) -> str:
    """Return how many organisations are not listed, whether anybody of this group is there or not.

    To tell those with somebody from those with nobody would tell which have nobody.
    """
    known = select(func.count()).select_from(Organisation)
    number = (db.scalar(known.where(Organisation.merged_into.is_(None))) or 0) - told
    fewer = f"fewer than {split.protection.smallest} learners here"
    if number <= 0:
        return f"Organisations with {fewer} would not be listed."
    said = "1 organisation" if number == 1 else f"{number:,} organisations"
    return f"{said} with {fewer}, or none, {'is' if number == 1 else 'are'} not listed."


def _table(split: _Split, rows: list[Row], note: str = "") -> Table:
    title = f"By {ATTRIBUTES[split.by].lower()}"
    return Table(
        id=f"by-{split.by}",
        title=title,
        first=ATTRIBUTES[split.by],
        columns=tuple(_COLUMNS.values()),
        rows=tuple(rows),
        note=note,
    )
