"""Sharing an entry of one’s journal with a team, reading what others share; letting be quoted."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from learning import journal, sharing, teams
from learning.journal import EntryView
from learning.sharing import Quote
from learning.web.access import learner
from learning.web.context import programme
from learning.web.database import db, reading
from learning.web.quotation_form import QuotationForm

bp = Blueprint("sharing", __name__)
SHARE = "/journal/<int(max=2147483647):entry_id>/shares/<int(max=2147483647):team_id>"
QUOTATION = "/journal/<int(max=2147483647):entry_id>/quotation"
SHARED = "/teams/<int(max=2147483647):team_id>/entries/<int(max=2147483647):entry_id>"


@bp.post(SHARE)
def share(entry_id: int, team_id: int) -> ResponseReturnValue:
    """Show an entry of one’s own to a team."""
    sharing.share(db(), learner(), entry_id, team_id)
    return redirect(f"/journal/{entry_id}?changed=shared", 303)


@bp.post(f"{SHARE}/withdrawal")
def withdraw(entry_id: int, team_id: int) -> ResponseReturnValue:
    """Take it back."""
    sharing.withdraw(db(), learner(), entry_id, team_id)
    return redirect(f"/journal/{entry_id}?changed=withdrawn", 303)


@bp.post(f"{SHARED}/opening")
def open_entry(team_id: int, entry_id: int) -> ResponseReturnValue:
    """Open what another shares with the team, which the writer sees."""
    sharing.open_entry(db(), learner(), team_id, entry_id)
    return redirect(f"/teams/{team_id}/entries/{entry_id}", 303)


@bp.get(SHARED)
@bp.get(f"{SHARED}/opening")
def show(team_id: int, entry_id: int) -> ResponseReturnValue:
    """Show a member what another shares with the team: to open, and once it is, to read."""
    team = teams.team_for(db(), learner(), team_id)
    shared = sharing.shared_entry(db(), learner(), team_id, entry_id, programme())
    return render_template("sharing/show.html", team=team, shared=shared)


@bp.get(QUOTATION)
@bp.get(f"{QUOTATION}/preview")
def choose(entry_id: int) -> ResponseReturnValue:
    """Show the words of one’s own entry, to choose from."""
    entry = journal.entry_of(db(), learner(), entry_id, programme())
    words = sharing.quotable_words(entry, programme())
    chosen = {"passage": words}
    if agreed := sharing.quotation_of(db(), learner(), entry, programme()):
        chosen["naming"] = agreed.chosen.naming
        chosen["described"] = agreed.chosen.described or ""
        if sharing.strange_words(agreed.chosen.passage, words) is None:
            chosen["passage"] = agreed.chosen.passage
    return _quotation_page(db(), entry, QuotationForm(words=words, data=chosen), 200)


@bp.post(f"{QUOTATION}/preview")
def preview(entry_id: int) -> ResponseReturnValue:
    """Show what readers would get; nothing is kept."""
    entry = journal.entry_of(reading(), learner(), entry_id, programme())
    form = _sent(entry)
    if not form.validate():
        return _quotation_page(reading(), entry, form, 422)
    quote = sharing.previewed(learner(), entry, form.chosen, programme())
    return _quotation_page(reading(), entry, form, 200, quote)


@bp.post(QUOTATION)
def let_quote(entry_id: int) -> ResponseReturnValue:
    """Let the passage be quoted, as it was shown."""
    entry = journal.entry_of(reading(), learner(), entry_id, programme())
    form = _sent(entry)
    if not form.validate():
        return _quotation_page(reading(), entry, form, 422)
    reading().rollback()  # gives the connection back, for the write takes one of its own
    sharing.let_quote(db(), learner(), entry_id, form.chosen, programme())
    return redirect(f"/journal/{entry_id}?changed=quotable#quotable", 303)


@bp.post(f"{QUOTATION}/withdrawal")
def withdraw_quotation(entry_id: int) -> ResponseReturnValue:
    """Take it back."""
    sharing.withdraw_quotation(db(), learner(), entry_id)
    return redirect(f"/journal/{entry_id}?changed=unquoted", 303)


def _sent(entry: EntryView) -> QuotationForm:
    return QuotationForm(request.form, words=sharing.quotable_words(entry, programme()))


def _quotation_page(
    read: Session, entry: EntryView, form: QuotationForm, status: int, quote: Quote | None = None
) -> ResponseReturnValue:
    page = render_template(
        "sharing/quotation.html",
        entry=entry,
        words=sharing.quotable_words(entry, programme()),
        form=form,
        quote=quote,
        quotation=sharing.quotation_of(read, learner(), entry, programme()),
        consent=sharing.CONSENT,
    )
    return page, status
