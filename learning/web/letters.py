"""Letters to oneself: written, sealed until a day, opened, sent on, thrown away.

The names of fields have a dot, so that what was typed is shown again when a sign-in has ended.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import Form, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

from learning import clock, letters
from learning.errors import Conflict
from learning.web.access import learner, writer_mark
from learning.web.account_forms import NotBlank
from learning.web.clean import clean_text
from learning.web.context import local, settings
from learning.web.database import db
from learning.web.day_field import DayField
from learning.web.page_work import refuse_another_writer

bp = Blueprint("letters", __name__)
LETTER = "/journal/letters/<int(max=2147483647):letter_id>"
FURTHEST = timedelta(days=5 * 366)
"""Five years, whichever they are."""
_USUAL = timedelta(days=182)
_MORNING = time(7)
"""When a letter comes back, by the clocks where the programme is at home."""
_MISSING = "Write something to yourself"


class DateForm(Form):
    """The day on which a letter comes back."""

    day = DayField(
        "Bring it back on",
        [InputRequired("Choose a day")],
        description="From tomorrow to five years from now. It comes in the morning.",
    )

    def __init__(self, *sent: Any, **given: Any) -> None:
        super().__init__(*sent, prefix="letter.", **given)

    def validate_day(self, field: DayField) -> None:
        """Refuse today and before, and more than five years."""
        if field.data and not _today() < field.data <= _today() + FURTHEST:
            raise ValidationError("Choose a day from tomorrow to five years from now")

    @property
    def opens_at(self) -> datetime:
        """Return the moment it comes back; only once the form is valid."""
        there = datetime.combine(self.day.data, _MORNING, ZoneInfo(settings().time_zone))
        return there.astimezone(UTC)


class LetterForm(DateForm):
    """A letter, and its day."""

    text = TextAreaField(
        "Your letter",
        [
            InputRequired(_MISSING),
            NotBlank(_MISSING),
            Length(
                max=letters.LONGEST,
                message="This is longer than 10,000 characters, so it is not sealed yet."
                " Shorten it, or make two letters of it",
            ),
        ],
        filters=[clean_text],
    )


@bp.get("/journal/letters")
def index() -> ResponseReturnValue:
    """List one’s letters: those that are back, and the sealed ones by their day alone."""
    found = letters.letters_of(db(), learner())
    return render_template("letters/index.html", letters=found, changed=request.args.get("changed"))


@bp.get("/journal/letters/new")
def new() -> ResponseReturnValue:
    """Show an empty sheet; it would come back in half a year."""
    return _sheet(LetterForm(data={"day": _today() + _USUAL}), 200)


@bp.post("/journal/letters")
def write() -> ResponseReturnValue:
    """Seal a letter."""
    refuse_another_writer()
    form = LetterForm(request.form)
    if not form.validate():
        return _sheet(form, 422)
    try:
        letters.write(db(), learner(), form.text.data or "", form.opens_at)
    except Conflict as refusal:
        form.form_errors = [str(refusal)]
        return _sheet(form, 409)
    return redirect("/journal/letters?changed=sealed", 303)


@bp.get(LETTER)
def show(letter_id: int) -> ResponseReturnValue:
    """Show a letter that is back, or when a sealed one will be."""
    return _page(letter_id, None, 200)


@bp.post(f"{LETTER}/opening")
def open_now(letter_id: int) -> ResponseReturnValue:
    """Break the seal before the day."""
    letters.open_now(db(), learner(), letter_id)
    return redirect(f"/journal/letters/{letter_id}", 303)


@bp.post(f"{LETTER}/day")
def send_on(letter_id: int) -> ResponseReturnValue:
    """Choose another day."""
    letters.letter_for(db(), learner(), letter_id)
    form = DateForm(request.form)
    if not form.validate():
        return _page(letter_id, form, 422)
    letters.send_on(db(), learner(), letter_id, form.opens_at)
    return redirect("/journal/letters?changed=day", 303)


@bp.get(f"{LETTER}/opening")
@bp.get(f"{LETTER}/day")
def return_to_letter(letter_id: int) -> ResponseReturnValue:
    """Lead back whoever opens anew the address at which a form was refused."""
    return redirect(f"/journal/letters/{letter_id}", 303)


@bp.post(f"{LETTER}/removal")
def discard(letter_id: int) -> ResponseReturnValue:
    """Throw a letter away; twice is no mistake."""
    letters.discard(db(), learner(), letter_id)
    return redirect("/journal/letters?changed=gone", 303)


def _sheet(form: LetterForm, status: int) -> ResponseReturnValue:
    mark, mails = writer_mark(learner()), settings().sends_mail
    return render_template("letters/new.html", form=form, writer=mark, mails=mails), status


def _page(letter_id: int, form: DateForm | None, status: int) -> ResponseReturnValue:
    letter = letters.letter_for(db(), learner(), letter_id)
    form = form or DateForm(data={"day": _day_of(letter.opens_at) if letter.is_sealed else None})
    return render_template("letters/show.html", letter=letter, form=form), status


def _today() -> date:
    return _day_of(clock.now())


def _day_of(moment: datetime) -> date:
    return local(moment).date()
