"""Backups: one file with all that an installation cannot make anew, checked once it is written."""

from learning.backup.folder import Made, last, last_tried
from learning.backup.make import make, make_due
from learning.backup.restore import BESIDE, Restored, restore, try_out

__all__ = [
    "BESIDE",
    "Made",
    "Restored",
    "last",
    "last_tried",
    "make",
    "make_due",
    "restore",
    "try_out",
]
