"""Everything a learner has written, for that learner only."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from learning import journal
from learning.web.access import learner
from learning.web.context import programme
from learning.web.database import db

bp = Blueprint("journal", __name__)


@bp.get("/journal")
def index() -> ResponseReturnValue:
    """Show every entry, of this edition and earlier ones, latest first."""
    entries = journal.journal_of(db(), learner(), programme())
    return render_template("journal/index.html", entries=entries)


@bp.get("/journal/<int(max=2147483647):entry_id>")
def show(entry_id: int) -> ResponseReturnValue:
    """Show one entry with its earlier versions and what was set aside."""
    entry = journal.entry_of(db(), learner(), entry_id, programme())
    versions = journal.versions_of(db(), entry)
    return render_template("journal/show.html", entry=entry, versions=versions)
