"""The paper way of a live session: a pack to print, and a form to type the result in."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning import actions, live, planning, teams
from learning.content import running_order
from learning.content.scripts import StepKind
from learning.errors import Conflict
from learning.planning import SessionView
from learning.web.access import learner
from learning.web.context import full_address, programme
from learning.web.database import db
from learning.web.live.paper_forms import MORE, ResultForm
from learning.web.live.session import LIVE

bp = Blueprint("paper", __name__)
FEWEST_CARDS = 4
"""Blank cards for each step in which people write, also for a team that is smaller."""


@bp.get(f"{LIVE}/pack")
def pack(session_id: int) -> ResponseReturnValue:
    """Show everything a team needs in a room without network, to be printed."""
    from learning.certificates.qr import qr_svg  # seldom needed

    view = planning.session_for(db(), learner(), session_id)
    script = live.guide_of(view, programme())
    members = teams.members_of(db(), view.team_id)
    slots = running_order(programme(), script, view.length)
    begins = {slot.step.id: slot.starts for slot in slots}
    address = full_address(f"/live/{view.id}/results")
    return render_template(
        "paper/pack.html",
        **_about(view),
        script=script,
        slots=slots,
        times={step: _time(view, minutes) for step, minutes in begins.items()},
        end=_time(view, view.length),
        members=members,
        open_actions=actions.open_of_team(db(), view.team_id, view.id),
        roles=live.ROLES,
        writing=[slot for slot in slots if slot.step.kind is StepKind.WRITE],
        voting=[slot for slot in slots if slot.step.kind is StepKind.VOTE],
        copies=max(FEWEST_CARDS, len(members)),
        address=address,
        qr=qr_svg(address, title="QR code that opens the page to type the result in"),
    )


@bp.get(f"{LIVE}/results")
def results(session_id: int) -> ResponseReturnValue:
    """Show the form for what was written down; once there is a record, the record."""
    view = planning.session_for(db(), learner(), session_id)
    if view.started_at:
        return redirect(f"/live/{view.id}/record")
    live.refuse_typing(view)
    return _page(view, _form(view), 200)


@bp.post(f"{LIVE}/results")
def type_in(session_id: int) -> ResponseReturnValue:
    """Keep what was written down, or only give more rows to write in."""
    view = planning.session_for(db(), learner(), session_id)
    form = _form(view, request.form)
    if MORE in request.form:
        return _page(view, form, 200)
    if not form.validate():
        return _page(view, form, 422)
    try:
        with db().begin_nested():
            live.type_in(db(), learner(), session_id, form.result(), programme())
    except Conflict as refusal:
        form.form_errors = [str(refusal)]
        return _page(view, form, 409)
    return redirect(f"/live/{session_id}/record?changed=typed", 303)


def _form(view: SessionView, *sent: object) -> ResultForm:
    members = teams.members_of(db(), view.team_id)
    return ResultForm(view, live.guide_of(view, programme()), members, *sent)


def _page(view: SessionView, form: ResultForm, status: int) -> ResponseReturnValue:
    has_record = planning.session_for(db(), learner(), view.id).started_at is not None
    page = render_template("paper/results.html", **_about(view), form=form, has_record=has_record)
    return page, status


def _about(view: SessionView) -> dict[str, object]:
    return {
        "session": view,
        "module": view.module(programme()),
        "topic": planning.title(view, programme()),
    }


def _time(view: SessionView, minutes: int) -> str:
    """Return what clocks show so many minutes after the planned beginning."""
    moment = view.starts_at + timedelta(minutes=minutes)
    return f"{moment.astimezone(ZoneInfo(view.time_zone)):%H:%M}"
