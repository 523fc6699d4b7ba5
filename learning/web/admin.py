"""What admins see beside the statistics: the state of the content, and passages let to be quoted.

Never anything else that anybody wrote.
"""

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from learning import followups, sharing
from learning.web import organisations, statistics, statistics_report
from learning.web.context import editions, programme
from learning.web.database import db

bp = Blueprint("admin", __name__, url_prefix="/admin")
bp.register_blueprint(organisations.bp)
bp.register_blueprint(statistics.bp)
bp.register_blueprint(statistics_report.bp)


@bp.get("")
def index() -> ResponseReturnValue:
    """Lead to the statistics, the first thing an admin wants."""
    return redirect("/admin/statistics")


@bp.get("/content")
def content() -> ResponseReturnValue:
    """Show the edition being served, and the mistakes that keep a newer one back."""
    return render_template("admin/content.html", mistakes=editions().mistakes)


@bp.get("/quotes")
def quotes() -> ResponseReturnValue:
    """Show the passages that their writers let be quoted, as they agreed to it."""
    return render_template(
        "admin/quotes.html",
        quotes=sharing.quotes(db(), programme()),
        stories=followups.quotes(db()),
    )
