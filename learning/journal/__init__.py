"""What learners write: private to the writer, kept with the question it answered."""

from learning.journal.answers import (
    LONGEST_ANSWER,
    LONGEST_CELL,
    MOST_ROWS,
    is_given,
    is_shown,
)
from learning.journal.entries import (
    NOTE,
    EntryView,
    VersionView,
    entries_of,
    entry_by,
    entry_of,
    journal_of,
    versions_of,
)
from learning.journal.measured import Measured, measured, measured_on, scales_beside
from learning.journal.plan import Due, due_actions
from learning.journal.save import Given, Saved, save_entries
from learning.journal.shown import ShownAnswer, shown
from learning.journal.tables import Entry, EntryVersion

__all__ = [
    "LONGEST_ANSWER",
    "LONGEST_CELL",
    "MOST_ROWS",
    "NOTE",
    "Due",
    "Entry",
    "EntryVersion",
    "EntryView",
    "Given",
    "Measured",
    "Saved",
    "ShownAnswer",
    "VersionView",
    "due_actions",
    "entries_of",
    "entry_by",
    "entry_of",
    "is_given",
    "is_shown",
    "journal_of",
    "measured",
    "measured_on",
    "save_entries",
    "scales_beside",
    "shown",
    "versions_of",
]
