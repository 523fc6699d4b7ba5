"""Inviting people in bulk: a list is looked over first, then those on it are invited.

The same for admins and for those who look after one organisation. Nothing that was sent is kept:
between the two steps the list travels in the page.
"""

from dataclasses import dataclass

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import Form, TextAreaField
from wtforms.validators import Length

from learning import audit, invitations
from learning.audit import Act
from learning.invitations import CannotRead, Reading
from learning.organisations import Known
from learning.web.access import learner
from learning.web.asked import refuse_without_mail
from learning.web.clean import clean_text
from learning.web.context import settings
from learning.web.database import db
from learning.web.reason import ReasonForm

_NOTHING = "Paste the addresses, or choose a file"
_FILE = "list"


class ListForm(Form):
    """Whom to invite."""

    people = TextAreaField(
        "Addresses",
        [Length(max=invitations.LARGEST_FILE, message="Send fewer lines at a time")],
        filters=[clean_text],
        description="One on a line, with a name if you like: ada@example.org, Ada Olsen",
    )


class InviteForm(ReasonForm):
    """The list as it was looked over, and why it may be used."""

    people = TextAreaField(filters=[clean_text])


@dataclass(frozen=True, slots=True)
class Place:
    """Whose people are invited, and on which pages."""

    organisation: Known
    path: str
    back: str
    """The page above."""


def show(place: Place) -> ResponseReturnValue:
    """Show how many addresses were read, and the form for more."""
    return _page(place, ListForm(), 200)


def check(place: Place) -> ResponseReturnValue:
    """Say line by line what is wrong with a list, and how many are read; nothing is kept yet."""
    refuse_without_mail()
    form = ListForm(request.form)
    if not form.validate():
        return _page(place, form, 422)
    try:
        form.people.data = _sent(form)
    except CannotRead as refusal:
        form.people.errors = [str(refusal)]
        return _page(place, form, 422)
    read = _looked_over(place, form.people.data)
    if not read.guests and not read.mistakes:
        form.people.errors = [_NOTHING]
    return _page(place, form, 200 if read.guests else 422, read, InviteForm())


def invite(place: Place) -> ResponseReturnValue:
    """Invite those on the list that was looked over. Who was invited already is not told apart."""
    refuse_without_mail()
    form = InviteForm(request.form)
    read = invitations.read(form.people.data or "")
    if not form.validate():
        listed = ListForm(data={"people": form.people.data})
        return _page(place, listed, 422, _looked_over(place, form.people.data or ""), form)
    number = invitations.invite(db(), learner(), place.organisation.id, read)
    if number:
        about = f"{number} for organisation {place.organisation.id}"
        audit.note(db(), learner(), Act.INVITE, about=about, reason=form.why)
    return redirect(f"{place.path}?read={number}", 303)


def _sent(form: ListForm) -> str:
    """Return the list: the file, where one was chosen. Raises `CannotRead`."""
    file = request.files.get(_FILE)
    content = file.read(invitations.LARGEST_FILE + 1) if file else b""
    return (clean_text(invitations.decoded(content)) if content else form.people.data) or ""


def _looked_over(place: Place, text: str) -> Reading:
    return invitations.look_over(db(), place.organisation.id, invitations.read(text))


def _page(
    place: Place,
    form: ListForm,
    status: int,
    read: Reading | None = None,
    asked: InviteForm | None = None,
) -> ResponseReturnValue:
    page = render_template(
        "invitations/invite.html",
        place=place,
        form=form,
        read=read,
        checked=invitations.as_text(read.guests) if read else "",
        asked=asked or InviteForm(),
        so_far=invitations.so_far(db(), place.organisation.id),
        most=invitations.MOST_LINES,
        a_day=settings().invitations_a_day,
        sends_mail=settings().mails_links,
        days=invitations.GOOD_FOR.days,
        number=request.args.get("read", type=int),
    )
    return page, status
