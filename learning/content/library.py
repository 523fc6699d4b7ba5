"""The library: cases and resources by lever and by kind of place, and who tells a case."""

from learning.content.blocks import Case, CaseCard, Resource
from learning.content.programme import Module, Page, Programme
from learning.errors import NotFound

LEVERS = {
    "employment": "Jobs",
    "procurement": "Buying",
    "estates": "Buildings and land",
    "environment": "Environment",
    "partnership": "Partners",
    "community": "Listening and answering",
}
"""What each lever is called on the page."""

PLACES = {
    "city": "City",
    "town": "Town",
    "coast": "Coast",
    "county": "County",
    "nation": "Nation",
    "abroad": "Abroad",
}
"""What each kind of place is called on the page."""

TOOLS = ("toolkit", "website", "course", "dataset")
"""Resources one works with; the other forms are for reading."""

MOST_LIKE = 4


def case_of(programme: Programme, case_id: str) -> Case:
    """Return the case that is, or once was, called so; raise `NotFound` if none is."""
    for case in programme.cases:
        if case_id in (case.id, *case.was):
            return case
    raise NotFound("There is no case at this address.")


def resource_of(programme: Programme, resource_id: str) -> Resource | None:
    """Return the resource that is, or once was, called so, if one is."""
    return next((r for r in programme.resources if resource_id in (r.id, *r.was)), None)


def cases_about(programme: Programme, lever: str = "", place: str = "") -> tuple[Case, ...]:
    """Return the cases that use ``lever`` in such a kind of place; an empty word asks for any."""
    return tuple(
        case
        for case in programme.cases
        if (not lever or lever in case.levers) and (not place or place in case.kind_of_place)
    )


def resources_about(programme: Programme, lever: str = "") -> tuple[Resource, ...]:
    """Return the resources about ``lever``; they belong to no one kind of place."""
    return tuple(r for r in programme.resources if not lever or lever in r.levers)


def told_in(programme: Programme, case: Case) -> tuple[Page | Module, ...]:
    """Return the pages that tell ``case``, and the modules whose introduction does."""
    found: list[Page | Module] = []
    for module in programme.modules:
        parts: tuple[Page | Module, ...] = (module, *module.pages)
        found += [part for part in parts if _tells(part, case)]
    return tuple(found)


def more_like(programme: Programme, case: Case) -> tuple[Case, ...]:
    """Return other cases that share a lever, those that share most first."""
    mine = set(case.levers)
    shared = [(len(mine & set(other.levers)), other) for other in programme.cases if other != case]
    closest = sorted((s for s in shared if s[0]), key=lambda s: -s[0])
    return tuple(other for _, other in closest[:MOST_LIKE])


def _tells(part: Page | Module, case: Case) -> bool:
    blocks = part.intro if isinstance(part, Module) else part.blocks
    return any(isinstance(block, CaseCard) and block.case.id == case.id for block in blocks)
