"""The evaluation report: the dashboards’ figures, and stories with consent, as one document."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning import audit, clock, followups, sharing, statistics
from learning.audit import Act
from learning.statistics import EVERYBODY, Attribute, Dashboard, Group, Protection
from learning.statistics.dashboards.report import Story, report
from learning.web.access import learner
from learning.web.context import local, programme, settings
from learning.web.database import db, figures, reading
from learning.web.downloads import document_response
from learning.web.proving import freshly_proved
from learning.web.statistics_asked import with_choice
from learning.web.statistics_files import file_words
from learning.web.statistics_filter import StatisticsFilter

bp = Blueprint("report", __name__, url_prefix="/statistics")
FORMATS = {"docx": "Word", "pdf": "PDF"}


@bp.get("/report")
def show() -> ResponseReturnValue:
    """Say what is in the report, and of whom; 422 if what is asked for cannot be."""
    form, protection, group = _asked()
    return _page(form, protection, group), 200 if group is not None else 422


@bp.get("/report.<any(docx, pdf):ending>")
def before_download(ending: str) -> ResponseReturnValue:
    """Lead to the buttons that send the file: at this address earlier editions sent it."""
    return redirect(with_choice("/admin/statistics/report"))


@bp.post("/report.<any(docx, pdf):ending>")
@freshly_proved
def download(ending: str) -> ResponseReturnValue:
    """Send the report on the learners that the address chooses; 422 as there."""
    form, protection, group = _asked()
    counted_at = statistics.counted_at(figures())
    if counted_at is None:
        return show()
    if group is None or _is_too_few(group, protection):
        return _page(form, protection, group), 422
    document = report(
        programme(),
        _dashboards(group, protection),
        _stories() if group == EVERYBODY and "stories" in request.values else (),
        about=form.chosen,
        smallest=protection.smallest,
        counted_at=local(counted_at),
        made_at=local(clock.now()),
    )
    sent = document_response(document, ending, file_words("evaluation report", form.chosen))
    audit.note(db(), learner(), Act.EXPORT_REPORT, about=f"as {ending}")
    return sent


def _page(form: StatisticsFilter, protection: Protection, group: Group | None) -> str:
    return render_template(
        "statistics/report.html",
        form=form,
        formats=FORMATS,
        counted_at=statistics.counted_at(figures()),
        is_everybody=group == EVERYBODY,
        is_fit=group is not None,
        is_too_few=group is not None and _is_too_few(group, protection),
        smallest=protection.smallest,
    )


def _is_too_few(group: Group, protection: Protection) -> bool:
    """Tell whether nothing can be told about a group: every other figure is of some of these."""
    return statistics.overview(
        figures(), programme(), protection, group, settings().time_zone
    ).is_hidden


def _asked() -> tuple[StatisticsFilter, Protection, Group | None]:
    form = StatisticsFilter(request.args)
    protection = statistics.standing_of(figures(), settings().small_group).protection
    return form, protection, form.group(figures(), protection)


def _dashboards(group: Group, protection: Protection) -> tuple[Dashboard, ...]:
    """Return what the report is made of; teams are counted all together, so only for everybody."""
    what = (figures(), programme(), protection, group)
    zone = settings().time_zone
    found = [
        statistics.overview(*what, zone),
        statistics.breakdown(*what, Attribute.SECTOR),
        statistics.breakdown(*what, Attribute.NATION),
        statistics.breakdown(*what, Attribute.ROLE),
        statistics.funnel(*what, zone),
        statistics.learning(*what),
        statistics.practice(*what),
    ]
    if group == EVERYBODY:
        found.append(statistics.teams(*what, zone))
    return tuple(found)


def _stories() -> tuple[Story, ...]:
    """Return what its writers let be quoted. Of a choice of learners it would tell whose it is."""
    quotes = (*followups.quotes(reading()), *sharing.quotes(reading(), programme()))
    return tuple(Story(quote.passage, quote.by or "A learner") for quote in quotes)
