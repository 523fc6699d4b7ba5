"""What is asked for by an address: which dashboard, whose figures, how they are laid out."""

from dataclasses import dataclass

from flask import request
from wtforms import Form, SelectField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice

from learning import statistics
from learning.organisations import LONGEST_NAME
from learning.statistics import (
    ATTRIBUTES,
    EVERYBODY,
    Attribute,
    Dashboard,
    Group,
    Protection,
    Standing,
)
from learning.web.clean import one_line
from learning.web.context import programme, settings
from learning.web.database import figures
from learning.web.statistics_filter import StatisticsFilter, refuse_unknown

TABS = {
    "overview": "Overview",
    "funnel": "Where people stop",
    "groups": "Groups",
    "learning": "Learning",
    "practice": "Practice",
    "teams": "Teams",
}
"""The dashboards, by the word in their address."""


class SideBySide(Form):
    """By what the groups are told apart, and which organisations are listed."""

    by = SelectField(
        "Side by side",
        choices=[
            SelectChoice(each.value, f"By {words.lower()}") for each, words in ATTRIBUTES.items()
        ],
        default=Attribute.SECTOR.value,
        validate_choice=False,
    )
    words = StringField(
        "Organisations called", description="A part of the name. Only for “By organisation”"
    )

    def validate_by(self, field: SelectField) -> None:
        """Refuse what there is no table by."""
        refuse_unknown(field)

    def validate_words(self, field: StringField) -> None:
        """Refuse what no name holds."""
        if len(one_line(field.data) or "") > LONGEST_NAME:
            raise ValidationError(f"No name here is longer than {LONGEST_NAME} characters")

    @property
    def attribute(self) -> Attribute:
        """Return by what groups are told apart."""
        return Attribute(self.by.data or Attribute.SECTOR)

    @property
    def name_part(self) -> str:
        """Return which organisations are listed; nothing where the rows are something else."""
        return (one_line(self.words.data) or "") if self.by.data == Attribute.ORGANISATION else ""

    @property
    def query(self) -> dict[str, str]:
        """Return what is asked for as it stands in an address."""
        by = "" if self.by.data == Attribute.SECTOR else self.by.data or ""
        said = {"by": by, "words": self.name_part}
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True, slots=True)
class Asked:
    """A dashboard that was asked for; without one, the forms say what to mend."""

    name: str
    form: StatisticsFilter
    side: SideBySide | None
    standing: Standing
    dashboard: Dashboard | None

    @property
    def refusals(self) -> list[tuple[str, str]]:
        """Return what to mend: the field and a sentence."""
        forms = (self.side, self.form) if self.side else (self.form,)
        return [(field.id, field.errors[0]) for form in forms for field in form if field.errors]

    @property
    def chosen(self) -> tuple[tuple[str, str], ...]:
        """Return who is counted, in words."""
        if self.name == "teams":
            return ()
        words = self.side.name_part if self.side and not self.side.errors else ""
        listed = ((str(self.side.words.label.text), words),) if self.side and words else ()
        return (*self.form.chosen, *listed)

    def path(self, name: str = "", kind: str = "", **more: str | int) -> str:
        """Return the address of another dashboard with the same choice, or of this as a file."""
        path = tab_path(name or self.name)
        if kind:
            path = f"/admin/statistics/{self.name}.{kind}"
        side = self.side.query if self.side and name in ("", self.name) else {}
        return self.form.path(path, **side, **{key: str(value) for key, value in more.items()})


def tab_path(name: str) -> str:
    """Return the address of a dashboard."""
    return "/admin/statistics" if name == "overview" else f"/admin/statistics/{name}"


def with_choice(path: str) -> str:
    """Return an address of ours that asks for the very learners this request asks for."""
    query = request.query_string.decode("ascii", "ignore")
    return f"{path}?{query}" if query else path


def asked(name: str, page: int | None = None) -> Asked:
    """Return the dashboard ``name`` as this request asks for it; at most seven queries.

    ``page`` is that of a long table; None: all of it.
    """
    standing = statistics.standing_of(figures(), settings().small_group)
    form = StatisticsFilter(request.args)
    side = SideBySide(request.args) if name == "groups" else None
    is_fit = side is None or side.validate()
    group = form.group(figures(), standing.protection)
    if name == "teams":
        group = EVERYBODY  # no team has a sector; the choice is kept for the other pages
    found = None
    if is_fit and group is not None:
        found = _dashboard(name, standing.protection, group, side, page)
    return Asked(name, form, side, standing, found)


def _dashboard(
    name: str, protection: Protection, group: Group, side: SideBySide | None, page: int | None
) -> Dashboard:
    what = (figures(), programme(), protection, group)
    if side:
        return statistics.breakdown(*what, side.attribute, side.name_part, page)
    if name == "learning":
        return statistics.learning(*what)
    if name == "practice":
        return statistics.practice(*what)
    told_by_month = {
        "overview": statistics.overview,
        "funnel": statistics.funnel,
        "teams": statistics.teams,
    }
    return told_by_month[name](*what, settings().time_zone)
