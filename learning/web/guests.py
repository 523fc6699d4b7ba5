"""People without an account: nothing they write is kept here, and all of it can be taken along.

Their browser keeps it (static/js/guest-work.js) and offers it once they have signed in, entry by
entry (static/js/guest-import.js). What they send is looked at and forgotten.
"""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, jsonify, redirect, render_template
from flask.typing import ResponseReturnValue

from learning.content import Page, Programme, Prompt, Rows
from learning.progress import Unanswered
from learning.web.access import SignedOut, learner, writer_mark
from learning.web.context import programme
from learning.web.errors import wants_json
from learning.web.page_view import answered, missing, refused
from learning.web.page_work import PageWork, is_from_guest, sent_work

bp = Blueprint("guests", __name__)
BEFORE_SIGNING_IN = (
    "This was written before you signed in, so it is not saved yet. If it is yours, save it now;"
    " if somebody else wrote it on this computer, leave it."
)


@bp.get("/journal/from-this-browser")
def take_along() -> ResponseReturnValue:
    """Show what this browser has kept since before the sign-in; only its scripts know what."""
    asked = asked_today(programme())
    return render_template("journal/import.html", asked=asked, writer=writer_mark(learner()))


def asked_today(edition: Programme) -> dict[str, dict[str, Any]]:
    """Return by each name an exercise has or had where it is answered, and what it asks."""
    return {
        name: {
            "id": exercise.id,
            "path": edition.page_of(exercise).path,
            "fields": [known for prompt in exercise.prompts for known in _known(prompt)],
        }
        for name, exercise in edition.exercises.items()
    }


def _known(prompt: Prompt) -> Iterator[str]:
    """Yield each name the prompt has or had, and ``prompt.column`` for those of its columns."""
    columns = prompt.columns if isinstance(prompt, Rows) else ()
    for name in (prompt.id, *prompt.was):
        yield name
        yield from (f"{name}.{known}" for column in columns for known in (column.id, *column.was))


def check(page_id: str) -> ResponseReturnValue:
    """Show a guest's page as it was sent, with what we say to each answer; nothing is saved."""
    page, work = _sent(page_id)
    if wants_json():
        raise SignedOut("Nothing is saved on our side without an account.")
    return refused(page, work.refusals, work) if work.refusals else answered(page, work)


def lead_on(page_id: str) -> ResponseReturnValue:
    """Say what a guest's page still lacks, or where to go on; nothing is saved.

    A script keeps the tick in the browser. Without it an account is what keeps it, and what was
    written stays on the page for as long as it takes to make one.
    """
    page, work = _sent(page_id)
    if work.refusals:
        return refused(page, work.refusals, work)
    if waiting := _waiting(page, work):
        return refused(page, missing(waiting), work, notice=str(waiting))
    if wants_json():
        return jsonify(next=_after(page))
    if any(form.answers for form in work.forms.values()):
        return answered(page, work)
    return redirect(f"/sign-up?next={page.path}", 303)


def _sent(page_id: str) -> tuple[Page, PageWork]:
    """Return the page and what was sent; raise `SignedOut` for the page of somebody signed in."""
    if not is_from_guest():
        raise SignedOut("You are signed out, so this was not saved yet.")
    work = sent_work(programme())
    return programme().page(page_id), work


def _waiting(page: Page, work: PageWork) -> Unanswered | None:
    given = {key: form.answers for key, form in work.forms.items()}
    asked = ((e, e.unanswered(given.get(e.id, {}))) for e in page.exercises if e.required)
    waiting = [(exercise, prompts) for exercise, prompts in asked if prompts]
    return Unanswered(waiting) if waiting else None


def _after(page: Page) -> str:
    following = programme().after(page)
    if following is None:
        return "/"
    is_next_module = following.module_id != page.module_id
    return programme().module_of(following).path if is_next_module else following.path
