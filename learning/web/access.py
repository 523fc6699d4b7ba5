"""Who may reach which page. Everything needs a signed-in person unless it says `public`."""

import hmac
from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast
from urllib.parse import quote

from flask import Flask, current_app, g, redirect, request
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user
from werkzeug.exceptions import RequestEntityTooLarge

from learning import accounts
from learning.accounts import Person
from learning.errors import LearningError, NotAllowed
from learning.web.database import SAFE_METHODS, db, reading

P = ParamSpec("P")
R = TypeVar("R")

_PUBLIC = "_is_public"
_GUESTS = "_is_for_guests_too"
_FINDS = "_finds_person"
_LEARNERS_AND_GUESTS = "learners and guests"
_ADMIN_BLUEPRINTS = frozenset({"admin"})
_MOST_FIELDS = 5_000
"""Fields of one form; the fullest page has a tenth of that."""


class SignedOut(LearningError):
    """The sign-in is over; what was sent is shown again, so that nothing is lost."""


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a view that anyone may open."""
    setattr(view, _PUBLIC, True)
    return view


def guests_too(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a view that also takes what a guest sends; it tells the two apart and saves nothing."""
    setattr(view, _GUESTS, True)
    return view


def found_by(
    find: Callable[[str], Person | None],
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a view that is asked so often that one query finds the person and what it answers with.

    ``find`` is handed the id of the sign-in. Who may reach the view is decided as for any other.
    """

    def marked(view: Callable[P, R]) -> Callable[P, R]:
        setattr(view, _FINDS, find)
        return view

    return marked


def audience(endpoint: str) -> str:
    """Say who an endpoint is for: everyone, learners, learners and guests, or admins."""
    if endpoint == "static" or hasattr(current_app.view_functions[endpoint], _PUBLIC):
        return "everyone"
    if hasattr(current_app.view_functions[endpoint], _GUESTS):
        return _LEARNERS_AND_GUESTS
    return "admins" if endpoint.split(".")[0] in _ADMIN_BLUEPRINTS else "learners"


def person() -> Person | None:
    """Return whoever is signed in, or None for a guest; one query a request, or none."""
    if "person" not in g:
        found = current_user._get_current_object()
        g.person = found if isinstance(found, Person) else None
    return cast("Person | None", g.person)


def learner() -> Person:
    """Return the signed-in person; only for views that are not public."""
    return cast("Person", person())


def writer_mark(somebody: Person) -> str:
    """Return what a form carries so that nobody else's sign-in can save what it holds.

    It stays the same from one sign-in of a person to the next, and tells nothing about them.
    """
    key = current_app.secret_key
    secret = key.encode() if isinstance(key, str) else key or b""
    return hmac.new(secret, f"writer {somebody.id}".encode(), "sha256").hexdigest()[:24]


def init_app(app: Flask) -> None:
    """Guard every request: same origin for writes, then the endpoint's audience."""
    login = LoginManager()
    login.session_protection = None  # proxies change addresses; our sign-ins can be ended instead
    login.init_app(app)
    login.user_loader(_signed_in)
    app.jinja_env.globals.update(writer_mark=writer_mark)
    app.context_processor(lambda: {"person": person()})

    @app.before_request
    def guard() -> ResponseReturnValue | None:
        writes = request.method not in SAFE_METHODS
        # Read before the writers' turn is taken: senders may be slow.
        if writes and sum(map(len, request.form.listvalues())) > _MOST_FIELDS:
            raise RequestEntityTooLarge  # to show them all again would cost seconds
        if request.endpoint is None:
            return None
        if writes and not _same_origin():
            raise NotAllowed("This request came from another site, so nothing was done.")
        group = audience(request.endpoint)
        if group == "everyone":
            return None
        return _turn_away(group, writes=writes)


def _signed_in(sign_in: str) -> Person | None:
    """Return whoever signed in so; for a write before the writers’ turn, which others wait for."""
    view = current_app.view_functions.get(request.endpoint or "")
    if find := getattr(view, _FINDS, None):
        return cast("Person | None", find(sign_in))
    if request.method in SAFE_METHODS:
        return accounts.person_of(db(), sign_in)
    found = accounts.person_of(reading(), sign_in)
    reading().rollback()  # gives the connection back, for the write takes one of its own
    return found


def _turn_away(group: str, *, writes: bool) -> ResponseReturnValue | None:
    """Let the right people in; send a guest to sign in, or show what a lost post held."""
    somebody = person()
    if somebody is None:
        if group == _LEARNERS_AND_GUESTS:
            return None
        if writes:
            raise SignedOut("You are signed out, so this was not saved yet.")
        return redirect(f"/sign-in?next={quote(request.full_path.rstrip('?'))}")
    if group == "admins" and not somebody.is_admin:
        raise NotAllowed("This page is for admins.")
    if writes:
        accounts.note_use(db(), somebody)
    return None


def _same_origin() -> bool:
    """Trust what browsers say about where a write came from; tokens are not needed."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in {"same-origin", "none"}
    if origin := request.headers.get("Origin"):
        host = request.environ.get("HTTP_HOST", "")
        return origin in {f"http://{host}", f"https://{host}"}
    return True


def local_path(goal: str | None) -> str | None:
    """Return ``goal`` if it is an address of ours, else None: redirects stay in the house."""
    if not goal or not goal.startswith("/") or goal.startswith(("//", "/\\")):
        return None
    return None if any(ord(c) < 32 for c in goal) else goal
