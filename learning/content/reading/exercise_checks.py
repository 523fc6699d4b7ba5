"""What of an exercise must fit together: groups and items, levels and dimensions, places."""

from collections.abc import Callable, Mapping
from typing import Any

from learning.content.kinds import Kind
from learning.content.mistakes import Findings, listed, nearest
from learning.content.reading.identities import check_claims, claims
from learning.content.reading.materials import Claim, Claims
from learning.content.reading.written import (
    ExerciseFields,
    GridFields,
    RankFields,
    SortFields,
    TableFields,
)
from learning.content.reading.yaml_source import Path, Written


def check_exercise(
    fields: ExerciseFields, written: Written, path: Path, findings: Findings
) -> bool:
    """Note what does not fit together; tell whether all does."""
    before = len(findings.mistakes)
    if check := _CHECKS.get(type(fields)):
        check(fields, written, path, findings)
    return len(findings.mistakes) == before


def _groups(fields: SortFields, written: Written, path: Path, findings: Findings) -> None:
    for name, item in fields.items.items():
        if item.group not in fields.groups:
            place = written.place((*path, "items", name, "group"))
            near, known = nearest(item.group, fields.groups), listed(fields.groups)
            findings.add(Kind.NO_GROUP, place, id=item.group, known=known, near=near)


def _places(fields: RankFields, written: Written, path: Path, findings: Findings) -> None:
    if fields.places and fields.places > len(fields.items):
        place = written.place((*path, "places"))
        findings.add(Kind.TOO_HIGH, place, key="places", limit=len(fields.items))


def _levels(fields: GridFields, written: Written, path: Path, findings: Findings) -> None:
    for name, dimension in fields.dimensions.items():
        where: Path = (*path, "dimensions", name, "levels")
        for level in dimension.levels:
            if level not in fields.levels:
                near, known = nearest(level, fields.levels), listed(fields.levels)
                place = written.key((*where, level))
                findings.add(Kind.NO_LEVEL, place, id=level, known=known, near=near)
        for level in fields.levels:
            if level not in dimension.levels:
                findings.add(Kind.LEVEL_MISSING, written.key(where), id=level)


def _columns(fields: TableFields, written: Written, path: Path, findings: Findings) -> None:
    said = Claims("column")
    for name in fields.columns:
        where = (*path, "columns", name)
        said.living.append(Claim(name, written.key(where)))
        said.was.extend(claims(written, (*where, "was")))
    check_claims(said, findings)


_CHECKS: Mapping[type[ExerciseFields], Callable[[Any, Written, Path, Findings], None]] = {
    SortFields: _groups,
    RankFields: _places,
    GridFields: _levels,
    TableFields: _columns,
}
