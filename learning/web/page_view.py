"""A module's page as it is shown: to read, with what to mend, or with two texts to choose from."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import jsonify, render_template
from flask.typing import ResponseReturnValue

from learning import journal
from learning.content import Exercise, Page
from learning.journal import EntryView, Saved
from learning.progress import Unanswered
from learning.web.access import learner
from learning.web.context import clock_time
from learning.web.database import db, keep
from learning.web.errors import wants_json
from learning.web.exercise_form import fields_of, form_for
from learning.web.page_pieces import is_usual, put_together
from learning.web.page_seen import look_at, rendered
from learning.web.page_work import Forms, PageWork, Refusals
from learning.web.pieces import answer


def show(page: Page) -> ResponseReturnValue:
    """Return the page; three queries for somebody who is signed in, none for a guest.

    One more if something on it is shared.
    """
    seen = look_at(page)
    return answer(put_together(seen)) if is_usual(seen) else rendered(seen, {}, forms={})


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
    return rendered(look_at(page), more, forms)
