"""About your work: what somebody says so that statistics can be told apart. All of it optional."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import Form, HiddenField, RadioField, SelectField, StringField, ValidationError
from wtforms.validators import Length, Optional

from learning import organisations
from learning.organisations import Known, Nation, Sector, Stage, Work, WorkRole
from learning.web.access import learner
from learning.web.account_forms import NotBlank
from learning.web.clean import one_line
from learning.web.context import settings
from learning.web.database import db, reading

bp = Blueprint("profile", __name__)
OPEN = "Leave it open"
NEW = "new"
"""Chosen by who means none of the organisations that are suggested."""


_CHOICES = {"sector": Sector, "nation": Nation, "role": WorkRole, "stage": Stage}


class WorkForm(Form):
    """What somebody does, and where."""

    organisation = StringField(
        "Your organisation",
        [
            Optional(),
            NotBlank("Write its name in letters, or leave it empty"),
            Length(max=organisations.LONGEST_NAME, message="Use at most %(max)d characters"),
        ],
        filters=[one_line],
        description="Its name, or the name people know it by.",
    )
    meant = RadioField("Did you mean one of these?", validate_choice=False)
    asked = HiddenField()
    """The name for which ``meant`` was asked: another one is asked for anew."""
    sector = SelectField("What kind of organisation it is", validate_choice=False)
    nation = SelectField("Which nation you work in", validate_choice=False)
    role = SelectField("What you do there", validate_choice=False)
    stage = SelectField("Your organisation’s work as an anchor", validate_choice=False)

    def __init__(self, *sent: Any, **given: Any) -> None:
        super().__init__(*sent, **given)
        for name, choices in _CHOICES.items():
            self[name].choices = {"": OPEN} | {choice.value: choice.words for choice in choices}

    def validate_sector(self, field: SelectField) -> None:
        """Refuse what is not offered; what was not sent is left open."""
        field.data = field.data or ""
        if field.data not in field.choices:
            raise ValidationError("Choose from the list, or leave it open")

    validate_nation = validate_role = validate_stage = validate_sector

    def ask(self, alike: Iterable[Known]) -> None:
        """Offer these organisations, and the name as it is written."""
        self.meant.choices = {
            **{str(known.id): known.name for known in alike},
            NEW: f"No, another one: {self.organisation.data}",
        }
        if not self._is_answered:
            self.meant.data = None
            self.meant.errors = ["Say which one you mean"]
        self.asked.data = self.organisation.data

    def chosen(self, alike: Iterable[Known]) -> str | None:
        """Return the name that is meant, or None if that has to be asked first."""
        names = {str(known.id): known.name for known in alike}
        if not names:
            return self.organisation.data or ""
        names[NEW] = self.organisation.data or ""
        return names.get(self.meant.data or "") if self._is_answered else None

    @property
    def _is_answered(self) -> bool:
        return bool(self.meant.data) and one_line(self.asked.data) == self.organisation.data

    def work(self, organisation: str) -> Work:
        """Return what is said; only once the form is valid."""
        return Work(
            organisation=organisation or None,
            sector=Sector(self.sector.data) if self.sector.data else None,
            nation=Nation(self.nation.data) if self.nation.data else None,
            role=WorkRole(self.role.data) if self.role.data else None,
            stage=Stage(self.stage.data) if self.stage.data else None,
        )


@bp.get("/account/work")
def show() -> ResponseReturnValue:
    """Show what the person says about their work, to be changed or left open."""
    said = organisations.profile_of(db(), learner()) or organisations.NOTHING
    changed = request.args.get("changed")
    counted_as = _counted_as(said.organisation) if changed == "kept" else None
    return _page(WorkForm(obj=said), 200, changed=changed, counted_as=counted_as)


@bp.post("/account/work")
def keep() -> ResponseReturnValue:
    """Keep it; a name that is like one we know is asked about first."""
    form = WorkForm(request.form)
    if not form.validate():
        return _page(form, 422)
    alike = _alike(form.organisation.data)
    name = form.chosen(alike)
    if name is None:
        form.ask(alike)
        return _page(form, 422)
    organisations.set_profile(db(), learner(), form.work(name))
    return redirect("/account/work?changed=kept", 303)


@bp.post("/account/work/removal")
def clear() -> ResponseReturnValue:
    """Forget all of it; twice is no mistake."""
    organisations.set_profile(db(), learner(), organisations.NOTHING)
    return redirect("/account/work?changed=cleared", 303)


@bp.post("/account/work/not-now")
def decline() -> ResponseReturnValue:
    """Take the invitation off the home page."""
    organisations.decline(db(), learner())
    return redirect("/home", 303)


def _alike(name: str | None) -> tuple[Known, ...]:
    """Return what the name may mean, read before the writers’ turn, which others wait for."""
    alike = organisations.suggestions(reading(), learner(), name, settings().small_group)
    reading().rollback()  # gives the connection back, for the write takes one of its own
    return alike


def _counted_as(typed: str | None) -> str | None:
    """Return the name they are counted by, if it is another one and may be shown."""
    if not typed:
        return None
    name = organisations.shown_name(db(), learner(), settings().small_group)
    return name if name != typed else None


def _page(form: WorkForm, status: int, **more: str | None) -> ResponseReturnValue:
    page = render_template(
        "profile/show.html", form=form, says_something=any(form.data.values()), **more
    )
    return page, status
