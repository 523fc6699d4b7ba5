"""A file ``modules/NN-id.md`` becomes a `Module`."""

import re
from dataclasses import dataclass

from learning.content.kinds import Kind
from learning.content.minutes import TOLERANCE
from learning.content.mistakes import Place
from learning.content.programme import Module
from learning.content.reading.checking import check_fields
from learning.content.reading.identities import claims, is_id
from learning.content.reading.materials import Claim, Materials
from learning.content.reading.pages import Text, read_pages
from learning.content.reading.source import front_matter, read_text
from learning.content.reading.written import ModuleFields
from learning.content.reading.yaml_source import Written, read_yaml
from learning.content.scripts import Script

_NAME = re.compile(r"modules/\d+-(.*)\.md")


@dataclass(frozen=True, slots=True)
class ModuleDraft:
    """A module as far as it could be read; its number is not known yet."""

    id: str
    place: Place
    text: Text
    fields: ModuleFields | None
    needs: list[Claim]
    was: list[Claim]

    def module(self, number: int, script: Script | None) -> Module | None:
        """Return the module as number ``number``; None if its fields have mistakes."""
        if self.fields is None:
            return None
        return Module(
            id=self.id,
            number=number,
            title=self.fields.title,
            summary=self.fields.summary,
            minutes=self.fields.minutes,
            outcomes=tuple(self.fields.outcomes),
            pages=tuple(self.text.pages),
            needs=tuple(self.fields.needs),
            picture=self.fields.picture,
            intro=self.text.intro,
            script=script,
            was=tuple(self.fields.was),
            retired=tuple(self.fields.retired),
        )


def module_id(path: str) -> str:
    """Return the id of the module that stands in the file ``path``."""
    found = _NAME.fullmatch(path)
    return found.group(1) if found else path


def read_module(path: str, content: bytes, materials: Materials) -> ModuleDraft:
    """Read one module; every mistake is noted."""
    file = read_text(path, content, materials.findings)
    above, below = front_matter(file, materials.findings)
    written = read_yaml(above, materials.findings) if above.text else None
    fields = check_fields(ModuleFields, written, materials.findings) if written else None
    draft = ModuleDraft(
        id=module_id(path),
        place=Place(path),
        text=read_pages(module_id(path), file, below, materials),
        fields=fields,
        needs=claims(written, ("needs",)),
        was=claims(written, ("was",)),
    )
    _claim_ids(draft, written, materials)
    if written and draft.text.whole and draft.text.pages:
        _check_minutes(draft, written, materials)
    return draft


def _claim_ids(draft: ModuleDraft, written: Written | None, materials: Materials) -> None:
    if not is_id(draft.id):
        materials.findings.add(Kind.BAD_ID, draft.place, id=draft.id)
    materials.module_ids.living.append(Claim(draft.id, draft.place))
    materials.module_ids.was.extend(draft.was)
    materials.page_ids.retired.extend(claims(written, ("retired",)))


def _check_minutes(draft: ModuleDraft, written: Written, materials: Materials) -> None:
    counted = sum(page.minutes for page in draft.text.pages)
    if draft.fields and abs(draft.fields.minutes - counted) > TOLERANCE:
        place = written.place(("minutes",))
        said = draft.fields.minutes
        materials.findings.add(Kind.WRONG_MINUTES, place, said=said, counted=counted)
