"""Signing in through an organisation’s own sign-in (OpenID Connect)."""

import logging
from collections.abc import Callable, Mapping

from flask import Blueprint, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from learning import clock, single_sign_on
from learning.accounts import Person, note_proof
from learning.errors import Conflict, LearningError, NotFound
from learning.providers import Provider
from learning.single_sign_on import Declined, NoAnswer, NotBelieved, Purpose
from learning.web import arriving
from learning.web.access import learner, person, public, without_second
from learning.web.account_forms import NameForm
from learning.web.arriving import Arrived, Strayed
from learning.web.clean import whole_number
from learning.web.context import full_address, settings
from learning.web.database import abandon, db
from learning.web.entering import entered
from learning.web.proving import FRESH, freshly_proved, proved_now
from learning.web.security_events import Act, Refusal, Way, note_event

bp = Blueprint("single_sign_on", __name__)
_log = logging.getLogger(__name__)
_PAGE = "/account/single-sign-on"
_STATUS: dict[type[LearningError], int] = {
    Strayed: 422, Declined: 422, NotBelieved: 422, NoAnswer: 503,
}  # fmt: skip


@bp.app_template_global()
def providers_here() -> tuple[Provider, ...]:
    """Return the organisations whose own sign-in counts here."""
    return settings().providers


@bp.get("/sign-in/with/<provider_id>")
@public
def begin(provider_id: str) -> ResponseReturnValue:
    """Offer to go to the provider: an address that an organisation can link to."""
    where = request.args.get("next")
    page = "single_sign_on/begin.html"
    return render_template(page, provider=_provider(provider_id), where=where)


@bp.post("/sign-in/with/<provider_id>")
@public
def set_out(provider_id: str) -> ResponseReturnValue:
    """Lead to the provider, who says who it is."""
    return _lead_away(_provider(provider_id), Purpose.SIGN_IN, request.form.get("next"))


@bp.post("/account/proof/with/<provider_id>")
@without_second
def set_out_to_prove(provider_id: str) -> ResponseReturnValue:
    """Lead to the provider, who asks whoever is signed in to prove who they are."""
    return _lead_away(_provider(provider_id), Purpose.PROOF, request.form.get("next"))


@bp.get("/sign-in/with/<provider_id>/back")
@public
def back(provider_id: str) -> ResponseReturnValue:
    """Believe the provider, or say why not. Nobody is signed in yet, for this is a GET."""
    provider = _provider(provider_id)
    journey, where = arriving.returned(provider, request.args.get("state", ""))
    arrival = single_sign_on.come_back(provider, journey, request.args, _back(provider))
    arriving.arrive(arrival, journey.purpose, where)
    return redirect(_arrived(provider), 303)


@bp.get("/sign-in/with/<provider_id>/arrived")
@public
def show_arrived(provider_id: str) -> ResponseReturnValue:
    """Show who has come back and what the button will do."""
    return _with_arrived(provider_id, _SHOWS)


@bp.post("/sign-in/with/<provider_id>/arrived")
@public
def go_on(provider_id: str) -> ResponseReturnValue:
    """Do it: sign in, with a new account if need be, or connect, or note the proof."""
    return _with_arrived(provider_id, _DOES)


def _with_arrived(
    provider_id: str, views: Mapping[Purpose, Callable[[Provider, Arrived], ResponseReturnValue]]
) -> ResponseReturnValue:
    provider = _provider(provider_id)
    try:
        found = arriving.arrived_from(provider)
    except Strayed:
        if person():  # who has gone on already, and comes back with the browser’s button
            return redirect("/home", 303)
        raise
    return views[found.purpose](provider, found)


def _show_entering(provider: Provider, found: Arrived) -> ResponseReturnValue:
    arrival = found.arrival
    if single_sign_on.known_as(db(), arrival):
        return render_template("single_sign_on/enter.html", provider=provider, found=found)
    if not arrival.is_proven or single_sign_on.has_account(db(), arrival.email):
        return render_template("single_sign_on/connect_first.html", provider=provider, found=found)
    return _join_page(provider, found, NameForm(data={"name": arrival.name}))


def _join_page(provider: Provider, found: Arrived, form: NameForm) -> str:
    page = "single_sign_on/join.html"
    return render_template(page, provider=provider, found=found, form=form)


def _enter(provider: Provider, found: Arrived) -> ResponseReturnValue:
    user_id = single_sign_on.known_as(db(), found.arrival)
    if user_id is None:
        form = NameForm(request.form)
        if not form.validate():
            return _join_page(provider, found, form), 422
        user_id = single_sign_on.join(db(), found.arrival, form.name.data or "", provider)
    answer = entered(user_id, found.where, Way.ORGANISATION, second=provider.is_second_factor)
    if isinstance(somebody := current_user._get_current_object(), Person):
        # They may have proved who they are this morning: that does not do for what is grave.
        note_proof(db(), somebody, found.arrival.proved_at)
    return answer


