"""The links in mails. Opening one does nothing, for scanners open them too: a button does it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import quote

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning import accounts, followups, mailed_links
from learning.errors import NotFound
from learning.mailed_links import LinkView, Purpose
from learning.web.access import learner, person, public
from learning.web.account_forms import NewPasswordForm
from learning.web.asked import asked_for, site, this_browser
from learning.web.database import db, reading
from learning.web.entering import entered
from learning.web.mailed_links import IT_IS_CHANGED, choose, come_in
from learning.web.proving import proved_now
from learning.web.security_events import Act, Refusal, Way, note_event

bp = Blueprint("from_mail", __name__)
LINK = "/from-mail/<token>"
_FOR_ONE_SIGNED_IN = (Purpose.PROOF, Purpose.NEW_ADDRESS, Purpose.CONFIRM)


@contextmanager
def _refusals_noted() -> Iterator[None]:
    """Note a link that does not work, here or any more."""
    try:
        yield
    except NotFound:
        note_event(Refusal.MAILED_LINK_REFUSED)
        raise


@bp.get(LINK)
@public
@_refusals_noted()
def show(token: str) -> ResponseReturnValue:
    """Say what the link is for, with the button that does it."""
    link = mailed_links.link_by(db(), token)
    if not link.works_in(this_browser()):
        return render_template("accounts/elsewhere.html", link=link)
    if link.purpose in _FOR_ONE_SIGNED_IN and person() is None:
        return redirect(f"/sign-in?next={quote(request.path)}")
    _refuse_another(link)
    return _page(token, link, 200)


@bp.post(LINK)
@public
@_refusals_noted()
def use(token: str) -> ResponseReturnValue:
    """Do what the link is for, once."""
    link = mailed_links.link_by(reading(), token)
    reading().rollback()
    if not link.works_in(this_browser()):
        note_event(Refusal.MAILED_LINK_REFUSED)
        return render_template("accounts/elsewhere.html", link=link), 403
    if link.purpose in _FOR_ONE_SIGNED_IN and person() is None:
        return redirect(f"/sign-in?next={quote(request.path)}", 303)
    _refuse_another(link)
    return _DOES[link.purpose](token, link)


def _refuse_another(link: LinkView) -> None:
    """Raise `NotFound` for somebody who is signed in and not the one this link is for."""
    if link.purpose in _FOR_ONE_SIGNED_IN and learner().id != link.user_id:
        raise NotFound("This link is for another account. Sign in to that one, then open it.")


def _come_in(_: str, link: LinkView) -> ResponseReturnValue:
    mailed_links.use(db(), link)
    return come_in(link, asked_for(link.purpose), Way.MAILED_LINK)


def _choose_password(token: str, link: LinkView) -> ResponseReturnValue:
    form = NewPasswordForm(request.form, about=(link.email,))
    if not form.validate():
        return _page(token, link, 422, form)
    hashed = accounts.hash_password(form.new_password.data or "")  # before the writers’ turn
    mailed_links.use(db(), link)
    user_id = choose(link, hashed, Way.MAILED_LINK)
    asked = asked_for(Purpose.NEW_PASSWORD)
    return entered(user_id, (asked and asked.where) or IT_IS_CHANGED, Way.MAILED_LINK)


def _prove(_: str, link: LinkView) -> ResponseReturnValue:
    mailed_links.use(db(), link)
    mailed_links.confirm(db(), learner().id)
    asked = asked_for(Purpose.PROOF)
    return proved_now(asked.where if asked else None, Way.MAILED_LINK)


def _change_address(_: str, link: LinkView) -> ResponseReturnValue:
    mailed_links.settle_address(db(), learner(), link, site())
    followups.ask_anew(db(), learner().id)
    note_event(Act.ADDRESS_CHANGED, Way.MAILED_LINK)
    return redirect("/account?changed=email", 303)


def _confirm(_: str, link: LinkView) -> ResponseReturnValue:
    mailed_links.use(db(), link)
    mailed_links.confirm(db(), link.user_id or 0)
    return render_template("accounts/confirmed.html")


_DOES: dict[Purpose, Callable[[str, LinkView], ResponseReturnValue]] = {
    Purpose.SIGN_IN: _come_in,
    Purpose.SIGN_UP: _come_in,
    Purpose.NEW_PASSWORD: _choose_password,
    Purpose.PROOF: _prove,
    Purpose.NEW_ADDRESS: _change_address,
    Purpose.CONFIRM: _confirm,
}


def _page(
    token: str, link: LinkView, status: int, form: NewPasswordForm | None = None
) -> ResponseReturnValue:
    page = render_template(
        "accounts/from_mail.html", token=token, link=link, form=form or NewPasswordForm()
    )
    return page, status
