"""What the browser holds in its signed cookie, from setting out to a provider to coming in.

It goes with whatever ends or begins a sign-in, so that nobody arrives as somebody else.
"""

from dataclasses import asdict, dataclass
from typing import Any

from flask import session

from learning import clock
from learning.errors import LearningError
from learning.providers import Provider
from learning.single_sign_on import LASTS, Arrival, Journey, Purpose
from learning.web.access import local_path

_JOURNEY = "journey"
_ARRIVED = "arrived"
_LONGEST_PATH = 500
"""Characters of where somebody was going: a cookie has no room for more."""


class Strayed(LearningError):
    """Nobody set out from this browser, or too long ago."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """Somebody who came back and has not gone on yet."""

    arrival: Arrival
    purpose: Purpose
    where: str
    """Where they were going, empty if nowhere."""


def depart(journey: Journey, where: str | None) -> None:
    """Keep the journey; one at a time, so a second one ends the first."""
    path = local_path(where) or ""
    kept = asdict(journey) | {"where": path if len(path) <= _LONGEST_PATH else ""}
    session[_JOURNEY] = kept
    session.pop(_ARRIVED, None)


def returned(provider: Provider, state: str) -> tuple[Journey, str]:
    """Return the journey that ends with ``state``, and where it was going; only once.

    Raises `Strayed`. A wrong state leaves the journey: anybody can send one.
    """
    kept: dict[str, Any] = dict(session.get(_JOURNEY) or {})
    where = kept.pop("where", "")
    if not kept:
        raise Strayed("nobody set out")
    journey = Journey(**kept | {"purpose": Purpose(kept["purpose"])})
    if journey.provider_id != provider.id or not journey.is_answered_by(state):
        raise Strayed("another state")
    session.pop(_JOURNEY)
    if journey.is_over:
        raise Strayed("too late")
    return journey, where


def arrive(arrival: Arrival, purpose: Purpose, where: str) -> None:
    """Keep who has come back until they press the last button."""
    session[_ARRIVED] = {
        "arrival": asdict(arrival),
        "purpose": purpose,
        "where": where,
        "at": clock.now(),
    }


def arrived_from(provider: Provider) -> Arrived:
    """Return who has come back from ``provider``; raises `Strayed` for nobody, or too long ago."""
    kept: dict[str, Any] = session.get(_ARRIVED) or {}
    if not kept or kept["arrival"]["provider_id"] != provider.id:
        raise Strayed("nobody arrived")
    if clock.now() - kept["at"] >= LASTS:
        raise Strayed("too late")
    return Arrived(Arrival(**kept["arrival"]), Purpose(kept["purpose"]), kept["where"])


def go_on() -> None:
    """Forget who arrived: they have gone on."""
    session.pop(_ARRIVED, None)
