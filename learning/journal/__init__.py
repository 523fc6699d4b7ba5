"""What learners write: private to the writer, kept with the question it answered."""

from learning.journal.answers import (
    LONGEST_ANSWER,
    LONGEST_CELL,
    MOST_ROWS,
    is_given,
    is_shown,
)
from learning.journal.changes import Change, Part, changes, words_of
from learning.journal.differences import Piece, differences
from learning.journal.entries import (
    FORM,
    NOTE,
    EntryView,
    VersionView,
    entries_of,
    entry_by,
    entry_of,
    journal_of,
    versions_of,
    versions_of_all,
)
from learning.journal.forms import discard_form, forms_of
from learning.journal.history import (
    Past,
    history_of,
    next_of,
    version_among,
    version_before,
    waiting,
)
from learning.journal.listing import (
    KINDS,
    Group,
    Sheet,
    by_module,
    by_month,
    kind_of,
    sheet_of,
)
from learning.journal.measured import Measured, measured, measured_on, scales_beside
from learning.journal.plan import Due, Planned, due_actions, planned_actions
from learning.journal.restore import put_together, remove_aside, restore
from learning.journal.reworded import Reworded, reworded_among, reworded_of
from learning.journal.save import Given, Saved, save_entries
from learning.journal.shown import ShownAnswer, shown
from learning.journal.tables import Entry, EntryVersion

__all__ = [
    "FORM",
    "KINDS",
    "LONGEST_ANSWER",
    "LONGEST_CELL",
    "MOST_ROWS",
    "NOTE",
    "Change",
    "Due",
    "Entry",
    "EntryVersion",
    "EntryView",
    "Given",
    "Group",
    "Measured",
    "Part",
    "Past",
    "Piece",
    "Planned",
    "Reworded",
    "Saved",
    "Sheet",
    "ShownAnswer",
    "VersionView",
    "by_module",
    "by_month",
    "changes",
    "differences",
    "discard_form",
    "due_actions",
    "entries_of",
    "entry_by",
    "entry_of",
    "forms_of",
    "history_of",
    "is_given",
    "is_shown",
    "journal_of",
    "kind_of",
    "measured",
    "measured_on",
    "next_of",
    "planned_actions",
    "put_together",
    "remove_aside",
    "restore",
    "reworded_among",
    "reworded_of",
    "save_entries",
    "scales_beside",
    "sheet_of",
    "shown",
    "version_among",
    "version_before",
    "versions_of",
    "versions_of_all",
    "waiting",
    "words_of",
]
