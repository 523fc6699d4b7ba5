"""What stands in ``about.json`` of a backup, and which members a backup may have."""

import re
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

FORMAT = 1
"""Of the file as a whole; a higher one was made by a later version."""
ABOUT, DATABASE, SECRET = "about.json", "database.db", "secret-key"
LONGEST_ABOUT = 8_000_000
"""Bytes of ``about.json``, which names every member."""
MOST_MEMBERS = 20_000
LARGEST_SECRET = 100_000
"""Bytes of a key."""
LARGEST_PROGRAMME = 1_000_000_000
"""Bytes of the content folder; of a larger one nothing is taken along."""
KEYS, PROGRAMME = "keys/", "programme/"

_NAME = r"[^/\\:\x00-\x1f\x7f]+"
_MEMBER = re.compile(rf"{DATABASE}|{SECRET}|{KEYS}[\w.-]+|{PROGRAMME}(modules|quizzes)(/{_NAME})+")
_UP = re.compile(r"(^|/)\.{1,2}(/|$)")


Said = Annotated[str, Field(pattern=r"^\P{C}*$")]
"""Words of a file that may be anybody’s: they are printed, so nothing in them steers a terminal."""


class Member(BaseModel):
    """One file of a backup."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    bytes: int = Field(ge=0)
    sha256: str = Field(pattern="^[0-9a-f]{64}$")


class About(BaseModel):
    """What a backup says of itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1] = 1
    made_at: AwareDatetime
    software: Said
    """The version of this package that made it."""
    database: str = Field(pattern=r"^\d{4}$")
    """The newest migration that the database had."""
    came_from: Literal["sqlite", "postgresql"]
    edition: Said
    """Of the programme; empty if it had mistakes on that day."""
    rows: dict[Said, int]
    """How many, by table."""
    members: dict[str, Member]
    not_in_it: tuple[Said, ...]
    """What an installation needs besides, in words; such as keys given by setting."""

    @property
    def total(self) -> int:
        """Return how many rows there are in all."""
        return sum(self.rows.values())

    @property
    def size(self) -> int:
        """Return how many bytes all members have, unpacked."""
        return sum(member.bytes for member in self.members.values())


def may_be_member(name: str) -> bool:
    """Tell whether a backup may hold ``name``: nothing that leads out of its folder."""
    return bool(_MEMBER.fullmatch(name)) and not _UP.search(name)


def file_name(at: datetime) -> str:
    """Return what the backup of this moment is called."""
    return f"learning-{at:%Y-%m-%dT%H%M%S}Z.backup"
