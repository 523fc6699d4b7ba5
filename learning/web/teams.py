"""Teams: starting one, joining, the page that its members share."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import Form

from learning import actions, clock, planning, sharing, teams
from learning.errors import Conflict, LearningError, NotFound, TooMany
from learning.web.access import learner, person, public
from learning.web.action_forms import OutcomeForm
from learning.web.context import full_address, local, programme, settings
from learning.web.database import db, keep
from learning.web.on_now import on_now
from learning.web.planning import post
from learning.web.planning_forms import StartForm
from learning.web.team_forms import JoinForm, ShowsForm, TeamForm
from learning.web.usual_plan import modules, next_module

bp = Blueprint("teams", __name__)
TEAM = "/teams/<int(max=2147483647):team_id>"
MEMBER = f"{TEAM}/members/<int(max=2147483647):user_id>"


@bp.get("/teams")
@public
def index() -> ResponseReturnValue:
    """Show one's teams, and how to come to one; to a guest what a team is."""
    return _mine(TeamForm(), 200)


@bp.post("/teams")
def start() -> ResponseReturnValue:
    """Start a team."""
    form = TeamForm(request.form)
    if not form.validate():
        return _mine(form, 422)
    team_id = teams.start_team(db(), learner(), form.name.data or "")
    return redirect(f"/teams/{team_id}?changed=started", 303)


@bp.get("/join")
@bp.get("/join/<code>")
@public
def invitation(code: str = "") -> ResponseReturnValue:
    """Ask before joining. The page is alike for every code: only trying one tells, and counts."""
    bare = teams.bare(code)
    shown = teams.grouped(bare) if bare else code[:40]
    mine = teams.teams_of(db(), learner()) if bare and person() else ()
    if team := next((team for team in mine if team.code == shown), None):
        return redirect(_way_in(team.id, team.path))
    return render_template("teams/join.html", form=JoinForm(data={"code": shown}), code=bare)


@bp.post("/join")
def join() -> ResponseReturnValue:
    """Join the team that has the code, or say on the form why not."""
    form = JoinForm(request.form)
    if not form.validate():
        return render_template("teams/join.html", form=form), 422
    try:
        team_id = teams.join(db(), learner(), form.code.data or "")
    except (Conflict, NotFound, TooMany) as refusal:
        return _not_joined(form, refusal)
    planning.invite(db(), learner(), team_id, post())
    return redirect(f"{_way_in(team_id, f'/teams/{team_id}')}?changed=joined", 303)


@bp.get(TEAM)
def show(team_id: int) -> ResponseReturnValue:
    """Show the team to its members."""
    return page(team_id, 200)


@bp.post(f"{TEAM}/progress")
def show_progress(team_id: int) -> ResponseReturnValue:
    """Show the others how many pages one has done, or no longer."""
    form = ShowsForm(request.form)
    if not form.validate():
        return page(team_id, 422, shows=form)
    shows = form.shows.data == "yes"
    teams.show_progress(db(), learner(), team_id, shows=shows)
    return _changed(team_id, "shown" if shows else "hidden")


@bp.post(f"{TEAM}/leave")
def leave(team_id: int) -> ResponseReturnValue:
    """Leave the team; leaving twice is no mistake."""
    teams.leave(db(), learner(), team_id)
    return redirect("/teams?changed=left", 303)


@bp.post(f"{TEAM}/name")
def rename(team_id: int) -> ResponseReturnValue:
    """Give the team another name."""
    form = TeamForm(request.form)
    if not form.validate():
        return page(team_id, 422, name=form)
    teams.rename(db(), learner(), team_id, form.name.data or "")
    return _changed(team_id, "name")


@bp.post(f"{TEAM}/code")
def renew_code(team_id: int) -> ResponseReturnValue:
    """Give the team another code."""
    teams.renew_code(db(), learner(), team_id)
    return _changed(team_id, "code")


