"""Before something grave: whoever is signed in proves again who they are."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import ParamSpec
from urllib.parse import quote

from flask import Blueprint, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from wtforms import Form
from wtforms.fields import Field

from learning import accounts, clock, mailed_links, second_factor, single_sign_on
from learning.accounts import Proof
from learning.errors import NotAllowed
from learning.mailed_links import Purpose
from learning.web.access import learner, local_path, without_second
from learning.web.account_forms import CodeForm, ProofForm
from learning.web.asked import asked_for, asker, refuse_without_mail, remember, site
from learning.web.context import settings
from learning.web.database import abandon, db, keep, reading
from learning.web.entering import prove_anew
from learning.web.known_browsers import known_as
from learning.web.security_events import Act, Refusal, Way, note_event

bp = Blueprint("proving", __name__)
P = ParamSpec("P")

FRESH = timedelta(minutes=15)
"""For so long one proof does."""


def freshly_proved(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Let only those in who have just proved who they are; the others do so first.

    Who has a second factor shows it, too, if they have not in this sign-in: it may be from before.
    For the page with the form and for what it sends: a form that was left open for longer is
    asked for again after the proof, and nothing has been done.
    """

    @wraps(view)
    def proved(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if clock.now() - learner().proved_at >= FRESH:
            return redirect(f"/account/proof?next={quote(_here())}", 303)
        return second_owed() or view(*args, **kwargs)

    return proved


def second_owed() -> ResponseReturnValue | None:
    """Lead who has a second factor and did not show it in this sign-in to where that is done.

    One query, or none.
    """
    somebody = learner()
    if somebody.second_at or not second_factor.is_set_up(db(), somebody.id):
        return None
    return redirect(f"/sign-in/second?next={quote(_readable(_here()))}", 303)


def _here() -> str:
    return request.full_path.rstrip("?")


@bp.get("/account/proof")
@without_second
def show() -> ResponseReturnValue:
    """Ask for the password, or for a code that is mailed, and say what for."""
    return _page(200, next=request.args.get("next"))


@bp.post("/account/proof")
@without_second
def prove() -> ResponseReturnValue:
    """Take the password as the proof and go on to where it was needed."""
    form = ProofForm(request.form)
    if not (form.validate() and proves(form.password)):
        return _page(422, password=form, next=form.next.data)
    return proved_now(form.next.data, Way.PASSWORD)


@bp.post("/account/proof/mail")
@without_second
def mail_code() -> ResponseReturnValue:
    """Mail a code to the person, which they then type on the same page."""
    refuse_without_mail()
    where = request.form.get("next")
    mailed_links.ask_again(db(), learner(), asker(), site())
    remember(Purpose.PROOF, learner().email, where)
    return redirect(f"/account/proof?next={quote(where or '')}#code", 303)


@bp.post("/account/proof/code")
@without_second
def prove_by_code() -> ResponseReturnValue:
    """Take the mailed code as the proof and go on to where it was needed."""
    form = CodeForm(request.form)
    asked = asked_for(Purpose.PROOF)
    where = asked.where if asked else None
    if not (form.validate() and _took(form)):
        return _page(422, code=form, next=where)
    return proved_now(where, Way.MAILED_CODE)


def _took(form: CodeForm) -> bool:
    """Tell whether the code is the one that was mailed, and use it up; a failure is counted."""
    email, typed = learner().email, form.code.data or ""
    try:
        mailed_links.take_code(db(), Purpose.PROOF, email, typed, asker())
    except NotAllowed as refusal:
        keep()
        note_event(Refusal.PROOF_FAILED, Way.MAILED_CODE)
        form.code.errors = [str(refusal)]
        return False
    return True


def proved_now(where: str | None, way: Way) -> ResponseReturnValue:
    """Note that the person has just proved who they are, and lead ``where`` that was needed."""
    prove_anew(learner())
    note_event(Act.PROOF_GIVEN, way)
    return redirect(_readable(local_path(where)), 303)


def proves(field: Field) -> bool:
    """Tell whether the password in ``field`` is the person's own; counted and slowed like sign-in.

    Hashing is slow, so the writers' turn is given back meanwhile.
    """
    abandon()
    try:
        accounts.settle_proof(db(), tried(learner().email, field.data or ""))
    except NotAllowed:
        keep()  # the failure counts
        note_event(Refusal.PROOF_FAILED, Way.PASSWORD)
        field.errors = ["This is not your present password"]
        return False
    return True


def tried(email: str, password: str) -> Proof:
    """Return what trying the password showed; it only reads."""
    address = request.remote_addr or ""
    return accounts.try_password(
        reading(), email=email, password=password, address=address, known_as=known_as
    )


def _readable(path: str | None) -> str:
    """Return ``path``, or the nearest page above it: what was sent there is asked for again."""
    above = (path or "/account").partition("?")[0]
    while above and not _is_page(above):
        above = above.rpartition("/")[0]
        path = above
    return path or "/account"


def _is_page(path: str) -> bool:
    try:
        return bool(current_app.create_url_adapter(request).match(path, method="GET"))  # type: ignore[union-attr]
    except HTTPException:
        return False


def _page(status: int, *, next: str | None, **forms: Form) -> ResponseReturnValue:
    shown: dict[str, Form] = {"password": ProofForm(data={"next": next}), "code": CodeForm()}
    page = render_template(
        "accounts/proof.html",
        forms=shown | forms,
        next=next,
        has_password=accounts.has_password(db(), learner()),
        sends_mail=settings().mails_links,
        is_mailed=asked_for(Purpose.PROOF) is not None,
        providers=single_sign_on.providers_of(db(), learner().id, settings().providers),
    )
    return page, status
