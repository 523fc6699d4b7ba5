"""The one refusal of this slice: something is not what its signature says."""

from enum import StrEnum

from learning.errors import LearningError


class Kind(StrEnum):
    """Why something is not believed."""

    ALTERED = "altered"
    """It does not say what was signed, or cannot be read at all."""
    UNKNOWN_KEY = "unknown key"
    """It was signed by somebody, with a key that is none of those given."""
    NOT_OURS = "not one of ours"
    """It is something else altogether."""
    EXPIRED = "expired"
    """It says itself that it counts no longer."""


_SENTENCES = {
    Kind.ALTERED: "This is not what was signed: something in it was changed, or is missing.",
    Kind.UNKNOWN_KEY: "This was signed with a key that we do not know.",
    Kind.NOT_OURS: "This is not one of our certificates.",
    Kind.EXPIRED: "This counted until a day that is over. Fetch it anew.",
}


class NotGenuine(LearningError):
    """It was not signed like this by one of the keys given; ``kind`` says what is wrong."""

    def __init__(self, kind: Kind = Kind.ALTERED) -> None:
        super().__init__(_SENTENCES[kind])
        self.kind = kind
