"""A file ``modules/cases/<id>.md`` becomes a `Case` or a `Resource`, as its ``kind`` says."""

from learning.content.blocks import Case, CaseNumber, Resource
from learning.content.kinds import Kind
from learning.content.mistakes import Place, listed, nearest
from learning.content.reading.checking import check_fields
from learning.content.reading.identities import claims, is_id
from learning.content.reading.materials import Claim, Materials
from learning.content.reading.pages import read_prose
from learning.content.reading.source import Source, front_matter, read_text
from learning.content.reading.written import LIBRARY, CaseFields, ResourceFields
from learning.content.reading.yaml_source import Written, read_yaml

RESERVED_ITEMS = ("main",)
"""Ids that name something else on the page of the library."""


def read_item(path: str, content: bytes, materials: Materials) -> None:
    """Add what stands in the file ``path`` to the materials; every mistake is noted."""
    findings = materials.findings
    name = path.rpartition("/")[2].removesuffix(".md")
    if not is_id(name):
        findings.add(Kind.BAD_ID, Place(path), id=name)
    elif name in RESERVED_ITEMS:
        findings.add(Kind.RESERVED_ID, Place(path), id=name)
    file = read_text(path, content, findings)
    above, below = front_matter(file, findings)
    written = read_yaml(above, findings) if above.text else None
    materials.item_ids.living.append(Claim(name, Place(path)))
    materials.item_ids.was.extend(claims(written, ("was",)))
    kind = _kind(written, materials)
    if kind == "case":
        materials.cases[name] = _case(name, written, read_prose(file, below, materials), materials)
    elif kind == "resource":
        materials.resources[name] = _resource(name, written, below, materials)
    else:  # either may have been meant, so that nothing else is wrong with links to it
        materials.cases[name] = materials.resources[name] = None


def _kind(written: Written | None, materials: Materials) -> str | None:
    """Return what the file says it is, a case if it says nothing; None if nobody knows that."""
    said = written.value.get("kind", "case") if written and isinstance(written.value, dict) else ""
    if said in ("", *LIBRARY):
        return said or "case"
    if written:
        near, known = nearest(str(said), LIBRARY), listed(LIBRARY)
        place = written.place(("kind",))
        materials.findings.add(
            Kind.NOT_ONE_OF, place, value=said, key="kind", known=known, near=near
        )
    return None


def _case(name: str, written: Written | None, html: str, materials: Materials) -> Case | None:
    fields = check_fields(CaseFields, written, materials.findings) if written else None
    if fields is None:
        return None
    return Case(
        id=name,
        title=fields.title,
        place=fields.place,
        kind_of_place=tuple(fields.kind_of_place),
        by=fields.by,
        levers=tuple(fields.levers),
        population=fields.population,
        problem=fields.problem,
        changed=fields.changed,
        numbers=tuple(CaseNumber(**number.model_dump()) for number in fields.numbers),
        not_shown=fields.not_shown,
        try_it=fields.try_it,
        was=tuple(fields.was),
        html=html,
    )


def _resource(
    name: str, written: Written | None, below: Source, materials: Materials
) -> Resource | None:
    text = next((n for n, line in enumerate(below.lines) if line.strip()), None)
    if text is not None:
        materials.findings.add(Kind.RESOURCE_TEXT, below.place(text))
    fields = check_fields(ResourceFields, written, materials.findings) if written else None
    if fields is None:
        return None
    told = fields.model_dump(exclude={"kind", "levers", "was"})
    return Resource(id=name, levers=tuple(fields.levers), was=tuple(fields.was), **told)
