"""Live sessions of a team: planning them, their pages and their calendar files."""

from collections.abc import Callable
from email.utils import parseaddr

from flask import Blueprint, Response, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning import live, planning, teams
from learning.content import Module
from learning.errors import Conflict
from learning.planning import Answer, NoSuchTime, NotThen, Post, SessionView, TooManyTimes
from learning.teams import TeamView
from learning.web.access import learner
from learning.web.context import full_address, programme, settings
from learning.web.database import db
from learning.web.planning_forms import PlanForm, ReplyForm, SeriesForm
from learning.web.usual_plan import as_planned, guided, modules, next_module, usual

bp = Blueprint("planning", __name__)
TEAM = "/teams/<int(max=2147483647):team_id>/sessions"
SESSION = "/sessions/<int(max=2147483647):session_id>"


def post() -> Post:
    """Return what letters about live sessions are written with."""
    return Post(
        programme=programme(),
        base_url=full_address(""),
        secret=str(current_app.secret_key),
        organiser=parseaddr(settings().mail_from)[1],
    )


@bp.get(f"{TEAM}/new")
def new(team_id: int) -> ResponseReturnValue:
    """Show the form for a session: of the module asked for, else of the one that comes next."""
    team = teams.team_for(db(), learner(), team_id)
    if not team.is_open:
        return redirect(team.path)
    agenda = planning.sessions_of(db(), team_id)
    module = guided(request.args.get("module")) or next_module(agenda, programme())
    form = SeriesForm(data=usual(module, agenda), of=module, home_zone=settings().time_zone)
    return _plan_page(module, form, 200, team=team)


@bp.post(TEAM)
def plan(team_id: int) -> ResponseReturnValue:
    """Plan a session, or a series."""
    team = teams.team_for(db(), learner(), team_id)
    module = guided(request.form.get("module"))
    form = SeriesForm(request.form, of=module, home_zone=settings().time_zone)

    def act() -> str:
        times = form.times.data if form.weeks.data else 1
        ids = planning.plan_series(
            db(), learner(), team_id, form.wanted(), post(),
            weeks=form.weeks.data or 1, times=times, goes_on=form.goes_on.data,
        )  # fmt: skip
        several = f"{team.path}?changed=series#sessions"
        return several if times > 1 else f"/sessions/{ids[0]}?changed=planned"

    return _tried(form, module, act, lambda status: _plan_page(module, form, status, team=team))


@bp.get(SESSION)
def show(session_id: int) -> ResponseReturnValue:
    """Show a session to its team."""
    return _page(session_id, ReplyForm(), 200)


@bp.get(f"{SESSION}.ics")
def calendar(session_id: int) -> ResponseReturnValue:
    """Send the session as a file that calendars take over."""
    view = planning.session_for(db(), learner(), session_id)
    return calendar_response(view)


@bp.post(f"{SESSION}/reply")
def reply(session_id: int) -> ResponseReturnValue:
    """Say whether one comes."""
    form = ReplyForm(request.form)
    if not form.validate():
        return _page(session_id, form, 422)
    planning.reply(db(), learner(), session_id, Answer(form.answer.data))
    return redirect(f"/sessions/{session_id}?changed=reply#coming", 303)


@bp.get(f"{SESSION}/plan")
def changing(session_id: int) -> ResponseReturnValue:
    """Show the form for another plan, filled with this one."""
    view = planning.session_for(db(), learner(), session_id)
    if not view.can_change():
        return redirect(view.path)
    module = guided(request.args.get("module")) or guided(view.module_id)
    form = _changing_form(view, module, data=as_planned(view, module))
    return _plan_page(module, form, 200, session=view)


@bp.post(f"{SESSION}/plan")
def change(session_id: int) -> ResponseReturnValue:
    """Change the plan."""
    view = planning.session_for(db(), learner(), session_id)
    module = guided(request.form.get("module"))
    form = _changing_form(view, module, request.form)

    def act() -> str:
        planning.change(db(), learner(), session_id, form.wanted(), post(), seen=form.seen_sequence)
        live.replan(db(), learner(), session_id, programme())
        return f"{view.path}?changed=changed"

    return _tried(form, module, act, lambda status: _plan_page(module, form, status, session=view))


@bp.post(f"{SESSION}/cancellation")
def cancel(session_id: int) -> ResponseReturnValue:
    """Cancel the session, or with it all that follow in its series."""
    and_later = request.form.get("and_later") == "1"
    planning.cancel(db(), learner(), session_id, post(), and_later=and_later)
    return redirect(f"/sessions/{session_id}", 303)


def calendar_response(view: SessionView) -> Response:
    """Return the calendar file of one session as an answer."""
    response = Response(planning.calendar_of([view], post()), mimetype="text/calendar")
    name = f"live-session-{view.id}.ics"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _tried(
    form: PlanForm,
    module: Module | None,
    act: Callable[[], str],
    again: Callable[[int], ResponseReturnValue],
) -> ResponseReturnValue:
    """Do it and go on, or show the form again with what is to be mended."""
    if module is None:
        form.form_errors = ["This module is not part of the programme any more. Choose another"]
    if not form.validate() or module is None:
        return again(422)
    form.module.data = module.id
    try:
        return redirect(act(), 303)
    except (NoSuchTime, NotThen, TooManyTimes) as refusal:
        name = {NoSuchTime: "at", NotThen: "day", TooManyTimes: "times"}[type(refusal)]
        form[name].errors = [str(refusal)]
        status = 422
    except Conflict as refusal:
        form.form_errors = [str(refusal)]
        status = 409
    return again(status)


def _page(session_id: int, form: ReplyForm, status: int) -> ResponseReturnValue:
    view = planning.session_for(db(), learner(), session_id)
    module = view.module(programme())
    page = render_template(
        "planning/show.html",
        session=view,
        module=module,
        script=module.script if module else None,
        title=planning.title(view, programme()),
        over_days=planning.over_days(view, programme()) if view.days else "",
        replies=planning.replies_of(db(), view),
        mine=planning.answer_of(db(), session_id, learner().id),
        form=form,
        text=planning.text_to_copy(view, post()),
        sends_mail=settings().sends_mail,
        changed=request.args.get("changed"),
    )
    return page, status


def _plan_page(
    module: Module | None, form: PlanForm, status: int, **what: TeamView | SessionView
) -> ResponseReturnValue:
    """Return the form for a new session of the ``team``, or for another plan of the ``session``."""
    shown = {"team": None, "session": None} | what
    page = render_template(
        "planning/plan.html", module=module, form=form, modules=modules(),
        sends_mail=settings().sends_mail, **shown,
    )  # fmt: skip
    return page, status


def _changing_form(
    view: SessionView, module: Module | None, *sent: object, **given: object
) -> PlanForm:
    home = settings().time_zone
    return PlanForm(*sent, of=module, home_zone=home, also=view.time_zone, **given)
