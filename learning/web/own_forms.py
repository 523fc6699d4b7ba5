"""Forms for one’s own record, which belong to no page: saved, and refused, as exercises are.

Each is one exercise on a page of its own, and its form has the id that a page’s scripts look for.
"""

from collections.abc import Callable, Iterable
from typing import Any, cast

from flask import current_app, jsonify, redirect, request
from flask.typing import ResponseReturnValue

from learning import clock, journal
from learning.content import Exercise
from learning.exports import reflective_account
from learning.exports.hints import Hint, Known, hints_in
from learning.journal import EntryView
from learning.search.documents import documents_of
from learning.web.access import learner, writer_mark
from learning.web.context import clock_time, local, programme
from learning.web.database import db, keep
from learning.web.errors import wants_json
from learning.web.exercise_form import form_for
from learning.web.page_view import both_texts
from learning.web.page_work import PageWork, refuse_another_writer, understood

Again = Callable[[dict[str, Any], int], ResponseReturnValue]
"""Renders the page of a form with these values in its context, and answers with this status."""
DIFFERS = "Another window saved something else. Both texts are kept."
_KNOWN = "words of the programme"


def as_saved(exercise: Exercise, entry: EntryView | None) -> dict[str, Any]:
    """Return what the page of a form shows of it: filled with what is saved."""
    return {
        "form": form_for(exercise, entry),
        "entry": entry,
        "other": None,
        "unsaved": False,
        "refusals": [],
        "notice_words": None,
        "writer": writer_mark(learner()),
    }


def sent(exercise: Exercise) -> PageWork:
    """Read the request; raise `SignedOut` for a page that belongs to another person.

    Raises `Conflict` if it answers what is no longer asked.
    """
    refuse_another_writer()
    return understood(request.form.items(multi=True), {exercise.id: exercise})


def save(work: PageWork, again: Again, goal: str) -> ResponseReturnValue:
    """Save what was sent and lead to ``goal``, or show the page again with what to mend or choose.

    A script is answered in the words of a page’s autosave.
    """
    if work.refusals:
        if wants_json():
            return jsonify(message=" ".join(what for _, what in work.refusals)), 422
        return again(_as_sent(work) | {"refusals": work.refusals}, 422)
    saved = work.save(learner(), programme().edition)
    if any(outcome.differs for outcome in saved.values()):
        return _differs(work, again)
    if wants_json():
        return jsonify(
            versions={key: outcome.version for key, outcome in saved.items()},
            saved=max((clock_time(o.saved_at) for o in saved.values() if o.saved_at), default=""),
        )
    return redirect(goal, 303)


def record_path(entry: EntryView) -> str:
    """Return where one writes on in a form for one’s record."""
    number = reflective_account.number_of(entry)
    return f"/journal/reflective-accounts/{number}" if number else "/journal/cpd-log"


def hints_on(texts: Iterable[tuple[str, str]]) -> list[tuple[str, Hint]]:
    """Return what to look at again in ``texts``, each with the name of its text."""
    today = local(clock.now()).date()
    return [(name, hint) for name, text in texts for hint in hints_in(text, _known(), today=today)]


def _as_sent(work: PageWork) -> dict[str, Any]:
    return {"form": next(iter(work.forms.values())), "unsaved": True}


def _differs(work: PageWork, again: Again) -> ResponseReturnValue:
    keep()
    entries = journal.entries_of(db(), learner(), work.exercises)
    if wants_json():
        versions = {key: entry.version for key, entry in entries.items()}
        return jsonify(message=DIFFERS, versions=versions, others=both_texts(work, entries)), 409
    for key, form in work.forms.items():
        form.version.data = entries[key].version
    other = next(iter(entries.values()))
    more = {"other": other, "notice_words": f"{DIFFERS} Look for them below."}
    return again(_as_sent(work) | more, 409)


def _known() -> Known:
    """Return the programme’s own words; what asks for them first in an edition gathers them."""
    kept = current_app.extensions.get(_KNOWN)
    if kept is None or kept[0] is not programme():
        texts = (text for found in documents_of(programme()) for text in (found.title, found.text))
        kept = (programme(), Known((*texts, programme().title, programme().provider)))
        current_app.extensions[_KNOWN] = kept
    return cast("Known", kept[1])
