"""One way to write a document, so that equal documents have equal bytes: to be hashed and signed.

`as_json` is RFC 8785 (JCS). `as_statements` is RDFC-1.0: what a JSON-LD document says, as N-Quads;
its contexts come from files, never from the network.
"""

import json
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # it is large, and seldom needed
    from pyld.context_resolver import ContextResolver  # type: ignore[import-untyped]
    from pyld.jsonld import JsonLdProcessor  # type: ignore[import-untyped]

Document = dict[str, Any]

CONTEXTS = Path(__file__).parent / "contexts"
KNOWN_CONTEXTS = {
    "https://www.w3.org/ns/credentials/v2": CONTEXTS / "credentials-v2.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": (
        CONTEXTS / "open-badges-3.0.3.json"
    ),
}
_LARGEST = 2**53 - 1
"""Beyond it not every reader of JSON has the same number."""
_UNDEFINED = "https://undefined.invalid/"
"""What a name that no context defines is read against, so that it stands out in the statements."""
_TURN = Lock()
"""PyLD's caches belong to one thread at a time."""


def as_json(document: Document) -> bytes:
    """Return ``document`` in canonical JSON; raise `ValueError` for what has no one form there.

    Members have to be named in ASCII, where all ways to sort agree, and numbers are whole.
    """
    _check_plain(document)
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8")  # UnicodeEncodeError, of half a pair, is a ValueError


def as_statements(document: Document) -> bytes:
    """Return what ``document`` says as canonical N-Quads, in UTF-8.

    Raises `ValueError` for a context that is not among ours and for a name that none of them
    defines: such a member would not be signed.
    """
    from pyld.jsonld import JsonLdError

    _check_contexts(document)
    options = {
        "algorithm": "URDNA2015",  # RDFC-1.0 by its earlier name
        "format": "application/n-quads",
        "base": _UNDEFINED,
        "documentLoader": _load,
        "contextResolver": _resolver(),
    }
    try:
        with _TURN:
            statements = str(_processor().normalize(document, options))
    except JsonLdError as error:
        raise ValueError(f"not JSON-LD of known contexts: {error.code}") from None
    if f"<{_UNDEFINED}" in statements:
        raise ValueError("a type or address that no context defines")
    return statements.encode("utf-8")


def _check_contexts(document: Document) -> None:
    """Refuse contexts that are not ours, also those that a document would bring along itself."""
    contexts = document.get("@context")
    if not isinstance(contexts, list) or not all(
        isinstance(url, str) and url in KNOWN_CONTEXTS for url in contexts
    ):
        raise ValueError("a context that is not known here")
    waiting = [value for name, value in document.items() if name != "@context"]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if any(name.startswith("@") for name in value):
                raise ValueError("a keyword of JSON-LD within the document")
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value


def _check_plain(value: object) -> None:
    if isinstance(value, dict):
        if not all(isinstance(name, str) and name.isascii() for name in value):
            raise ValueError("a member whose name is not ASCII")
        for member in value.values():
            _check_plain(member)
    elif isinstance(value, list):
        for member in value:
            _check_plain(member)
    elif not _is_plain(value):
        raise ValueError("a number that not every reader of JSON has alike")


def _is_plain(value: object) -> bool:
    if isinstance(value, int):
        return abs(value) <= _LARGEST
    return value is None or isinstance(value, str)


@cache
def _processor() -> "JsonLdProcessor":
    from pyld.jsonld import JsonLdProcessor

    def refuse(name: str | None) -> None:
        raise ValueError(f"a member that no context defines: {name}")

    return JsonLdProcessor(on_property_dropped=refuse)


@cache
def _resolver() -> "ContextResolver":
    """Return what remembers the contexts: reading them takes far longer than all the rest."""
    from cachetools import LRUCache
    from pyld.context_resolver import ContextResolver

    return ContextResolver(LRUCache(maxsize=100), _load)


def _load(url: str, _: object = None) -> Document:
    document = json.loads(KNOWN_CONTEXTS[url].read_text(encoding="utf-8"))
    return {"contextUrl": None, "documentUrl": url, "document": document, "tag": "static"}
