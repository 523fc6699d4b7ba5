"""How far each learner has come. A page is done when the learner says so, and stays done."""

from learning.progress.complete import (
    Unanswered,
    complete_page,
    rule_of,
    see_changes,
    undo_completion,
)
from learning.progress.news import News, news, news_on
from learning.progress.tables import Completion
from learning.progress.views import CompletionView, Progress, pages_done_by, progress_of

__all__ = [
    "Completion",
    "CompletionView",
    "News",
    "Progress",
    "Unanswered",
    "complete_page",
    "news",
    "news_on",
    "pages_done_by",
    "progress_of",
    "rule_of",
    "see_changes",
    "undo_completion",
]
