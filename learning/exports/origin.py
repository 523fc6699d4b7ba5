"""What every file says at its top: who wrote it, when it was made, of which edition."""

from datetime import datetime

from learning.content import Programme


def origin(writer: str, programme: Programme, at: datetime, *more: str) -> str:
    """Return the lines below the title; ``at`` is by the clocks where the programme is at home."""
    lines = (
        f"Written by {writer}",
        f"Downloaded on {moment_words(at)}",
        f"{programme.title}, edition {programme.edition}",
        *more,
    )
    return "\n".join(lines)


def day_words(at: datetime) -> str:
    """Return the date in words, ``2 March 2026``."""
    return f"{at.day} {at:%B %Y}"


def moment_words(at: datetime) -> str:
    """Return date and time in words, ``2 March 2026 at 14:02``."""
    return f"{day_words(at)} at {at:%H:%M}"
