"""The six letters that let somebody onto a team: easy to read out, to type and to be seen with."""

import re
import secrets
import unicodedata

ALPHABET = "BCDFGHJKMNPRSTXZ"
"""No vowels and no Y, so that no words arise; no I, L, O, Q, U, V or W, which look like others."""
LENGTH = 6
_LONGEST_TYPED = 40
_UNWELCOME = re.compile(
    "BNP|BSTRD|BTCH|CCK|CNT|CRP|DCK|DMN|FCK|FGT|FKK|FKN|GSTP|JDN|KKK|KNT|MRD|NGG|NGR|NSDP|PNS|PRCK"
    "|PRN|PSS|RPST|SHT|SSS|SXX|TRD|TTS|XXX"
)
"""What remains of words and parties when their vowels are gone."""
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212._·]+")


def new_code() -> str:
    """Return six letters by chance: one of about sixteen million."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if not _UNWELCOME.search(code):
            return code


def bare(typed: str, length: int = LENGTH) -> str | None:
    """Return the code as it is kept, however it was typed, or None if it cannot be one.

    Small letters, wide ones (as some keyboards give), dashes and spaces make no difference. Letters
    of another alphabet that only look alike are not guessed at.
    """
    if len(typed) > _LONGEST_TYPED:
        return None
    letters = _BETWEEN.sub("", unicodedata.normalize("NFKC", typed)).upper()
    return letters if re.fullmatch(f"[{ALPHABET}]{{{length}}}", letters) else None


def grouped(code: str) -> str:
    """Return the code as people read it: ``BDF-HJK``."""
    return "-".join(code[at : at + 3] for at in range(0, len(code), 3))
