"""Believing an ID token: signed by the provider, for us, for this journey, and still good."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from learning import clock
from learning.errors import LearningError
from learning.providers import Provider
from learning.single_sign_on.published import published_by

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""Signed with a key that only the provider has: never `none`, never a secret shared with us."""
LEEWAY = 60
"""Seconds that the clocks may differ."""
LONGEST = 64_000
"""Characters of a token."""


class NotBelieved(LearningError):
    """What came back does not prove anything; the message is for the log."""


def claims_of(provider: Provider, tokens: Mapping[str, object], nonce: str) -> dict[str, Any]:
    """Return what the ID token among ``tokens`` says, having verified all that has to hold.

    Raises `NotBelieved`, and `NoAnswer` if the keys cannot be asked for.
    """
    from authlib.oidc.core import CodeIDToken  # slow to load, seldom needed
    from joserfc.errors import JoseError

    written = tokens.get("id_token")
    if not isinstance(written, str) or len(written) > LONGEST:
        raise NotBelieved("no ID token")
    try:
        token = _verified(provider, written)
        claims = CodeIDToken(
            token.claims,
            token.header,
            options={"iss": _must_be(provider.issuer), "aud": _must_be(provider.client_id)},
            params={
                "nonce": nonce,
                "client_id": provider.client_id,
                "access_token": tokens.get("access_token"),
            },
        )
        claims.validate(now=int(clock.now().timestamp()), leeway=LEEWAY)
    except (JoseError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise NotBelieved(f"the ID token does not hold ({type(error).__name__})") from None
    return dict(claims)


def _must_be(value: str) -> dict[str, object]:
    return {"essential": True, "value": value}


def _verified(provider: Provider, written: str) -> Any:
    """Return the token, its signature verified; a key that is not known may be a new one."""
    from joserfc import jwt
    from joserfc.errors import InvalidKeyIdError

    published = published_by(provider)
    for anew in (False, True):
        keys = _usable(published.keys(anew=anew))
        try:
            return jwt.decode(written, keys, algorithms=ALGORITHMS)
        except InvalidKeyIdError:
            if anew:
                raise
    raise AssertionError


def _usable(published: Mapping[str, Any]) -> Any:
    """Return the keys that we know how to use; a provider may have others, for others."""
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet, import_key

    keys = []
    for key in (key for key in published["keys"] if isinstance(key, dict)):
        with suppress(JoseError, ValueError, TypeError, KeyError):
            keys.append(import_key(key))
    return KeySet(keys)
