"""The CPD log: its rows, what somebody adds to them, and the files."""

from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning import clock
from learning.errors import NotFound
from learning.exports import cpd_log, cpd_table
from learning.exports.cpd_log import BODIES, Log
from learning.web import own_forms
from learning.web.access import learner
from learning.web.context import local, programme
from learning.web.database import db
from learning.web.downloads import document_response, file_response

bp = Blueprint("cpd_log", __name__)
LOG = "/journal/cpd-log"
_UNREADABLE = f"Write a whole number of minutes, up to {cpd_log.MOST_MINUTES:,}, or nothing"


@bp.get(LOG)
def show() -> ResponseReturnValue:
    """Show the log for one body, to complete."""
    return _page({}, 200)


@bp.post(f"{LOG}/entries/<body>")
def save(body: str) -> ResponseReturnValue:
    """Save what was added, and go on to look through it if that was the button."""
    log = _log(body)
    work = own_forms.sent(log.exercise)
    for form in work.forms.values():
        for name in cpd_log.mistakes_in(form.answers):
            form[name].errors = [_UNREADABLE]
    path = f"{LOG}/download" if "download" in request.form else LOG
    goal = f"{path}?for={body}"
    return own_forms.save(work, lambda more, status: _page(more, status, body), goal)


@bp.get(f"{LOG}/entries/<body>")
def return_to_log(body: str) -> ResponseReturnValue:
    """Lead back whoever opens anew the address at which a form was refused."""
    return redirect(f"{LOG}?for={_log(body).body}", 303)


@bp.get(f"{LOG}/download")
def look_through() -> ResponseReturnValue:
    """Show the table as it would be taken along, and what to look at again before."""
    log = _log(request.args.get("for", "plain"))
    hints = own_forms.hints_on(cpd_log.texts_of(log))
    return render_template(
        "cpd_log/download.html",
        log=log,
        fields=cpd_log.fields_for(log.body),
        promised=cpd_table.PROMISED,
        hints=hints,
    )


@bp.get(f"{LOG}.<any(docx, pdf, xlsx, csv):ending>")
def download(ending: str) -> ResponseReturnValue:
    """Send the log as a file to keep."""
    log = _log(request.args.get("for", "plain"))
    what = cpd_table.TITLES[log.body]
    if ending == "csv":
        return file_response(cpd_table.comma_separated(log), ending, what)
    now = local(clock.now())
    laid_out = cpd_table.workbook_of if ending == "xlsx" else cpd_table.document_of
    document = laid_out(log, learner().name, programme(), now)
    return document_response(document, ending, what)


def _page(more: dict[str, Any], status: int, body: str | None = None) -> ResponseReturnValue:
    log = _log(body or request.args.get("for", "plain"))
    context = own_forms.as_saved(log.exercise, log.entry) | more
    return render_template(
        "cpd_log/show.html",
        log=log,
        fields=cpd_log.fields_for(log.body),
        honest=cpd_table.HONEST,
        bodies=BODIES,
        **context,
    ), status


def _log(body: str) -> Log:
    if body not in BODIES:
        raise NotFound("There is no such log.")
    return cpd_log.log_of(db(), learner(), programme(), body)
