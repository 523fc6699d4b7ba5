"""What changed on a page since somebody did it, or answered it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from learning.content import Page, Programme
from learning.journal import Reworded
from learning.progress.views import CompletionView, Progress


@dataclass(frozen=True, slots=True)
class News:
    """What is different on a page since the learner was there."""

    page: Page
    done_at: datetime | None
    """Since when the page is done; None if only its questions were answered."""
    sentences: tuple[str, ...]
    """What the authors say of it, the newest first."""
    reworded: tuple[Reworded, ...]
    """Answers whose questions read otherwise now."""


def news(so_far: Progress, reworded: Iterable[Reworded]) -> tuple[News, ...]:
    """Return every page with something new, in reading order.

    ``reworded`` are the learner's answers to questions that read otherwise now.
    """
    answers = list(reworded)
    found = (news_on(so_far, page, answers) for page in so_far.programme.pages)
    return tuple(one for one in found if one)


def news_on(so_far: Progress, page: Page, reworded: Iterable[Reworded]) -> News | None:
    """Return what is new on ``page``; None if nothing is, or the learner has seen it."""
    tick = so_far.earlier.get(page.id)
    if tick is None and so_far.is_done(page):
        return None
    sentences = _sentences(so_far.programme, page, tick) if tick else ()
    unseen = tuple(
        found
        for found in reworded
        if found.exercise in page.exercises and not _was_seen(so_far.programme, tick, found)
    )
    if not sentences and not unseen:
        return None
    return News(page, tick.completed_at if tick else None, sentences, unseen)


def _sentences(programme: Programme, page: Page, tick: CompletionView) -> tuple[str, ...]:
    names = (page.id, *page.was)
    since = programme.editions_since(tick.edition, tick.completed_at.date())
    return tuple(text for note in since for name, text in note.changed if name in names)


def _was_seen(programme: Programme, tick: CompletionView | None, found: Reworded) -> bool:
    """Tell whether the page was marked in an edition after the one that was answered."""
    since = programme.editions_since(found.edition, found.saved_at.date())
    return tick is not None and tick.edition in {note.edition for note in since}
