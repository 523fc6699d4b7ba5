"""What only shows when everything is read: order, links, ids, and exercises on no page."""

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from learning.content.kinds import Kind
from learning.content.mistakes import Findings, listed, nearest
from learning.content.reading.identities import check_claims
from learning.content.reading.links import check_links
from learning.content.reading.materials import Claim, Materials
from learning.content.reading.modules import ModuleDraft


def check_whole(
    order: list[Claim], free: list[Claim], drafts: list[ModuleDraft], materials: Materials
) -> None:
    """Note everything that is wrong between files.

    ``order`` is what programme.yaml lists; ``free`` which of it may be taken in any order.
    """
    ids = (materials.module_ids, materials.page_ids, materials.exercise_ids, materials.item_ids)
    for said in ids:
        check_claims(said, materials.findings)
    by_id = {draft.id: draft for draft in drafts}
    _check_order(order, by_id, materials.findings)
    _check_free(free, [claim.id for claim in order], materials.findings)
    _check_needs(by_id, materials.findings)
    _check_placed(materials)
    check_links(drafts, materials)


def _check_order(order: list[Claim], drafts: Mapping[str, ModuleDraft], findings: Findings) -> None:
    listed_ids: set[str] = set()
    for claim in order:
        if claim.id in listed_ids:
            findings.add(Kind.LISTED_TWICE, claim.place, id=claim.id)
        elif claim.id not in drafts:
            near = nearest(claim.id, drafts)
            findings.add(Kind.NO_MODULE, claim.place, id=claim.id, near=near)
        listed_ids.add(claim.id)
    for draft in drafts.values():
        if order and draft.id not in listed_ids:
            findings.add(Kind.UNLISTED, draft.place, id=draft.id)


def _check_free(free: list[Claim], order: list[str], findings: Findings) -> None:
    before: str | None = None
    for claim in free:
        if claim.id not in order:
            near, known = nearest(claim.id, order), listed(order)
            findings.add(Kind.FREE_NOTHING, claim.place, id=claim.id, known=known, near=near)
        elif before in order and order.index(claim.id) != order.index(before) + 1:
            findings.add(Kind.NOT_NEIGHBOURS, claim.place, id=claim.id)
        before = claim.id


def _check_needs(drafts: Mapping[str, ModuleDraft], findings: Findings) -> None:
    for draft in drafts.values():
        for claim in draft.needs:
            if claim.id not in drafts:
                near, known = nearest(claim.id, drafts), listed(drafts)
                findings.add(Kind.NEEDS_NOTHING, claim.place, id=claim.id, known=known, near=near)
    _check_circles(drafts, findings)


def _check_circles(drafts: Mapping[str, ModuleDraft], findings: Findings) -> None:
    needs = {
        draft.id: {claim.id: claim.place for claim in draft.needs} for draft in drafts.values()
    }
    while True:
        try:
            TopologicalSorter(needs).prepare()
        except CycleError as found:
            # Each of the circle is needed by the next; taken apart there, others may show.
            circle = found.args[1]
            place = needs[circle[1]].pop(circle[0])
            findings.add(Kind.NEEDS_CYCLE, place, circle=" → ".join(reversed(circle)))
        else:
            return


def _check_placed(materials: Materials) -> None:
    for claim in materials.exercise_ids.living:
        if claim.id not in materials.placed:
            materials.findings.add(Kind.UNPLACED, claim.place, id=claim.id)
