"""Which mails one wants: on the account page, and by the link in each mail, without signing in."""

from flask import Blueprint, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning import followups, mail
from learning.mail import Kind
from learning.web.access import learner, public
from learning.web.account_forms import MailForm
from learning.web.database import db
from learning.web.signed import read_by_any_key

bp = Blueprint("mail", __name__)


@bp.post("/account/mail")
def choose() -> ResponseReturnValue:
    """Keep which mails the person wants."""
    mail.choose(db(), learner().email, MailForm(request.form).wanted)
    followups.note_stopping(db(), learner().email)
    return redirect("/account?changed=mail", 303)


@bp.get("/mail/unsubscribe/<token>")
@public
def ask(token: str) -> ResponseReturnValue:
    """Show whom the link is for and what it stops, with the button that does it."""
    link = read_by_any_key(mail.read_token, token)
    addresses = mail.addresses_of(db(), link)
    stopped = all(link.kind in mail.stopped_by(db(), address) for address in addresses)
    return _page(token, link.address, link.kind, stopped=stopped)


@bp.post("/mail/unsubscribe/<token>")
@public
def unsubscribe(token: str) -> ResponseReturnValue:
    """Stop such mails: for the button, and for mail programmes that ask in one click.

    Answered without a redirect, which those programmes do not follow. Safe to repeat.
    """
    link = read_by_any_key(mail.read_token, token)
    for address in mail.addresses_of(db(), link):
        mail.stop(db(), address, link.kind)
        followups.note_stopping(db(), address)
    return _page(token, link.address, link.kind, stopped=True)


@bp.post("/mail/resume/<token>")
@public
def resume(token: str) -> ResponseReturnValue:
    """Send them again after all, to this address alone: it may be somebody else’s by now."""
    link = read_by_any_key(mail.read_token, token)
    mail.resume(db(), link.address, link.kind)
    followups.note_stopping(db(), link.address)
    return redirect(f"/mail/unsubscribe/{token}", 303)


def _page(token: str, address: str, kind: Kind, *, stopped: bool) -> ResponseReturnValue:
    page = render_template(
        "mail/unsubscribe.html", token=token, address=address, kind=kind, stopped=stopped
    )
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"  # it holds an address
    return response
