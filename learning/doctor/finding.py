"""What a check finds, and what it is given to look at."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy.orm import Session

from learning.config import Settings
from learning.content import Mistake
from learning.db.migrate import HEAD

State = Literal["fine", "look", "mend"]
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""Names of the machine itself: what goes there crosses no network."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check says, without any secret, address of a person or word that anybody wrote."""

    name: str
    state: State
    """``mend``: something does not work or can be lost. ``look``: it may, or will one day."""
    sentence: str
    remedy: str = ""
    """What to do; empty if all is fine. A line that begins with ``$ `` is a command."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """The installation that is looked at."""

    settings: Settings
    db: Session | None
    """For reading; None while the database is away."""
    edition: str | None = None
    """Which migration the database is at; None if it is empty or away."""
    mistakes: Callable[[], Sequence[Mistake]]
    """Says why the programme in the folder cannot be served."""
    away: str = ""
    """Why the database is away."""
    is_missing: bool = False
    """Whether it is away because nothing has been served yet."""
    wrong_settings: tuple[str, ...] = ()
    address: str = ""
    """Where people reach it, ``https://…`` without a slash at its end; empty if not known."""

    @property
    def is_current(self) -> bool:
        """Tell whether the database can be asked for what today’s tables hold."""
        return self.db is not None and self.edition == HEAD

    def asked(self) -> Session:
        """Return the database; raise `NotThere` while it cannot be asked."""
        if self.db is None or not self.is_current:
            raise NotThere
        return self.db


Check = Callable[[Where], Finding]


class NotThere(Exception):
    """What a check looks at is not there: said once, by the check of that itself."""


def fine(name: str, sentence: str) -> Finding:
    """Say that nothing has to be done."""
    return Finding(name, "fine", sentence)


def look(name: str, sentence: str, remedy: str) -> Finding:
    """Say what should be looked at."""
    return Finding(name, "look", sentence, remedy)


def mend(name: str, sentence: str, remedy: str) -> Finding:
    """Say what has to be mended."""
    return Finding(name, "mend", sentence, remedy)
