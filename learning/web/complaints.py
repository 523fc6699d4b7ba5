"""The complaint form, and how complaints stand."""

from collections.abc import Iterator

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import Field, Form, TextAreaField
from wtforms.validators import InputRequired, Length

from learning import clock, complaints
from learning.complaints import LONGEST, ComplaintView, Said
from learning.errors import TooMany
from learning.sealing import BrokenSeal, Sealer
from learning.web.access import learner, person, public
from learning.web.account_forms import NameForm, NotBlank, SignInForm
from learning.web.clean import clean_text
from learning.web.context import day, settings
from learning.web.database import db
from learning.web.lately import is_fresh, proved_lately
from learning.web.signed import secrets

bp = Blueprint("complaints", __name__)
admin_bp = Blueprint("complaints", __name__, url_prefix="/complaints")
_TOO_LONG = Length(max=LONGEST, message="Use at most %(max)d characters")


class ComplaintForm(Form):
    """Who complains, and about what."""

    text = TextAreaField(
        "What is wrong",
        [InputRequired("Say what is wrong"), NotBlank("Say what is wrong"), _TOO_LONG],
        filters=[clean_text],
        description="What happened, and what should be done about it.",
    )
    name = NameForm.name
    email = SignInForm.email

    def __iter__(self) -> Iterator[Field]:
        """Go through the fields as on the page: two of them were made for other forms, earlier."""
        return iter((self.text, self.name, self.email))


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
    """Show the form, or the number of a complaint to who has just made it."""
    somebody = person()
    known = {"name": somebody.name, "email": somebody.email} if somebody else {}
    return _page(ComplaintForm(data=known), 200, _number(request.args.get("made", "")))


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
    return redirect(f"/complaints?made={_sealer().seal(number.encode()).decode()}", 303)


@admin_bp.get("")
def index() -> ResponseReturnValue:
    """List the complaints with their dates."""
    found = complaints.every_complaint(db())
    return render_template("complaints/index.html", complaints=found)


@admin_bp.get("/<number>")
def one(number: str) -> ResponseReturnValue:
    """Show a complaint and what was answered to who has opened it, else the button that opens."""
    complaint = complaints.complaint_called(db(), number)
    if not complaints.is_open(db(), learner(), complaint):
        return render_template("complaints/opening.html", complaint=complaint)
    return _one(complaint, AnswerForm(), 200)


@admin_bp.post("/<number>/opening")
def open_one(number: str) -> ResponseReturnValue:
    """Write down who opens a complaint, then show it."""
    complaints.open_complaint(db(), learner(), number)
    return redirect(f"/admin/complaints/{number}", 303)


@admin_bp.post("/<number>")
def answer(number: str) -> ResponseReturnValue:
    """Note the answer, and mail it; for who has opened it and just proved who they are."""
    form = AnswerForm(request.form)
    complaint = complaints.complaint_called(db(), number)
    if not complaints.is_open(db(), learner(), complaint):
        return redirect(complaint.path, 303)
    if not (form.validate() and proved_lately(form)):
        return _one(complaint, form, 422)
    said, today = form.outcome.data or "", day(clock.now())
    complaints.answer(db(), learner(), number, said, settings().contact, today=today)
    return redirect(f"/admin/complaints/{number}?changed=answered", 303)


def _number(sealed: str) -> str:
    """Return the number in an address that only its sender was given; nothing for any other.

    In the address, for who is not signed in has no cookie.
    """
    try:
        return _sealer().opened(sealed.encode()).decode()
    except BrokenSeal:
        return ""


def _sealer() -> Sealer:
    return Sealer(secrets(), "complaint")


def _page(form: ComplaintForm, status: int, number: str = "") -> tuple[str, int]:
    sends_mail = settings().sends_mail
    page = render_template("complaints/show.html", form=form, number=number, mails=sends_mail)
    return page, status


def _one(complaint: ComplaintView, form: AnswerForm, status: int) -> tuple[str, int]:
    page = render_template(
        "complaints/one.html",
        complaint=complaint,
        form=form,
        mails=settings().sends_mail,
        is_fresh=is_fresh(),
        changed=request.args.get("changed"),
    )
    return page, status
