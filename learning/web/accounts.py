"""Signing up, in and out, and the account's own page."""

from flask import Blueprint, Response, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import logout_user
from wtforms import Form

from learning import accounts, mail, mailed_links
from learning.errors import Conflict, NotAllowed, TooMany
from learning.mailed_links import Purpose
from learning.web.access import learner, limits, own_organisation, person, public
from learning.web.account_forms import (
    MailForm,
    NameForm,
    PasswordForm,
    SignInForm,
    SignUpForm,
)
from learning.web.asked import NewAccount, asker, remember, site
from learning.web.context import settings
from learning.web.database import abandon, db, keep
from learning.web.entering import entered, prove_anew
from learning.web.errors import wants_json
from learning.web.known_browsers import empty_cookie, note_entered
from learning.web.proving import proves, second_owed, tried
from learning.web.security_events import UNKNOWN, Act, Refusal, Way, note_event

bp = Blueprint("accounts", __name__)


@bp.get("/sign-up")
@public
def sign_up() -> ResponseReturnValue:
    """Show the form for a new account; who has one is home already."""
    if person():
        return redirect("/home")
    form = SignUpForm(data={"next": request.args.get("next")})
    return _sign_up_page(form, 200)


@bp.post("/sign-up")
@public
def register() -> ResponseReturnValue:
    """Make an account and sign its person in, or first have a mail shown to arrive.

    Where mail goes, the answer is the same whether the address has an account or not.
    """
    form = SignUpForm(request.form)
    if not form.validate():
        return _sign_up_page(form, 422)
    hashed = accounts.hash_password(form.password.data or "")  # slow: before the writers' turn
    if settings().mails_links:
        return _mailed(form, hashed)
    try:
        user_id = accounts.register(
            db(), email=form.email.data or "", name=form.name.data or "", password_hash=hashed
        )
    except Conflict as refusal:
        form.email.errors = [str(refusal)]
        return _sign_up_page(form, 422)
    return entered(user_id, form.next.data, Way.PASSWORD)


def _sign_up_page(form: SignUpForm, status: int) -> tuple[str, int]:
    return render_template(
        "accounts/sign_up.html", form=form, mails_links=settings().mails_links
    ), status


def _mailed(form: SignUpForm, hashed: str) -> ResponseReturnValue:
    """Mail what finishes signing up; the account is made when that has been shown to arrive."""
    email = form.email.data or ""
    try:
        mailed_links.ask(db(), Purpose.SIGN_UP, email, asker(), site())
    except TooMany as refusal:
        form.form_errors = [str(refusal)]
        return _sign_up_page(form, 429)
    account = NewAccount(form.name.data or "", hashed)
    remember(Purpose.SIGN_UP, email, form.next.data, account)
    return redirect("/sign-in/code", 303)


@bp.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    """Show the sign-in form, also to change from one person to another at a shared computer."""
    return _sign_in_page(SignInForm(data={"next": request.args.get("next")}), 200)


@bp.post("/sign-in")
@public
def enter() -> ResponseReturnValue:
    """Sign the person in and take them where they were going; a script stays where it is."""
    form = SignInForm(request.form)
    if not form.validate():
        return _not_entered(form, 422)
    try:
        proof = tried(form.email.data or "", form.password.data or "")
        user_id = accounts.settle_proof(db(), proof)
    except TooMany as refusal:
        form.form_errors = [str(refusal)]
        return *_not_entered(form, 429), {"Retry-After": str(refusal.wait)}
    except NotAllowed as refusal:
        keep()  # the failure counts
        note_event(Refusal.SIGN_IN_FAILED, Way.PASSWORD, account=proof.tried_id or UNKNOWN)
        form.form_errors = [str(refusal)]
        return _not_entered(form, 422)
    return entered(user_id, form.next.data, Way.PASSWORD)


def _not_entered(form: SignInForm, status: int) -> tuple[str | Response, int]:
    """Show the form again with what to mend; a script is told the same sentences."""
    if wants_json():
        words = (error for errors in form.errors.values() for error in errors)
        return jsonify(message=". ".join(words)), status
    return _sign_in_page(form, status)


def _sign_in_page(form: SignInForm, status: int) -> tuple[str, int]:
    return render_template(
        "accounts/sign_in.html", form=form, mails_links=settings().mails_links
    ), status


@bp.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    """Sign the person out here; doing it twice is no mistake."""
    if somebody := person():
        accounts.end_this(db(), somebody)
        note_event(Act.SIGN_INS_ENDED)
    logout_user()
    empty_cookie()
    return redirect("/", 303)


@bp.get("/account")
def show() -> ResponseReturnValue:
    """Show the account: name, address, password, and where one is signed in."""
    return _account(200)


@bp.post("/account/name")
def rename() -> ResponseReturnValue:
    """Change the name."""
    form = NameForm(request.form)
    if not form.validate():
        return _account(422, name=form)
    accounts.rename(db(), learner(), form.name.data or "")
    return redirect("/account?changed=name", 303)


@bp.post("/account/password")
def change_password() -> ResponseReturnValue:
    """Change the password and sign the person out everywhere else."""
    somebody = learner()
    if owed := second_owed():
        return owed
    form = PasswordForm(request.form, about=(somebody.name, somebody.email))
    if not form.validate():
        return _account(422, password=form)
    abandon()  # hashing is slow: give the writers' turn back meanwhile
    hashed = accounts.hash_password(form.new_password.data or "")
    if not proves(form.old_password):
        return _account(422, password=form)
    accounts.change_password(db(), somebody, hashed)
    accounts.end_others(db(), somebody)
    note_entered(somebody.id)
    prove_anew(somebody)
    note_event(Act.PASSWORD_CHANGED, Way.PASSWORD)
    if settings().mails_links:
        mailed_links.note_new_password(db(), somebody.id, site())
    return redirect("/account?changed=password", 303)


@bp.post("/account/sign-ins/<handle>/end")
def end_sign_in(handle: str) -> ResponseReturnValue:
    """Sign the person out in one other browser."""
    accounts.end(db(), learner(), handle)
    note_event(Act.SIGN_INS_ENDED)
    return redirect("/account?changed=sign-ins", 303)


@bp.post("/account/sign-ins/end-others")
def end_other_sign_ins() -> ResponseReturnValue:
    """Sign the person out everywhere but here."""
    accounts.end_others(db(), learner())
    note_entered(learner().id)
    note_event(Act.SIGN_INS_ENDED)
    return redirect("/account?changed=sign-ins", 303)


def _account(status: int, **forms: Form) -> ResponseReturnValue:
    somebody = learner()
    wants = dict.fromkeys(mail.OPTIONAL, True) | dict.fromkeys(
        mail.stopped_by(db(), somebody.email), False
    )
    shown: dict[str, Form] = {
        "mail": MailForm(data=wants),
        "name": NameForm(data={"name": somebody.name}),
        "password": PasswordForm(),
    }
    page = render_template(
        "accounts/show.html",
        forms=shown | forms,
        sign_ins=accounts.sign_ins_of(db(), somebody, limits()),
        changed=request.args.get("changed"),
        sends_mail=settings().sends_mail,
        mails_links=settings().mails_links,
        has_password=accounts.has_password(db(), somebody),
        pending=mailed_links.pending_address(db(), somebody),
        organisation=own_organisation(),
    )
    return page, status
