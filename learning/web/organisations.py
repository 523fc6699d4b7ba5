"""Organisations, for admins: finding those that are spelt in several ways, and making them one.

No page here says who is from one, nor how many people are.
"""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import Form, TextAreaField
from wtforms.validators import InputRequired, Length

from learning import audit, organisations
from learning.audit import Act
from learning.errors import Conflict, NotFound
from learning.organisations import Spelled
from learning.web.access import learner
from learning.web.account_forms import NotBlank
from learning.web.clean import one_line, whole_number
from learning.web.database import db

bp = Blueprint("organisations", __name__, url_prefix="/organisations")
HERE = "/admin/organisations"
_MISSING = "Write why they are the same"
_LONGEST_QUERY = 200


class MergeForm(Form):
    """Why several names mean one organisation."""

    reason = TextAreaField(
        "Why they are the same",
        [
            InputRequired(_MISSING),
            NotBlank(_MISSING),
            Length(max=organisations.LONGEST_REASON, message="Use at most %(max)d characters"),
        ],
        filters=[one_line],
        description="Kept with your name and the day. Every admin can read it.",
    )


@bp.get("")
def index() -> ResponseReturnValue:
    """List organisations, with those that were ticked before, whatever is searched for now."""
    text = (one_line(request.args.get("q")) or "")[:_LONGEST_QUERY]
    listing = organisations.listed(db(), text, _page_number())
    chosen = organisations.spelled(db(), _ids(request.args.getlist("with")))
    shown = {organisation.id for organisation in listing.organisations}
    return render_template(
        "organisations/index.html",
        q=text,
        listing=listing,
        chosen=chosen,
        elsewhere=[organisation for organisation in chosen if organisation.id not in shown],
        too_few="few" in request.args,
    )


@bp.get("/alike")
def alike() -> ResponseReturnValue:
    """Show those that are likely to be the same."""
    doubles = organisations.doubles(db(), _page_number())
    return render_template("organisations/alike.html", doubles=doubles)


@bp.get("/merging")
def compare() -> ResponseReturnValue:
    """Show the ones that were ticked: which shall stand, then what merging them does.

    An answer comes with ``asked``: one without a name is told from a page just opened.
    """
    chosen = organisations.spelled(db(), _ids(request.args.getlist("with")))
    if len(chosen) < 2:
        ticked = "".join(f"&with={organisation.id}" for organisation in chosen)
        return redirect(f"{HERE}?few=1{ticked}")
    into = whole_number(request.args.get("into"))
    names_one = into in {organisation.id for organisation in chosen}
    is_refused = not names_one and ("asked" in request.args or "into" in request.args)
    return _merging(chosen, into, MergeForm(), 422 if is_refused else 200)


@bp.get("/merges")
def merges() -> ResponseReturnValue:
    """Show what was merged, by whom, when and why."""
    kept = organisations.merges(db(), _page_number())
    changed = request.args.get("changed")
    return render_template("organisations/merges.html", kept=kept, changed=changed)


@bp.post("/merges")
def merge() -> ResponseReturnValue:
    """Make them one."""
    form = MergeForm(request.form)
    into = whole_number(request.form.get("into"))
    others = _ids(request.form.getlist("with"))
    if into is None:
        raise NotFound("Choose which of the names shall stand.")
    if not form.validate():
        return _merging(organisations.spelled(db(), [into, *others]), into, form, 422)
    try:
        merged = organisations.merge(db(), learner(), into, others, form.reason.data or "")
    except Conflict as refusal:
        form.form_errors = [str(refusal)]
        return _merging(organisations.spelled(db(), [into, *others]), into, form, 409)
    if merged:
        about, why = f"organisation {into}", form.reason.data or ""
        audit.note(db(), learner(), Act.MERGE_ORGANISATIONS, about=about, reason=why)
    return redirect(f"{HERE}/merges?changed=merged", 303)


def _merging(
    chosen: tuple[Spelled, ...], into: int | None, form: MergeForm, status: int
) -> tuple[str, int]:
    goal = next((organisation for organisation in chosen if organisation.id == into), None)
    page = render_template(
        "organisations/merging.html",
        chosen=chosen,
        goal=goal,
        form=form,
        unchosen=status == 422 and goal is None,
    )
    return page, status


def _page_number() -> int:
    return whole_number(request.args.get("page")) or 1


def _ids(written: Iterable[Any]) -> list[int]:
    """Return the first numbers of those that were sent, each once."""
    found = dict.fromkeys(whole_number(each) for each in written)
    return [each for each in found if each is not None][: organisations.MOST_AT_ONCE]
