"""Everything a learner has written, for that learner; and who else can read it."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from learning import journal, live, sharing, teams
from learning.web.access import learner
from learning.web.context import programme
from learning.web.database import db

bp = Blueprint("journal", __name__)


@bp.get("/journal")
def index() -> ResponseReturnValue:
    """Show every entry, of this edition and earlier ones, latest first."""
    entries = journal.journal_of(db(), learner(), programme())
    together = live.credits_of(db(), learner())
    shares = sharing.shares_by_entry(db(), learner())
    return render_template("journal/index.html", entries=entries, credits=together, shares=shares)


@bp.get("/journal/<int(max=2147483647):entry_id>")
def show(entry_id: int) -> ResponseReturnValue:
    """Show one entry, who can read it, its earlier versions and what was set aside."""
    entry = journal.entry_of(db(), learner(), entry_id, programme())
    versions = journal.versions_of(db(), entry)
    shares = sharing.shares_of(db(), learner(), entry_id)
    taken = {share.team_id for share in shares}
    mine = teams.teams_of(db(), learner())
    return render_template(
        "journal/show.html",
        entry=entry,
        versions=versions,
        shares=shares,
        teams=[team for team in mine if team.is_open and team.id not in taken],
        card=live.card_of_note(db(), learner(), entry.exercise_id),
        changed=request.args.get("changed"),
    )
