"""The page of a live session as it is shown: at the door, in the lobby, in a step, or afterwards.

One context and one set of templates, ``live/_regions``, for the page, the shared screen and what
scripts ask for again and again.

An answer to a script has in ``hashes`` one for each part of the page; the script sends them back,
joined by dots, as ``have`` of its next question. ``regions`` then has only the parts that are
others. A page that was just loaded has none, so its first answer has them all.
"""

import hashlib
import secrets
from collections.abc import Hashable, Iterable
from typing import Any

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning import clock, live, planning
from learning.live import Mark, Run, Scene
from learning.live.rules.state import LOBBY
from learning.planning import SessionView
from learning.web.access import learner, writer_mark
from learning.web.context import programme
from learning.web.database import db
from learning.web.live.context import around, door, heading, joining, leads, looks_ahead, ticket
from learning.web.live.glances import Glance, glances, pointed_out
from learning.web.live.own import is_same_for_all, own_mark, own_of
from learning.web.live.presence import attendance
from learning.web.live.work import Work

REGIONS = ("line", "head", "card", "gathered", "controls", "people")
"""What is refreshed, in the order of the page; each a template in ``live/_regions``."""
ON_SCREEN = ("line", "head", "card", "gathered", "people")
_WRITER = secrets.token_hex(16)
"""Stands for whose form it is, where one is rendered for many; nobody can have typed it."""


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


def state(session_id: int, known: str | None, own: str | None) -> dict[str, Any] | None:
    """Return what is new for a browser that has the mark ``known`` and the forms ``own``.

    None if nothing is, which costs one query. A mark of None asks for all there is.
    """
    mark = live.mark_for(db(), learner(), session_id)
    on_screen = "screen" in request.args
    if mark.participant and not on_screen:
        attendance().asked(session_id, mark.participant)
    if mark.mark is not None and mark.mark == known:
        return None
    glance = _glance(session_id, mark)
    run = glance.scene.run if glance else None
    scene = live.seen_by(glance.scene, None if on_screen else mark.participant) if glance else None
    phase = "screen" if on_screen and scene else phase_of(scene.run if scene else None)
    if glance is None or run is None or scene is None or phase == "door":
        return {"version": None, "phase": "door", "regions": {}, "over": False}
    if scene.is_personal and scene.run.me:
        scene = live.scene_of(db(), scene.run, programme())
    answer = {
        "version": run.mark,
        "phase": phase,
        "title": heading(run),
        "at": run.state.at,
        "left": scene.clock.left,
        "paused": run.state.paused_at is not None,
        "over": run.state.ended_at is not None,
        "ticket": ticket(scene.run),
        "leads": leads(scene.run),
        **_news(_regions(glance, scene, on_screen=on_screen)),
    }
    if not on_screen and own != own_mark(scene):
        answer |= {"own": _own_part(glance, scene), "own_mark": own_mark(scene)}
    return answer


def _glance(session_id: int, mark: Mark) -> Glance | None:
    """Return the session at that mark, as nobody in particular sees it."""

    def make() -> Glance | None:
        view = planning.session_for(db(), learner(), session_id)
        run = live.run_called(db(), view)
        if run is None:
            return None
        return Glance(live.scene_of(db(), run, programme()), _ahead(run), clock.now())

    return glances().of((session_id, mark.mark, programme().edition), make)


def _regions(glance: Glance, scene: Scene, *, on_screen: bool) -> dict[str, str]:
    """Return the parts of the page, rendered once for all who may and have done the same."""
    audience = (on_screen, _audience(scene))
    parts = glance.parts.get(audience)
    if parts is None:
        shown = around(scene, glance.ahead, "screen=1" if on_screen else "")
        names = ON_SCREEN if on_screen else REGIONS
        parts = glance.parts[audience] = {
            name: render_template(f"live/_regions/{name}.html", **shown).strip() for name in names
        }
    me = scene.run.me.id if scene.run.me else None
    return {name: pointed_out(html, me) for name, html in parts.items()}


def _news(regions: dict[str, str]) -> dict[str, dict[str, str]]:
    """Return the parts that the browser does not have, and the hashes of all."""
    known = set(request.args.get("have", "").split("."))
    hashes = {name: _hash(name, html) for name, html in regions.items()}
    unknown = {name: html for name, html in regions.items() if hashes[name] not in known}
    return {"regions": unknown, "hashes": hashes}


def _hash(name: str, html: str) -> str:
    """Return what tells a part from any other: two parts with the same text differ, too."""
    return hashlib.blake2s(f"{name} {html}".encode(), digest_size=6).hexdigest()


def _audience(scene: Scene) -> Hashable:
    """Return all of the reader that the parts of the page depend on, but for who they are."""
    run, step = scene.run, scene.step
    me = run.me
    looked = tuple((each.own, each.has_card) for each in scene.looked)
    return (
        me is not None,
        step is not None and me is not None and run.roles.get(step.led) == me.id,
        me.minutes if me and run.state.ended_at else None,
        scene.may,
        scene.is_ready,
        scene.own,
        scene.has_card,
        looked,
    )


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
    return around(live.scene_of(db(), run, programme()), _ahead(run), query)


def _ahead(run: Run) -> tuple[SessionView, ...]:
    """Return the team’s next sessions, where the page looks ahead; one query, or none."""
    return planning.sessions_of(db(), run.session.team_id).ahead if looks_ahead(run) else ()


def _own_part(glance: Glance, scene: Scene) -> str:
    """Return the forms; those that hold nothing of whoever asks are rendered once for all alike."""
    if not is_same_for_all(scene):
        return _own(scene, writer_mark(learner()))
    audience = ("own", _audience(scene))
    if audience not in glance.parts:
        glance.parts[audience] = {"own": _own(scene, _WRITER)}
    return glance.parts[audience]["own"].replace(_WRITER, writer_mark(learner()))


def _own(scene: Scene, writer: str) -> str:
    own = own_of(scene)
    return render_template("live/_own.html", **_shown_to_own(scene), own=own, writer=writer)


def _shown_to_own(scene: Scene) -> dict[str, Any]:
    return {
        "run": scene.run,
        "scene": scene,
        "path": f"/live/{scene.run.id}",
        "by_days": scene.run.state.is_over_days,
    }
