"""Ids are identities for ever: well formed, borne once, and never living and gone at once."""

import re

from learning.content.kinds import Kind
from learning.content.mistakes import Findings, Place
from learning.content.reading.materials import Claim, Claims
from learning.content.reading.written import ID, MAX_ID
from learning.content.reading.yaml_source import Path, Written

_ID = re.compile(ID)


def is_id(text: str) -> bool:
    """Return whether ``text`` is lower-case words joined by hyphens, and not too long."""
    return bool(_ID.fullmatch(text)) and len(text) <= MAX_ID


def claims(written: Written | None, path: Path) -> list[Claim]:
    """Return the ids in the list at ``path``, with their places; none if it is not a list."""
    found = written and written.value
    for step in path:
        found = found.get(step) if isinstance(found, dict) else None
    if not written or not isinstance(found, list):
        return []
    return [
        Claim(word, written.place((*path, position)))
        for position, word in enumerate(found)
        if isinstance(word, str)
    ]


def check_claims(said: Claims, findings: Findings) -> None:
    """Note every id that is said to be two things at once."""
    living = _first(said.living, Kind.DUPLICATE_ID, said.what, findings)
    was = _first(said.was, Kind.WAS_TWICE, said.what, findings)
    retired = _first(said.retired, Kind.RETIRED_TWICE, said.what, findings)
    for name, place in was.items():
        if name in living:
            findings.add(Kind.WAS_LIVES, place, id=name)
    for name, place in retired.items():
        if name in living:
            findings.add(Kind.RETIRED_LIVES, place, id=name)
        elif name in was:
            findings.add(Kind.RETIRED_WAS, place, id=name)


def _first(said: list[Claim], kind: Kind, what: str, findings: Findings) -> dict[str, Place]:
    """Return the first place of every id; note the others as ``kind``."""
    places: dict[str, Place] = {}
    for claim in sorted(said, key=lambda claim: claim.place):
        if claim.id not in places:
            places[claim.id] = claim.place
            continue
        first = places[claim.id]
        where = f"{first.file}:{first.line}"
        findings.add(kind, claim.place, id=claim.id, what=what, first=where)
    return places
