"""Whether everything is in order, for admins; and how a request from outside arrived."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from learning import clock, doctor
from learning.broadcast import read_ticket
from learning.errors import NotFound
from learning.web.access import public
from learning.web.context import editions, settings
from learning.web.database import db

bp = Blueprint("condition", __name__)
admin_bp = Blueprint("condition", __name__)


@admin_bp.get("/health")
def health() -> ResponseReturnValue:
    """Show what the quick checks of `learning doctor` find; seven queries."""
    where = doctor.Where(
        settings=settings(),
        db=db(),
        edition=doctor.edition_of(db()),
        mistakes=lambda: editions().mistakes,
    )
    found = doctor.findings(where, doctor.CHECKS)
    return render_template(
        "admin/health.html",
        summary=doctor.summary(found),
        mend=[one for one in found if one.state == "mend"],
        look=[one for one in found if one.state == "look"],
        fine=[one for one in found if one.state == "fine"],
        versions=doctor.versions(),
    )


@bp.get("/health/arrival")
@public
def arrived() -> ResponseReturnValue:
    """Tell `learning doctor` how its request arrived; its ticket lets in for a minute."""
    ticket = read_ticket(settings().secret(), request.args.get("ticket", ""), clock.now())
    if ticket is None or ticket.topic != doctor.ARRIVAL:
        raise NotFound("There is nothing here.")
    passed_on = ",".join(request.headers.getlist("X-Forwarded-For"))
    return {
        "scheme": request.scheme,
        "host": request.host,
        "hops": len([hop for hop in passed_on.split(",") if hop.strip()]),
        "trusted": settings().trusted_proxies,
    }