def _show_connecting(provider: Provider, found: Arrived) -> ResponseReturnValue:
    if not person():
        return redirect(f"/sign-in?next={_PAGE}", 303)
    return render_template("single_sign_on/connect.html", provider=provider, found=found)


def _connect(provider: Provider, found: Arrived) -> ResponseReturnValue:
    if not (somebody := person()):
        return redirect(f"/sign-in?next={_PAGE}", 303)
    single_sign_on.connect(db(), somebody.id, found.arrival, provider)
    note_event(Act.ORGANISATION_CONNECTED)
    arriving.go_on()
    return redirect(f"{_PAGE}?changed=connected", 303)


def _show_proving(provider: Provider, found: Arrived) -> ResponseReturnValue:
    return render_template("single_sign_on/enter.html", provider=provider, found=found)


def _prove(provider: Provider, found: Arrived) -> ResponseReturnValue:
    somebody, proved_at = person(), found.arrival.proved_at
    if not somebody or single_sign_on.known_as(db(), found.arrival) != somebody.id:
        raise NotBelieved("a proof of somebody else")
    if proved_at and clock.now() - proved_at >= FRESH:
        raise NotBelieved("an old proof")
    arriving.go_on()
    return proved_now(found.where, Way.ORGANISATION)


_SHOWS = {
    Purpose.SIGN_IN: _show_entering,
    Purpose.CONNECT: _show_connecting,
    Purpose.PROOF: _show_proving,
}
_DOES = {Purpose.SIGN_IN: _enter, Purpose.CONNECT: _connect, Purpose.PROOF: _prove}


@bp.get(_PAGE)
@freshly_proved
def show() -> ResponseReturnValue:
    """Show through which organisations the person can come in."""
    return _ways(200)


@bp.post(_PAGE)
@freshly_proved
def change() -> ResponseReturnValue:
    """Set out to connect a provider, or disconnect one."""
    if "connect" in request.form:
        return _lead_away(_provider(request.form["connect"]), Purpose.CONNECT, None)
    number = whole_number(request.form.get("disconnect")) or 0
    try:
        single_sign_on.disconnect(
            db(), learner(), number, providers_here(), by_mail=settings().mails_links
        )
    except Conflict as refusal:
        return _ways(422, trouble=str(refusal))
    note_event(Act.ORGANISATION_DISCONNECTED)
    return redirect(f"{_PAGE}?changed=disconnected", 303)


def _ways(status: int, trouble: str = "") -> ResponseReturnValue:
    page = render_template(
        "single_sign_on/show.html",
        identities=single_sign_on.identities_of(db(), learner().id),
        names={provider.issuer: provider.name for provider in providers_here()},
        changed=request.args.get("changed"),
        trouble=trouble,
    )
    return page, status


@bp.errorhandler(Strayed)
@bp.errorhandler(Declined)
@bp.errorhandler(NotBelieved)
@bp.errorhandler(NoAnswer)
def say_why(error: LearningError) -> ResponseReturnValue:
    """Say in a sentence what went wrong; the log has what the operator needs, and nobody’s name."""
    provider: Provider = g.provider
    if not isinstance(error, NoAnswer):
        note_event(Refusal.ORGANISATION_REFUSED, Way.ORGANISATION)
    if not isinstance(error, Strayed):  # anybody can stray, as often as they like
        _log.warning("single sign-on %s: %s", provider.id, error)
    abandon()
    kind = type(error)
    page = render_template("single_sign_on/trouble.html", provider=provider, kind=kind.__name__)
    return page, _STATUS[kind]


def _lead_away(provider: Provider, purpose: Purpose, where: str | None) -> ResponseReturnValue:
    """Answer with a page that goes on to the provider.

    A redirect would do, but browsers let a form lead only where `form-action` allows, through
    every redirect that follows, and whom a provider asks in turn nobody knows.
    """
    abandon()  # a provider may take its time, and must keep no writer waiting
    address, journey = single_sign_on.set_out(provider, purpose, _back(provider))
    arriving.depart(journey, where)
    return render_template("single_sign_on/away.html", provider=provider, address=address)


def _provider(provider_id: str) -> Provider:
    for provider in providers_here():
        if provider.id == provider_id:
            g.provider = provider
            return provider
    raise NotFound("Nobody can sign in here through an organisation of that name.")


def _back(provider: Provider) -> str:
    return full_address(f"/sign-in/with/{provider.id}/back")


def _arrived(provider: Provider) -> str:
    return f"/sign-in/with/{provider.id}/arrived"
