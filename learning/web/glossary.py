"""Every term of the programme on one page."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from learning.content.glossary import by_letter
from learning.web.access import public
from learning.web.context import programme

bp = Blueprint("glossary", __name__)


@bp.get("/glossary")
@public
def show() -> ResponseReturnValue:
    """Show the terms under their letters, each with the page that defines it."""
    return render_template("glossary/show.html", letters=by_letter(programme()))