@bp.post(f"{TEAM}/close")
def close(team_id: int) -> ResponseReturnValue:
    """Close the team."""
    teams.close(db(), learner(), team_id)
    return redirect(f"/teams/{team_id}", 303)


@bp.post(f"{MEMBER}/remove")
def remove(team_id: int, user_id: int) -> ResponseReturnValue:
    """Take somebody off the team."""
    teams.remove(db(), learner(), team_id, user_id)
    return _changed(team_id, "removed")


@bp.post(f"{MEMBER}/convenor")
def hand_over(team_id: int, user_id: int) -> ResponseReturnValue:
    """Make another member the convenor."""
    teams.hand_over(db(), learner(), team_id, user_id)
    return _changed(team_id, "convenor")


@bp.post(f"{TEAM}/sessions/now")
def start_session(team_id: int) -> ResponseReturnValue:
    """Open a session that begins now."""
    form = StartForm(request.form, modules=modules())
    if not form.validate():
        return page(team_id, 422, start=form)
    module_id, length = form.wanted
    session_id = planning.start_now(
        db(), learner(), team_id, module_id, length, settings().time_zone, post()
    )
    return redirect(f"/live/{session_id}", 303)


def _way_in(team_id: int, otherwise: str) -> str:
    """Return the door of the session that others of the team are in, for who has scanned its code.

    Over days nobody waits inside, so there it is ``otherwise``.
    """
    at_a_time = [view for view in planning.sessions_of(db(), team_id).ahead if not view.days]
    doors = (found.session.live_path for found in on_now(at_a_time) if found.people)
    return next(doors, otherwise)


def _mine(form: TeamForm, status: int) -> ResponseReturnValue:
    somebody = person()
    page = render_template(
        "teams/index.html",
        form=form,
        join_form=JoinForm(),
        teams=teams.teams_of(db(), somebody) if somebody else (),
        changed=request.args.get("changed"),
    )
    return page, status


def _not_joined(form: JoinForm, refusal: LearningError) -> ResponseReturnValue:
    keep()  # a wrong code counts
    form.code.errors = [str(refusal)]
    page = render_template("teams/join.html", form=form)
    if isinstance(refusal, TooMany):
        return page, 429, {"Retry-After": str(refusal.wait)}
    return page, 409 if isinstance(refusal, Conflict) else 422


def page(team_id: int, status: int, **forms: Form) -> ResponseReturnValue:
    """Return the page of the team, with the form that holds what is to be mended."""
    from learning.certificates.qr import qr_svg  # seldom needed

    team = teams.team_for(db(), learner(), team_id)
    members = teams.members_of(db(), team_id)
    agreed = actions.actions_of(db(), team_id)
    agenda = planning.sessions_of(db(), team_id)
    now = on_now(agenda.ahead)
    address = full_address(f"/join/{team.code}")
    page = render_template(
        "teams/show.html",
        team=team,
        members=members,
        agenda=agenda,
        on_now=now,
        ahead=[view for view in agenda.ahead if all(view != found.session for found in now)],
        agreed=agreed,
        shared=sharing.shared_with(db(), learner(), team_id),
        outcomes={action.id: OutcomeForm(action) for action in agreed if action.is_open},
        today=local(clock.now()).date(),
        done=teams.pages_shown(db(), members, programme()),
        is_convenor=members[0].user_id == learner().id,
        address=address,
        most=teams.MOST_MEMBERS,
        invitation=render_template(
            "teams/invitation.txt", team=team, address=address, door=full_address("/join")
        ),
        qr=qr_svg(address, title="QR code that opens the page to join this team"),
        forms={
            "name": TeamForm(data={"name": team.name}),
            "shows": ShowsForm(),
            "start": StartForm(modules=modules(), first=next_module(agenda, programme())),
        }
        | forms,
        changed=request.args.get("changed"),
    )
    return page, status


def _changed(team_id: int, what: str) -> ResponseReturnValue:
    return redirect(f"/teams/{team_id}?changed={what}", 303)
