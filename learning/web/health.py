"""Two addresses for whoever watches the server."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from learning.web.access import public
from learning.web.context import programme
from learning.web.database import db

bp = Blueprint("health", __name__)
_NOT_KEPT = {"Cache-Control": "no-store"}


@bp.get("/health")
@public
def health() -> ResponseReturnValue:
    """Say that the process answers."""
    return {"status": "ok"}, _NOT_KEPT


@bp.get("/ready")
@public
def ready() -> ResponseReturnValue:
    """Say that the programme is loaded and the database answers; 503 if it does not."""
    try:
        db().execute(text("SELECT 1"))
    except SQLAlchemyError:
        return {"status": "The database cannot be reached."}, 503, _NOT_KEPT
    return {"status": "ok", "edition": programme().edition}, _NOT_KEPT
