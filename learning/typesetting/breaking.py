"""Words too long for a line."""

import re
from functools import cache

from learning.typesetting.coverage import clusters

BREAK = "\N{ZERO WIDTH SPACE}"
_STEP = 20


def breakable(text: str, longest: int) -> str:
    """Return ``text`` with places to break, every twenty letters, in words of over ``longest``."""
    return _longer(longest).sub(lambda word: _broken(word[0], longest), text)


def _broken(word: str, longest: int) -> str:
    letters = tuple(clusters(word))
    if len(letters) <= longest:
        return word
    step = min(_STEP, longest)
    return BREAK.join("".join(letters[at : at + step]) for at in range(0, len(letters), step))


@cache
def _longer(longest: int) -> re.Pattern[str]:
    return re.compile(rf"\S{{{longest + 1},}}")
