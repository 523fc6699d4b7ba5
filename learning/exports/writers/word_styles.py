"""How a document for Word looks and what it says of itself: styles, properties, footer."""

from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from learning.exports.document import Document
from learning.exports.text import one_line

if TYPE_CHECKING:
    from docx.document import Document as Sheet

_INK = RGBColor(0x1D, 0x25, 0x28)
_QUIET = RGBColor(0x53, 0x5C, 0x5F)
_SEA = RGBColor(0x12, 0x48, 0x5C)
_A4 = (Mm(210), Mm(297))
_MARGIN = Mm(25)
# Name: size, colour, space before and after (in points), whether it stays with what follows.
_LOOK: dict[str, tuple[float, RGBColor, float, float, bool]] = {
    "Normal": (11, _INK, 0, 7, False),
    "Title": (26, _SEA, 0, 6, True),
    "Subtitle": (10, _QUIET, 0, 18, False),
    "Heading 1": (18, _SEA, 24, 6, True),
    "Heading 2": (14, _SEA, 18, 4, True),
    "Heading 3": (12, _SEA, 12, 3, True),
    "Question": (11, _INK, 8, 2, True),
    "Small": (9.5, _QUIET, 4, 6, False),
    "Label": (9.5, _QUIET, 0, 6, True),
    "Fact": (10.5, _INK, 0, 2, False),
    "Caption": (10.5, _INK, 8, 4, True),
    "Column title": (10, _INK, 2, 2, True),
    "Number title": (10, _INK, 2, 2, True),
    "Cell": (10, _INK, 2, 2, False),
    "Number": (10, _INK, 2, 2, False),
    "Footer": (9, _QUIET, 0, 0, False),
}
_OF_OURS = (
    "Question", "Small", "Label", "Fact", "Column title", "Number title", "Cell", "Number",
)  # fmt: skip
_BOLD = ("Question", "Caption", "Column title", "Number title")
_RULE = "C9CDC8"
"""The colour of the lines between the rows of a table."""


def set_up(sheet: "Sheet", document: Document) -> None:
    """Give the empty ``sheet`` its paper, its styles, its language and its properties."""
    _paper(sheet)
    _styles(sheet)
    _title(sheet)
    _rows(sheet)
    _language(sheet, document.language)
    _properties(sheet, document)
    _footer(sheet, document)


def _paper(sheet: "Sheet") -> None:
    (section,) = sheet.sections
    section.page_width, section.page_height = _A4
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin = section.bottom_margin = _MARGIN


def _styles(sheet: "Sheet") -> None:
    for name in _OF_OURS:
        style: Any = sheet.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = sheet.styles["Normal"]
        style.quick_style = True
    for name, (size, colour, before, after, stays) in _LOOK.items():
        style = sheet.styles[name]
        style.font.size, style.font.color.rgb = Pt(size), colour
        style.font.bold = name.startswith("Heading") or name in _BOLD
        style.font.italic = False
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.keep_with_next = stays
        if name.startswith("Number"):
            style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _of_any_script(style, size)


def _of_any_script(style: Any, size: float) -> None:
    """Have what is written from the right look as the rest: it has a size and weight of its own."""
    look = style.element.get_or_add_rPr()
    for name in ("szCs", "bCs"):
        for former in look.findall(qn(f"w:{name}")):
            look.remove(former)
    look.find(qn("w:sz")).addnext(parse_xml(f'<w:szCs {nsdecls("w")} w:val="{round(2 * size)}"/>'))
    bold = int(bool(style.font.bold))
    look.find(qn("w:b")).addnext(parse_xml(f'<w:bCs {nsdecls("w")} w:val="{bold}"/>'))


def _title(sheet: "Sheet") -> None:
    """Take away the line and the spaced letters that the template gives to what is at the top."""
    for name in ("Title", "Subtitle"):
        element = sheet.styles[name].element
        for found in (*element.iter(qn("w:pBdr")), *element.rPr.findall(qn("w:spacing"))):
            found.getparent().remove(found)


def _rows(sheet: "Sheet") -> None:
    """Draw hairlines between the rows of a table instead of a cage of black ones."""
    for borders in sheet.styles["Table Grid"].element.iter(qn("w:tblBorders")):
        for line in borders:
            is_across = line.tag in (qn("w:bottom"), qn("w:insideH"))
            line.set(qn("w:val"), "single" if is_across else "nil")
            line.set(qn("w:color"), _RULE)


def _language(sheet: "Sheet", language: str) -> None:
    """Say the language where every style takes it from; and leave Word’s old ways of layout."""
    for of_all in sheet.styles.element.iter(qn("w:lang")):
        of_all.set(qn("w:val"), language)
    settings = sheet.settings.element
    for theme in settings.iter(qn("w:themeFontLang")):
        theme.set(qn("w:val"), language)
    for zoom in settings.iter(qn("w:zoom")):
        zoom.set(qn("w:percent"), "100")  # demanded by the standard, and missing in the template
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _properties(sheet: "Sheet", document: Document) -> None:
    says = sheet.core_properties
    says.title, says.author = one_line(document.title), one_line(document.author)
    says.last_modified_by = says.author
    says.language = document.language
    says.created = says.modified = document.made_at_utc
    says.comments = ""


def _footer(sheet: "Sheet", document: Document) -> None:
    line = sheet.sections[0].footer.paragraphs[0]
    line.add_run(f"{one_line(document.title)} – page ")
    for field, between in (("PAGE", " of "), ("NUMPAGES", "")):
        line._p.append(
            parse_xml(
                f'<w:fldSimple {nsdecls("w")} w:instr="{field}"><w:r><w:t>1</w:t></w:r>'
                "</w:fldSimple>"
            )
        )
        if between:
            line.add_run(between)
