"""The complaint form, and how complaints stand."""

import re

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import Form, TextAreaField
from wtforms.validators import InputRequired, Length

from learning import complaints
from learning.complaints import LONGEST, Said
from learning.errors import TooMany
from learning.web.access import learner, person, public
from learning.web.account_forms import NameForm, NotBlank, SignInForm
from learning.web.clean import clean_text
from learning.web.context import settings
from learning.web.database import db

bp = Blueprint("complaints", __name__)
admin_bp = Blueprint("complaints", __name__, url_prefix="/complaints")
_NUMBER = re.compile(r"C\d\d-[A-Z]{6}")
_TOO_LONG = Length(max=LONGEST, message="Use at most %(max)d characters")


class ComplaintForm(Form):
    """Who complains, and about what."""

    name = NameForm.name
    email = SignInForm.email
    text = TextAreaField(
        "What is wrong",
        [InputRequired("Say what is wrong"), NotBlank("Say what is wrong"), _TOO_LONG],
        filters=[clean_text],
        description="What happened, and what should be done about it.",
    )


class AnswerForm(Form):
    """What was done about a complaint."""

    outcome = TextAreaField(
        "Answer",
        [InputRequired("Write the answer"), NotBlank("Write the answer"), _TOO_LONG],
        filters=[clean_text],
        description="It is mailed to them, and stays when their account goes: name nobody in it.",
    )


@bp.get("/complaints")
@public
def show() -> ResponseReturnValue:
    """Show the form, and the number of a complaint that was just made."""
    somebody = person()
    known = {"name": somebody.name, "email": somebody.email} if somebody else {}
    number = request.args.get("number", "")
    return _page(ComplaintForm(data=known), 200, number if _NUMBER.fullmatch(number) else "")


@bp.post("/complaints")
@public
def complain() -> ResponseReturnValue:
    """Keep a complaint, of a guest too, and say its number."""
    form = ComplaintForm(request.form)
    if not form.validate():
        return _page(form, 422)
    said = Said(form.name.data or "", form.email.data or "", form.text.data or "")
    try:
        number = complaints.complain(db(), person(), said, network=request.remote_addr or "")
    except TooMany as refusal:
        form.form_errors = [str(refusal)]
        page, status = _page(form, 429)
        return page, status, {"Retry-After": str(refusal.wait)}
    return redirect(f"/complaints?number={number}", 303)


@admin_bp.get("")
def index() -> ResponseReturnValue:
    """List the complaints with their dates."""
    found = complaints.every_complaint(db())
    return render_template("complaints/index.html", complaints=found)


@admin_bp.get("/<number>")
def one(number: str) -> ResponseReturnValue:
    """Show a complaint, and what was answered."""
    complaint = complaints.complaint_called(db(), number)
    return _one(number, AnswerForm(data={"outcome": complaint.outcome}), 200)


@admin_bp.post("/<number>")
def answer(number: str) -> ResponseReturnValue:
    """Note the answer, and mail it."""
    form = AnswerForm(request.form)
    complaints.complaint_called(db(), number)
    if not form.validate():
        return _one(number, form, 422)
    complaints.answer(db(), learner(), number, form.outcome.data or "")
    return redirect(f"/admin/complaints/{number}?changed=answered", 303)


def _page(form: ComplaintForm, status: int, number: str = "") -> tuple[str, int]:
    sends_mail = settings().sends_mail
    page = render_template("complaints/show.html", form=form, number=number, mails=sends_mail)
    return page, status


def _one(number: str, form: AnswerForm, status: int) -> tuple[str, int]:
    page = render_template(
        "complaints/one.html",
        complaint=complaints.complaint_called(db(), number),
        form=form,
        changed=request.args.get("changed"),
    )
    return page, status
