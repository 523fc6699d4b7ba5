"""What admins see: completion, the state of the content, and passages let to be quoted.

Never anything else that anybody wrote.
"""

import csv
import io

from flask import Blueprint, Response, redirect, render_template
from flask.typing import ResponseReturnValue

from learning import sharing, statistics
from learning.web.context import editions, programme
from learning.web.database import db

bp = Blueprint("admin", __name__, url_prefix="/admin")


@bp.get("")
def index() -> ResponseReturnValue:
    """Lead to the statistics, the first thing an admin wants."""
    return redirect("/admin/statistics")


@bp.get("/statistics")
def show() -> ResponseReturnValue:
    """Show how many started, finished each module, finished all, and where people stop."""
    overview = statistics.overview(db(), programme())
    return render_template(
        "admin/statistics.html", overview=overview, mistakes=len(editions().mistakes)
    )


@bp.get("/statistics.csv")
def table() -> ResponseReturnValue:
    """Send the page's figures, the same ones, as a spreadsheet can read them."""
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(["Group", "Figure", "Learners", "Definition"])
    for group, figure in statistics.overview(db(), programme()).figures:
        row = (group, figure.name, str(figure.count), figure.definition)
        writer.writerow([_as_text(cell) for cell in row])
    response = Response("\ufeff" + lines.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="statistics.csv"'
    return response


@bp.get("/content")
def content() -> ResponseReturnValue:
    """Show the edition being served, and the mistakes that keep a newer one back."""
    return render_template("admin/content.html", mistakes=editions().mistakes)


@bp.get("/quotes")
def quotes() -> ResponseReturnValue:
    """Show the passages that their writers let be quoted, as they agreed to it."""
    return render_template("admin/quotes.html", quotes=sharing.quotes(db(), programme()))


def _as_text(cell: str) -> str:
    """Keep a cell from being read as a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
