"""What is new in a live session, for a script that asks again and again.

An answer has in ``hashes`` one for each part of the page; the script sends them back, joined by
dots, as ``have`` of its next question. ``regions`` then has only the parts that are others. A page
that was just loaded has none, so its first answer has them all.
"""

import secrets
from collections.abc import Hashable
from typing import Any

from flask import render_template, request

from learning import clock, live, planning
from learning.live import Mark, Scene
from learning.web.access import learner, writer_mark
from learning.web.context import programme
from learning.web.database import db
from learning.web.live.context import around, heading, leads, ticket
from learning.web.live.glances import Glance, Part, glances, part
from learning.web.live.own import is_same_for_all, own_mark, own_of
from learning.web.live.presence import attendance
from learning.web.live.view import ON_SCREEN, REGIONS, ahead, phase_of

ALIKE = {"line", "head", "people"}
"""The parts that read the same for all who have come in."""
_WRITER = secrets.token_hex(16)
"""Stands for whose form it is, where one is rendered for many; nobody can have typed it."""


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
        **_unknown(_parts(glance, scene, on_screen=on_screen), mark.participant),
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
        return Glance(live.scene_of(db(), run, programme()), ahead(run), clock.now())

    return glances().of((session_id, mark.mark, programme().edition), make)


def _parts(glance: Glance, scene: Scene, *, on_screen: bool) -> dict[str, Part]:
    """Return the parts of the page, rendered once for all who may and have done the same."""
    anybody = (on_screen, scene.run.me is not None)
    audience = (*anybody, _audience(scene))
    names = ON_SCREEN if on_screen else REGIONS
    keys = {name: (name, anybody if name in ALIKE else audience) for name in names}
    if missing := {name: key for name, key in keys.items() if key not in glance.parts}:
        shown = around(scene, glance.ahead, "screen=1" if on_screen else "")
        for name, key in missing.items():
            html = render_template(f"live/_regions/{name}.html", **shown).strip()
            glance.parts[key] = part(name, html)
    return {name: glance.parts[key] for name, key in keys.items()}


def _unknown(parts: dict[str, Part], me: int | None) -> dict[str, dict[str, str]]:
    """Return the parts that the browser does not have, and the hashes of all."""
    known = set(request.args.get("have", "").split("."))
    hashes = {name: part.digest_for(me) for name, part in parts.items()}
    unknown = {name: parts[name].html_for(me) for name in parts if hashes[name] not in known}
    return {"regions": unknown, "hashes": hashes}


def _audience(scene: Scene) -> Hashable:
    """Return all of the reader that the parts of the page depend on, but for who they are."""
    run, step = scene.run, scene.step
    me = run.me
    looked = tuple((each.own, each.has_card) for each in scene.looked)
    return (
        step is not None and me is not None and run.roles.get(step.led) == me.id,
        me.minutes if me and run.state.ended_at else None,
        scene.may,
        scene.is_ready,
        scene.own,
        scene.has_card,
        looked,
    )


def _own_part(glance: Glance, scene: Scene) -> str:
    """Return the forms; those that hold nothing of whoever asks are rendered once for all alike."""
    if not is_same_for_all(scene):
        return _own(scene, writer_mark(learner()))
    audience = _audience(scene)
    if audience not in glance.forms:
        glance.forms[audience] = _own(scene, _WRITER)
    return glance.forms[audience].replace(_WRITER, writer_mark(learner()))


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
