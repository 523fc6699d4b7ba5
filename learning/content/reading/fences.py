"""A fence in a module becomes a block: its word, its fields, and what stands below its dashes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from markdown_it.token import Token

from learning.content.blocks import (
    Block,
    CaseCard,
    Definition,
    Download,
    ExerciseBlock,
    Fact,
    Figure,
    Media,
    Note,
    Quotation,
)
from learning.content.kinds import Kind
from learning.content.mistakes import Dated, Place, listed, nearest
from learning.content.reading.block_fields import (
    AudioFields,
    DefinitionFields,
    DownloadFields,
    FactFields,
    FigureFields,
    NoteFields,
    QuotationFields,
    VideoFields,
)
from learning.content.reading.checking import check_fields
from learning.content.reading.markdown import parse
from learning.content.reading.numbers import note_unsourced
from learning.content.reading.pictures import attachment, picture
from learning.content.reading.sheet import Sheet
from learning.content.reading.source import FENCE, Source
from learning.content.reading.written import Fields
from learning.content.reading.yaml_source import Written, read_yaml

VIDEO = (".mp4", ".webm")
AUDIO = (".mp3", ".m4a", ".ogg")


@dataclass(frozen=True, slots=True)
class _Told:
    """What a fence says, read and rendered."""

    word: str
    fields: Any
    html: str
    written: Written
    sheet: Sheet

    def place(self, key: str) -> Place:
        return self.written.place((key,))


@dataclass(frozen=True, slots=True)
class Shape:
    """What one block word takes."""

    fields: type[Fields]
    build: Callable[[_Told], Block | None]
    text: bool | None
    """Whether text is needed; None where it may stand."""
    sourced: bool = False
    """Whether numbers in the text need no source: these are somebody's spoken words."""


def _fact(told: _Told) -> Fact:
    if told.fields.checked:
        told.sheet.materials.dated.append(Dated(told.place("checked"), told.fields.checked))
    return Fact(html=told.html, **told.fields.model_dump())


def _definition(told: _Told) -> Definition:
    fields = told.fields
    told.sheet.materials.define(fields.term, told.place("term"))
    for position, form in enumerate(fields.also):
        told.sheet.materials.define(form, told.written.place(("also", position)))
    return Definition(
        id=told.sheet.anchor(fields.term),
        html=told.html,
        **fields.model_dump() | {"also": tuple(fields.also)},
    )


def _quotation(told: _Told) -> Quotation:
    return Quotation(html=told.html, **told.fields.model_dump())


def _note(told: _Told) -> Note:
    return Note(html=told.html, title=told.fields.title)


def _figure(told: _Told) -> Figure | None:
    fields = told.fields
    found = picture(fields.src, told.place("src"), told.sheet.materials)
    caption = fields.caption and told.sheet.inline("caption", fields.caption, told.place("caption"))
    if found is None:
        return None
    return Figure(
        src=found.address, alt=fields.alt, caption=caption, width=found.width, height=found.height
    )


def _media(told: _Told) -> Media | None:
    fields, materials = told.fields, told.sheet.materials
    endings = VIDEO if told.word == "video" else AUDIO
    found = attachment(fields.src, told.place("src"), materials, endings=endings)
    captions = getattr(fields, "captions", None) and attachment(
        fields.captions, told.place("captions"), materials, key="captions", endings=(".vtt",)
    )
    if found is None:
        return None
    return Media(
        medium=told.word,
        src=found.address,
        title=fields.title,
        minutes=fields.minutes,
        transcript=told.html,
        captions=captions.address if captions else None,
    )


def _download(told: _Told) -> Download | None:
    found = attachment(told.fields.src, told.place("src"), told.sheet.materials)
    if found is None:
        return None
    return Download(
        src=found.address,
        title=told.fields.title,
        format=found.name.rpartition(".")[2].upper(),
        bytes=found.size,
        html=told.html,
    )


