"""People, as admins see them: how far they are and how to help, never what they wrote.

Nobody is listed unless looked for, and a page about somebody is read only by who has said why.
"""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from learning import audit, people
from learning.audit import Act, Chosen
from learning.errors import Conflict
from learning.people import PersonView
from learning.web.access import learner, limits
from learning.web.clean import one_line
from learning.web.context import programme, settings
from learning.web.database import db
from learning.web.lately import is_fresh, proved_lately
from learning.web.person_acts import ACTS, PersonAct
from learning.web.proving import freshly_proved
from learning.web.reason import ReasonForm, reason_field

bp = Blueprint("people", __name__, url_prefix="/people")
HERE = "/admin/people"
ONE = "/<int(max=2147483647):user_id>"
_ANY = ", ".join(f"'{act}'" for act in ACTS)
_SHORT = f"Write at least {people.SHORTEST_QUERY} characters"


class SearchForm(ReasonForm):
    """Whom to look for."""

    q = StringField(
        "Address, name or number of a certificate",
        [
            InputRequired(_SHORT),
            Length(min=people.SHORTEST_QUERY, message=_SHORT),
            Length(max=people.LONGEST_QUERY, message="Use at most %(max)d characters"),
        ],
        filters=[one_line],
        description="A part of the address or the name is enough.",
    )
    reason = reason_field()


@bp.get("")
def index() -> ResponseReturnValue:
    """Ask whom to look for; nobody is listed."""
    return render_template("people/index.html", form=SearchForm(), result=None)


@bp.post("")
def find() -> ResponseReturnValue:
    """Show who was found, having written down that somebody was looked for."""
    form = SearchForm(request.form)
    if not form.validate():
        return render_template("people/index.html", form=form, result=None), 422
    result = people.find(db(), learner(), form.q.data or "", form.why)
    return render_template("people/index.html", form=form, result=result)


@bp.get(ONE)
def show(user_id: int) -> ResponseReturnValue:
    """Show somebody to who has opened the page, else ask why it shall be opened."""
    person = people.person_for(db(), user_id, programme(), limits())
    if not _is_open(user_id):
        return render_template("people/opening.html", user_id=user_id, form=ReasonForm())
    return render_template(
        "people/show.html",
        who=person,
        acts=_offered(person),
        is_me=user_id == learner().id,
        log=audit.log_of(db(), Chosen(about_id=user_id)),
        mails_links=settings().mails_links,
        sends_mail=settings().sends_mail,
        done=ACTS.get(request.args.get("changed", "")),
    )


@bp.post(f"{ONE}/opening")
def open_page(user_id: int) -> ResponseReturnValue:
    """Write down who opens the page and why, then show it."""
    form = ReasonForm(request.form)
    if not form.validate():
        return render_template("people/opening.html", user_id=user_id, form=form), 422
    people.open_page(db(), learner(), user_id, form.why)
    return redirect(f"{HERE}/{user_id}", 303)


@bp.get(f"{ONE}/<any({_ANY}):act>")
@freshly_proved
def ask(user_id: int, act: str) -> ResponseReturnValue:
    """Say what would be done and ask why; for who has opened the person’s page."""
    person = people.person_for(db(), user_id, programme(), limits())
    if not _can_do(person, act):
        return redirect(f"{HERE}/{user_id}", 303)
    return _asking(person, act, ACTS[act].form(data={"name": person.name}), 200)


@bp.post(f"{ONE}/<any({_ANY}):act>")
def do(user_id: int, act: str) -> ResponseReturnValue:
    """Do it, for who has just proved who they are: who took long over the words keeps them.

    What was done meanwhile is not offered any more, so it is not done twice.
    """
    person = people.person_for(db(), user_id, programme(), limits())
    if not _can_do(person, act):
        return redirect(f"{HERE}/{user_id}", 303)
    form = ACTS[act].form(request.form)
    if not (form.validate() and proved_lately(form)):
        return _asking(person, act, form, 422)
    try:
        ACTS[act].do(user_id, form)
    except Conflict as refusal:
        form.form_errors = [str(refusal)]
        return _asking(person, act, form, 409)
    if form.errors:
        return _asking(person, act, form, 422)
    return redirect(f"{HERE}/{user_id}?changed={act}", 303)


def _asking(person: PersonView, act: str, form: ReasonForm, status: int) -> tuple[str, int]:
    page = render_template(
        "people/act.html",
        who=person,
        act=ACTS[act],
        name=act,
        form=form,
        is_fresh=is_fresh(),
        sends_mail=settings().sends_mail,
    )
    return page, status


def _is_open(user_id: int) -> bool:
    return audit.is_open(db(), learner(), Act.OPEN_PERSON, about_id=user_id)


def _can_do(person: PersonView, act: str) -> bool:
    return act in _offered(person) and _is_open(person.id)


def _offered(person: PersonView) -> dict[str, PersonAct]:
    """Return what can be done for somebody; for oneself there is the account page."""
    if person.id == learner().id:
        return {}
    return {name: act for name, act in ACTS.items() if act.is_offered(person)}
