"""A file ``modules/NN-id.session.yaml`` becomes the `Script` of the module beside it."""

from collections.abc import Iterable, Mapping
from typing import Any

from learning.content.kinds import Kind
from learning.content.mistakes import Place, nearest
from learning.content.reading.checking import check_fields
from learning.content.reading.footnotes import Footnotes
from learning.content.reading.markdown import parse
from learning.content.reading.materials import Materials
from learning.content.reading.modules import ModuleDraft
from learning.content.reading.numbers import unsourced
from learning.content.reading.script_checks import check_script, steps_of
from learning.content.reading.sheet import Sheet
from learning.content.reading.source import Source, read_text
from learning.content.reading.written import ScriptFields, StepFields
from learning.content.reading.yaml_source import Written, read_yaml
from learning.content.scripts import Role, Script, Step, StepKind

ENDING = ".session.yaml"

Texts = Mapping[tuple[int, str], str]
"""Cards and notes as HTML, by the position of the step and the key."""


def read_scripts(
    files: Mapping[str, bytes], drafts: Iterable[ModuleDraft], materials: Materials
) -> None:
    """Add every script to the materials; every mistake is noted. The modules were read before."""
    modules = {draft.place.file.removesuffix(".md"): draft for draft in drafts}
    for path, content in files.items():
        name = path.removesuffix(ENDING)
        draft = modules.get(name)
        if draft is None:
            names = {_without_number(module): module for module in modules}
            near = nearest(_without_number(name), names)
            right = f"{names[near]}{ENDING}" if near else None
            materials.findings.add(Kind.NO_MODULE_FILE, Place(path), name=name, near=right)
        script = _read(path, content, draft, materials)
        if draft:
            materials.scripts[draft.id] = script


def _without_number(name: str) -> str:
    return name.partition("-")[2]


def _read(
    path: str, content: bytes, draft: ModuleDraft | None, materials: Materials
) -> Script | None:
    file = read_text(path, content, materials.findings)
    written = read_yaml(file, materials.findings)
    if written is None or not file.text.strip():
        return None
    # Texts are read before the fields are judged: one mistake must not hide another.
    texts = _texts(written, materials)
    if draft:
        check_script(written, draft, materials)
    fields = check_fields(ScriptFields, written, materials.findings)
    return _script(fields, texts) if fields else None


def _texts(written: Written, materials: Materials) -> Texts:
    sheet, found = Sheet(materials, Footnotes(Source(written.source.path, ""))), {}
    for position, step in steps_of(written):
        for key in ("card", "notes"):
            text = step.get(key)
            if isinstance(text, str) and text.strip():
                place = written.place(("steps", position, key))
                found[position, key] = sheet.markdown(text, place)
                _note_numbers(text, place, written.source, materials)
    return found


def _note_numbers(text: str, place: Place, source: Source, materials: Materials) -> None:
    for number, _ in unsourced(parse(Source(place.file, text), {})):
        at = source.find(number.split()[0], place.line - 1)
        materials.findings.add(Kind.CARD_NUMBER, at, number=number)


def _script(fields: ScriptFields, texts: Texts) -> Script:
    return Script(
        purpose=fields.purpose,
        lengths=tuple(fields.lengths),
        usual=fields.usual,
        read=tuple(fields.before.read),
        questions=tuple(fields.before.questions),
        bring=tuple(fields.bring),
        guest=fields.guest,
        steps=tuple(
            Step(**_told(step), card=texts[position, "card"], notes=texts.get((position, "notes")))
            for position, step in enumerate(fields.steps)
        ),
    )


def _told(step: StepFields) -> dict[str, Any]:
    """Return what of a step is not rendered."""
    return {
        "id": step.id,
        "kind": StepKind(step.kind),
        "title": step.title,
        "minutes": tuple(step.minutes),
        "led": Role(step.led),
        "exercise": step.exercise,
        "question": step.question,
        "of": step.of,
        "options": tuple(step.options or ()),
        "votes": step.votes,
        "shows": step.shows,
    }
