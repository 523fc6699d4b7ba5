"""Claiming an attendance with the code of a slip or a mail."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning import live
from learning.errors import Conflict, LearningError, NotFound, TooMany
from learning.web.access import learner, public
from learning.web.database import db, keep
from learning.web.live.record_forms import ClaimForm

bp = Blueprint("claims", __name__)


@bp.get("/claim")
@bp.get("/claim/<code>")
@public
def show(code: str = "") -> ResponseReturnValue:
    """Ask before claiming. The page is alike for every code: only trying one tells, and counts."""
    bare = live.bare_code(code)
    form = ClaimForm()
    form.code.data = live.grouped_code(bare) if bare else code[:40]
    return render_template("claims/show.html", form=form, code=bare)


@bp.post("/claim")
def claim() -> ResponseReturnValue:
    """Move the attendance to one’s own account, or say on the form why not."""
    form = ClaimForm(request.form)
    if not form.validate():
        return render_template("claims/show.html", form=form, code=None), 422
    try:
        live.claim(db(), learner(), form.code.data or "")
    except (Conflict, NotFound, TooMany) as refusal:
        return _not_claimed(form, refusal)
    return redirect("/home?changed=claimed#together", 303)


def _not_claimed(form: ClaimForm, refusal: LearningError) -> ResponseReturnValue:
    keep()  # a wrong code counts
    form.code.errors = [str(refusal)]
    page = render_template("claims/show.html", form=form, code=None)
    if isinstance(refusal, TooMany):
        return page, 429, {"Retry-After": str(refusal.wait)}
    return page, 409 if isinstance(refusal, Conflict) else 422
