"""Which of the known keys signed something, and whether it still counts."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from learning import clock
from learning.signing.did import Issuer
from learning.signing.errors import Kind, NotGenuine
from learning.signing.keys import PublicKey


def issuer_of(document: dict[str, Any]) -> Issuer:
    """Return who issued ``document``, by its own word; raises `NotGenuine` if it names nobody."""
    issuer = document.get("issuer")
    name = issuer.get("id") if isinstance(issuer, dict) else issuer
    if not isinstance(name, str):
        raise NotGenuine
    return Issuer(name)


def signer(document: dict[str, Any], address: object, keys: Iterable[PublicKey]) -> PublicKey:
    """Return the key of ``keys`` that stands at ``address`` in the document's issuer's document.

    Raises `NotGenuine`: none of them has that name, or another issuer's does.
    """
    issuer = issuer_of(document)
    name = address.rpartition("#")[2] if isinstance(address, str) else ""
    key = next((key for key in keys if name in {key.id, key.multibase}), None)
    if key is None:
        raise NotGenuine(Kind.UNKNOWN_KEY)
    if address != issuer.address_of(key):
        raise NotGenuine
    return key


def check_still_counts(document: dict[str, Any]) -> None:
    """Raise `NotGenuine` once the day has passed until which ``document`` says that it counts."""
    until = document.get("validUntil")
    if until is None:
        return
    try:
        over = datetime.fromisoformat(until) < clock.now()
    except (TypeError, ValueError):
        raise NotGenuine from None
    if over:
        raise NotGenuine(Kind.EXPIRED)
