"""Counts for admins: right, fast, the same everywhere, and never pointing at a person."""

from learning.statistics.counting.count import count_due, count_waiting
from learning.statistics.counting.rebuild import Drift, compare, recount_all
from learning.statistics.dashboard import Dashboard, Definition, Row, Table, Value
from learning.statistics.dashboards.breakdown import breakdown
from learning.statistics.dashboards.finding import organisation_called
from learning.statistics.dashboards.funnel import funnel
from learning.statistics.dashboards.learning import learning
from learning.statistics.dashboards.overview import overview
from learning.statistics.dashboards.practice import practice
from learning.statistics.dashboards.teams import teams
from learning.statistics.dashboards.words import (
    ATTRIBUTES,
    CHOICES,
    LEFT_OPEN,
    NOT_SHOWN,
    cell,
    heading,
    number_of,
    rounding_notes,
)
from learning.statistics.groups import EVERYBODY, NOT_SAID, Attribute, Group
from learning.statistics.reading import (
    Counts,
    Family,
    counted_at,
    counts_by,
    counts_by_month,
    counts_of,
    is_counting_anew,
    protection_of,
)
from learning.statistics.rounding import SMALLEST, Count, Protection
from learning.statistics.standing import Standing, standing_of

__all__ = [
    "ATTRIBUTES",
    "CHOICES",
    "EVERYBODY",
    "LEFT_OPEN",
    "NOT_SAID",
    "NOT_SHOWN",
    "SMALLEST",
    "Attribute",
    "Count",
    "Counts",
    "Dashboard",
    "Definition",
    "Drift",
    "Family",
    "Group",
    "Protection",
    "Row",
    "Standing",
    "Table",
    "Value",
    "breakdown",
    "cell",
    "compare",
    "count_due",
    "count_waiting",
    "counted_at",
    "counts_by",
    "counts_by_month",
    "counts_of",
    "funnel",
    "heading",
    "is_counting_anew",
    "learning",
    "number_of",
    "organisation_called",
    "overview",
    "practice",
    "protection_of",
    "recount_all",
    "rounding_notes",
    "standing_of",
    "teams",
]
