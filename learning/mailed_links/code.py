"""The code in a mail: what is typed where the mail was asked for."""

import re
import secrets
import unicodedata

ALPHABET = "BCDFGHJKMNPRSTXZ"
"""No vowels, so that no words arise, and none that looks like another, as for teams' codes."""
LENGTH = 8
_LONGEST_TYPED = 40
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212._·]+")


def new_code() -> str:
    """Return eight letters by chance: one of four thousand million."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def bare(typed: str) -> str:
    """Return the code as it was made, however it was typed; nothing if it cannot be one."""
    if len(typed) > _LONGEST_TYPED:
        return ""
    letters = _BETWEEN.sub("", unicodedata.normalize("NFKC", typed)).upper()
    return letters if re.fullmatch(f"[{ALPHABET}]{{{LENGTH}}}", letters) else ""


def grouped(code: str) -> str:
    """Return the code as people read it: ``BDFH-JKMN``."""
    return f"{code[:4]}-{code[4:]}"
