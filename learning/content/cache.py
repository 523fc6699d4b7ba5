"""Keeps a loaded programme as JSON, so that a start without changes reads no Markdown.

A file of another engine, of other content, or with a byte wrong is as good as none.
"""

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache as once
from hashlib import sha256
from pathlib import Path
from typing import Any

from learning.content import blocks, exercises, plans, programme, prompts, scripts
from learning.content.mistakes import Dated, Place
from learning.content.programme import Programme

NAME = "programme.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A programme without mistakes, its facts that grow old, and when editions appeared."""

    programme: Programme
    dated: tuple[Dated, ...] = ()
    released: tuple[Dated, ...] = ()


def kept(cache: Path, fingerprint: str) -> Loaded | None:
    """Return what was kept in the folder ``cache`` for this content; None if nothing fits."""
    loaded = latest(cache)
    return loaded if loaded and loaded.programme.fingerprint == fingerprint else None


def latest(cache: Path) -> Loaded | None:
    """Return what was kept in the folder ``cache`` last, of whatever content; None if nothing."""
    try:
        head, _, body = (cache / NAME).read_bytes().partition(b"\n")
        if head != _head(body):
            return None
        loaded = json.loads(body, object_hook=_made)
    except (OSError, ValueError, TypeError, KeyError):
        return None
    fits = isinstance(loaded, Loaded) and isinstance(loaded.programme, Programme)
    return loaded if fits else None


def keep(cache: Path, loaded: Loaded) -> None:
    """Keep ``loaded``, whole or not at all; a folder that cannot be written to is no error."""
    import tempfile

    body = json.dumps(_plain(loaded), ensure_ascii=False, separators=(",", ":")).encode()
    with suppress(OSError):
        cache.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=cache)
        try:
            with open(handle, "wb") as file:
                file.write(_head(body) + b"\n" + body)
            os.replace(name, cache / NAME)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise


def _head(body: bytes) -> bytes:
    return f"{_engine()} {sha256(body).hexdigest()}".encode()


@once
def _engine() -> str:
    """Return a hash of the code that a result depends on."""
    from importlib.metadata import version

    seen = sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        seen.update(path.read_bytes())
    for name in ("markdown-it-py", "mdit-py-plugins", "nh3"):
        seen.update(version(name).encode())
    return seen.hexdigest()


def _classes(*values: object) -> dict[str, Callable[..., Any]]:
    found = (value for module in values for value in vars(module).values())
    return {c.__name__: c for c in found if isinstance(c, type) and is_dataclass(c)}


_MAKERS: Mapping[str, Callable[..., Any]] = _classes(
    blocks, exercises, plans, programme, prompts, scripts
) | {
    "Dated": Dated,
    "Loaded": Loaded,
    "Measure": exercises.Measure,
    "Place": Place,
    "Role": scripts.Role,
    "StepKind": scripts.StepKind,
    "date": lambda value: date.fromisoformat(value),
}


def _plain(value: Any) -> Any:
    """Return ``value`` as JSON can hold it; objects name their class under the empty key."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return {"": type(value).__name__, "value": value.value}
    if isinstance(value, date):
        return {"": "date", "value": value.isoformat()}
    if not is_dataclass(value):
        return value
    plain = {
        field.name: _plain(found)
        for field in fields(value)
        if (found := getattr(value, field.name)) != field.default
    }
    return {"": type(value).__name__} | plain


def _made(plain: dict[str, Any]) -> Any:
    make = _MAKERS[plain.pop("")]
    for key, value in plain.items():
        if isinstance(value, list):
            plain[key] = _frozen(value)
    return make(**plain)


def _frozen(values: list[Any]) -> tuple[Any, ...]:
    return tuple(_frozen(value) if isinstance(value, list) else value for value in values)
