"""Taking one’s journal along: choosing what, and the file."""

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from learning import exports, journal
from learning.web.access import learner
from learning.web.clean import whole_number
from learning.web.context import local, programme
from learning.web.database import db
from learning.web.downloads import document_response, file_response

bp = Blueprint("exports", __name__)
WHAT = "journal"
FORMATS = (
    ("Word", "docx", "To write on or print, in Word, LibreOffice or Pages."),
    ("PDF", "pdf", "To print or send. It stays as it is, and screen readers read it well."),
    ("Markdown", "md", "Plain text, for any editor and for apps that keep notes."),
    ("JSON", "json", "For other programs. It holds every detail that is kept here."),
)
"""Name, how the file’s name ends, and what it is good for."""


@bp.get("/journal/download")
def choose() -> ResponseReturnValue:
    """Show what can be taken along; ticked is what the address names."""
    entries = journal.journal_of(db(), learner(), programme())
    return render_template(
        "exports/choose.html",
        entries=entries,
        formats=FORMATS,
        groups=journal.by_module(entries, programme()),
        ticked={name: request.args.getlist(name) for name in ("entry", "part", "versions")},
    )


@bp.get("/journal/download.<any(docx, pdf, md):ending>")
def download(ending: str) -> Response:
    """Send what was chosen of one’s own journal as a document; everything if nothing was."""
    from learning.exports.journal_document import document_of

    return document_response(document_of(_copy(), local), ending, WHAT)


@bp.get("/journal/download.json")
def download_json() -> Response:
    """Send the same as JSON."""
    from learning.exports.journal_json import json_of

    return file_response(json_of(_copy()), "json", WHAT)


def _copy() -> exports.JournalCopy:
    """Return what the address chooses; a number that is none is nobody’s entry."""
    return exports.copy_of(
        db(),
        learner(),
        programme(),
        chosen=[whole_number(entry_id) or 0 for entry_id in request.args.getlist("entry")],
        parts=request.args.getlist("part"),
        with_versions="versions" in request.args,
    )
