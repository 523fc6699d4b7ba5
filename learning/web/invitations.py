"""The page an invitation leads to. Opening it does nothing; a button puts the organisation down."""

from flask import Blueprint, make_response, redirect, render_template
from flask.typing import ResponseReturnValue

from learning import invitations, organisations
from learning.web.access import learner, person, public
from learning.web.database import db
from learning.web.signed import read_by_any_key

bp = Blueprint("invitations", __name__)


@bp.get("/invited/<token>")
@public
def show(token: str) -> ResponseReturnValue:
    """Say who invites to what, and ask; two queries, three for who is signed in."""
    invited = invitations.invitation(db(), _number(token))
    somebody = person()
    is_there = somebody and organisations.belongs_to(db(), somebody) == invited.organisation.id
    page = render_template("invitations/show.html", token=token, invited=invited, is_there=is_there)
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"  # it holds a name
    return response


@bp.post("/invited/<token>")
def accept(token: str) -> ResponseReturnValue:
    """Put the organisation on one’s profile."""
    invitations.accept(db(), learner(), _number(token))
    return redirect(f"/invited/{token}", 303)


def _number(token: str) -> int:
    return read_by_any_key(invitations.read_token, token)
