"""What is new in a live session, for a script that asks again and again.

An answer has in ``hashes`` one for each part of the page; the script sends them back, joined by
dots, as ``have`` of its next question. ``regions`` then has only the parts that are others. A page
that was just loaded has none, so its first answer has them all.
"""

import secrets
from collections.abc import Callable, Hashable, Mapping
from typing import Any

from flask import Response, g, jsonify, render_template, request

from learning import clock, live, planning
from learning.accounts import Person
from learning.errors import NotFound
from learning.live import Action, Mark, Scene
from learning.web.access import learner, limits, writer_mark
from learning.web.context import programme
from learning.web.database import db, one_query
from learning.web.live.begun import Begun
from learning.web.live.context import around, heading, leads, ticket
from learning.web.live.glances import Glance, Part, glances, part
from learning.web.live.own import is_same_for_all, own_mark, own_of
from learning.web.live.presence import attendance
from learning.web.live.view import ON_SCREEN, REGIONS, ahead, phase_of

_MOVES = frozenset({Action.ADD_MINUTE, Action.PAUSE, Action.NEXT})
_WRITES = frozenset({Action.WRITE_LINES, Action.DECIDE})
_WRITER = secrets.token_hex(16)
"""Stands for whose form it is, where one is rendered for many; nobody can have typed it."""


def who_asks(sign_in: str) -> Person | None:
    """Return who is signed in so, and keep the mark of the session that they ask for."""
    session_id = (request.view_args or {})["session_id"]
    with one_query() as connection:
        person, mark = live.who_asks(connection, sign_in, session_id, limits())
    g.mark = mark
    return person


def state(session_id: int, known: str | None, own: str | None) -> Response | None:
    """Answer with what is new for a browser that has the mark ``known`` and the forms ``own``.

    None if nothing is, which costs no query but the one of `who_asks`. A mark of None asks for all
    there is. Raises `NotFound` for who is not on the team.
    """
    mark: Mark | None = g.mark
    if mark is None:
        raise NotFound(planning.STRANGER)
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
        return jsonify(version=None, phase="door", regions={}, over=False)
    if scene.is_personal and scene.run.me:
        scene = live.scene_of(db(), scene.run, programme())
    rest = {
        "version": run.mark,
        "phase": phase,
        "title": heading(run),
        "at": run.state.at,
        "left": scene.clock.left,
        "paused": run.state.paused_at is not None,
        "over": run.state.ended_at is not None,
        "ticket": ticket(scene.run),
        "leads": leads(scene.run),
    }
    if not on_screen and own != own_mark(scene):
        rest |= {"own": _own_part(glance, scene), "own_mark": own_mark(scene)}
    return _answer(glance, _parts(glance, scene, on_screen=on_screen), mark.participant, rest)


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
    names = ON_SCREEN if on_screen else REGIONS
    keys = {name: (name, *anybody, _seen_of(scene, name)) for name in names}
    if missing := {name: key for name, key in keys.items() if key not in glance.parts}:
        shown = around(scene, glance.ahead, "screen=1" if on_screen else "")
        for name, key in missing.items():
            html = render_template(f"live/_regions/{name}.html", **shown).strip()
            glance.parts[key] = part(name, html)
    return {name: glance.parts[key] for name, key in keys.items()}


def _answer(
    glance: Glance, parts: dict[str, Part], me: int | None, rest: dict[str, Any]
) -> Response:
    """Answer with the parts that the browser does not have, the hashes of all, and the ``rest``."""
    known = set(request.args.get("have", "").split("."))
    hashes = {name: part.digest_for(me) for name, part in parts.items()}
    unknown = {name: parts[name] for name in parts if hashes[name] not in known}
    begun = _begun(glance, {name: part for name, part in unknown.items() if part.is_alike})
    own = {name: part.html_for(me) for name, part in unknown.items() if not part.is_alike}
    return begun.ended(own, rest | {"hashes": hashes})


def _begun(glance: Glance, parts: dict[str, Part]) -> Begun:
    """Return the answer as far as it has parts that read the same for all who get them."""
    key = tuple(part.digest for part in parts.values())
    if key not in glance.begun:
        glance.begun[key] = Begun({name: part.html for name, part in parts.items()})
    return glance.begun[key]


def _seen_of(scene: Scene, name: str) -> Hashable:
    """Return all of the reader that this part of the page depends on, but for who they are."""
    return _OF_THE_READER[name](scene) if name in _OF_THE_READER else None


def _card(scene: Scene) -> Hashable:
    run, step, me = scene.run, scene.step, scene.run.me
    leads_it = step is not None and me is not None and run.roles.get(step.led) == me.id
    return leads_it, me.minutes if me and run.state.ended_at else None


def _gathered(scene: Scene) -> Hashable:
    looked = tuple((each.own, each.has_card) for each in scene.looked)
    return scene.may & _WRITES, scene.own, scene.has_card, looked


_OF_THE_READER: Mapping[str, Callable[[Scene], Hashable]] = {
    "card": _card,
    "gathered": _gathered,
    "controls": lambda scene: (scene.may & _MOVES, scene.is_ready),
}
"""The other parts read the same for all who have come in."""


def _own_part(glance: Glance, scene: Scene) -> str:
    """Return the forms; those that hold nothing of whoever asks are rendered once for all alike."""
    if not is_same_for_all(scene):
        return _own(scene, writer_mark(learner()))
    mark = own_mark(scene)
    if mark not in glance.forms:
        glance.forms[mark] = _own(scene, _WRITER)
    return glance.forms[mark].replace(_WRITER, writer_mark(learner()))


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
