"""The log of what admins did, for admins."""

import csv
from datetime import date, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import Form, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice

from learning import audit, clock
from learning.audit import Act, Chosen, EntryView
from learning.exports.formulas import harmless
from learning.web.access import learner
from learning.web.clean import whole_number
from learning.web.context import local, settings
from learning.web.database import db, reading
from learning.web.downloads import file_response
from learning.web.proving import freshly_proved
from learning.web.statistics_asked import with_choice

bp = Blueprint("audit", __name__)
HERE = "/admin/log"
_COLUMNS = ("When", "Who", "By account", "What", "Account", "About", "Why")


class ListField(SelectField):
    """One of a list."""

    def pre_validate(self, form: Form) -> None:
        """Refuse what is not on the list, and say what to do."""
        try:
            super().pre_validate(form)
        except ValidationError:
            raise ValidationError("Choose from the list") from None


class LogForm(Form):
    """Which entries are shown; an empty field leaves none out."""

    act = ListField(
        "What was done",
        choices=[SelectChoice("", "Anything"), *(SelectChoice(a.value, a.words) for a in Act)],
        default="",
    )
    month = ListField("Month", default="")

    def choose_among(self, months: list[date]) -> None:
        """Offer these months, as their first days."""
        named = (SelectChoice(f"{month:%Y-%m}", f"{month:%B %Y}") for month in months)
        self.month.choices = [SelectChoice("", "Any"), *named]

    @property
    def chosen(self) -> Chosen:
        """Return what is asked for."""
        act = Act(self.act.data) if self.act.data else None
        if not self.month.data:
            return Chosen(act=act)
        month = date.fromisoformat(f"{self.month.data}-01")
        return Chosen(act=act, since=_begins(month), before=_begins(_after(month)))


@bp.get("/log")
def show() -> ResponseReturnValue:
    """Show what admins did, the latest first; 422 if what is asked for cannot be."""
    form = _asked()
    return _page(form), 422 if form.errors else 200


@bp.get("/log.csv")
def before_download() -> ResponseReturnValue:
    """Lead to the button that sends the file."""
    return redirect(with_choice(HERE))


@bp.post("/log.csv")
@freshly_proved
def download() -> ResponseReturnValue:
    """Send the log as a file, with the numbers of accounts and never the names on them."""
    form = _asked()
    if form.errors:
        return _page(form), 422
    lines = StringIO()
    writer = csv.writer(lines)
    writer.writerow(_COLUMNS)
    for entry in audit.entries_of(reading(), form.chosen):
        writer.writerow(map(harmless, _cells(entry)))
    audit.note(db(), learner(), Act.EXPORT_LOG, about=form.month.data or "")
    return file_response(("\ufeff" + lines.getvalue()).encode(), "csv", "log of admins")


def _asked() -> LogForm:
    form = LogForm(request.args)
    form.choose_among(_months(audit.began_at(reading())))
    form.validate()
    return form


def _page(form: LogForm) -> str:
    number = whole_number(request.args.get("page")) or 1
    log = None if form.errors else audit.log_of(reading(), form.chosen, number)
    return render_template("admin/log.html", form=form, log=log, with_choice=with_choice)


def _cells(entry: EntryView) -> tuple[str, ...]:
    by, account = ("" if n is None else str(n) for n in (entry.actor_id, entry.about_id))
    when = local(entry.at).isoformat(sep=" ", timespec="seconds")
    return when, entry.actor, by, entry.words, account, entry.about, entry.reason


def _months(began_at: datetime | None) -> list[date]:
    """Return all months from then until now, the latest first, as their first days."""
    now = clock.now()
    month, last = (local(moment).date().replace(day=1) for moment in (began_at or now, now))
    found: list[date] = []
    while month <= last:
        found.insert(0, month)
        month = _after(month)
    return found


def _after(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)


def _begins(month: date) -> datetime:
    return datetime(month.year, month.month, 1, tzinfo=ZoneInfo(settings().time_zone))
