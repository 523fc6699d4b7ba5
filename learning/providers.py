"""The organisations whose own sign-in counts here, as the setting `single_sign_on` lists them."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

_TEXTS = ("id", "name", "issuer", "client_id", "client_secret")
_KEYS = {*_TEXTS, "is_second_factor", "domains"}
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_DOMAIN = re.compile(r"([a-z0-9-]+\.)+[a-z0-9-]{2,}")
_LONGEST = 1_000
"""Characters of any text of a provider."""


@dataclass(frozen=True, slots=True)
class Provider:
    """One organisation that says who somebody is, by OpenID Connect."""

    id: str
    """Stands in addresses, and stays the same."""
    name: str
    """As people know it."""
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    is_second_factor: bool = False
    """Whether coming in through it counts as having shown a second factor."""
    domains: tuple[str, ...] = ()
    """Domains of addresses that it gives out itself, so that its word for them counts."""

    def gives_out(self, email: str) -> bool:
        """Tell whether ``email`` is in one of the provider's own domains."""
        return email.rpartition("@")[2] in self.domains


def is_safe_address(address: object) -> bool:
    """Tell whether a provider may be asked at ``address``: over HTTPS, or on this very machine."""
    try:
        parts = urlsplit(str(address))
        usable = bool(parts.hostname) and parts.port != 0 and parts.username is None
    except ValueError:
        return False
    printable = isinstance(address, str) and address.isascii() and address.isprintable()
    if not usable or not printable or " " in str(address):
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(str(address)))


def is_loopback(address: str) -> bool:
    """Tell whether ``address`` leads to this very machine."""
    host = urlsplit(address).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


@cache
def providers_in(setting: str) -> tuple[Provider, ...]:
    """Return the providers that the setting lists.

    Raises `ValueError` with one line for each mistake; none of them shows a secret.
    """
    given = _listed(setting)
    mistakes = [m for number, one in enumerate(given, 1) for m in _mistakes(number, one)]
    if mistakes := mistakes or [*_doubled(given, "id"), *_doubled(given, "issuer")]:
        raise ValueError("\n".join(mistakes))
    return tuple(
        Provider(**{**one, "domains": tuple(d.lower() for d in one.get("domains", ()))})
        for one in given
    )


def _listed(setting: str) -> list[Any]:
    try:
        given = json.loads(setting)
    except (ValueError, RecursionError) as error:
        where = f" at character {error.pos + 1}" if isinstance(error, json.JSONDecodeError) else ""
        raise ValueError(f"This is not JSON{where}. Write a list: [{{…}}, {{…}}]") from None
    if not isinstance(given, list):
        raise ValueError("This is not a list. Write square brackets around it: [{…}]")
    return given


def _mistakes(number: int, one: Any) -> Iterator[str]:
    """Yield a sentence for each mistake in one provider, which is named by its place."""
    which = f"Provider {number}"
    if not isinstance(one, dict):
        yield f"{which} is not an object. Write it with curly brackets: {{…}}"
        return
    for key in sorted(one.keys() - _KEYS):
        yield f"{which} has an unknown key {key[:40]!r}. Known are {', '.join(sorted(_KEYS))}"
    for key in _TEXTS:
        text = one.get(key)
        if not isinstance(text, str) or not text.strip() or len(text) > _LONGEST:
            yield f"{which} needs {key!r}, a text"
        elif not text.isprintable() or text != text.strip():
            yield f"{which} has spaces around its {key!r}, or signs in it that cannot be seen"
        elif problem := _problem(key, text):
            yield f"{which}: {problem}"
    yield from _wrong_rest(which, one)


def _problem(key: str, text: str) -> str | None:
    if key == "id" and not _ID.fullmatch(text):
        return "its 'id' stands in addresses. Use small letters, figures and hyphens, 40 at most"
    if key == "issuer" and not is_safe_address(text):
        return "its 'issuer' has to begin with https:// (http:// only on this very machine)"
    if key == "issuer" and ("?" in text or "#" in text or "/.well-known/" in text):
        return "its 'issuer' is the address before /.well-known/, without ? and #"
    return None


def _wrong_rest(which: str, one: dict[str, Any]) -> Iterator[str]:
    if not isinstance(one.get("is_second_factor", False), bool):
        yield f"{which}: its 'is_second_factor' is true or false"
    domains = one.get("domains", [])
    if not isinstance(domains, list) or not all(_is_domain(domain) for domain in domains):
        yield f"{which}: its 'domains' are a list of domains, such as [\"trust.example\"]"


def _is_domain(domain: Any) -> bool:
    return isinstance(domain, str) and _DOMAIN.fullmatch(domain.lower()) is not None


def _doubled(given: list[Any], key: str) -> Iterator[str]:
    counted = Counter(str(one[key]) for one in given)
    for text, times in counted.items():
        if times > 1:
            yield f"{times} providers have the {key} {text}. Each needs its own"
