"""Claiming a certificate, and checking one."""

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, Form, StringField, ValidationError
from wtforms.validators import DataRequired, Length

from learning import certificates, live, progress
from learning.accounts import LONGEST_NAME
from learning.certificates import Issued
from learning.errors import Withdrawn
from learning.typesetting import tidy, unprintable
from learning.web.access import learner, person, public
from learning.web.clean import clean_text
from learning.web.context import full_address, local, programme, settings
from learning.web.credentials import credential_of, sign_now, told_apart, wants_credential
from learning.web.database import db

if TYPE_CHECKING:
    from learning.certificates.pdf import Paper

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
        description="As an employer should read it. You cannot change it later.",
    )

    shows_name = BooleanField(
        "Machines may read my name",
        description="The certificate also comes as a badge and a file that computers check by"
        " themselves. Without a tick these do not show your name: they only confirm it to somebody"
        " who knows it already. The paper and its web page show it either way.",
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
    code = certificates.claim(
        db(),
        learner(),
        programme(),
        holder=form.holder.data or "",
        minutes_together=sum(credit.minutes for credit in live.credits_of(db(), learner())),
        shows_name=form.shows_name.data,
    )
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
        profile=_for_a_profile(issued),
        is_signed_soon=bool(settings().base_url),
    )
    return told_apart(Response(page))


@bp.get("/certificates/<code>.pdf")
@public
def pdf(code: str) -> ResponseReturnValue:
    """Send the certificate as a PDF, the same bytes every time."""
    issued = certificates.by_code(db(), code)
    if issued.withdrawn_at:
        raise Withdrawn(f"It was withdrawn, so there is no paper. {issued.withdrawn_because}")
    on: Paper = "us-letter" if request.args.get("paper") == "letter" else "a4"
    response = Response(paper(issued, on), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="certificate-{issued.code}.pdf"'
    return response


def paper(issued: Issued, on: "Paper" = "a4") -> bytes:
    """Return a certificate as a PDF that carries its signed record, once there is one."""
    from learning.certificates.pdf import pdf as pdf_of  # typst is large

    at_home = replace(issued.snapshot, issued_at=local(issued.snapshot.issued_at))
    address, signed = _address(issued), certificates.signed(db(), issued.code)
    if signed is None:
        return pdf_of(at_home, address=address, paper=on)
    return pdf_of(
        at_home,
        address=address,
        qr=certificates.qr_address(full_address(""), signed.compact),
        credential=signed.credential,
        paper=on,
    )


def _for_a_profile(issued: Issued) -> str:
    """Return the address at LinkedIn that opens its form with the certificate filled in."""
    issued_at = local(issued.snapshot.issued_at)
    facts = {
        "startTask": "CERTIFICATION_NAME",
        "name": f"Certificate of completion: {issued.snapshot.programme}",
        "organizationName": issued.snapshot.provider,
        "issueYear": issued_at.year,
        "issueMonth": issued_at.month,
        "certUrl": _address(issued),
        "certId": issued.code,
    }
    return f"https://www.linkedin.com/profile/add?{urlencode(facts)}"


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
