"""What admins did, when, about whom and why: added, never changed."""

from learning.audit.acts import WORDS, Act
from learning.audit.log import (
    ON_A_PAGE,
    Chosen,
    EntryView,
    Log,
    began_at,
    entries_of,
    log_of,
)
from learning.audit.note import COMMAND_LINE, LONGEST_REASON, OWNER, note
from learning.audit.opening import OPEN_FOR, is_open, open_page
from learning.audit.tables import AuditEntry

__all__ = [
    "COMMAND_LINE",
    "LONGEST_REASON",
    "ON_A_PAGE",
    "OPEN_FOR",
    "OWNER",
    "WORDS",
    "Act",
    "AuditEntry",
    "Chosen",
    "EntryView",
    "Log",
    "began_at",
    "entries_of",
    "is_open",
    "log_of",
    "note",
    "open_page",
]
