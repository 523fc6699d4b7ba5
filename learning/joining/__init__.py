"""Two accounts of one person become one, and nothing is lost."""

from learning.joining.both import Both
from learning.joining.preview import Coming, coming
from learning.joining.rules import APART, RULES, Rule
from learning.joining.second_step import Second
from learning.joining.unite import SAME, both_of, unite

__all__ = [
    "APART",
    "RULES",
    "SAME",
    "Both",
    "Coming",
    "Rule",
    "Second",
    "both_of",
    "coming",
    "unite",
]
