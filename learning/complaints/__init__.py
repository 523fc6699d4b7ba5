"""Complaints about how personal data is handled, with dates."""

from learning.complaints.answering import (
    ComplaintView,
    answer,
    complaint_called,
    complaints_of,
    every_complaint,
    how_many_wait,
    is_open,
    open_complaint,
)
from learning.complaints.complaining import LONGEST, Said, complain
from learning.complaints.forgetting import forget_answered
from learning.complaints.tables import Complaint

__all__ = [
    "LONGEST",
    "Complaint",
    "ComplaintView",
    "Said",
    "answer",
    "complain",
    "complaint_called",
    "complaints_of",
    "every_complaint",
    "forget_answered",
    "how_many_wait",
    "is_open",
    "open_complaint",
]
