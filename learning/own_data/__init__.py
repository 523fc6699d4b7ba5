"""What people may do with their own data: take all of it with them, or have it deleted."""

from learning.own_data.deleting import delete_account, delete_due, forget_told
from learning.own_data.departing import (
    HELD,
    UNDONE_WITHIN,
    Leaving,
    SharedNotes,
    Wish,
    depart,
    leaving_of,
    stay,
)
from learning.own_data.everything import Everything, everything_of, json_of
from learning.own_data.inventory import OWNED
from learning.own_data.left_out import LEFT_OUT
from learning.own_data.owned import Owned
from learning.own_data.tables import Departure
from learning.own_data.unused import WARNED_BEFORE, come_back, warn_unused
from learning.own_data.words import Where

__all__ = [
    "HELD",
    "LEFT_OUT",
    "OWNED",
    "UNDONE_WITHIN",
    "WARNED_BEFORE",
    "Departure",
    "Everything",
    "Leaving",
    "Owned",
    "SharedNotes",
    "Where",
    "Wish",
    "come_back",
    "delete_account",
    "delete_due",
    "depart",
    "everything_of",
    "forget_told",
    "json_of",
    "leaving_of",
    "stay",
    "warn_unused",
]
