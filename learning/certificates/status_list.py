"""Which certificates were withdrawn, as one long row of bits that says nothing of anybody else.

Bitstring Status List v1.0, https://www.w3.org/TR/vc-bitstring-status-list/. A certificate’s index
never changes; 131,072 of them share a list, so that asking for one does not tell for whom.
"""

import base64
import gzip
import re
import zlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from learning.signing.did import Issuer

LENGTH = 131_072
"""Certificates to a list: the least that the standard allows, 16 KB before packing."""
VC_CONTEXT = "https://www.w3.org/ns/credentials/v2"
_KNOWN_FOR = timedelta(days=7)
_LONGEST = 8 * 1024 * 1024  # bytes unpacked: a small text can be made to swell to gigabytes
_PACKED = re.compile(r"u[A-Za-z0-9_-]+")


def status_list(withdrawn: Iterable[int], length: int = LENGTH) -> str:
    """Return ``length`` bits with those of ``withdrawn`` set: packed, as multibase base64url.

    The same indexes give the same text. Raises `ValueError` for an index that the list has not.
    """
    bits = bytearray((length + 7) // 8)
    for index in withdrawn:
        _refuse_outside(index, length)
        bits[index // 8] |= 0x80 >> index % 8
    packed = gzip.compress(bytes(bits), mtime=0)
    return "u" + base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def is_set(encoded: str, index: int) -> bool:
    """Tell whether the bit at ``index`` is set; `ValueError` says what is wrong with the list."""
    bits = _unpacked(encoded)
    _refuse_outside(index, len(bits) * 8)
    return bool(bits[index // 8] & 0x80 >> index % 8)


def status_credential(
    number: int, withdrawn: Iterable[int], *, issuer: Issuer, home: str, made_at: datetime
) -> dict[str, object]:
    """Return list ``number``, unsigned: a BitstringStatusListCredential, good for a week.

    ``withdrawn`` are the indexes of all withdrawn certificates: those of other lists are left to
    them. ``home`` is where the programme is served, without a slash at its end.
    """
    address = _address(home, number)
    places = (place for of, place in map(_number_and_place, withdrawn) if of == number)
    return {
        "@context": [VC_CONTEXT],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.id,
        "validFrom": instant(made_at),
        "validUntil": instant(made_at + _KNOWN_FOR),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": status_list(places),
        },
    }


def status_entry(index: int, *, home: str) -> dict[str, object]:
    """Return where a credential’s status stands: its list, and its place on it."""
    number, place = _number_and_place(index)
    address = _address(home, number)
    return {
        "id": f"{address}#{place}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(place),
        "statusListCredential": address,
    }


def instant(moment: datetime) -> str:
    """Return ``moment``, aware, in UTC to the second: ``2026-11-22T09:30:00Z``."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _address(home: str, number: int) -> str:
    return f"{home}/credentials/status/{number}"


def _number_and_place(index: int) -> tuple[int, int]:
    """Return the number of the list that has ``index``, and the place on it."""
    if index < 0:
        raise ValueError("An index is 0 or more.")
    return divmod(index, LENGTH)


def _unpacked(encoded: str) -> bytes:
    if not _PACKED.fullmatch(encoded):
        raise ValueError("This is no status list: it is not “u” followed by base64url.")
    padded = encoded[1:] + "=" * (-len(encoded[1:]) % 4)
    unpacking = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)  # gzip, and nothing else
    try:
        bits = unpacking.decompress(base64.urlsafe_b64decode(padded), _LONGEST)
    except (ValueError, zlib.error):
        raise ValueError("This status list is damaged: it cannot be unpacked.") from None
    if unpacking.unconsumed_tail:
        raise ValueError("This status list is longer than any of ours.")
    if not unpacking.eof or unpacking.unused_data:
        raise ValueError("This status list is cut off, or something follows it.")
    if len(bits) * 8 < LENGTH:
        raise ValueError(f"This status list is too short: it has fewer than {LENGTH:,} places.")
    return bits


def _refuse_outside(index: int, length: int) -> None:
    if not 0 <= index < length:
        raise ValueError(f"The status list has no place {index}: it has {length:,}, from 0.")
