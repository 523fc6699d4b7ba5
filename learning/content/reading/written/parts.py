"""What the fields of every file are made of."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

MAX_ID = 64
MAX_LINE = 300
MAX_TEXT = 20_000
ID = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"


def _language(code: str) -> str:
    parts = code.split("-")
    if len(parts[0]) not in (2, 3) or not all(part.isalnum() for part in parts):
        raise PydanticCustomError("bad_language", "")
    return code


def _web_link(link: str) -> str:
    scheme, _, rest = link.partition("://")
    if scheme not in ("https", "http") or not rest or " " in link:
        raise PydanticCustomError("bad_web_link", "")
    return link


def rising(numbers: list[int]) -> list[int]:
    """Return ``numbers``; refuse them if they fall."""
    if sorted(numbers) != numbers:
        raise PydanticCustomError("falling", "")
    return numbers


Id = Annotated[str, StringConstraints(pattern=ID, max_length=MAX_ID)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_LINE)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_TEXT)]
WebLink = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_web_link)]
Language = Annotated[str, AfterValidator(_language)]
Minutes = Annotated[int, Field(ge=1, le=240)]
Year = Annotated[int, Field(ge=1000, le=2200)]
Words = Annotated[
    list[Annotated[int, Field(ge=1, le=10_000)]],
    Field(min_length=2, max_length=2),
    AfterValidator(rising),
]


class Fields(BaseModel):
    """Keys that an author writes; others are mistakes, and nothing is converted."""

    model_config = ConfigDict(extra="forbid", strict=True)
