"""What stops a command becomes sentences on standard error and exit status 1."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from learning.content import InvalidContent
from learning.errors import CannotStart, LearningError

P = ParamSpec("P")


def refusing(command: Callable[P, int]) -> Callable[P, int]:
    """Let ``command`` refuse in words instead of with a trace."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> int:
        try:
            return command(*args, **kwargs)
        except InvalidContent as invalid:
            for mistake in invalid.mistakes:
                print(mistake, file=sys.stderr)
            count = len(invalid.mistakes)
            print(f"{count} mistake{'' if count == 1 else 's'} to mend.", file=sys.stderr)
        except (CannotStart, LearningError) as refusal:
            print(refusal, file=sys.stderr)
        return 1

    return run
