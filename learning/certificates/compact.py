"""The facts in the printed QR, signed, so that paper alone can be checked: no network, no us.

The square holds an address whose last part, the payload, is base 32 (RFC 4648, no padding) of: one
byte for the version, a map in deterministic CBOR (RFC 8949) whose keys are `_Field`, and the 64
bytes of an Ed25519 signature. ``static/checker/js/compact.js`` reads the same in a browser.
"""

import binascii
from base64 import b32decode, b32encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from typing import Any, Self
from urllib.parse import urlsplit

import cbor2

from learning.certificates.snapshot import Snapshot
from learning.signing.errors import Kind, NotGenuine
from learning.signing.keys import PublicKey, SigningKey

_VERSION = b"\x01"
_CONTEXT = b"learning certificate 1\n"
"""Stands before what is signed, so that no other thing signed by the key passes for this."""
_SIGNATURE = 64
_LONGEST = 4_000  # signs; the largest square of all holds 4,296
_ALIKE = ("AGV", "AGW")
"""How every payload begins: the version, and a map of 11 or of 12."""
_MAPS = (b"\xab", b"\xac")
_BYTES, _TEXT = 2, 3
"""Kinds of what stands in CBOR; those below are whole numbers."""
_EPOCH = date(1970, 1, 1)
_DAYS = range((date.min - _EPOCH).days, (date.max - _EPOCH).days + 1)
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # what codes are written in


class _Field(IntEnum):
    """The map's keys: never given another meaning, for paper is not printed anew."""

    CODE = 1
    HOLDER = 2
    PROGRAMME = 3
    EDITION = 4
    PROVIDER = 5
    DAY = 6
    ALONE = 7
    TOGETHER = 8
    KEY = 9
    MODULES = 10
    STATUS = 11
    REPLACES = 12


