"""The address one signs in with: another one, and whether mail to it arrives."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning import accounts, followups, mail, mailed_links
from learning.errors import Conflict, TooMany
from learning.web.access import learner
from learning.web.account_forms import EmailForm
from learning.web.asked import asker, refuse_without_mail, site
from learning.web.context import settings
from learning.web.database import db
from learning.web.proving import freshly_proved
from learning.web.security_events import Act, note_event

bp = Blueprint("address", __name__, url_prefix="/account/address")


@bp.get("")
@freshly_proved
def show() -> ResponseReturnValue:
    """Show the form for another address."""
    return _page(EmailForm(), 200)


@bp.post("")
@freshly_proved
def change() -> ResponseReturnValue:
    """Mail a link to the new address; where no mail goes, change it at once."""
    form = EmailForm(request.form)
    if not form.validate():
        return _page(form, 422)
    try:
        return _asked(form) if settings().mails_links else _changed(form)
    except Conflict as refusal:
        form.email.errors = [str(refusal)]
        return _page(form, 422)
    except TooMany as refusal:
        form.form_errors = [str(refusal)]
        return _page(form, 429)


@bp.post("/withdraw")
def withdraw() -> ResponseReturnValue:
    """Leave the address as it is after all."""
    mailed_links.withdraw_address(db(), learner())
    return redirect("/account?changed=withdrawn", 303)


@bp.post("/confirm")
def confirm() -> ResponseReturnValue:
    """Mail a link that shows whether mail to the present address arrives."""
    refuse_without_mail()
    mailed_links.ask_to_confirm(db(), learner(), asker(), site())
    return redirect("/account?changed=asked", 303)


def _asked(form: EmailForm) -> ResponseReturnValue:
    mailed_links.ask_address(db(), learner(), form.email.data or "", asker(), site())
    return redirect("/account?changed=pending", 303)


def _changed(form: EmailForm) -> ResponseReturnValue:
    email = form.email.data or ""
    accounts.change_email(db(), learner(), email)
    mail.follow(db(), learner().email, email)
    followups.ask_anew(db(), learner().id)
    mail.readdress(db(), learner().id, email)
    note_event(Act.ADDRESS_CHANGED)
    return redirect("/account?changed=email", 303)


def _page(form: EmailForm, status: int) -> ResponseReturnValue:
    page = render_template("accounts/address.html", form=form, mails_links=settings().mails_links)
    return page, status
