"""Sharing one entry of one’s journal with a team, and reading what others share."""

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from learning import sharing, teams
from learning.web.access import learner
from learning.web.context import programme
from learning.web.database import db

bp = Blueprint("sharing", __name__)
SHARE = "/journal/<int(max=2147483647):entry_id>/shares/<int(max=2147483647):team_id>"


@bp.post(SHARE)
def share(entry_id: int, team_id: int) -> ResponseReturnValue:
    """Show an entry of one’s own to a team."""
    sharing.share(db(), learner(), entry_id, team_id)
    return redirect(f"/journal/{entry_id}?changed=shared", 303)


@bp.post(f"{SHARE}/withdrawal")
def withdraw(entry_id: int, team_id: int) -> ResponseReturnValue:
    """Take it back."""
    sharing.withdraw(db(), learner(), entry_id, team_id)
    return redirect(f"/journal/{entry_id}?changed=withdrawn", 303)


@bp.get("/teams/<int(max=2147483647):team_id>/entries/<int(max=2147483647):entry_id>")
def show(team_id: int, entry_id: int) -> ResponseReturnValue:
    """Show a member what another shares with the team, to read."""
    team = teams.team_for(db(), learner(), team_id)
    shared = sharing.shared_entry(db(), learner(), team_id, entry_id, programme())
    return render_template("sharing/show.html", team=team, shared=shared)
