"""Which people a figure is about: all who are alike in what is chosen.

Tallies are kept for a few sets of attributes (`KEPT`); any choice is a sum over the rows of the
smallest set that has all of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Self


class Attribute(StrEnum):
    """What people can be told apart by, in the order of the columns."""

    ORGANISATION = "organisation"
    SECTOR = "sector"
    NATION = "nation"
    ROLE = "role"
    STAGE = "stage"
    COHORT = "cohort"
    """The month in which they joined, ``2026-11``."""


NOT_SAID = ""
"""The value of an attribute that somebody left open."""
_EACH = tuple(Attribute)
_PERSONAL = (Attribute.SECTOR, Attribute.NATION, Attribute.ROLE, Attribute.STAGE)
_FEW_VALUES = (*_PERSONAL, Attribute.COHORT)
_Set = tuple[Attribute, ...]
_Kept = tuple[_Set, ...]


def _choices(attributes: _Set, sizes: range) -> _Kept:
    """Return every choice of so many of the attributes, the smallest first."""
    return tuple([choice for size in sizes for choice in combinations(attributes, size)])


def _of_an_organisation(*sets: _Set) -> _Kept:
    return tuple([(Attribute.ORGANISATION, *others) for others in sets])


_OF_FEW = _choices(_FEW_VALUES, range(len(_FEW_VALUES) + 1))
KEPT: _Kept = (*_OF_FEW, *_of_an_organisation((), _FEW_VALUES))
"""For which sets of attributes there are rows, the smallest first. However many people there are,
the rows of attributes of few values are few, and any choice of them has rows of its own; those of
one organisation are no more than its people."""
KEPT_OF_PROGRESS: _Kept = (
    *_OF_FEW,
    *_of_an_organisation(*_choices(_FEW_VALUES, range(3)), _PERSONAL, _FEW_VALUES),
)
"""The same for progress, which is told of all organisations at once."""
KEPT_BY_MONTH: _Kept = (
    *_choices(_PERSONAL, range(len(_PERSONAL) + 1)),
    (Attribute.COHORT,),
    *_of_an_organisation(*_choices(_PERSONAL, range(2)), _PERSONAL),
)
"""The same where the month of an event is told: the month of joining only by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The people who have these values; None: whichever, and ``NOT_SAID``: who left it open."""

    organisation: str | None = None
    """The id of an organisation."""
    sector: str | None = None
    nation: str | None = None
    role: str | None = None
    stage: str | None = None
    cohort: str | None = None

    @property
    def chosen(self) -> tuple[tuple[Attribute, str], ...]:
        """Return what is fixed, in the order of the attributes."""
        named = [(attribute, getattr(self, attribute)) for attribute in _EACH]
        return tuple([pair for pair in named if pair[1] is not None])

    @property
    def key(self) -> str:
        """Return the same text for the same choice, whoever made it and how."""
        return "&".join([f"{attribute}={value}" for attribute, value in self.chosen])

    @classmethod
    def of(cls, values: Mapping[Attribute, str]) -> Self:
        """Return the group with these values."""
        return cls(**{str(attribute): value for attribute, value in values.items()})

    def within(self, attribute: Attribute, value: str) -> "Group":
        """Return those of it who have ``value`` too."""
        return Group.of(dict(self.chosen) | {attribute: value})


EVERYBODY = Group()


def rows_for(
    group: Group,
    also: Attribute | None = None,
    kept: _Kept = KEPT,
) -> tuple[Attribute, ...] | None:
    """Return the smallest kept set that tells the group's attributes, and ``also``, apart.

    None if none does: a cohort together with months and another attribute.
    """
    wanted = {attribute for attribute, _ in group.chosen} | ({also} if also else set())
    return next((each for each in kept if wanted <= set(each)), None)
