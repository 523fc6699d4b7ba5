"""Coming in by mail: a link or a code to sign in, to finish signing up, for a new password."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning import accounts, mailed_links, people
from learning.errors import NotAllowed, NotFound, TooMany
from learning.mailed_links import LinkView, Purpose
from learning.web.access import public
from learning.web.account_forms import AddressForm, CodeAndPasswordForm, CodeForm
from learning.web.asked import (
    Asked,
    account_in,
    asked_for,
    asker,
    refuse_without_mail,
    remember,
    site,
)
from learning.web.database import abandon, db, keep
from learning.web.entering import entered
from learning.web.security_events import UNKNOWN, Act, Refusal, Way, note_event

bp = Blueprint("mailed_links", __name__)
IT_IS_CHANGED = "/account?changed=password"
"""Where it says so; for who was going nowhere else."""
_WAYS_IN = (Purpose.SIGN_IN, Purpose.SIGN_UP)


@bp.get("/sign-in/link")
@public
def ask_link() -> ResponseReturnValue:
    """Ask which address a link to sign in with shall go to."""
    return _ask_page("link", AddressForm(data={"next": request.args.get("next")}), 200)


@bp.post("/sign-in/link")
@public
def send_link() -> ResponseReturnValue:
    """Mail the link; the answer is the same for every address."""
    return _mailed("link", Purpose.SIGN_IN, "/sign-in/code")


@bp.get("/sign-in/code")
@public
def ask_code() -> ResponseReturnValue:
    """Say that a mail is on its way, and take its code; who asked for none does that first."""
    if asked := asked_for(*_WAYS_IN):
        return _code_page("code", asked, CodeForm(), 200)
    return redirect("/sign-in/link")


@bp.post("/sign-in/code")
@public
def enter() -> ResponseReturnValue:
    """Sign in who typed the code, having made the account if that was what they asked for."""
    asked = asked_for(*_WAYS_IN)
    form = CodeForm(request.form)
    if asked is None:
        return redirect("/sign-in/link", 303)
    if not form.validate():
        return _code_page("code", asked, form, 422)
    link, status = _taken(form, Purpose(asked.purpose), asked)
    if link is None:
        return _code_page("code", asked, form, status)
    return come_in(link, asked, Way.MAILED_CODE)


def come_in(link: LinkView, asked: Asked | None, way: Way) -> ResponseReturnValue:
    """Sign in whose link was just used; raises `NotFound` if there is nobody to sign in."""
    user_id = link.user_id
    if user_id is None and link.purpose is Purpose.SIGN_UP and asked:
        account = account_in(asked)
        user_id = accounts.register(
            db(), email=link.email, name=account.name, password_hash=account.password_hash
        )
    if user_id is None:
        raise NotFound("You asked for something else since. Ask for this once more.")
    if link.user_id is not None:
        people.note_address_shown(db(), user_id, site())
    mailed_links.confirm(db(), user_id)
    return entered(user_id, asked.where if asked else None, way)


@bp.get("/new-password")
@public
def ask_password() -> ResponseReturnValue:
    """Ask whose password shall be another one."""
    return _ask_page("password", AddressForm(data={"next": request.args.get("next")}), 200)


@bp.post("/new-password")
@public
def send_password() -> ResponseReturnValue:
    """Mail a link to choose it with; the answer is the same for every address."""
    return _mailed("password", Purpose.NEW_PASSWORD, "/new-password/code")


@bp.get("/new-password/code")
@public
def ask_password_code() -> ResponseReturnValue:
    """Take the code from the mail and the new password together."""
    if asked := asked_for(Purpose.NEW_PASSWORD):
        return _code_page("password_code", asked, CodeAndPasswordForm(), 200)
    return redirect("/new-password")


@bp.post("/new-password/code")
@public
def choose_password() -> ResponseReturnValue:
    """Change the password, sign out everywhere, and come in here."""
    asked = asked_for(Purpose.NEW_PASSWORD)
    if asked is None:
        return redirect("/new-password", 303)
    form = CodeAndPasswordForm(request.form, about=(asked.email,))
    if not form.validate():
        return _code_page("password_code", asked, form, 422)
    hashed = accounts.hash_password(form.new_password.data or "")  # before the writers’ turn
    link, status = _taken(form, Purpose.NEW_PASSWORD, asked)
    if link is None:
        return _code_page("password_code", asked, form, status)
    user_id = choose(link, hashed, Way.MAILED_CODE)
    return entered(user_id, asked.where or IT_IS_CHANGED, Way.MAILED_CODE)


def choose(link: LinkView, password_hash: str, way: Way) -> int:
    """Give the account of a link that was just used its new password; return whose it is."""
    if link.user_id is not None:
        people.note_address_shown(db(), link.user_id, site())
    user_id = mailed_links.choose_password(db(), link, password_hash, site())
    note_event(Act.PASSWORD_CHANGED, way, account=user_id)
    return user_id


def _mailed(page: str, purpose: Purpose, then: str) -> ResponseReturnValue:
    refuse_without_mail()
    form = AddressForm(request.form)
    if not form.validate():
        return _ask_page(page, form, 422)
    email = form.email.data or ""
    try:
        mailed_links.ask(db(), purpose, email, asker(), site())
    except TooMany as refusal:
        form.form_errors = [str(refusal)]
        return _ask_page(page, form, 429)
    remember(purpose, email, form.next.data)
    return redirect(then, 303)


def _taken(
    form: CodeForm | CodeAndPasswordForm, purpose: Purpose, asked: Asked
) -> tuple[LinkView | None, int]:
    """Return the link whose code was typed, or None with what to mend and the status."""
    typed = form.code.data or ""
    try:
        return mailed_links.take_code(db(), purpose, asked.email, typed, asker()), 303
    except TooMany as refusal:
        abandon()
        form.form_errors = [str(refusal)]
        return None, 429
    except NotAllowed as refusal:
        keep()  # the failure counts
        note_event(Refusal.SIGN_IN_FAILED, Way.MAILED_CODE, account=UNKNOWN)
        form.code.errors = [str(refusal)]
        return None, 422


def _ask_page(page: str, form: AddressForm, status: int) -> ResponseReturnValue:
    refuse_without_mail()
    return render_template(f"accounts/ask_{page}.html", form=form), status


def _code_page(
    page: str, asked: Asked, form: CodeForm | CodeAndPasswordForm, status: int
) -> ResponseReturnValue:
    return render_template(f"accounts/{page}.html", form=form, asked=asked), status
