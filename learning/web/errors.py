"""Refusals become pages here, and nowhere else. Whatever was typed is shown again."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, current_app, g, jsonify, make_response, render_template, request
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError
from werkzeug.exceptions import HTTPException

from learning import doing
from learning.db import Busy
from learning.errors import Conflict, LearningError, NotAllowed, NotFound, TooMany, Withdrawn
from learning.mailed_links import LinkOver
from learning.web.access import SignedOut
from learning.web.context import settings
from learning.web.database import SAFE_METHODS, abandon
from learning.web.security_events import Refusal, note_event

STATUS: dict[type[LearningError], int] = {
    NotFound: 404,
    NotAllowed: 403,
    Conflict: 409,
    SignedOut: 401,
    TooMany: 429,
    Withdrawn: 410,
}
TITLES = {
    400: "That did not arrive whole",
    401: "Please sign in again",
    403: "Not for this account",
    404: "Nothing at this address",
    405: "That cannot be done here",
    409: "Not possible as things are",
    410: "This certificate was withdrawn",
    413: "That is too large",
    429: "A moment, please",
    500: "Something went wrong here",
    503: "Too busy just now",
}
LINK_OVER = "This link works no more"
_KEPT = {
    "writer", "name", "holder", "code",
    "module", "length", "days", "day", "at", "time_zone", "place", "link", "weeks", "times",
    "goes_on",
}  # fmt: skip
"""Fields outside exercises that are shown or sent again; a password never is."""
UNSPOKEN = ("live_write.", "live_at.", "live_card.", "live_dots.", "live_rating.")
"""How the names of fields begin that are sent again and hold nothing to be read."""
SENTENCES = {
    400: "The request could not be read. Go back and try once more.",
    404: "There is no page here. It may have been renamed, or the link is incomplete.",
    405: "This address does not take that kind of request.",
    413: "What you sent is over two megabytes, or in thousands of pieces. Go back, shorten it,"
    " and send it again.",
    500: "It is not your fault, and nothing you had saved is lost. Please try again.",
    503: "Many people are writing at this moment. Wait a few seconds and send it again.",
}
_OURS = (500, 503)
_CROSSED = ("40001", "40P01")
"""SQLSTATE of a transaction that was given up because of another: it can be done once more."""
CROSSED = "Somebody did something here at the same moment, so this was not saved. Send it again."


class Application(Flask):
    """Flask, which notes a fault of ours by the view it is in: an address may hold a secret."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return ``func``: no view or hook of ours is a coroutine, and to look costs each page."""
        return func

    def handle_exception(self, e: Exception) -> Response:
        """Answer what goes wrong at the commit, after the view, as what goes wrong before it."""
        if isinstance(e, IntegrityError | OperationalError):
            with suppress(SQLAlchemyError):  # then the page that says so needs the database, too
                return self.finalize_request(self.handle_user_exception(e), True)
        return super().handle_exception(e)

    def log_exception(self, exc_info: Any) -> None:
        """Note where it happened."""
        self.logger.error("fault in %s %s", request.method, request.endpoint, exc_info=exc_info)


def init_app(app: Flask) -> None:
    """Answer every refusal with its own sentence and the matching status."""

    @app.errorhandler(LearningError)
    def refuse(error: LearningError) -> Response:
        if isinstance(error, NotFound) and request.view_args:
            note_event(Refusal.NOT_FOUND)  # it may be somebody else’s
        is_link = isinstance(error, LinkOver)
        response = _answer(str(error), status_of(error), is_link=is_link)
        if isinstance(error, TooMany):
            response.headers["Retry-After"] = str(error.wait)
        return response

    app.register_error_handler(IntegrityError, _lost_a_race)
    app.register_error_handler(Busy, _busy)
    app.register_error_handler(OperationalError, _database_away)

    @app.errorhandler(HTTPException)
    def explain(error: HTTPException) -> Response:
        status = error.code or 500
        if status == 500:
            g.person = None
        return _answer(SENTENCES.get(status, SENTENCES[400]), status)


def _lost_a_race(_: IntegrityError) -> Response:
    return _answer("This was just done elsewhere. Go back and look again.", 409)


def _busy(_: Busy) -> Response:
    current_app.logger.warning("the turn to write did not come in time")
    g.person = None  # the page's navigation must not wait for a turn again
    return _answer(SENTENCES[503], 503)


def _database_away(error: OperationalError) -> Response:
    current_app.logger.error("database: %s", error.orig)
    if getattr(error.orig, "sqlstate", None) in _CROSSED:
        return _answer(CROSSED, 409)
    g.person = None  # the page's navigation must not ask the database again
    return _answer(
        "The database cannot be reached or is full, so nothing was saved. Keep this page"
        " open and try again in a minute.",
        503,
    )


def status_of(error: LearningError) -> int:
    """Return the status that goes with a refusal."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 400)


def _answer(message: str, status: int, *, is_link: bool = False) -> Response:
    """Return the page for a refusal; for that of a link in a mail (``is_link``), with ways on."""
    abandon()  # the page's navigation reads the database, which may be in a failed transaction
    title = LINK_OVER if is_link else TITLES.get(status, HTTPStatus(status).phrase)
    if wants_json():
        return make_response(jsonify({"message": message} | _number(status)), status)
    page = render_template(
        "error.html",
        title=title,
        message=message,
        status=status,
        resend=_resend(status),
        is_link=is_link,
        mails_links=settings().mails_links,
        unspoken=UNSPOKEN,
        **_number(status),
    )
    return make_response(page, status)


def _number(status: int) -> dict[str, str]:
    """Return what somebody can tell us, if the fault is ours: the log has more under it."""
    task = doing.now()
    return {"number": task.short_number} if task and status in _OURS else {}


def wants_json() -> bool:
    """Tell whether a script asked, not a person's browser."""
    return request.accept_mimetypes.best == "application/json"


@dataclass(frozen=True, slots=True)
class Resend:
    """A refused request's answers: to send once more, or at least to copy."""

    action: str
    fields: tuple[tuple[str, str], ...]


def _resend(status: int) -> Resend:
    if request.method in SAFE_METHODS or status in {400, 413}:
        return Resend(request.path, ())
    given = [field for field in request.form.items(multi=True) if _is_kept(field[0])]
    return Resend(request.path, tuple(given) if any(_is_text(*field) for field in given) else ())


def _is_kept(name: str) -> bool:
    return "." in name or name in _KEPT


def _is_text(name: str, text: str) -> bool:
    said = bool(text.strip()) and not name.startswith(UNSPOKEN)
    return said and name != "writer" and not name.endswith(".version")
