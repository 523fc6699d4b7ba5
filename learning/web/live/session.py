"""A live session: coming in, the page that everybody has open, and what moves it on."""

from collections.abc import Callable, Mapping
from functools import partial

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from learning import live
from learning.content.scripts import Role
from learning.web.access import found_by, learner
from learning.web.context import programme
from learning.web.database import db
from learning.web.live import news
from learning.web.live import view as live_view
from learning.web.live.answers import acted
from learning.web.live.forms import CourseForm, RoleForm, RoomForm
from learning.web.live.presence import attendance
from learning.web.live.work import Work, sent_work, with_form

bp = Blueprint("live", __name__)
LIVE = "/live/<int(max=2147483647):session_id>"
Act = Callable[[int, CourseForm], object]


@bp.get(LIVE)
def show(session_id: int) -> ResponseReturnValue:
    """Show the session to its team: the door, the lobby, the step it is at, or its end."""
    return live_view.page(session_id)


@bp.get(f"{LIVE}/screen")
def screen(session_id: int) -> ResponseReturnValue:
    """Show what a projector shows."""
    return live_view.screen(session_id)


@bp.get(f"{LIVE}/state")
@found_by(news.who_asks)
def state(session_id: int) -> ResponseReturnValue:
    """Tell a browser what is new since the mark it has; 304 if nothing is."""
    return news.state(session_id, request.args.get("v"), request.args.get("at")) or ("", 304)


@bp.post(f"{LIVE}/entry")
def enter(session_id: int) -> ResponseReturnValue:
    """Come in."""
    act = partial(live.enter, db(), learner(), session_id, programme())
    return acted(session_id, Work(()), act)


@bp.post(f"{LIVE}/exit")
def leave(session_id: int) -> ResponseReturnValue:
    """Leave; one can come back."""

    def act() -> None:
        live.leave(db(), learner(), session_id)
        run = live.run_for(db(), learner(), session_id)
        if run and run.me:
            attendance().left(run.me.id)

    return acted(session_id, sent_work(session_id), act)


@bp.post(f"{LIVE}/people")
def people(session_id: int) -> ResponseReturnValue:
    """Add somebody by name, or say whether the team sits around one screen."""
    form = RoomForm(request.form)
    if not form.room.data:
        return acted(session_id, sent_work(session_id, wanted="person"), anchor="#people")

    def act() -> None:
        live.share_screen(db(), learner(), session_id, is_room=form.room.data == "yes")

    return acted(session_id, with_form(sent_work(session_id), form), act, "#people")


@bp.post(f"{LIVE}/people/<int(max=2147483647):participant>/remove")
def take_out(session_id: int, participant: int) -> ResponseReturnValue:
    """Note that somebody who was added by name has gone."""
    act = partial(live.take_out, db(), learner(), session_id, participant)
    return acted(session_id, sent_work(session_id), act, "#people")


@bp.post(f"{LIVE}/roles")
def give_role(session_id: int) -> ResponseReturnValue:
    """Give a role to somebody else."""
    role = request.form.get("role", "")
    form = RoleForm(data={"role": role, "to": request.form.get(f"to-{role}", "")})

    def act() -> None:
        live.give_role(db(), learner(), session_id, Role(form.role.data), form.participant)

    return acted(session_id, with_form(sent_work(session_id), form), act, "#people")


@bp.post(f"{LIVE}/course")
def course(session_id: int) -> ResponseReturnValue:
    """Move the session on, or only keep what was typed."""
    form = CourseForm(request.form, data={"act": "refresh"})
    act = ACTS.get(form.act.data)
    anchor = "" if form.act.data in ("begin", "next", "back", "finish") else "#controls"
    do = partial(act, session_id, form) if act else None
    return acted(session_id, with_form(sent_work(session_id), form), do, anchor)


ACTS: Mapping[str, Act] = {
    "refresh": lambda session_id, form: None,
    "begin": lambda session_id, form: live.begin(db(), learner(), session_id),
    "ready": lambda session_id, form: live.ready(db(), learner(), session_id, seen=form.seen_step),
    "not-ready": lambda session_id, form: live.not_ready(db(), learner(), session_id),
    "next": lambda session_id, form: live.go_on(db(), learner(), session_id, seen=form.seen_step),
    "back": lambda session_id, form: live.go_back(db(), learner(), session_id, seen=form.seen_step),
    "pause": lambda session_id, form: live.pause(db(), learner(), session_id),
    "resume": lambda session_id, form: live.resume(db(), learner(), session_id),
    "minute": lambda session_id, form: live.add_minute(
        db(), learner(), session_id, seen=form.seen_step, added=form.added_seconds
    ),
    "finish": lambda session_id, form: live.finish(db(), learner(), session_id),
}
