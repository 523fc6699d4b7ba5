"""What is answered to somebody who has pressed something on the page of a live session."""

from collections.abc import Callable

from flask import jsonify, redirect, render_template
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
    """Keep what was typed, then do ``act``; answer with the page, or with what to mend.

    A script is told what became of what it sent and nothing of the session: that it asks for
    afterwards, as everybody does, and so nobody is shown what is not committed.
    """
    if work.refusals:
        return _refused(session_id, work, 422)
    kept = work.keep()
    if kept.note == NOT_ON_THE_TEAM:
        return _kept_apart(kept)
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
        said = f"?said={kept.said}" if kept.said else ""
        return redirect(f"/live/{session_id}{said}{anchor}", 303)
    return jsonify(_outcome(kept))


def _outcome(kept: Kept) -> dict[str, object]:
    """Return what became of what was written, as a script is told it."""
    saved = [written.saved for written in kept.written.values()]
    at = max((clock_time(each.saved_at) for each in saved if each.saved_at), default="")
    filed = f"Added to “{kept.filed.title or kept.filed.id}”" if kept.filed else None
    return {"versions": kept.versions, "saved": at, "note": kept.note, "filed": filed}


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


def _kept_apart(kept: Kept) -> ResponseReturnValue:
    """Answer somebody who was taken off the team while they wrote."""
    keep()
    words, nothing = NOT_ON_THE_TEAM, Resend("", ())
    if wants_json():
        return jsonify(message=words, **_outcome(kept)), 403
    html = render_template(
        "error.html", title="Kept in your journal", message=words, status=403, resend=nothing
    )
    return html, 403
