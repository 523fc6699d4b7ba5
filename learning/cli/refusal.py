"""What stops a command becomes sentences on standard error and exit status 1."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from learning.content import InvalidContent
from learning.errors import CannotStart, LearningError

P = ParamSpec("P")
REFUSALS = (InvalidContent, CannotStart, LearningError)


def refusing(command: Callable[P, int]) -> Callable[P, int]:
    """Let ``command`` refuse in words instead of with a trace."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> int:
        try:
            return command(*args, **kwargs)
        except REFUSALS as refusal:
            print(in_words(refusal), file=sys.stderr)
        return 1

    return run


def in_words(refusal: Exception) -> str:
    """Return the sentences of a refusal, of content one line for each mistake."""
    if not isinstance(refusal, InvalidContent):
        return str(refusal)
    count = len(refusal.mistakes)
    lines = [*map(str, refusal.mistakes), f"{count} mistake{'' if count == 1 else 's'} to mend."]
    return "\n".join(lines)