_TYPES: dict[_Field, type] = {
    _Field.CODE: bytes, _Field.HOLDER: str, _Field.PROGRAMME: str, _Field.EDITION: str,
    _Field.PROVIDER: str, _Field.DAY: int, _Field.ALONE: int, _Field.TOGETHER: int,
    _Field.KEY: bytes, _Field.MODULES: int, _Field.STATUS: int,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What the square says, in full."""

    code: str
    """Sixteen characters of Crockford's base 32, without hyphens."""
    holder: str
    programme: str
    edition: str
    provider: str
    issued_on: date
    """In the programme's zone, as it is printed."""
    minutes: int
    """Of study alone."""
    minutes_together: int
    """Of study with others."""
    modules: int
    """How many the programme had."""
    status_index: int
    """The certificate's own among all of them, from 0: where to look whether it was withdrawn."""
    replaces: str = ""
    """The code of the certificate in whose place it stands; empty for a first."""

    @classmethod
    def of(cls, snapshot: Snapshot, status_index: int) -> Self:
        """Return what the square of ``snapshot`` says; its day is the one of its own zone."""
        return cls(
            code=snapshot.code,
            holder=snapshot.holder,
            programme=snapshot.programme,
            edition=snapshot.edition,
            provider=snapshot.provider,
            issued_on=snapshot.issued_at.date(),
            minutes=snapshot.minutes,
            minutes_together=snapshot.minutes_together,
            modules=len(snapshot.modules),
            status_index=status_index,
            replaces=snapshot.replaces,
        )


def compact(printed: Printed, key: SigningKey) -> str:
    """Return the signed payload of ``printed``: the same each time, capitals and digits only."""
    fields: dict[_Field, object] = {
        _Field.CODE: _packed(printed.code),
        _Field.HOLDER: printed.holder,
        _Field.PROGRAMME: printed.programme,
        _Field.EDITION: printed.edition,
        _Field.PROVIDER: printed.provider,
        _Field.DAY: (printed.issued_on - _EPOCH).days,
        _Field.ALONE: printed.minutes,
        _Field.TOGETHER: printed.minutes_together,
        _Field.KEY: _short(key.public),
        _Field.MODULES: printed.modules,
        _Field.STATUS: printed.status_index,
    }
    if printed.replaces:
        fields[_Field.REPLACES] = _packed(printed.replaces)
    plain = {int(name): value for name, value in fields.items()}
    body = _VERSION + cbor2.dumps(plain, canonical=True)
    return _text(body + key.sign(_CONTEXT + body))


def read_compact(text: str, keys: Iterable[PublicKey]) -> Printed:
    """Return the facts in a payload, whatever the case of its letters.

    Raises `NotGenuine`: altered (or cut short), unknown key, or not one of ours.
    """
    payload = text.strip()
    content = _bytes(payload.upper() if payload.isascii() else "")
    body, signature = content[:-_SIGNATURE], content[-_SIGNATURE:]
    if not body.startswith(_VERSION):
        raise NotGenuine(Kind.NOT_OURS)
    fields = _fields(body)
    key = next((key for key in keys if _short(key) == fields[_Field.KEY]), None)
    if key is None:
        raise NotGenuine(Kind.UNKNOWN_KEY)
    if not key.verifies(signature, _CONTEXT + body):
        raise NotGenuine(Kind.ALTERED)
    return _printed(fields)


def qr_address(base_url: str, payload: str) -> str:
    """Return what the square holds: the address that leads from ``payload`` to the public page.

    All in capitals if that is still the same address, for then the square needs fewer dots: no
    path may stand after the host, since capitals matter in a path.
    """
    base = base_url.rstrip("/")
    if urlsplit(base).path:
        return f"{base}/c/{payload}"
    return f"{base}/c/{payload}".upper()


def _fields(body: bytes) -> dict[int, Any]:
    """Return the map; it must be written in the one way there is, and hold what it has to."""
    if not _is_plain(body):
        raise NotGenuine(Kind.ALTERED)
    try:
        fields = cbor2.loads(body[1:])
        if type(fields) is not dict or cbor2.dumps(fields, canonical=True) != body[1:]:
            raise NotGenuine(Kind.ALTERED)
    except cbor2.CBORError as unreadable:
        raise NotGenuine(Kind.ALTERED) from unreadable
    types = _TYPES | ({_Field.REPLACES: bytes} if _Field.REPLACES in fields else {})
    found = {name: type(value) for name, value in fields.items()}
    if found != types or any(len(fields[at]) != 10 for at in (1, 12) if at in fields):
        raise NotGenuine(Kind.ALTERED)
    if fields[_Field.DAY] not in _DAYS:
        raise NotGenuine(Kind.ALTERED)
    return fields


def _is_plain(body: bytes) -> bool:
    """Tell whether a map holds whole numbers, bytes and text alone.

    Whatever else CBOR has, such as references, lets a stranger's few letters swell without end.
    """
    if body[1:2] not in _MAPS:
        return False
    at = 2
    while at < len(body):
        kind, size = divmod(body[at], 32)
        if kind > _TEXT or size > 27:
            return False
        width = 0 if size < 24 else 1 << size - 24
        at += 1 + width
        if kind >= _BYTES:
            at += int.from_bytes(body[at - width : at], "big") if width else size
    return True


def _printed(fields: dict[int, Any]) -> Printed:
    replaces = fields.get(_Field.REPLACES)
    return Printed(
        code=_unpacked(fields[_Field.CODE]),
        holder=fields[_Field.HOLDER],
        programme=fields[_Field.PROGRAMME],
        edition=fields[_Field.EDITION],
        provider=fields[_Field.PROVIDER],
        issued_on=_EPOCH + timedelta(days=fields[_Field.DAY]),
        minutes=fields[_Field.ALONE],
        minutes_together=fields[_Field.TOGETHER],
        modules=fields[_Field.MODULES],
        status_index=fields[_Field.STATUS],
        replaces=_unpacked(replaces) if replaces else "",
    )


def _short(key: PublicKey) -> bytes:
    """Return the first bytes of the key's name: enough to find it among ours."""
    return key.thumbprint[:8]


def _text(content: bytes) -> str:
    return b32encode(content).rstrip(b"=").decode("ascii")


def _bytes(payload: str) -> bytes:
    """Return what ``payload`` stands for, if it is written in the one way there is."""
    kind = Kind.ALTERED if payload.startswith(_ALIKE) else Kind.NOT_OURS
    if len(payload) > _LONGEST:
        raise NotGenuine(kind)
    try:
        content = b32decode(payload + "=" * (-len(payload) % 8))
    except (binascii.Error, ValueError) as unreadable:
        raise NotGenuine(kind) from unreadable
    if _text(content) != payload:  # the last letter may have bits to spare
        raise NotGenuine(kind)
    return content


def _packed(code: str) -> bytes:
    """Return the sixteen characters of a code as the 80 bits they are."""
    number = 0
    for sign in code:
        number = number * 32 + _CROCKFORD.index(sign)
    return number.to_bytes(10, "big")


def _unpacked(packed: bytes) -> str:
    number = int.from_bytes(packed, "big")
    return "".join(_CROCKFORD[number >> shift & 31] for shift in range(75, -1, -5))
