"""One organisation, for admins: who looks after it, and inviting its people."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from learning import audit, invitations, organisations, people
from learning.audit import Act
from learning.errors import Conflict, NotAllowed, NotFound
from learning.web import inviting
from learning.web.access import learner
from learning.web.account_forms import AddressForm, NotBlank
from learning.web.asked import site
from learning.web.clean import one_line
from learning.web.context import settings
from learning.web.database import db
from learning.web.inviting import Place
from learning.web.reason import ReasonForm

bp = Blueprint("organisation_admins", __name__, url_prefix="/organisations")
HERE = "/admin/organisations"
ONE = "/<int(max=2147483647):organisation_id>"
ADMIN = f"{ONE}/admins/<int(max=2147483647):user_id>/removal"


class AdminForm(ReasonForm, AddressForm):
    """Who shall look after an organisation."""


class NewForm(ReasonForm):
    """An organisation that nobody has named yet."""

    name = StringField(
        "Its name",
        [
            InputRequired("Write its name"),
            NotBlank("Write its name in letters"),
            Length(max=organisations.LONGEST_NAME, message="Use at most %(max)d characters"),
        ],
        filters=[one_line],
        description="As its people write it. If it is here already, you are led to that one.",
    )


@bp.get("/new")
def new() -> ResponseReturnValue:
    """Show the form for an organisation that nobody has named yet."""
    return render_template("organisations/new.html", form=NewForm())


@bp.post("/new")
def add() -> ResponseReturnValue:
    """Add it; one that is there already is that one."""
    form = NewForm(request.form)
    if not form.validate():
        return render_template("organisations/new.html", form=form), 422
    organisation_id = organisations.add(db(), form.name.data or "")
    about, why = f"organisation {organisation_id}", form.why
    audit.note(db(), learner(), Act.ADD_ORGANISATION, about=about, reason=why)
    return redirect(f"{HERE}/{organisation_id}", 303)


@bp.get(ONE)
def show(organisation_id: int) -> ResponseReturnValue:
    """Show who looks after it; three queries. One that was merged is the one that stands now."""
    found = organisations.standing(db(), organisation_id)
    if found.id != organisation_id:
        return redirect(f"{HERE}/{found.id}")
    return _page(organisation_id, AdminForm(), 200)


@bp.post(f"{ONE}/admins")
def give(organisation_id: int) -> ResponseReturnValue:
    """Let somebody look after it."""
    form = AdminForm(request.form)
    if not form.validate():
        return _page(organisation_id, form, 422)
    email, why = form.email.data or "", form.why
    organisations.standing(db(), organisation_id)
    try:
        is_new = people.make_organisation_admin(
            db(), learner(), organisation_id, email,
            confirmed=settings().mails_links, reason=why, site=site(),
        )  # fmt: skip
    except (NotFound, NotAllowed, Conflict) as refusal:
        form.email.errors = [str(refusal)]
        return _page(organisation_id, form, 409 if isinstance(refusal, Conflict) else 422)
    if not is_new:
        form.email.errors = ["They look after it already"]
        return _page(organisation_id, form, 422)
    return redirect(f"{HERE}/{organisation_id}?changed=given", 303)


@bp.get(ADMIN)
def ask(organisation_id: int, user_id: int) -> ResponseReturnValue:
    """Ask why somebody shall look after it no more."""
    return _taking(organisation_id, user_id, ReasonForm(), 200)


@bp.post(ADMIN)
def take(organisation_id: int, user_id: int) -> ResponseReturnValue:
    """Let somebody look after it no more."""
    form = ReasonForm(request.form)
    if not form.validate():
        return _taking(organisation_id, user_id, form, 422)
    people.unmake_organisation_admin(
        db(), learner(), organisation_id, user_id, reason=form.why, site=site()
    )
    return redirect(f"{HERE}/{organisation_id}?changed=taken", 303)


@bp.get(f"{ONE}/invitations")
def show_invitations(organisation_id: int) -> ResponseReturnValue:
    """Show how many are invited, and the form for more."""
    return inviting.show(_place(organisation_id))


@bp.post(f"{ONE}/invitations/check")
def check(organisation_id: int) -> ResponseReturnValue:
    """Look a list over."""
    return inviting.check(_place(organisation_id))


@bp.post(f"{ONE}/invitations")
def invite(organisation_id: int) -> ResponseReturnValue:
    """Invite those on it."""
    return inviting.invite(_place(organisation_id))


def _place(organisation_id: int) -> Place:
    found = organisations.standing(db(), organisation_id)
    here = f"{HERE}/{found.id}"
    return Place(found, f"{here}/invitations", here)


def _page(organisation_id: int, form: AdminForm, status: int) -> ResponseReturnValue:
    found = organisations.standing(db(), organisation_id)
    page = render_template(
        "organisations/show.html",
        organisation=found,
        admins=organisations.admins_of(db(), found.id),
        form=form,
        so_far=invitations.so_far(db(), found.id),
        changed=request.args.get("changed"),
        sends_mail=settings().sends_mail,
    )
    return page, status


def _taking(
    organisation_id: int, user_id: int, form: ReasonForm, status: int
) -> ResponseReturnValue:
    found = organisations.standing(db(), organisation_id)
    admins = organisations.admins_of(db(), found.id)
    admin = next((each for each in admins if each.user_id == user_id), None)
    if admin is None:
        raise NotFound("They do not look after this organisation.")
    page = render_template("organisations/taking.html", organisation=found, admin=admin, form=form)
    return page, status
