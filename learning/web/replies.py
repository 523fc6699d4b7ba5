"""Saying without an account whether one comes: whoever holds a signed link may."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning import planning
from learning.errors import Conflict
from learning.planning import Answer, Pass, SessionView
from learning.web.access import public
from learning.web.context import programme, settings
from learning.web.database import db
from learning.web.planning import calendar_response
from learning.web.planning_forms import GuestForm, ReplyForm
from learning.web.signed import read_by_any_key

bp = Blueprint("replies", __name__)


@bp.get("/reply/<token>")
@public
def show(token: str) -> ResponseReturnValue:
    """Show the session and ask; nothing is answered by opening the link."""
    given = _given(token)
    view = planning.session_passed(db(), given)
    return _page(token, given, view, _form(given, None), 200)


@bp.post("/reply/<token>")
@public
def reply(token: str) -> ResponseReturnValue:
    """Keep the answer; the last one counts."""
    given = _given(token)
    view = planning.session_passed(db(), given)
    form = _form(given, request.form)
    if not form.validate():
        return _page(token, given, view, form, 422)
    address = form.email.data if isinstance(form, GuestForm) else None
    answer = Answer(form.answer.data)
    try:
        planning.reply_by_link(db(), given, answer, address=address)
    except Conflict as refusal:
        form.form_errors = [str(refusal)]
        return _page(token, given, view, form, 409)
    return redirect(f"/reply/{token}?said={answer.value}", 303)


@bp.get("/reply/<token>.ics")
@public
def calendar(token: str) -> ResponseReturnValue:
    """Send the session as a file that calendars take over."""
    return calendar_response(planning.session_passed(db(), _given(token)))


def _given(token: str) -> Pass:
    return read_by_any_key(planning.read_token, token)


def _form(given: Pass, sent: object) -> ReplyForm:
    return GuestForm(sent) if given.user_id is None else ReplyForm(sent)


def _page(
    token: str, given: Pass, view: SessionView, form: ReplyForm, status: int
) -> ResponseReturnValue:
    mine = planning.answer_of(db(), view.id, given.user_id) if given.user_id else None
    said = request.args.get("said")
    module = view.module(programme())
    page = render_template(
        "planning/reply.html",
        session=view,
        title=planning.title(view, programme()),
        script=module.script if module else None,
        over_days=planning.over_days(view, programme()) if view.days else "",
        token=token,
        form=form,
        sends_mail=settings().sends_mail,
        is_guest=given.user_id is None,
        mine=mine,
        said=said if said in list(Answer) else None,
    )
    return page, status
