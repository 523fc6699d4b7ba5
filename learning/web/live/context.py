"""What the templates of a live session are handed: its words, its times, and the way to join."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app, request

from learning import broadcast, clock, live, planning, teams
from learning.content.scripts import Role
from learning.live import Run, Scene
from learning.live.rules.reveal import source_of
from learning.live.rules.state import LOBBY
from learning.planning import Answer, SessionView
from learning.web.access import learner
from learning.web.context import full_address, local, programme, settings
from learning.web.database import db
from learning.web.live.own import own_mark
from learning.web.live.presence import SCREEN
from learning.web.signals import signals_of


def around(scene: Scene, ahead: Iterable[SessionView], query: str) -> dict[str, Any]:
    """Return what all the templates of a session that was opened share."""
    run = scene.run
    view, module = run.session, run.session.module(programme())
    return {
        "session": view,
        "run": run,
        "scene": scene,
        "path": f"/live/{run.id}",
        "query": query,
        "module": module,
        "script": module.script if module else None,
        "heading": heading(run),
        "topic": _title(view),
        "source_id": _source(run),
        "minutes_left": None if scene.clock.left is None else scene.clock.left / 60,
        "ends": _clock(run, run.state.ends_at),
        "by_days": run.state.is_over_days,
        "presses_for_all": _presses_for_all(run),
        "leads": leads(run),
        "expected": _expected(run),
        "next_session": next((each for each in ahead if each.id != run.id), None),
        "today": local(run.now).date(),
        "own_mark": own_mark(scene),
    }


def heading(run: Run) -> str:
    """Return what the page is called: as the step, or as the session."""
    return (run.state.step.title if run.state.step else "") or _title(run.session)


def door(view: SessionView, run: Run | None) -> dict[str, Any]:
    """Return what the page at the door shows."""
    module = view.module(programme())
    script = module.script if module else None
    return {
        "session": view,
        "run": run,
        "path": f"/live/{view.id}",
        "module": module,
        "script": script if script and view.length in script.lengths else None,
        "topic": _title(view),
        "over_days": planning.over_days(view, programme()) if view.days else "",
        "opens": _at(view, view.opens_at),
        "is_early": clock.now() < view.opens_at,
        "sends_mail": settings().sends_mail,
        "has_joined": request.args.get("changed") == "joined",
    }


def _source(run: Run) -> str | None:
    """Return the step whose cards are looked at."""
    step = run.state.step
    return source_of(run.state, step.id) if step and step.of else None


def _presses_for_all(run: Run) -> bool:
    """Tell whether one device is there for several, so that its *ready* is everybody’s."""
    return len(run.pressing) == 1 and len(run.here) > 1


def leads(run: Run) -> list[str]:
    """Return the roles that whoever looks at the page has, in words."""
    if run.state.is_over_days:
        return []  # there nobody leads
    mine = [role for role, who in run.roles.items() if run.me and who == run.me.id]
    return sorted("outside-in voice" if role is Role.OUTSIDE_IN else role.value for role in mine)


def _expected(run: Run) -> list[str]:
    """Return who said yes to the plan and is not in the lobby yet; one query there, else none."""
    if run.state.at != LOBBY or run.state.ended_at or run.state.is_over_days:
        return []
    here = {person.name for person in run.people if person.is_in}
    replies = planning.replies_of(db(), run.session)
    coming = [each.name for each in replies if each.answer is Answer.YES and not each.is_guest]
    return [name for name in coming if name not in here]


def looks_ahead(run: Run) -> bool:
    """Tell whether the page says when the team meets again."""
    step = run.state.step
    return run.state.ended_at is not None or (step is not None and step.kind == "close")


def _title(view: SessionView) -> str:
    return planning.title(view, programme())


def _clock(run: Run, moment: datetime | None) -> str | None:
    """Return when a step ends, by the clocks the session was planned by."""
    if moment is None:
        return None
    is_far = run.state.is_over_days
    there = moment.astimezone(ZoneInfo(run.session.time_zone))
    return f"{there:%A} {there.day} {there:%B}, {there:%H:%M}" if is_far else f"{there:%H:%M}"


def _at(view: SessionView, moment: datetime) -> str:
    there = moment.astimezone(ZoneInfo(view.time_zone))
    return f"{there:%A} {there.day} {there:%B}, {there:%H:%M}"


def ticket(run: Run) -> str:
    """Return what lets the page listen; a shared screen is nobody who is here."""
    who = str(run.me.id) if run.me else f"{SCREEN}{learner().id}"
    until = run.now + broadcast.HOLDS
    return broadcast.ticket(signals_of(current_app).secret, live.topic_of(run.id), who, until)


def joining(view: SessionView) -> dict[str, str]:
    """Return how somebody in the room comes in with a device of their own."""
    from learning.certificates.qr import qr_svg  # seldom needed

    team = teams.team_for(db(), learner(), view.team_id)
    address = full_address(f"/join/{team.code}")
    return {
        "address": address.partition("://")[2],
        "code": team.code,
        "qr": qr_svg(address, title="QR code that opens the page to join this team"),
    }
