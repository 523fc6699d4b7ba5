"""Where admins begin, the state of the content, and passages let to be quoted.

Never anything else that anybody wrote.
"""

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from learning import followups, sharing
from learning.audit import Act, is_open, open_page
from learning.complaints import how_many_wait
from learning.web import (
    audit,
    complaints,
    condition,
    organisation_admins,
    organisations,
    people,
    statistics,
    statistics_report,
)
from learning.web.access import learner
from learning.web.context import editions, programme
from learning.web.database import db

bp = Blueprint("admin", __name__, url_prefix="/admin")
bp.register_blueprint(audit.bp)
bp.register_blueprint(complaints.admin_bp)
bp.register_blueprint(condition.admin_bp)
bp.register_blueprint(organisations.bp)
bp.register_blueprint(organisation_admins.bp)
bp.register_blueprint(people.bp)
bp.register_blueprint(statistics.bp)
bp.register_blueprint(statistics_report.bp)


@bp.get("")
def index() -> ResponseReturnValue:
    """Show what there is for admins, and how many complaints wait; one query."""
    mistakes = len(editions().mistakes)
    return render_template("admin/index.html", waiting=how_many_wait(db()), mistakes=mistakes)


@bp.get("/content")
def content() -> ResponseReturnValue:
    """Show the edition being served, and the mistakes that keep a newer one back."""
    return render_template("admin/content.html", mistakes=editions().mistakes)


@bp.get("/quotes")
def quotes() -> ResponseReturnValue:
    """Show the passages that their writers let be quoted, as they agreed to it, once opened."""
    return render_template(
        "admin/quotes.html",
        quotes=sharing.quotes(db(), programme()),
        stories=followups.quotes(db()),
        is_open=is_open(db(), learner(), Act.READ_QUOTES),
    )


@bp.post("/quotes/opening")
def open_quotes() -> ResponseReturnValue:
    """Write down who reads the passages, then show them."""
    open_page(db(), learner(), Act.READ_QUOTES)
    return redirect("/admin/quotes", 303)
