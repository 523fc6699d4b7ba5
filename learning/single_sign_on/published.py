"""What a provider publishes about itself: where to ask, and the keys that it signs with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from threading import Lock
from typing import Any

from learning import clock
from learning.providers import Provider, is_loopback, is_safe_address
from learning.single_sign_on.fetch import NoAnswer, ask

KEPT_FOR = timedelta(hours=1)
"""So long what was published is believed."""
ANEW_AFTER = timedelta(minutes=1)
"""So long an unknown key does not make us ask for keys again."""
QUIET_FOR = timedelta(seconds=20)
"""So long a provider that did not answer is left alone."""
_USERINFO = "userinfo_endpoint"


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where a provider is asked for what."""

    authorization: str
    token: str
    keys: str
    userinfo: str
    """Empty if there is none."""
    posts_secret: bool
    """Whether it takes the secret among what is posted; else it stands in a header."""
    names_itself: bool
    """Whether each answer says which provider it comes from (RFC 9207)."""


class Kept:
    """Something that was asked for, kept for a while; one asks, the others wait for it."""

    def __init__(self, fetch: Callable[[], Any]) -> None:
        self._fetch = fetch
        self._lock = Lock()
        self._value: Any = None
        self._at: datetime | None = None
        self._failed_at: datetime | None = None

    def value(self, *, newer_than: timedelta = KEPT_FOR) -> Any:
        """Return it, asking anew if it is older; raises `NoAnswer`."""
        with self._lock:
            now = clock.now()
            if self._at and now - self._at < newer_than:
                return self._value
            if self._failed_at and now - self._failed_at < QUIET_FOR:
                raise NoAnswer("no answer a moment ago")
            try:
                self._value, self._at = self._fetch(), now
            except NoAnswer:
                self._failed_at = now
                raise
            self._failed_at = None
            return self._value


class Published:
    """What one provider publishes; asked for when somebody comes in, never at the start."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider
        self._endpoints = Kept(self._ask_endpoints)
        self._keys = Kept(self._ask_keys)

    def endpoints(self) -> Endpoints:
        """Return where to ask; raises `NoAnswer`."""
        found: Endpoints = self._endpoints.value()
        return found

    def keys(self, *, anew: bool = False) -> dict[str, Any]:
        """Return the keys as a JWK set, not older than a minute if ``anew``; raises `NoAnswer`."""
        age = ANEW_AFTER if anew else KEPT_FOR
        found: dict[str, Any] = self._keys.value(newer_than=age)
        return found

    def _ask_endpoints(self) -> Endpoints:
        issuer = self._provider.issuer
        found = ask(f"{issuer.rstrip('/')}/.well-known/openid-configuration").values
        if found.get("issuer") != issuer:
            raise NoAnswer("what it publishes is another issuer’s")
        methods = found.get("token_endpoint_auth_methods_supported")
        return Endpoints(
            authorization=self._address(found, "authorization_endpoint"),
            token=self._address(found, "token_endpoint"),
            keys=self._address(found, "jwks_uri"),
            userinfo=self._address(found, _USERINFO) if found.get(_USERINFO) else "",
            posts_secret=isinstance(methods, list) and "client_secret_post" in methods,
            names_itself=found.get("authorization_response_iss_parameter_supported") is True,
        )

    def _ask_keys(self) -> dict[str, Any]:
        found = ask(self.endpoints().keys).values
        if not isinstance(found.get("keys"), list):
            raise NoAnswer("no keys")
        return found

    def _address(self, found: dict[str, Any], name: str) -> str:
        """Return an address; only a provider on this machine may name others on it."""
        address = found.get(name)
        local = is_safe_address(address) and is_loopback(str(address))
        if not is_safe_address(address) or (local and not is_loopback(self._provider.issuer)):
            raise NoAnswer(f"no usable {name}")
        return str(address)


@cache
def published_by(provider: Provider) -> Published:
    """Return what ``provider`` publishes, the same object throughout the process."""
    return Published(provider)
