"""Reading modules, answering their exercises, marking pages as done."""

from flask import Blueprint, jsonify, redirect, render_template, send_from_directory
from flask.typing import ResponseReturnValue

from learning import live, progress
from learning.content import Page
from learning.journal import Saved
from learning.progress import Unanswered
from learning.web import guests
from learning.web.access import guests_too, learner, person, public
from learning.web.context import clock_time, programme, settings
from learning.web.database import db, keep
from learning.web.errors import wants_json
from learning.web.page_view import differs, missing, refused, show
from learning.web.page_work import is_from_guest, sent_work

bp = Blueprint("modules", __name__)
PAGE = "/modules/<module_id>/<page_id>"


@bp.get("/modules/<module_id>")
@public
def show_module(module_id: str) -> ResponseReturnValue:
    """Show what a module is about and its pages; follow it if it was renamed."""
    module = programme().module(module_id)
    if module.id != module_id:
        return redirect(module.path, 301)
    somebody = person()
    so_far = progress.progress_of(db(), somebody, programme()) if somebody else None
    together = live.credits_on(live.credits_of(db(), somebody), module) if somebody else ()
    return render_template("modules/show.html", module=module, progress=so_far, together=together)


@bp.get(PAGE)
@public
def show_page(module_id: str, page_id: str) -> ResponseReturnValue:
    """Show a page to read and answer; follow it if it was renamed or moved."""
    page = programme().page(page_id)
    if page.path != f"/modules/{module_id}/{page_id}":
        return redirect(page.path, 301)
    return show(page)


@bp.get(f"{PAGE}/entries")
@bp.get(f"{PAGE}/completion")
@bp.get(f"{PAGE}/completion/undo")
@bp.get(f"{PAGE}/completion/seen")
@public
def return_to_page(module_id: str, page_id: str) -> ResponseReturnValue:
    """Lead back whoever opens anew the address at which a form was refused."""
    return redirect(programme().page(page_id).path, 303)


@bp.post(f"{PAGE}/entries")
@guests_too
def save_entries(module_id: str, page_id: str) -> ResponseReturnValue:
    """Save what was written on the page, or show it again with what to mend."""
    if person() is None:
        return guests.check(page_id)
    page, saved, refusal = _received(page_id)
    if refusal:
        return refusal
    if wants_json():
        return jsonify(
            # Under former names too: the page may have been open while they were changed.
            versions={
                name: outcome.version
                for outcome in saved.values()
                for name in (outcome.exercise.id, *outcome.exercise.was)
            },
            saved=max((clock_time(o.saved_at) for o in saved.values() if o.saved_at), default=""),
        )
    goal = next(iter(saved), "")
    return redirect(f"{page.path}#{goal}" if goal else page.path, 303)


@bp.post(f"{PAGE}/completion")
@guests_too
def complete(module_id: str, page_id: str) -> ResponseReturnValue:
    """Save what was written, mark the page as done and go on to the next."""
    if person() is None:
        return guests.lead_on(page_id)
    page, _, refusal = _received(page_id)
    if refusal:
        return refusal
    try:
        progress.complete_page(db(), learner(), page, edition=programme().edition)
    except Unanswered as unanswered:
        keep()
        return refused(page, missing(unanswered), notice=str(unanswered))
    if wants_json():
        return jsonify(done=page.id)
    following = programme().after(page)
    if following is None or following.module_id != page.module_id:
        return redirect("/home", 303)
    return redirect(following.path, 303)


@bp.post(f"{PAGE}/completion/undo")
def undo_completion(module_id: str, page_id: str) -> ResponseReturnValue:
    """Save what was written and take the tick back."""
    page, _, refusal = _received(page_id)
    if refusal:
        return refusal
    progress.undo_completion(db(), learner(), page)
    return redirect(page.path, 303)


@bp.post(f"{PAGE}/completion/seen")
def see_changes(module_id: str, page_id: str) -> ResponseReturnValue:
    """Save what was written, and say no more what changed since the page was done."""
    page, _, refusal = _received(page_id)
    if refusal:
        return refusal
    progress.see_changes(db(), learner(), page, edition=programme().edition)
    return redirect(page.path, 303)


def _received(page_id: str) -> tuple[Page, dict[str, Saved], ResponseReturnValue | None]:
    """Save what a page's one form holds, whichever button sent it.

    The third is the answer to give when something has to be mended, or chosen between, first.
    """
    work = sent_work(programme())
    page = programme().page(page_id)
    if work.refusals or is_from_guest():
        notice = guests.BEFORE_SIGNING_IN if is_from_guest() else None
        return page, {}, refused(page, work.refusals, work, notice)
    saved = work.save(learner(), programme().edition)
    if any(outcome.differs for outcome in saved.values()):
        return page, saved, differs(page, work, saved)
    return page, saved, None


@bp.get("/files/<path:name>")
@public
def file(name: str) -> ResponseReturnValue:
    """Send a picture, recording or download of the programme."""
    folder = settings().content.absolute() / "modules" / "files"
    response = send_from_directory(folder, name, max_age=3600)
    # An SVG opened by itself is a document: it may style itself and do nothing else.
    policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response.headers["Content-Security-Policy"] = policy
    return response
