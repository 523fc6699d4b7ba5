"""Every component in every state, for whoever works on the look. Development only."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from learning.web.access import public
from learning.web.gallery_samples import samples

bp = Blueprint("gallery", __name__)


@bp.get("/_components")
@public
def show() -> ResponseReturnValue:
    """Show the living gallery."""
    return render_template("gallery/show.html", samples=samples())
