"""Signing up, in and out, and the account's own page."""

from flask import Blueprint, Response, jsonify, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_login import login_user, logout_user
from wtforms import Form
from wtforms.fields import Field

from learning import accounts, followups, mail
from learning.accounts import Proof
from learning.errors import Conflict, NotAllowed, TooMany
from learning.web.access import learner, local_path, person, public, writer_mark
from learning.web.account_forms import (
    EmailForm,
    MailForm,
    NameForm,
    PasswordForm,
    SignInForm,
    SignUpForm,
)
from learning.web.context import settings
from learning.web.database import abandon, db, keep, reading
from learning.web.device import device_name
from learning.web.errors import wants_json

bp = Blueprint("accounts", __name__)


@bp.get("/sign-up")
@public
def sign_up() -> ResponseReturnValue:
    """Show the form for a new account; who has one is home already."""
    if person():
        return redirect("/home")
    form = SignUpForm(data={"next": request.args.get("next")})
    return render_template("accounts/sign_up.html", form=form)


@bp.post("/sign-up")
@public
def register() -> ResponseReturnValue:
    """Make an account and sign its person in."""
    form = SignUpForm(request.form)
    if not form.validate():
        return render_template("accounts/sign_up.html", form=form), 422
    hashed = accounts.hash_password(form.password.data or "")  # slow: before the writers' turn
    try:
        user_id = accounts.register(
            db(), email=form.email.data or "", name=form.name.data or "", password_hash=hashed
        )
    except Conflict as refusal:
        form.email.errors = [str(refusal)]
        return render_template("accounts/sign_up.html", form=form), 422
    return _welcome(user_id, form)


@bp.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    """Show the sign-in form, also to change from one person to another at a shared computer."""
    form = SignInForm(data={"next": request.args.get("next")})
    return render_template("accounts/sign_in.html", form=form)


@bp.post("/sign-in")
@public
def enter() -> ResponseReturnValue:
    """Sign the person in and take them where they were going; a script stays where it is."""
    form = SignInForm(request.form)
    if not form.validate():
        return _not_entered(form, 422)
    try:
        proof = _tried(form.email.data or "", form.password.data or "")
        user_id = accounts.settle_proof(db(), proof)
    except TooMany as refusal:
        form.form_errors = [str(refusal)]
        return *_not_entered(form, 429), {"Retry-After": str(refusal.wait)}
    except NotAllowed as refusal:
        keep()  # the failure counts
        form.form_errors = [str(refusal)]
        return _not_entered(form, 422)
    return _welcome(user_id, form)


def _not_entered(form: SignInForm, status: int) -> tuple[str | Response, int]:
    """Show the form again with what to mend; a script is told the same sentences."""
    if wants_json():
        words = (error for errors in form.errors.values() for error in errors)
        return jsonify(message=". ".join(words)), status
    return render_template("accounts/sign_in.html", form=form), status


@bp.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    """Sign the person out here; doing it twice is no mistake."""
    if somebody := person():
        accounts.end_this(db(), somebody)
    logout_user()
    session.clear()
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


@bp.post("/account/email")
def change_email() -> ResponseReturnValue:
    """Change the address one signs in with."""
    form = EmailForm(request.form)
    if not (form.validate() and _proves(form.email_password)):
        return _account(422, email=form)
    try:
        accounts.change_email(db(), learner(), form.email.data or "")
    except Conflict as refusal:
        form.email.errors = [str(refusal)]
        return _account(422, email=form)
    mail.follow(db(), learner().email, form.email.data or "")
    followups.ask_anew(db(), learner().id)
    mail.readdress(db(), learner().id, form.email.data or "")
    return redirect("/account?changed=email", 303)


@bp.post("/account/password")
def change_password() -> ResponseReturnValue:
    """Change the password and sign the person out everywhere else."""
    somebody = learner()
    form = PasswordForm(request.form, about=(somebody.name, somebody.email))
    if not form.validate():
        return _account(422, password=form)
    abandon()  # hashing is slow: give the writers' turn back meanwhile
    hashed = accounts.hash_password(form.new_password.data or "")
    if not _proves(form.old_password):
        return _account(422, password=form)
    accounts.change_password(db(), somebody, hashed)
    accounts.end_others(db(), somebody)
    return redirect("/account?changed=password", 303)


@bp.post("/account/sign-ins/<handle>/end")
def end_sign_in(handle: str) -> ResponseReturnValue:
    """Sign the person out in one other browser."""
    accounts.end(db(), learner(), handle)
    return redirect("/account?changed=sign-ins", 303)


@bp.post("/account/sign-ins/end-others")
def end_other_sign_ins() -> ResponseReturnValue:
    """Sign the person out everywhere but here."""
    accounts.end_others(db(), learner())
    return redirect("/account?changed=sign-ins", 303)


def _welcome(user_id: int, form: SignInForm | SignUpForm) -> ResponseReturnValue:
    """Begin a sign-in under a fresh id, whatever the browser held before."""
    if somebody := person():  # the sign-in this browser had is over
        accounts.end_this(db(), somebody)
    session.clear()
    sign_in_id = accounts.sign_in(db(), user_id, device=device_name(request.user_agent.string))
    somebody = accounts.person_of(db(), sign_in_id)
    session.permanent = True
    login_user(somebody)
    if somebody and wants_json():
        return jsonify(writer=writer_mark(somebody))
    return redirect(local_path(form.next.data) or "/home", 303)


def _proves(field: Field) -> bool:
    """Tell whether the password in ``field`` is the person's own; counted and slowed like sign-in.

    Hashing is slow, so the writers' turn is given back meanwhile.
    """
    abandon()
    try:
        accounts.settle_proof(db(), _tried(learner().email, field.data or ""))
    except NotAllowed:
        keep()  # the failure counts
        field.errors = ["This is not your present password"]
        return False
    return True


def _tried(email: str, password: str) -> Proof:
    address = request.remote_addr or ""
    return accounts.try_password(reading(), email=email, password=password, address=address)


def _account(status: int, **forms: Form) -> ResponseReturnValue:
    somebody = learner()
    wants = dict.fromkeys(mail.OPTIONAL, True) | dict.fromkeys(
        mail.stopped_by(db(), somebody.email), False
    )
    shown: dict[str, Form] = {
        "mail": MailForm(data=wants),
        "name": NameForm(data={"name": somebody.name}),
        "email": EmailForm(data={"email": somebody.email}),
        "password": PasswordForm(),
    }
    page = render_template(
        "accounts/show.html",
        forms=shown | forms,
        sign_ins=accounts.sign_ins_of(db(), somebody),
        changed=request.args.get("changed"),
        sends_mail=settings().sends_mail,
    )
    return page, status
