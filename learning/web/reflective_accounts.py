"""Reflective accounts for revalidation: begun from entries, written, looked through, taken away."""

from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning import clock
from learning.errors import Conflict
from learning.exports import reflective_account as accounts
from learning.web import own_forms
from learning.web.access import learner
from learning.web.clean import whole_number
from learning.web.context import local, programme
from learning.web.database import db
from learning.web.downloads import document_response

bp = Blueprint("reflective_accounts", __name__)
bp.add_app_template_global(own_forms.record_path)
ALL = "/journal/reflective-accounts"
ONE = f"{ALL}/<int(max=999999):number>"


@bp.get(ALL)
def index() -> ResponseReturnValue:
    """List one’s accounts."""
    found = accounts.accounts_of(db(), learner())
    changed = request.args.get("changed")
    return render_template("reflective_accounts/index.html", accounts=found, changed=changed)


@bp.get(f"{ALL}/new")
def new() -> ResponseReturnValue:
    """Show the entries that an account can be begun from."""
    return _choice(None, 200)


@bp.post(ALL)
def begin() -> ResponseReturnValue:
    """Begin an account from the entries that were ticked."""
    ticked = {number for text in request.form.getlist("entry") if (number := whole_number(text))}
    try:
        number = accounts.begin(db(), learner(), programme(), ticked)
    except Conflict as refusal:
        return _choice(str(refusal), 409, ticked)
    return redirect(f"{ALL}/{number}", 303)


@bp.get(ONE)
def show(number: int) -> ResponseReturnValue:
    """Show an account to write on."""
    return _page(number, {}, 200)


@bp.post(f"{ONE}/entries")
def save(number: int) -> ResponseReturnValue:
    """Save what was written, and go on to look through it if that was the button."""
    account = accounts.account_of(db(), learner(), number)
    work = own_forms.sent(account.exercise)
    goal = f"{account.path}/download" if "download" in request.form else account.path
    return own_forms.save(work, lambda more, status: _page(number, more, status), goal)


@bp.get(f"{ONE}/entries")
def return_to_account(number: int) -> ResponseReturnValue:
    """Lead back whoever opens anew the address at which a form was refused."""
    return redirect(f"{ALL}/{number}", 303)


@bp.get(f"{ONE}/download")
def look_through(number: int) -> ResponseReturnValue:
    """Show an account as it would be taken along, and what to look at again before."""
    account = accounts.account_of(db(), learner(), number)
    hints = own_forms.hints_on(account.texts)
    return render_template("reflective_accounts/download.html", account=account, hints=hints)


@bp.get(f"{ONE}.<any(docx, pdf, md):ending>")
def download(number: int, ending: str) -> ResponseReturnValue:
    """Send an account as a file to keep."""
    account = accounts.account_of(db(), learner(), number)
    now = local(clock.now())
    document = accounts.document_of(account, learner().name, programme(), now)
    return document_response(document, ending, f"reflective account {number}")


@bp.post(f"{ONE}/removal")
def discard(number: int) -> ResponseReturnValue:
    """Throw an account away; twice is no mistake."""
    accounts.discard(db(), learner(), number)
    return redirect(f"{ALL}?changed=gone", 303)


def _choice(
    refusal: str | None, status: int, ticked: set[int] | None = None
) -> ResponseReturnValue:
    entries = accounts.sources_of(db(), learner(), programme())
    return render_template(
        "reflective_accounts/new.html", entries=entries, refusal=refusal, ticked=ticked or set()
    ), status


def _page(number: int, more: dict[str, Any], status: int) -> ResponseReturnValue:
    account = accounts.account_of(db(), learner(), number)
    context = own_forms.as_saved(account.exercise, account.entry) | more
    return render_template("reflective_accounts/show.html", account=account, **context), status
