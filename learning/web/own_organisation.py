"""For those who look after one organisation: its counts, protected as ever, and inviting.

The counts are those of everybody there together. No further choice is offered: they know their
colleagues, and a group within the organisation could point at some of them.
"""

from dataclasses import dataclass
from typing import cast

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from learning import audit, statistics
from learning.audit import Act
from learning.organisations import Known
from learning.statistics import Dashboard, Group, Standing
from learning.web import inviting
from learning.web import statistics_files as files
from learning.web.access import learner, own_organisation
from learning.web.context import local, programme, settings
from learning.web.database import db, reading
from learning.web.downloads import file_response
from learning.web.inviting import Place
from learning.web.proving import freshly_proved

bp = Blueprint("own_organisation", __name__, url_prefix="/organisation")
HERE = "/organisation"
TABS = {
    "overview": "Overview",
    "funnel": "Where people stop",
    "learning": "Learning",
    "practice": "Practice",
}
"""The dashboards, by the word in their address."""
_OTHERS = ", ".join(name for name in TABS if name != "overview")
_ANY = ", ".join(TABS)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A dashboard of one organisation."""

    name: str
    organisation: Known
    standing: Standing
    dashboard: Dashboard

    @property
    def chosen(self) -> tuple[tuple[str, str], ...]:
        """Return who is counted, in words."""
        return (("Organisation", self.organisation.name),)

    def path(self, name: str = "", kind: str = "", **_: object) -> str:
        """Return the address of another dashboard, or of this as a file."""
        if kind:
            return f"{HERE}/{self.name}.{kind}"
        name = name or self.name
        return HERE if name == "overview" else f"{HERE}/{name}"


@bp.get("")
def overview() -> ResponseReturnValue:
    """Show the overview; at most eight queries."""
    return _shown("overview")


@bp.get(f"/<any({_OTHERS}):name>")
def show(name: str) -> ResponseReturnValue:
    """Show another dashboard; at most eight queries."""
    return _shown(name)


@bp.post(f"/<any({_ANY}):name>.<any(csv, xlsx, json):kind>")
@freshly_proved
def download(name: str, kind: str) -> ResponseReturnValue:
    """Send the figures of a dashboard, the very ones its page shows."""
    wanted = _wanted(name)
    at = wanted.dashboard.counted_at
    sheet = files.Sheet(
        dashboard=wanted.dashboard,
        programme=programme(),
        chosen=wanted.chosen,
        smallest=wanted.standing.protection.smallest,
        counted_at=local(at) if at else None,
    )
    called = files.file_words(f"statistics {name}", wanted.chosen)
    sent = file_response(files.WRITERS[kind](sheet), kind, called)
    about = f"{TABS[name]} of organisation {wanted.organisation.id}, as {kind}"
    audit.note(db(), learner(), Act.EXPORT_STATISTICS, about=about)
    return sent


@bp.get("/invitations")
def invitations() -> ResponseReturnValue:
    """Show how many are invited, and the form for more."""
    return inviting.show(_place())


@bp.post("/invitations/check")
def check() -> ResponseReturnValue:
    """Look a list over."""
    return inviting.check(_place())


@bp.post("/invitations")
def invite() -> ResponseReturnValue:
    """Invite those on it."""
    return inviting.invite(_place())


def _organisation() -> Known:
    return cast("Known", own_organisation())  # nobody else gets here


def _place() -> Place:
    return Place(_organisation(), f"{HERE}/invitations", HERE)


def _shown(name: str) -> str:
    wanted = _wanted(name)
    return render_template(
        "own_organisation/show.html",
        wanted=wanted,
        dashboard=wanted.dashboard,
        tabs=TABS,
        notes=statistics.rounding_notes(wanted.standing.protection.smallest),
    )


def _wanted(name: str) -> Wanted:
    organisation = _organisation()
    standing = statistics.standing_of(reading(), settings().small_group)
    group = Group(organisation=str(organisation.id))
    what = (reading(), programme(), standing.protection, group)
    if name == "learning":
        return Wanted(name, organisation, standing, statistics.learning(*what))
    if name == "practice":
        return Wanted(name, organisation, standing, statistics.practice(*what))
    by_month = {"overview": statistics.overview, "funnel": statistics.funnel}
    found = by_month[name](*what, settings().time_zone)
    return Wanted(name, organisation, standing, found)
