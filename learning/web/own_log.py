"""What admins did about one’s own account: everybody reads their own."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from learning import audit
from learning.audit import Chosen
from learning.web.access import learner
from learning.web.clean import whole_number
from learning.web.database import db

bp = Blueprint("own_log", __name__)


@bp.get("/account/log")
def show() -> ResponseReturnValue:
    """Show the learner what admins did about their account, the latest first."""
    number = whole_number(request.args.get("page")) or 1
    # Numbers of accounts that were deleted come again: what is older is about somebody else.
    mine = Chosen(about_id=learner().id, since=learner().joined_at)
    log = audit.log_of(db(), mine, number)
    return render_template("people/own_log.html", log=log)