SHAPES = {
    "fact": Shape(FactFields, _fact, text=True),
    "definition": Shape(DefinitionFields, _definition, text=True),
    "quotation": Shape(QuotationFields, _quotation, text=True),
    "figure": Shape(FigureFields, _figure, text=False),
    "note": Shape(NoteFields, _note, text=True),
    "video": Shape(VideoFields, _media, text=True, sourced=True),
    "audio": Shape(AudioFields, _media, text=True, sourced=True),
    "download": Shape(DownloadFields, _download, text=None),
}
WORDS = (*SHAPES, "case", "exercise")


def block_of(token: Token, sheet: Sheet, env: dict[str, Any]) -> Block | None:
    """Return the block that a fence stands for; None, and mistakes, if it cannot be made."""
    line = token.map[0] if token.map else 0
    place, findings = sheet.source.place(line), sheet.materials.findings
    word, _, rest = token.info.strip().partition(" ")
    inside = Source(sheet.source.path, token.content, line + 1)
    if word in ("case", "exercise"):
        if token.content.strip():
            findings.add(Kind.NOT_EMPTY, inside.place(), word=word)
        return _case(rest, place, sheet) if word == "case" else _exercise(rest, place, sheet)
    if word not in SHAPES:
        near = nearest(word, WORDS)
        findings.add(Kind.NO_BLOCK, place, word=word, known=listed(WORDS), near=near)
        return None
    if rest:
        findings.add(Kind.BLOCK_WORDS, place, words=rest, word=word)
    return _shaped(word, inside, sheet, env)


def _shaped(word: str, inside: Source, sheet: Sheet, env: dict[str, Any]) -> Block | None:
    shape, findings = SHAPES[word], sheet.materials.findings
    lines = [line.rstrip() for line in inside.lines]
    dashes = lines.index(FENCE) if FENCE in lines else len(lines)
    above, below = inside.split(dashes)
    written = read_yaml(above, findings)
    sourced = shape.sourced or (written is not None and ("source",) in written.places)
    html = _text(below, sheet, env, sourced=sourced)
    misplaced = written is not None and isinstance(written.value, str)
    if shape.text and not html and not misplaced:
        findings.add(Kind.TEXT_NEEDED, inside.place(-1), word=word)
    if shape.text is False and html:
        findings.add(Kind.NO_TEXT_HERE, inside.place(dashes), word=word)
    if not written:
        return None
    if fields := check_fields(shape.fields, written, findings):
        return shape.build(_Told(word, fields, html, written, sheet))
    _look_for_files(written, sheet)
    return None


def _look_for_files(written: Written, sheet: Sheet) -> None:
    """Note missing files of a block whose other fields have mistakes."""
    for key in ("src", "captions"):
        name = written.value.get(key) if isinstance(written.value, dict) else None
        if isinstance(name, str):
            attachment(name, written.place((key,)), sheet.materials)


def _text(below: Source, sheet: Sheet, env: dict[str, Any], *, sourced: bool) -> str:
    tokens = parse(below, env)
    if not sourced:
        note_unsourced(tokens, sheet.source, sheet.materials.findings)
    return sheet.inner_html(tokens)


def _case(case_id: str, place: Place, sheet: Sheet) -> CaseCard | None:
    materials = sheet.materials
    if case_id in materials.resources and case_id not in materials.cases:
        materials.findings.add(Kind.CASE_IS_RESOURCE, place, id=case_id)
    elif case_id not in materials.cases:
        near = nearest(case_id, materials.cases)
        materials.findings.add(Kind.NO_CASE, place, id=case_id, near=near)
    case = materials.cases.get(case_id)
    return CaseCard(case) if case else None


def _exercise(exercise_id: str, place: Place, sheet: Sheet) -> ExerciseBlock | None:
    materials = sheet.materials
    if exercise_id not in materials.exercises:
        near = nearest(exercise_id, materials.exercises)
        materials.findings.add(Kind.NO_EXERCISE, place, id=exercise_id, near=near)
        return None
    if first := materials.placed.get(exercise_id):
        where = f"{first.file}:{first.line}"
        materials.findings.add(Kind.EXERCISE_TWICE, place, id=exercise_id, first=where)
        return None
    materials.placed[exercise_id] = place
    exercise = materials.exercises[exercise_id]
    return ExerciseBlock(exercise) if exercise else None
