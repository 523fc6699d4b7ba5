"""The dashboards that admins see, and their files: figures of all or of some, never of one.

A file is sent to whoever has just proved who they are, and that it was taken is written down.
"""

from datetime import datetime

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning import audit, statistics
from learning.audit import Act
from learning.statistics import Dashboard
from learning.web import statistics_files as files
from learning.web.access import learner
from learning.web.charts import chart_of
from learning.web.clean import whole_number
from learning.web.context import editions, local, programme
from learning.web.database import db
from learning.web.downloads import file_response
from learning.web.proving import freshly_proved
from learning.web.statistics_asked import TABS, Asked, asked, tab_path, with_choice

bp = Blueprint("statistics", __name__)
bp.add_app_template_global(chart_of)
bp.add_app_template_global(tab_path)
bp.add_app_template_global(statistics.number_of)
bp.add_app_template_filter(statistics.cell, "cell")
_OTHERS = ", ".join(name for name in TABS if name != "overview")
_ANY = ", ".join(TABS)


@bp.get("/statistics")
def overview() -> ResponseReturnValue:
    """Show the overview; 422 if what is asked for cannot be. At most eight queries."""
    return _page("overview")


@bp.get(f"/statistics/<any({_OTHERS}):name>")
def show(name: str) -> ResponseReturnValue:
    """Show another dashboard; 422 if what is asked for cannot be. At most eight queries."""
    return _page(name)


@bp.get("/statistics.csv")
@bp.get(f"/statistics/<any({_ANY}):name>.<any(csv, xlsx, json):kind>")
def before_download(name: str = "overview", kind: str = "csv") -> ResponseReturnValue:
    """Lead to the buttons that send the file: at this address earlier editions sent it."""
    return redirect(f"{with_choice(tab_path(name))}#take")


@bp.post(f"/statistics/<any({_ANY}):name>.<any(csv, xlsx, json):kind>")
@freshly_proved
def download(name: str, kind: str) -> ResponseReturnValue:
    """Send the figures of a dashboard, the very ones its page shows; 422 as there."""
    wanted = asked(name)
    if wanted.dashboard is None:
        return _shown(wanted), 422
    sheet = files.Sheet(
        dashboard=wanted.dashboard,
        programme=programme(),
        chosen=wanted.chosen,
        smallest=wanted.standing.protection.smallest,
        counted_at=_at_home(wanted.dashboard),
    )
    called = files.file_words(f"statistics {name}", wanted.chosen)
    sent = file_response(files.WRITERS[kind](sheet), kind, called)
    audit.note(db(), learner(), Act.EXPORT_STATISTICS, about=f"{TABS[name]}, as {kind}")
    return sent


def _page(name: str) -> ResponseReturnValue:
    wanted = asked(name, page=whole_number(request.args.get("page")) or 1)
    return _shown(wanted), 422 if wanted.dashboard is None else 200


def _shown(wanted: Asked) -> str:
    return render_template(
        "statistics/show.html",
        wanted=wanted,
        dashboard=wanted.dashboard,
        tabs=TABS,
        notes=statistics.rounding_notes(wanted.standing.protection.smallest),
        mistakes=len(editions().mistakes),
    )


def _at_home(dashboard: Dashboard) -> datetime | None:
    """Return when it was counted, as the clocks show it where the programme is at home."""
    return local(dashboard.counted_at) if dashboard.counted_at else None
