"""What learners write: private to the writer, kept with the question it answered."""

from learning.journal.answers import LONGEST_ANSWER, is_answered, unanswered
from learning.journal.entries import (
    EntryView,
    VersionView,
    entries_of,
    entry_of,
    journal_of,
    versions_of,
)
from learning.journal.save import Given, Saved, save_entries
from learning.journal.tables import Entry, EntryVersion

__all__ = [
    "LONGEST_ANSWER",
    "Entry",
    "EntryVersion",
    "EntryView",
    "Given",
    "Saved",
    "VersionView",
    "entries_of",
    "entry_of",
    "is_answered",
    "journal_of",
    "save_entries",
    "unanswered",
    "versions_of",
]
