"""Sending somebody to their provider, and believing the provider who came back."""

import hmac
import re
import secrets
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from urllib.parse import quote_plus

from learning import clock
from learning.accounts import LONGEST_NAME, is_email, normal_email
from learning.errors import LearningError
from learning.providers import Provider
from learning.single_sign_on.fetch import NoAnswer, a_place, ask
from learning.single_sign_on.published import Endpoints, published_by
from learning.single_sign_on.tokens import NotBelieved, claims_of

LASTS = timedelta(minutes=10)
"""From setting out to coming back, and from coming back to the last button."""
_SCOPE = "openid email profile"
_LONGEST_SUBJECT = 255
"""OpenID Connect Core, section 2."""
_CODE = re.compile(r"[a-z_]{1,40}")
_YES = (True, "true", 1, "1")
"""How providers write that they verified an address; some write it as a text."""


class Purpose(StrEnum):
    """What somebody goes to their provider for."""

    SIGN_IN = "sign_in"
    CONNECT = "connect"
    """So that a person who is signed in can come in through it from then on."""
    PROOF = "proof"
    """That whoever is signed in is who they are, before something grave."""


class Declined(LearningError):
    """The provider, or the person there, said no."""


@dataclass(frozen=True, slots=True)
class Journey:
    """What the browser keeps in its signed cookie until it comes back; good for one return."""

    provider_id: str
    purpose: Purpose
    state: str
    nonce: str
    verifier: str
    since: datetime

    @property
    def is_over(self) -> bool:
        """Tell whether it took too long."""
        return clock.now() - self.since >= LASTS

    def is_answered_by(self, state: str) -> bool:
        """Tell whether who comes back with ``state`` is who set out."""
        return hmac.compare_digest(self.state.encode(), state.encode())


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody as their provider says who they are."""

    provider_id: str
    issuer: str
    subject: str
    email: str
    """Empty if it is not told, or is none."""
    name: str
    is_proven: bool
    """Whether the address is the provider's to give, and it says that it verified it."""
    proved_at: datetime | None
    """When they last proved there who they are, if that is told."""


def set_out(provider: Provider, purpose: Purpose, back: str) -> tuple[str, Journey]:
    """Return the address at the provider to go to, and what the browser keeps meanwhile.

    ``back`` is the address of ours that the provider leads back to. Raises `NoAnswer`.
    """
    from authlib.oauth2.rfc6749.parameters import prepare_grant_uri  # slow to load, seldom needed
    from authlib.oauth2.rfc7636 import create_s256_code_challenge

    with a_place(provider.id):
        there = published_by(provider).endpoints().authorization
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    anew = {"prompt": "login", "max_age": "0"} if purpose is Purpose.PROOF else {}
    address = prepare_grant_uri(
        there, provider.client_id, "code", redirect_uri=back, scope=_SCOPE, state=state,
        nonce=nonce, code_challenge=create_s256_code_challenge(verifier),
        code_challenge_method="S256", **anew,
    )  # fmt: skip
    return address, Journey(provider.id, purpose, state, nonce, verifier, clock.now())


def come_back(
    provider: Provider, journey: Journey, answer: Mapping[str, str], back: str
) -> Arrival:
    """Return who came back with ``answer``, the query that the provider sent along.

    The caller has compared the state. Raises `Declined`, `NotBelieved` and `NoAnswer`.
    """
    if "error" in answer:
        code = answer["error"]
        raise Declined(code if _CODE.fullmatch(code) else "declined")
    with a_place(provider.id):
        there = published_by(provider).endpoints()
        if answer.get("iss", "" if there.names_itself else provider.issuer) != provider.issuer:
            raise NotBelieved("the answer names another issuer")
        tokens = _exchanged(provider, there, journey, answer.get("code", ""), back)
        claims = claims_of(provider, tokens, journey.nonce)
        if "email" not in claims and there.userinfo and "access_token" in tokens:
            claims = _told_more(there, tokens, claims.get("sub")) | claims
    return _arrival(provider, claims)


def _exchanged(
    provider: Provider, there: Endpoints, journey: Journey, code: str, back: str
) -> dict[str, object]:
    """Return the tokens that ``code`` is good for, once."""
    if not code:
        raise NotBelieved("no code")
    fields = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "code_verifier": journey.verifier,
    }
    named = {"client_id": provider.client_id, "client_secret": provider.client_secret}
    if there.posts_secret:
        given = ask(there.token, fields | named)
    else:
        given = ask(there.token, fields, {"Authorization": _basic(*named.values())})
    if given.status != 200:
        raise NotBelieved(f"the code was refused ({given.status})")
    return given.values


def _basic(client_id: str, client_secret: str) -> str:
    """Return the header by which we prove who asks (RFC 6749, 2.3.1)."""
    pair = f"{quote_plus(client_id)}:{quote_plus(client_secret)}"
    return f"Basic {b64encode(pair.encode()).decode()}"


def _told_more(
    there: Endpoints, tokens: Mapping[str, object], subject: object
) -> dict[str, object]:
    """Return what else the provider says of ``subject``; nothing if it does not answer."""
    bearer = {"Authorization": f"Bearer {tokens.get('access_token')}"}
    try:
        told = ask(there.userinfo, headers=bearer)
    except NoAnswer:
        return {}
    return told.values if told.status == 200 and told.values.get("sub") == subject else {}


def _arrival(provider: Provider, claims: Mapping[str, object]) -> Arrival:
    """Return what counts of ``claims``; whatever has not the shape of it is as if not told."""
    subject = str(claims.get("sub") or "")
    if not subject or len(subject) > _LONGEST_SUBJECT or "\0" in subject:
        raise NotBelieved("no usable subject")
    given = claims.get("email")
    email = normal_email(given) if isinstance(given, str) and is_email(given) else ""
    verified = claims.get("email_verified", claims.get("xms_edov")) in _YES
    name = claims.get("name")
    return Arrival(
        provider.id,
        provider.issuer,
        subject,
        email,
        name[:LONGEST_NAME] if isinstance(name, str) else "",
        is_proven=verified and bool(email) and provider.gives_out(email),
        proved_at=_moment(claims.get("auth_time")),
    )


def _moment(seconds: object) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int) else None
    except (ValueError, OverflowError, OSError):
        return None
