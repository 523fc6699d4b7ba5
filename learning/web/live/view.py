"""The page of a live session as it is shown: at the door, in the lobby, in a step, or afterwards.

One context and one set of templates, ``live/_regions``, for the page, the shared screen and what
scripts ask for again and again (`learning.web.live.news`).
"""

from collections.abc import Iterable
from typing import Any

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning import live, planning
from learning.live import Run
from learning.live.rules.state import LOBBY
from learning.planning import SessionView
from learning.web.access import learner, writer_mark
from learning.web.context import programme
from learning.web.database import db
from learning.web.live.context import around, door, joining, looks_ahead, ticket
from learning.web.live.glances import pointed_out
from learning.web.live.own import own_of
from learning.web.live.presence import attendance
from learning.web.live.work import Work

REGIONS = ("line", "head", "card", "gathered", "controls", "people")
"""What is refreshed, in the order of the page; each a template in ``live/_regions``."""
ON_SCREEN = ("line", "head", "card", "gathered", "people")


def page(
    session_id: int,
    status: int = 200,
    *,
    work: Work | None = None,
    refusal: str | None = None,
    overtaken: Iterable[str] = (),
) -> ResponseReturnValue:
    """Return the page as it is now, with what was sent and cannot be kept as it is."""
    run = live.run_for(db(), learner(), session_id)
    said = {"refusal": refusal, "refusals": work.refusals if work else [], "overtaken": overtaken}
    phase = phase_of(run)
    if run is None or phase == "door":
        view = run.session if run else planning.session_for(db(), learner(), session_id)
        return render_template("live/door.html", **door(view, run), **said), status
    shown = _shown(run)
    own = own_of(shown["scene"], work.forms if work else None, overtaken)
    if run.me and not run.state.ended_at:
        attendance().visited(session_id, run.me.id)
    html = render_template(
        "live/show.html",
        **shown,
        **said,
        phase=phase,
        own=own,
        writer=writer_mark(learner()),
        ticket=ticket(run),
        said=request.args.get("said"),
    )
    return pointed_out(html, run.me.id if run.me else None), status


def screen(session_id: int) -> ResponseReturnValue:
    """Return the page for a projector: what everybody may see, and nothing to press."""
    view = planning.session_for(db(), learner(), session_id)
    run = live.run_called(db(), view)
    if run is None or view.is_cancelled:
        return redirect(f"/live/{session_id}", 303)
    shown = _shown(run, "screen=1")
    return render_template("live/screen.html", **shown, join=joining(view), ticket=ticket(run))


def phase_of(run: Run | None) -> str:
    """Return which of the pages it is: door, lobby, step or over."""
    if run is None or run.session.is_cancelled:
        return "door"
    if run.state.ended_at:
        return "over"
    if run.me is None or run.me.has_left or not run.session.is_team_open:
        return "door"
    return "lobby" if run.state.at == LOBBY else "step"


def _shown(run: Run, query: str = "") -> dict[str, Any]:
    """Return what all the templates of a session that was opened share."""
    return around(live.scene_of(db(), run, programme()), ahead(run), query)


def ahead(run: Run) -> tuple[SessionView, ...]:
    """Return the team’s next sessions, where the page looks ahead; one query, or none."""
    return planning.sessions_of(db(), run.session.team_id).ahead if looks_ahead(run) else ()
