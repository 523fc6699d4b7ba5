"""Claiming a certificate, and checking one."""

from dataclasses import replace

from flask import Blueprint, Response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import Form, StringField, ValidationError
from wtforms.validators import DataRequired, Length

from learning import certificates, progress
from learning.accounts import LONGEST_NAME
from learning.certificates import Issued
from learning.errors import Withdrawn
from learning.typesetting import tidy, unprintable
from learning.web.access import learner, person, public
from learning.web.clean import clean_text
from learning.web.context import full_address, local, programme
from learning.web.credentials import credential_of, sign_now, told_apart, wants_credential
from learning.web.database import db

bp = Blueprint("certificates", __name__)


class ClaimForm(Form):
    """The name to print."""

    holder = StringField(
        "Name on the certificate",
        [
            DataRequired("Enter the name to print"),
            Length(max=LONGEST_NAME, message="Use at most %(max)d characters"),
        ],
        filters=[clean_text, lambda name: name and tidy(name)],
        description="As an employer should read it. It cannot be changed later.",
    )

    def validate_holder(self, field: StringField) -> None:
        """Refuse what no font of ours can print, rather than print a box."""
        if strange := unprintable(field.data or ""):
            signs = ", ".join(f"“{sign}”" for sign in strange[:5])
            raise ValidationError(f"We cannot print {signs}. Write the name without it")


@bp.get("/certificates")
def index() -> ResponseReturnValue:
    """Show the learner's certificates, or what is left before the first."""
    return _mine(ClaimForm(data={"holder": learner().name}), 200)


@bp.post("/certificates")
def claim() -> ResponseReturnValue:
    """Issue the learner's certificate; however often it is asked for, there is one."""
    form = ClaimForm(request.form)
    if not form.validate():
        return _mine(form, 422)
    code = certificates.claim(db(), learner(), programme(), holder=form.holder.data or "")
    sign_now(code)
    return redirect(f"/certificates/{certificates.grouped(code)}", 303)


@bp.get("/certificates/<code>")
@public
def show(code: str) -> ResponseReturnValue:
    """Show what a certificate says, and whether it holds, to whoever has the code."""
    issued = certificates.by_code(db(), code)
    if code != issued.code:
        return redirect(f"/certificates/{issued.code}", 301)
    if wants_credential():
        return told_apart(credential_of(code))
    from learning.certificates.qr import qr_svg  # only this page draws one

    page = render_template(
        "certificates/show.html",
        certificate=issued,
        address=_address(issued),
        qr=qr_svg(_address(issued)),
        is_mine=issued.belongs_to(person()),
    )
    return told_apart(Response(page))


@bp.get("/certificates/<code>.pdf")
@public
def pdf(code: str) -> ResponseReturnValue:
    """Send the certificate as a PDF, the same bytes every time."""
    issued = certificates.by_code(db(), code)
    if issued.withdrawn_because:
        raise Withdrawn(f"It was withdrawn, so there is no paper. {issued.withdrawn_because}")
    response = Response(paper(issued), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="certificate-{issued.code}.pdf"'
    return response


def paper(issued: Issued) -> bytes:
    """Return a certificate as a PDF."""
    from learning.certificates.pdf import pdf as pdf_of  # typst is large

    at_home = replace(issued.snapshot, issued_at=local(issued.snapshot.issued_at))
    return pdf_of(at_home, address=_address(issued))


def _mine(form: ClaimForm, status: int) -> ResponseReturnValue:
    so_far = progress.progress_of(db(), learner(), programme())
    issued = certificates.certificates_of(db(), learner())
    page = render_template(
        "certificates/index.html", form=form, progress=so_far, certificates=issued
    )
    return page, status


def _address(issued: Issued) -> str:
    """Return the check's full address, which the paper carries."""
    return full_address(f"/certificates/{issued.code}")
