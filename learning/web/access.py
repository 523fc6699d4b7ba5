"""Who may reach which page. Everything needs a signed-in person unless it says `public`."""

import hmac
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast
from urllib.parse import quote

from flask import Flask, current_app, g, redirect, request
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user
from werkzeug.exceptions import RequestEntityTooLarge

from learning import accounts, organisations
from learning.accounts import Limits, Person
from learning.errors import LearningError, NotAllowed
from learning.organisations import Known
from learning.web.context import settings
from learning.web.database import SAFE_METHODS, db, one_query, reading
from learning.web.security_events import Refusal, note_event
from learning.web.signed import secrets

P = ParamSpec("P")
R = TypeVar("R")

_PUBLIC = "_is_public"
_GUESTS = "_is_for_guests_too"
_FINDS = "_finds_person"
_WITHOUT_SECOND = "_is_without_second"
_LEARNERS_AND_GUESTS = "learners and guests"
_ADMINS, _ORGANISATION_ADMINS = "admins", "organisation admins"
_GROUPS = {"admin": _ADMINS, "own_organisation": _ORGANISATION_ADMINS}
"""Who the views of a blueprint are for; of any other: learners."""
_STARTS = {_ADMINS: "/admin", _ORGANISATION_ADMINS: "/organisation"}
"""Where those begin who need a second factor in any case."""
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


def without_second(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a view that people may use before they have shown a second factor, required or not."""
    setattr(view, _WITHOUT_SECOND, True)
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
    """Say who an endpoint is for: everyone, learners, guests too, admins, of all or of one."""
    if endpoint == "static" or hasattr(current_app.view_functions[endpoint], _PUBLIC):
        return "everyone"
    if hasattr(current_app.view_functions[endpoint], _GUESTS):
        return _LEARNERS_AND_GUESTS
    return _GROUPS.get(endpoint.split(".")[0], "learners")


def person() -> Person | None:
    """Return whoever is signed in, or None for a guest; one query a request, or none."""
    if "person" not in g:
        found = current_user._get_current_object()
        g.person = found if isinstance(found, Person) else None
    return cast("Person | None", g.person)


def learner() -> Person:
    """Return the signed-in person; only for views that are not public."""
    return cast("Person", person())


def limits() -> Limits:
    """Return how long sign-ins last here."""
    chosen = settings()
    return Limits(
        idle=timedelta(days=chosen.sign_in_idle_days),
        longest=timedelta(days=chosen.sign_in_longest_days),
    )


def writer_mark(somebody: Person) -> str:
    """Return what a form carries so that nobody else's sign-in can save what it holds.

    It stays the same from one sign-in of a person to the next, and tells nothing about them. It is
    made with the oldest key that is known, for browsers keep unsaved words under it.
    """
    return _mark_by(secrets()[-1], somebody.id, somebody.joined_at)


def is_mark_of(somebody: Person, mark: str) -> bool:
    """Tell whether a form with this mark is of ``somebody``, by any key that is known."""
    return any(_mark_by(key, somebody.id, somebody.joined_at) == mark for key in secrets())


@lru_cache(5_000)  # each page of theirs carries it three times
def _mark_by(secret: str, user_id: int, joined_at: datetime) -> str:
    said = f"writer {user_id} {joined_at:%Y-%m-%dT%H:%M:%S}".encode()
    return hmac.digest(secret.encode(), said, "sha256").hex()[:24]


def init_app(app: Flask) -> None:
    """Guard every request: same origin for writes, then the endpoint's audience."""
    login = LoginManager()
    login.session_protection = None  # proxies change addresses; our sign-ins can be ended instead
    # Its own variable for templates would ask the database, also on the page that says it is away.
    login.init_app(app, add_context_processor=False)
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
            note_event(Refusal.CROSS_SITE_REFUSED)
            raise NotAllowed("This request came from another site, so nothing was done.")
        group = audience(request.endpoint)
        if group == "everyone":
            return None
        return _turn_away(group, writes=writes)


def _signed_in(sign_in: str) -> Person | None:
    """Return whoever signed in so, asked before a write takes its turn, which others wait for."""
    view = current_app.view_functions.get(request.endpoint or "")
    if find := getattr(view, _FINDS, None):
        return cast("Person | None", find(sign_in))
    with one_query() as connection:
        return accounts.person_of(connection, sign_in, limits())


def _turn_away(group: str, *, writes: bool) -> ResponseReturnValue | None:
    """Let the right people in; send a guest to sign in, or show what a lost post held."""
    somebody = person()
    if somebody is None:
        if group == _LEARNERS_AND_GUESTS:
            return None
        if writes:
            raise SignedOut("You are signed out, so this was not saved yet.")
        return redirect(f"/sign-in?next={quote(request.full_path.rstrip('?'))}")
    _refuse_outsider(somebody, group)
    if _owes_second(somebody, group):
        return _ask_second(group, writes=writes)
    if writes:
        accounts.note_use(db(), somebody)
    return None


def _refuse_outsider(somebody: Person, group: str) -> None:
    """Raise `NotAllowed` for a page of admins, of all or of one organisation, that they are not."""
    if group == _ADMINS and not somebody.is_admin:
        raise NotAllowed("This page is for admins.")
    if group == _ORGANISATION_ADMINS and own_organisation() is None:
        raise NotAllowed("This page is for those who look after an organisation.")


def own_organisation() -> Known | None:
    """Return the organisation that the signed-in person looks after; one query a request."""
    if "organisation" not in g:
        g.organisation = organisations.administered_by(reading(), learner())
        reading().rollback()  # gives the connection back, for a write takes one of its own
    return cast("Known | None", g.organisation)


def _owes_second(somebody: Person, group: str) -> bool:
    """Tell whether a second factor has to be shown first, in this sign-in."""
    if somebody.second_at:
        return False
    view = current_app.view_functions[request.endpoint or ""]
    is_for_all = settings().second_factor == "everybody" and not hasattr(view, _WITHOUT_SECOND)
    return group in _STARTS or is_for_all


def _ask_second(group: str, *, writes: bool) -> ResponseReturnValue:
    """Lead to where it is shown, or set up; what somebody wrote is shown again, to be kept."""
    if writes and group not in _STARTS:
        raise NotAllowed(
            "A second step is missing to sign in, so this was not saved. Open your account in a new"
            " tab and set it up, then send this once more."
        )
    goal = _STARTS[group] if writes else request.full_path.rstrip("?")
    return redirect(f"/sign-in/second?next={quote(goal)}", 303)


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
