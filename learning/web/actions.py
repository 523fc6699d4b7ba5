"""Actions of a team: agreeing on them, taking them on, saying what became of them."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import Form

from learning import actions, clock, teams
from learning.actions import ActionView, Status
from learning.errors import Conflict
from learning.teams import TeamView
from learning.web.access import learner
from learning.web.action_forms import ActionForm, OutcomeForm, as_agreed
from learning.web.context import local
from learning.web.database import db

bp = Blueprint("actions", __name__)
TEAM = "/teams/<int(max=2147483647):team_id>/actions"
ACTION = "/actions/<int(max=2147483647):action_id>"


@bp.get(f"{TEAM}/new")
def new(team_id: int) -> ResponseReturnValue:
    """Show the form for an action; it begins as one's own."""
    team = teams.team_for(db(), learner(), team_id)
    if not team.is_open:
        return redirect(team.path)
    return _new_page(team, _action_form(team_id, data={"owner": str(learner().id)}), 200)


@bp.post(TEAM)
def agree(team_id: int) -> ResponseReturnValue:
    """Add an action that was agreed outside a session."""
    team = teams.team_for(db(), learner(), team_id)
    form = _action_form(team_id, request.form)

    def act() -> None:
        actions.agree(db(), learner(), team_id, form.agreed())

    return _tried(form, act, team_id, "agreed", lambda status: _new_page(team, form, status))


@bp.get(ACTION)
def show(action_id: int) -> ResponseReturnValue:
    """Show an action to the team."""
    return _page(action_id, 200)


@bp.post(ACTION)
def change(action_id: int) -> ResponseReturnValue:
    """Agree on it in other words, or on another owner or day."""
    view = actions.action_for(db(), learner(), action_id)
    form = _action_form(view.team_id, request.form)

    def act() -> None:
        actions.agree(
            db(), learner(), view.team_id, form.agreed(),
            action_id=action_id, seen=form.seen_version,
        )  # fmt: skip

    def again(status: int) -> ResponseReturnValue:
        return _page(action_id, status, change=form)

    return _tried(form, act, view.team_id, "action", again)


@bp.post(f"{ACTION}/outcome")
def settle(action_id: int) -> ResponseReturnValue:
    """Say what became of it."""
    view = actions.action_for(db(), learner(), action_id)
    form = OutcomeForm(view, request.form)

    def act() -> None:
        actions.settle(
            db(), learner(), action_id, Status(form.status.data), form.learned.data,
            seen=form.seen_version,
        )  # fmt: skip

    def again(status: int) -> ResponseReturnValue:
        return _page(action_id, status, outcome=form)

    return _tried(form, act, view.team_id, "settled", again)


@bp.post(f"{ACTION}/reopening")
def reopen(action_id: int) -> ResponseReturnValue:
    """Make a settled action open again."""
    actions.reopen(db(), learner(), action_id)
    return redirect(f"/actions/{action_id}", 303)


@bp.post(f"{ACTION}/owner")
def take_on(action_id: int) -> ResponseReturnValue:
    """Take on an action that nobody has."""
    view = actions.action_for(db(), learner(), action_id)
    actions.take_on(db(), learner(), action_id)
    return _changed(view.team_id, "taken-on")


@bp.post(f"{ACTION}/removal")
def take_out(action_id: int) -> ResponseReturnValue:
    """Take out an action that was a mistake; twice is no mistake."""
    team_id = actions.take_out(db(), learner(), action_id)
    return _changed(team_id, "taken-out") if team_id else redirect("/teams", 303)


def _tried(
    form: ActionForm | OutcomeForm,
    act: Callable[[], None],
    team_id: int,
    what: str,
    again: Callable[[int], ResponseReturnValue],
) -> ResponseReturnValue:
    """Do it and go to the team, or show the form again with what is to be mended."""
    if not form.validate():
        return again(422)
    try:
        act()
    except Conflict as refusal:
        form.form_errors = [str(refusal)]
        return again(409)
    return _changed(team_id, what)


def _changed(team_id: int, what: str) -> ResponseReturnValue:
    return redirect(f"/teams/{team_id}?changed={what}#actions", 303)


def _action_form(team_id: int, *sent: object, **given: Any) -> ActionForm:
    return ActionForm(*sent, members=teams.members_of(db(), team_id), **given)


def _new_page(team: TeamView, form: ActionForm, status: int) -> ResponseReturnValue:
    return render_template("actions/new.html", team=team, form=form), status


def _page(action_id: int, status: int, **forms: Form) -> ResponseReturnValue:
    view = actions.action_for(db(), learner(), action_id)
    for form in forms.values():
        form.seen.data = str(view.version)  # what is shown now has been seen when it comes again
    shown = {"outcome": OutcomeForm(view), "change": _change_form(view)} | forms
    today = local(clock.now()).date()
    return render_template("actions/show.html", action=view, forms=shown, today=today), status


def _change_form(view: ActionView) -> ActionForm:
    return _action_form(view.team_id, data=as_agreed(view))
