"""What attributes, their values and cells are called, alike on the page and in every file."""

from collections.abc import Mapping
from typing import Final

from learning.organisations.choices import Choice, Nation, Sector, Stage, WorkRole
from learning.statistics.dashboard import Definition, Value
from learning.statistics.dashboards.definitions import PERCENT, POINTS
from learning.statistics.dashboards.shown import FOR_MEANS, FOR_QUARTILES
from learning.statistics.groups import Attribute
from learning.statistics.rounding import Count

LEFT_OPEN = "Not said"
NOT_SHOWN = "not shown"
"""Where too few people stand behind a measure."""
ATTRIBUTES: Final[Mapping[Attribute, str]] = {
    Attribute.ORGANISATION: "Organisation",
    Attribute.SECTOR: "Sector",
    Attribute.NATION: "Nation",
    Attribute.ROLE: "Role",
    Attribute.STAGE: "Stage",
    Attribute.COHORT: "Month of joining",
}
CHOICES: Final[Mapping[Attribute, type[Choice]]] = {
    Attribute.SECTOR: Sector,
    Attribute.NATION: Nation,
    Attribute.ROLE: WorkRole,
    Attribute.STAGE: Stage,
}
"""What people choose from; the other attributes have as many values as there are."""


def cell(value: Value, column: Definition) -> str:
    """Return ``value`` as it is read: ``1,240``, ``fewer than 5``, ``45%``, ``6.0``."""
    match value:
        case None:
            return NOT_SHOWN
        case float() if column.unit == POINTS:
            return f"{value:.1f}"
        case float():
            return f"{value:g}{PERCENT if column.unit == PERCENT else ''}"
        case _:
            return str(value)


def number_of(value: Value) -> int | float | None:
    """Return the number in a cell, None where there is none or it is not shown."""
    match value:
        case Count():
            return value.number
        case float():
            return int(value) if value.is_integer() else value
        case _:
            return None


def titled(title: str, part: str) -> str:
    """Return ``Title: part``; a title that has its own mark at the end gets no second one."""
    return f"{title} {part}" if title.endswith(("?", "!", ".", "…", ":")) else f"{title}: {part}"


def heading(column: Definition) -> str:
    """Return the name of a column in a file, where the cells have no unit."""
    return f"{column.name}, {column.unit}" if column.unit == PERCENT else column.name


def rounding_notes(smallest: int) -> tuple[str, ...]:
    """Return what whoever reads the figures has to know, in sentences."""
    return (
        f"A group of fewer than {smallest} people, or of nobody, is shown as “fewer than"
        f" {smallest}”, whoever asks; now and then a slightly larger one is, too.",
        f"Every other count is rounded at random to a multiple of {smallest}, up or down, and now"
        " and then one multiple further. The same figure of the same group is always rounded in"
        " the same way.",
        "So nobody can be found out by taking one number from another, by choosing ever smaller"
        " groups, or by comparing two days.",
        "Because each number is rounded by itself, parts may not add up to their whole, and a"
        " later step may show more people than the one before. The larger a number, the less that"
        " matters.",
        "Shares are worked out from the rounded numbers. Means and spreads need"
        f" {FOR_MEANS * smallest} people, medians and quartiles {FOR_QUARTILES * smallest}; for"
        f" fewer they are {NOT_SHOWN}.",
    )
