"""Bytes as text that cannot be misread: multibase base58btc, `z` and no 0, O, I or l.

The written form of keys and signatures in Data Integrity and in DIDs:
https://www.w3.org/TR/cid-1.0/#multibase-0
"""

_DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VALUES = {digit: value for value, digit in enumerate(_DIGITS)}
_LONGEST = 200  # signs; a signature has 89. What is longer would be slow to read


def base58(content: bytes) -> str:
    """Return ``content`` in base58btc with multibase's sign in front: ``z6Mk…``."""
    rest, digits = int.from_bytes(content, "big"), ""
    while rest:
        rest, value = divmod(rest, 58)
        digits = _DIGITS[value] + digits
    zeros = len(content) - len(content.lstrip(b"\0"))
    return "z" + _DIGITS[0] * zeros + digits


def from_base58(text: str) -> bytes:
    """Return the bytes that ``text`` stands for; raise `ValueError` if it is not base58btc."""
    if not text.startswith("z") or len(text) > _LONGEST:
        raise ValueError("not multibase base58btc")
    number = 0
    for digit in text[1:]:
        if digit not in _VALUES:
            raise ValueError("not multibase base58btc")
        number = number * 58 + _VALUES[digit]
    zeros = len(text[1:]) - len(text[1:].lstrip(_DIGITS[0]))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")
