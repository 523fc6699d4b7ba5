"""Links inside the programme: each must lead somewhere."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from learning.content.blocks import Case, Resource
from learning.content.kinds import Kind
from learning.content.mistakes import listed, nearest
from learning.content.reading.materials import Link, Materials
from learning.content.reading.modules import ModuleDraft

ADDRESSES = (
    "/", "/library", "/glossary", "/search", "/home", "/journal", "/certificates", "/teams",
    "/account", "/sign-up", "/sign-in",
)  # fmt: skip
"""Addresses of the site itself that a text may link to."""


@dataclass(frozen=True, slots=True)
class _Addresses:
    """Everything that can be linked to."""

    pages: dict[str, set[str]] = field(default_factory=dict)
    """The anchors of every page, by address."""
    others: set[str] = field(default_factory=set)
    resources: set[str] = field(default_factory=set)
    page_by_id: dict[str, str] = field(default_factory=dict)
    """The address of every page, by its id and the ids it once had."""
    moved: dict[str, str] = field(default_factory=dict)
    """The address of every module and library item, by those it once had."""

    def now(self, path: str) -> str | None:
        """Return where that which once stood at ``path`` stands now."""
        steps = path.split("/")
        if len(steps) == 4 and steps[1] == "modules":
            return self.page_by_id.get(steps[3])
        return self.moved.get(path)

    def __contains__(self, path: str) -> bool:
        return path in self.pages or path in self.others


def check_links(drafts: Iterable[ModuleDraft], materials: Materials) -> None:
    """Note every link that leads nowhere."""
    addresses = _addresses(drafts, materials)
    for link in materials.links:
        path, _, anchor = link.href.partition("#")
        path = path.partition("?")[0]
        if path and path not in addresses:
            _note_missing(path, link, addresses, materials)
        elif anchor:
            anchors = addresses.pages.get(path) if path else link.anchors
            _check_anchor(anchor, anchors, link, materials)


def _note_missing(path: str, link: Link, addresses: _Addresses, materials: Materials) -> None:
    if now := addresses.now(path):
        materials.findings.add(Kind.MOVED, link.place, href=path, now=now)
        return
    near = nearest(path, [*addresses.pages, *addresses.others])
    if path in addresses.resources:
        near = path.replace("/library/", "/library#")
    materials.findings.add(Kind.NO_ADDRESS, link.place, href=path, near=near)


def _check_anchor(anchor: str, anchors: set[str] | None, link: Link, materials: Materials) -> None:
    # Pages that are not content, such as the glossary, have anchors of their own.
    if anchors is not None and anchor not in anchors:
        near, known = nearest(anchor, anchors), listed(sorted(anchors))
        materials.findings.add(Kind.NO_ANCHOR, link.place, anchor=anchor, known=known, near=near)


def _addresses(drafts: Iterable[ModuleDraft], materials: Materials) -> _Addresses:
    found = _Addresses(others=set(ADDRESSES))
    found.others.update(f"/library/{name}" for name in materials.cases)
    found.resources.update(f"/library/{name}" for name in materials.resources)
    found.resources.difference_update(found.others)
    for item in (*materials.cases.values(), *materials.resources.values()):
        if isinstance(item, Case | Resource):
            found.moved.update({f"/library/{old}": item.path for old in item.was})
    found.pages["/glossary"] = materials.term_anchors
    found.pages["/library"] = {*materials.cases, *materials.resources}
    found.others.update(file.address for file in materials.attachments.values())
    for draft in drafts:
        module = f"/modules/{draft.id}"
        found.others.add(module)
        if draft.id in materials.scripts:
            found.others.add(f"{module}/session")
        found.moved.update({f"/modules/{claim.id}": module for claim in draft.was})
        for page in draft.text.pages:
            found.pages[page.path] = draft.text.anchors[page.id]
            found.page_by_id.update(dict.fromkeys((*page.was, page.id), page.path))
    return found
