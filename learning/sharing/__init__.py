"""Which entries their writers show to a team, and who can read them then."""

from learning.sharing.share import share, withdraw
from learning.sharing.tables import Share
from learning.sharing.views import (
    STRANGER,
    OwnShare,
    SharedEntry,
    SharedTitle,
    shared_entry,
    shared_with,
    shares_by_entry,
    shares_of,
)

__all__ = [
    "STRANGER",
    "OwnShare",
    "Share",
    "SharedEntry",
    "SharedTitle",
    "share",
    "shared_entry",
    "shared_with",
    "shares_by_entry",
    "shares_of",
    "withdraw",
]
