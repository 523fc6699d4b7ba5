"""What one person sees of a module's page: the programme's words, and what is their own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import render_template

from learning import journal, progress, sharing
from learning.accounts import Person
from learning.content import Page
from learning.journal import EntryView, Measured
from learning.progress import News, Progress
from learning.sharing import OwnShare
from learning.web.access import person, writer_mark
from learning.web.context import programme
from learning.web.database import db, looking
from learning.web.fragments import fragments
from learning.web.page_work import GUEST, Forms, saved_forms

TEMPLATE = "modules/page.html"
NOTHING_SENT: Mapping[str, Any] = {
    "refusals": (), "notice_words": None, "others": {}, "is_sent": False,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """A page, who reads it, and what is theirs on it; nothing is for a guest."""

    page: Page
    somebody: Person | None = None
    so_far: Progress | None = None
    entries: Mapping[str, EntryView] = field(default_factory=dict)
    measured: Mapping[str, tuple[Measured, ...]] = field(default_factory=dict)
    shares: Mapping[str, tuple[OwnShare, ...]] = field(default_factory=dict)
    news: News | None = None

    @property
    def is_done(self) -> bool:
        """Tell whether the reader has marked the page as done."""
        return self.so_far is not None and self.so_far.is_done(self.page)


def look_at(page: Page) -> Seen:
    """Return what the reader sees on ``page``; two queries, none for a guest.

    One more if something on it is shared.
    """
    somebody = person()
    if somebody is None:
        return Seen(page)
    scales = journal.scales_beside(page, programme())
    beside = [scale for found in scales.values() for scale in found]
    with looking() as own:
        so_far = progress.progress_of(own, somebody, programme())
        entries = journal.entries_of(own, somebody, (*page.exercises, *beside))
    reworded = journal.reworded_among(entries.values(), programme())
    return Seen(
        page,
        somebody,
        so_far,
        entries,
        measured=journal.measured_on(page, scales, entries),
        shares=_shares(somebody, entries),
        news=progress.news_on(so_far, page, reworded),
    )


def rendered(seen: Seen, more: Mapping[str, Any], forms: Forms) -> str:
    """Render the page anew, with ``forms`` as they were sent in place of what is saved."""
    page, somebody = seen.page, seen.somebody
    unsaved = bool(forms)  # what was just sent stands in the form only
    if somebody or forms:
        forms = saved_forms(page, seen.entries) | forms
    return render_template(
        TEMPLATE,
        **of_everybody(page),
        outline=fragments().outline(page, seen.so_far),
        parts=fragments().parts(page) if forms else fragments().parts_for_guests(page),
        done=seen.is_done,
        forms=forms,
        entries=seen.entries,
        news=seen.news,
        unsaved=unsaved,
        measured=seen.measured,
        shares=seen.shares,
        writer=writer_mark(somebody) if somebody else GUEST,
        **{**NOTHING_SENT, **more},
    )


def of_everybody(page: Page) -> dict[str, Any]:
    """Return what the template needs and is the same for every reader."""
    pages = programme().pages
    position = pages.index(page)
    return {
        "module": programme().module_of(page),
        "page": page,
        "rule": progress.rule_of(page),
        "previous": pages[position - 1] if position else None,
        "following": pages[position + 1] if position + 1 < len(pages) else None,
    }


def _shares(writer: Person, entries: Mapping[str, EntryView]) -> dict[str, tuple[OwnShare, ...]]:
    """Return with whom each of ``entries`` is shared; no query where none is."""
    shared = {name: entry.id for name, entry in entries.items() if entry.is_shared}
    if not shared:
        return {}
    found = sharing.shares_by_entry(db(), writer)
    return {name: found[entry_id] for name, entry_id in shared.items() if entry_id in found}
