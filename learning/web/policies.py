"""Privacy, accessibility and cookies of this very installation, and its security contact."""

from datetime import timedelta

from flask import Blueprint, Response, abort, current_app, render_template
from flask.typing import ResponseReturnValue

from learning import clock
from learning.web.access import public
from learning.web.context import full_address, programme, settings
from learning.web.kept import kept_here
from learning.web.kept_in_browsers import IN_BROWSERS
from learning.web.kept_in_log import IN_LOG

bp = Blueprint("policies", __name__)
_GOOD_FOR = timedelta(days=180)
"""How long who reads the security contact may rely on it."""


@bp.get("/privacy")
@public
def privacy() -> ResponseReturnValue:
    """Show what is kept here, why, how long, and who reads it."""
    kept = [*kept_here(settings()), IN_LOG]
    return render_template("policies/privacy.html", kept=kept, site=settings())


@bp.get("/cookies")
@public
def cookies() -> ResponseReturnValue:
    """Show what the browser keeps."""
    name = current_app.config["SESSION_COOKIE_NAME"]
    return render_template(
        "policies/cookies.html", name=name, in_browsers=IN_BROWSERS, site=settings()
    )


@bp.get("/accessibility")
@public
def accessibility() -> ResponseReturnValue:
    """Show what was done so that everybody can use it, how it was tested, and what is wrong."""
    return render_template("policies/accessibility.html", site=settings())


@bp.get("/.well-known/security.txt")
@public
def security_txt() -> ResponseReturnValue:
    """Say where to report a weakness (RFC 9116); nothing if the installation names nobody."""
    contact = settings().security_contact
    if not contact:
        abort(404)
    lines = (
        f"Contact: {contact if contact.startswith('https://') else f'mailto:{contact}'}",
        f"Expires: {clock.now() + _GOOD_FOR:%Y-%m-%dT00:00:00Z}",
        f"Preferred-Languages: {programme().language}",
        f"Canonical: {full_address('/.well-known/security.txt')}",
    )
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@bp.app_template_filter()
def written_to(contact: str) -> str:
    """Return where a link to a contact leads."""
    return contact if contact.startswith("https://") else f"mailto:{contact}"
