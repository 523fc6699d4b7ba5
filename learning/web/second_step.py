"""The second step of signing in: a code of the app, a passkey, or a code on paper."""

from urllib.parse import quote

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import Form

from learning import second_factor
from learning.errors import NotAllowed, TooMany
from learning.sealing import BrokenSeal, Sealer
from learning.web import passkeys
from learning.web.access import local_path, person, public
from learning.web.context import settings
from learning.web.database import db, keep, reading
from learning.web.entering import Halfway, halfway, second_shown
from learning.web.known_browsers import known_as
from learning.web.second_factor_forms import AnswerForm, CodeForm, RecoveryForm
from learning.web.security_events import Refusal, Way, note_event
from learning.web.signed import secrets

bp = Blueprint("second_step", __name__)
_SHOWING = "showing"
SET_UP = "/account/second-factor"
_NOT_KNOWN = "The server cannot check codes of your app any more. Use a recovery code."
_TOO_OLD = "That took too long. Try once more."


def sealer() -> Sealer:
    """Return what seals the keys of apps."""
    return Sealer(secrets(), "authenticator")


@bp.get("/sign-in/second")
@public
def ask() -> ResponseReturnValue:
    """Ask for the second factor; who has none to show is led on to where they should be."""
    who = _asked(request.args.get("next"))
    return _page(who, 200) if isinstance(who, Halfway) else redirect(who)


@bp.post("/sign-in/second")
@public
def show_code() -> ResponseReturnValue:
    """Take a code of the app, or one on paper."""
    on_paper = "recovery" in request.form
    form = RecoveryForm(request.form) if on_paper else CodeForm(request.form)
    field = form.recovery if on_paper else form.code
    way = Way.RECOVERY_CODE if on_paper else Way.APP_CODE
    who = _asked(form.next.data)
    if not isinstance(who, Halfway):
        return redirect(who, 303)
    if not form.validate():
        return _page(who, 422, form)
    try:
        tried = _tried(who, field.data or "")
        second_factor.settle_code(db(), tried)
    except TooMany as refusal:
        form.form_errors = [str(refusal)]
        return *_page(who, 429, form), {"Retry-After": str(refusal.wait)}
    except BrokenSeal:
        form.form_errors = [_NOT_KNOWN]
        return _page(who, 422, form)
    except NotAllowed as refusal:
        keep()  # the failure counts
        note_event(Refusal.SECOND_STEP_FAILED, way, account=who.user_id)
        field.errors = [str(refusal)]
        return _page(who, 422, form)
    # What opened counts: either box takes both kinds of code.
    return second_shown(who, Way.APP_CODE if tried.step is not None else Way.RECOVERY_CODE)


@bp.post("/sign-in/second/passkey")
@public
def show_passkey() -> ResponseReturnValue:
    """Take what the browser has signed with a passkey."""
    form = AnswerForm(request.form)
    who = _asked(form.next.data)
    if not isinstance(who, Halfway):
        return redirect(who, 303)
    challenge, site = passkeys.asked(_SHOWING), passkeys.site()
    if challenge is None or site is None:
        form.form_errors = [_TOO_OLD]
        return _page(who, 422, form)
    try:
        second_factor.show_passkey(db(), who.user_id, form.answer.data or "", challenge, site)
    except NotAllowed as refusal:
        note_event(Refusal.SECOND_STEP_FAILED, Way.PASSKEY, account=who.user_id)
        form.form_errors = [str(refusal)]
        return _page(who, 422, form)
    return second_shown(who, Way.PASSKEY)


def _asked(going: str | None) -> Halfway | str:
    """Return who has a second factor to show here, or the address where this person should be.

    It may be somebody who is signed in, from before they had one.
    """
    somebody = person()
    where = local_path(going)
    who = Halfway(somebody.id, where) if somebody else halfway()
    if who is None:
        return "/sign-in"
    if somebody and somebody.second_at:
        return where or "/home"
    if not second_factor.is_set_up(db(), who.user_id):
        return _to_set_up(where) if somebody else "/sign-in"
    return who


def _to_set_up(where: str | None) -> str:
    return f"{SET_UP}?next={quote(where)}" if where else SET_UP


def _tried(who: Halfway, code: str) -> second_factor.Shown:
    address = request.remote_addr or ""
    return second_factor.try_code(
        reading(), who.user_id, code, address=address, sealer=sealer(), known_as=known_as
    )


def _page(who: Halfway, status: int, form: Form | None = None) -> tuple[str, int]:
    """Show every way that this person has; ``form`` was refused."""
    ways = second_factor.ways_of(db(), who.user_id)
    site = passkeys.site()
    options = None
    if ways.passkeys and site:
        asked = second_factor.request_options(db(), who.user_id, site)
        options = passkeys.ask(_SHOWING, asked)
    going = {"next": who.where if person() else None}
    forms = {kind: kind(data=going) for kind in (CodeForm, RecoveryForm, AnswerForm)}
    if form is not None:
        forms[type(form)] = form
    page = render_template(
        "second_factor/ask.html",
        ways=ways,
        options=options,
        refused=form,
        code_form=forms[CodeForm],
        recovery_form=forms[RecoveryForm],
        answer_form=forms[AnswerForm],
        site=settings(),
    )
    return page, status
