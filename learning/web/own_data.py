"""Taking all of one’s data along, and deleting the account."""

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from wtforms import Form, RadioField
from wtforms.validators import AnyOf

from learning import certificates, clock, complaints, exports, own_data
from learning.accounts import Person
from learning.errors import Conflict
from learning.own_data import SharedNotes, Where, Wish
from learning.web.access import learner, public
from learning.web.certificates import paper
from learning.web.context import local, programme, settings
from learning.web.database import db
from learning.web.downloads import file_response
from learning.web.leaving import turned_away, who_leaves
from learning.web.proving import FRESH, freshly_proved
from learning.web.security_events import Act, note_event

bp = Blueprint("own_data", __name__)
WHAT = "everything"
_CERTIFICATE = "Choose what becomes of your certificate"
_NOTES = "Choose what becomes of what you wrote in live sessions"
_NOTHING_LEFT = (
    "There was nothing left to keep. Either the account was deleted in this very moment, or it is"
    " kept already: then you can sign in."
)


class DeletionForm(Form):
    """How somebody wants to go."""

    certificate = RadioField(
        "Your certificate",
        [AnyOf(("keep", "remove"), _CERTIFICATE)],
        choices={
            "keep": "Keep it checkable. Your name and what it certifies stay at its address",
            "remove": "Remove it. Whoever checks it finds nothing",
        },
        validate_choice=False,
    )
    notes = RadioField(
        "What you wrote in live sessions for all to see",
        [AnyOf(tuple(SharedNotes), _NOTES)],
        choices={
            SharedNotes.UNNAMED.value: "Leave it in the team’s records, without your name",
            SharedNotes.REMOVED.value: "Remove it from the team’s records",
        },
        validate_choice=False,
    )

    @property
    def wish(self) -> Wish:
        """Return what was chosen; only once the form is valid."""
        return Wish(self.certificate.data == "keep", SharedNotes(self.notes.data))


@bp.get("/account/data")
def show() -> ResponseReturnValue:
    """Show what one can do with one’s data, and how one’s complaints stand."""
    return render_template(
        "own_data/show.html",
        is_fresh=clock.now() - learner().proved_at < FRESH,
        complaints=complaints.complaints_of(db(), learner()),
    )


@bp.get("/account/data/everything.zip")
@freshly_proved
def download() -> ResponseReturnValue:
    """Send everything that is kept about the person."""
    return _everything(learner())


@bp.get("/account/data/deletion")
@freshly_proved
def deletion() -> ResponseReturnValue:
    """Say what goes and what stays, and ask how."""
    usual = {"certificate": "keep", "notes": SharedNotes.UNNAMED.value}  # ticked, never assumed
    return _deletion(DeletionForm(data=usual), 200)


@bp.post("/account/data/deletion")
@freshly_proved
def depart() -> ResponseReturnValue:
    """Have the account deleted in seven days, and sign its person out everywhere."""
    form = DeletionForm(request.form)
    if not form.validate():
        return _deletion(form, 422)
    somebody = learner()
    where = Where(settings().base_url, settings().time_zone)
    try:
        own_data.depart(db(), somebody, form.wish, where)
    except Conflict as refusal:
        form.form_errors = [str(refusal)]
        return _deletion(form, 409)
    note_event(Act.ACCOUNT_TO_BE_DELETED)
    return turned_away(somebody.id) or redirect("/", 303)


@bp.get("/account/leaving")
@public
def leaving() -> ResponseReturnValue:
    """Say when the account will be deleted, to its person alone."""
    found = who_leaves()
    if found is None:
        return redirect("/sign-in", 303)
    issued = certificates.certificates_of(db(), found.person)
    return render_template("own_data/leaving.html", leaving=found, has_certificate=bool(issued))


@bp.get("/account/leaving/everything.zip")
@public
def download_leaving() -> ResponseReturnValue:
    """Send everything to who wants to go, and has just proved who they are."""
    found = who_leaves()
    return _everything(found.person) if found else redirect("/sign-in", 303)


@bp.post("/account/leaving/stay")
@public
def stay() -> ResponseReturnValue:
    """Keep the account, and have its person sign in anew: this cookie is no sign-in."""
    found = who_leaves()
    if found is None:
        return redirect("/sign-in", 303)
    if not own_data.stay(db(), found.person.id):
        raise Conflict(_NOTHING_LEFT)
    note_event(Act.ACCOUNT_KEPT, account=found.person.id)
    session.clear()
    return redirect("/sign-in?changed=kept&next=/home%3Fchanged%3Dkept", 303)


def _deletion(form: DeletionForm, status: int) -> ResponseReturnValue:
    issued = certificates.certificates_of(db(), learner())
    page = render_template(
        "own_data/deletion.html",
        form=form,
        has_certificate=bool(issued),
        days=own_data.UNDONE_WITHIN.days,
        sends_mail=settings().sends_mail,
    )
    return page, status


def _everything(person: Person) -> Response:
    """Return the archive: for programs, to be read, to write on, and to show."""
    from learning.exports.journal_document import document_of  # these load what files need
    from learning.own_data.archive import zipped
    from learning.own_data.readable import readable

    everything = own_data.everything_of(db(), person, programme())
    copy = exports.copy_of(db(), person, programme(), with_versions=True)
    files: dict[str, Any] = {
        "everything.html": exports.page(readable(everything, copy, local)),
        "everything.json": own_data.json_of(everything),
    }
    if copy.entries:
        files["journal.docx"] = exports.word(document_of(copy, local))
    for issued in certificates.certificates_of(db(), person):
        if not issued.withdrawn_at:
            files[f"certificates/{issued.code}.pdf"] = paper(issued)
        if signed := certificates.signed(db(), issued.code):
            files[f"certificates/{issued.code}.json"] = signed.credential
            files[f"certificates/{issued.code}.jwt"] = signed.jwt
    return file_response(zipped(files, local(everything.made_at)), "zip", WHAT)
