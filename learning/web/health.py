"""Two addresses for whoever watches the server."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from learning.web.access import public
from learning.web.context import programme
from learning.web.database import db

bp = Blueprint("health", __name__)


@bp.get("/health")
@public
def health() -> ResponseReturnValue:
    """Say that the process answers."""
    return {"status": "ok"}


@bp.get("/ready")
@public
def ready() -> ResponseReturnValue:
    """Say that the programme is loaded and the database answers; 503 if it does not."""
    db().execute(text("SELECT 1"))
    return {"status": "ok", "edition": programme().edition}
