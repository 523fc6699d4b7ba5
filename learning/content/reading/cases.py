"""A file ``modules/cases/<id>.md`` becomes a `Case`."""

from learning.content.blocks import Case, CaseNumber
from learning.content.kinds import Kind
from learning.content.mistakes import Place
from learning.content.reading.checking import check_fields
from learning.content.reading.identities import is_id
from learning.content.reading.materials import Materials
from learning.content.reading.pages import read_prose
from learning.content.reading.source import front_matter, read_text
from learning.content.reading.written import CaseFields
from learning.content.reading.yaml_source import read_yaml


def read_case(path: str, content: bytes, materials: Materials) -> None:
    """Add the case in the file ``path`` to the materials; every mistake is noted."""
    name = path.rpartition("/")[2].removesuffix(".md")
    if not is_id(name):
        materials.findings.add(Kind.BAD_ID, Place(path), id=name)
    file = read_text(path, content, materials.findings)
    above, below = front_matter(file, materials.findings)
    written = read_yaml(above, materials.findings) if above.text else None
    fields = check_fields(CaseFields, written, materials.findings) if written else None
    html = read_prose(file, below, materials)
    if fields is None:
        materials.cases[name] = None
        return
    materials.cases[name] = Case(
        id=name,
        title=fields.title,
        place=fields.place,
        levers=tuple(fields.levers),
        population=fields.population,
        problem=fields.problem,
        changed=fields.changed,
        numbers=tuple(CaseNumber(**number.model_dump()) for number in fields.numbers),
        not_shown=fields.not_shown,
        try_it=fields.try_it,
        html=html,
    )
