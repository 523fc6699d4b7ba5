"""What is answered to somebody who has pressed something on the page of a live session."""

from collections.abc import Callable

from flask import jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning.errors import LearningError
from learning.live import NOT_ON_THE_TEAM
from learning.web.context import clock_time
from learning.web.database import db, keep
from learning.web.errors import Resend, status_of, wants_json
from learning.web.live import view as live_view
from learning.web.live.work import Kept, Work


def acted(
    session_id: int,
    work: Work,
    act: Callable[[], object] | None = None,
    anchor: str = "",
) -> ResponseReturnValue:
    """Keep what was typed, then do ``act``; answer with the page, or with what to mend."""
    if work.refusals:
        return _refused(session_id, work, 422)
    kept = work.keep()
    if kept.note == NOT_ON_THE_TEAM:
        return _kept_apart(NOT_ON_THE_TEAM)
    refusal = kept.refusal or _tried(act)
    if refusal:
        keep()  # what was written is kept, whatever else was refused
        return _refused(session_id, work, status_of(refusal), str(refusal))
    if kept.overtaken:
        keep()
        words = "Another window saved something else. Both texts are kept. Look for them below."
        return _refused(session_id, work, 409, words, kept)
    return _answer(session_id, kept, anchor)


def _tried(act: Callable[[], object] | None) -> LearningError | None:
    try:
        with db().begin_nested():
            if act:
                act()
    except LearningError as refusal:
        return refusal
    return None


def _answer(session_id: int, kept: Kept, anchor: str) -> ResponseReturnValue:
    if not wants_json():
        said = "?said=shown" if kept.note else ""
        return redirect(f"/live/{session_id}{said}{anchor}", 303)
    saved = [written.saved for written in kept.written.values()]
    answer = live_view.state(session_id, request.args.get("v"), request.args.get("at")) or {}
    return jsonify(
        **answer,
        versions=kept.versions,
        saved=max((clock_time(each.saved_at) for each in saved if each.saved_at), default=""),
        note=kept.note,
    )


def _refused(
    session_id: int,
    work: Work,
    status: int,
    words: str | None = None,
    kept: Kept | None = None,
) -> ResponseReturnValue:
    if wants_json():
        message = words or " ".join(what for _, what in work.refusals)
        return jsonify(message=message, **({"versions": kept.versions} if kept else {})), status
    overtaken = kept.overtaken if kept else ()
    return live_view.page(session_id, status, work=work, refusal=words, overtaken=overtaken)


def _kept_apart(words: str) -> ResponseReturnValue:
    """Answer somebody who was taken off the team while they wrote."""
    if wants_json():
        return jsonify(message=words), 200
    nothing = Resend("", ())
    return render_template(
        "error.html", title="Kept in your journal", message=words, status=403, resend=nothing
    )
