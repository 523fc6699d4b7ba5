"""A module's page as it is shown: to read, with what to mend, or with two texts to choose from."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import jsonify, render_template
from flask.typing import ResponseReturnValue

from learning import journal, progress, sharing
from learning.accounts import Person
from learning.content import Exercise, Page
from learning.journal import EntryView, Saved
from learning.progress import Unanswered
from learning.sharing import OwnShare
from learning.web.access import learner, person, writer_mark
from learning.web.context import clock_time, programme
from learning.web.database import db, keep
from learning.web.errors import wants_json
from learning.web.exercise_form import fields_of, form_for
from learning.web.fragments import fragments
from learning.web.page_work import GUEST, Forms, PageWork, Refusals, saved_forms


def show(page: Page) -> str:
    """Return the page; three queries for somebody who is signed in, none for a guest.

    One more if something on it is shared.
    """
    return _render(page, {}, forms={})


def answered(page: Page, work: PageWork) -> str:
    """Return a guest's page as it was sent, with what we say to each answer; no query."""
    return _render(page, {"is_sent": True}, work.forms)


def refused(
    page: Page, refusals: Refusals, work: PageWork | None = None, notice: str | None = None
) -> ResponseReturnValue:
    """Answer 422: the same page with what to mend, and everything that was typed."""
    if wants_json():
        return jsonify(message=" ".join(what for _, what in refusals)), 422
    forms = work.forms if work else {}
    return _render(page, {"refusals": refusals, "notice_words": notice}, forms), 422


def missing(refusal: Unanswered) -> Refusals:
    """Return a line with a link for every prompt that still waits for an answer."""
    return [
        (f"{exercise.id}.{prompt.id}", f"Answer “{prompt.text}”")
        for exercise, prompt_ids in refusal.exercises
        for prompt in exercise.prompts
        if prompt.id in prompt_ids
    ]


def differs(page: Page, work: PageWork, outcomes: Mapping[str, Saved]) -> ResponseReturnValue:
    """Answer 409: both texts are kept and shown, for the writer to choose or to join."""
    keep()
    entries = journal.entries_of(db(), learner(), work.exercises)
    others = {key: entries[key] for key, outcome in outcomes.items() if outcome.differs}
    words = "Another window saved something else. Both texts are kept."
    if wants_json():
        versions = _under_all_names(work, {key: entry.version for key, entry in entries.items()})
        both = _under_all_names(work, both_texts(work, others))
        return jsonify(message=words, versions=versions, others=both), 409
    for key, form in work.forms.items():
        form.version.data = entries[key].version if key in entries else 0
    more = {"others": others, "notice_words": f"{words} Look for them below."}
    return _render(page, more, work.forms), 409


def _under_all_names(work: PageWork, told: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``told`` under former names too: the page may have been open since before."""
    found = [(exercise, told[exercise.id]) for exercise in work.exercises if exercise.id in told]
    return {name: what for exercise, what in found for name in (exercise.id, *exercise.was)}


def both_texts(work: PageWork, others: Mapping[str, EntryView]) -> dict[str, dict[str, Any]]:
    """Return, for each exercise that differs, both texts as HTML and the other as fields."""
    found = {}
    for exercise in work.exercises:
        if other := others.get(exercise.id):
            sent = _as_sent(exercise, work.forms[exercise.id].answers, other)
            found[exercise.id] = {
                "html": render_template(
                    "modules/two_texts.html", exercise=exercise, sent=sent, other=other
                ),
                "fields": fields_of(form_for(exercise, other)),
                "saved": clock_time(other.saved_at),
                "path": f"/journal/{other.id}",
            }
    return found


def _as_sent(exercise: Exercise, answers: Mapping[str, Any], other: EntryView) -> EntryView:
    """Return ``answers`` as an entry to be shown, under today's questions."""
    asked = {p.id: p.asked(answers[p.id]) for p in exercise.prompts if p.id in answers}
    return replace(other, answers=answers, wording=asked)


def _render(page: Page, more: dict[str, Any], forms: Forms) -> str:
    somebody = person()
    unsaved = bool(forms)  # what was just sent stands in the form only
    so_far, entries, measured, shares, news = None, {}, {}, {}, None
    if somebody:
        so_far = progress.progress_of(db(), somebody, programme())
        scales = journal.scales_beside(page, programme())
        beside = [scale for found in scales.values() for scale in found]
        entries = journal.entries_of(db(), somebody, (*page.exercises, *beside))
        measured = journal.measured_on(page, scales, entries)
        shares = _shares(somebody, entries)
        reworded = journal.reworded_among(entries.values(), programme())
        news = progress.news_on(so_far, page, reworded)
    if somebody or forms:
        forms = saved_forms(page, entries) | forms
    pages = programme().pages
    position = pages.index(page)
    context: dict[str, Any] = {
        "refusals": [],
        "notice_words": None,
        "others": {},
        "is_sent": False,
    } | more
    return render_template(
        "modules/page.html",
        module=programme().module_of(page),
        page=page,
        outline=fragments().outline(page, so_far),
        parts=fragments().parts(page) if forms else fragments().parts_for_guests(page),
        done=so_far is not None and so_far.is_done(page),
        forms=forms,
        entries=entries,
        rule=progress.rule_of(page),
        news=news,
        unsaved=unsaved,
        measured=measured,
        shares=shares,
        writer=writer_mark(somebody) if somebody else GUEST,
        previous=pages[position - 1] if position else None,
        following=pages[position + 1] if position + 1 < len(pages) else None,
        **context,
    )


def _shares(writer: Person, entries: Mapping[str, EntryView]) -> dict[str, tuple[OwnShare, ...]]:
    """Return with whom each of ``entries`` is shared; no query where none is."""
    shared = {name: entry.id for name, entry in entries.items() if entry.is_shared}
    if not shared:
        return {}
    found = sharing.shares_by_entry(db(), writer)
    return {name: found[entry_id] for name, entry_id in shared.items() if entry_id in found}
