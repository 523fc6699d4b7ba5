"""The refusals this application can answer with.

Raise one with a sentence written for the person: `learning.web.errors` shows that sentence
and picks the HTTP status. Anything else that escapes is a bug and becomes a plain 500.
"""


class CannotStart(Exception):
    """The settings or the place cannot work; the message tells the operator how to mend it."""


class LearningError(Exception):
    """Base of every refusal; its message is shown to the person."""


class NotFound(LearningError):
    """It does not exist, or this person may not know that it does."""


class NotAllowed(LearningError):
    """They may see it, but not do this to it."""


class Conflict(LearningError):
    """It cannot be done in the state things are in now."""


class Withdrawn(LearningError):
    """It was issued once and has been declared void."""


class TooMany(LearningError):
    """It was tried too often; ``wait`` is how many seconds to leave before the next try."""

    def __init__(self, message: str, *, wait: int) -> None:
        super().__init__(message)
        self.wait = wait
