"""The learner's home: where to continue, and what is left."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from learning import (
    actions,
    certificates,
    clock,
    followups,
    journal,
    letters,
    live,
    organisations,
    planning,
    progress,
    teams,
)
from learning.web.access import learner
from learning.web.context import local, programme
from learning.web.database import db
from learning.web.on_now import on_now

bp = Blueprint("home", __name__)


@bp.get("/home")
def show() -> ResponseReturnValue:
    """Show the place to go on from, progress in words and picture, and what is left."""
    so_far = progress.progress_of(db(), learner(), programme())
    issued = certificates.certificates_of(db(), learner())
    plans = programme().plans
    entries = journal.entries_of(db(), learner(), plans)
    today = local(clock.now()).date()
    has_finished = so_far.is_complete or issued
    next_session = planning.next_of(db(), learner())
    return render_template(
        "home/show.html",
        progress=so_far,
        certificates=issued,
        teams=[team for team in teams.teams_of(db(), learner()) if team.is_open],
        due=journal.due_actions(plans, entries, today),
        agreed=actions.actions_for(db(), learner()),
        today=today,
        next_session=next_session,
        on_now=on_now([next_session] if next_session else []),
        news=progress.news(so_far, journal.reworded_of(db(), learner(), programme())),
        credits=live.credits_of(db(), learner()),
        letters=letters.back_lately(db(), learner()),
        practice=followups.follow_ups_of(db(), learner()) if has_finished else None,
        unasked=organisations.is_unasked(db(), learner()),
        changed=request.args.get("changed"),
    )
