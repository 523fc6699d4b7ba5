"""Finding words in the programme, and in one's own journal."""

from learning.search.documents import Document
from learning.search.finding import (
    MOST,
    Excerpt,
    Finding,
    Results,
    Searches,
    find,
    find_among,
    find_own,
)
from learning.search.words import LONGEST_QUERY, MOST_WORDS

__all__ = [
    "LONGEST_QUERY",
    "MOST",
    "MOST_WORDS",
    "Document",
    "Excerpt",
    "Finding",
    "Results",
    "Searches",
    "find",
    "find_among",
    "find_own",
]
