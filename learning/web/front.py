"""The front page: what this is, for whom, how long, and where to begin."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from learning import progress
from learning.web.access import person, public
from learning.web.context import programme
from learning.web.database import db

bp = Blueprint("front", __name__)


@bp.get("/")
@public
def show() -> ResponseReturnValue:
    """Show the programme to anybody."""
    somebody = person()
    so_far = progress.progress_of(db(), somebody, programme()) if somebody else None
    return render_template("front/show.html", progress=so_far)
