"""A document for Word: its look is in the styles, nothing is formatted by hand."""

import re
from io import BytesIO
from typing import TYPE_CHECKING, cast

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.table import CT_Tbl
from docx.shared import Emu
from docx.table import Table as Grid
from docx.text.paragraph import Paragraph as Line

from learning.errors import Conflict
from learning.exports.document import Document, Facts, Heading, Items, Paragraph, Part, Table
from learning.exports.text import is_right_to_left, one_line, paragraphs, runs
from learning.exports.writers.word_styles import set_up

if TYPE_CHECKING:
    from docx.document import Document as Sheet
    from docx.oxml.text.paragraph import CT_P
    from docx.table import _Cell

_STYLES = {"text": "Normal", "small": "Small", "label": "Label", "question": "Question"}
_CELLS = {False: ("Column title", "Cell"), True: ("Number title", "Number")}
"""The styles of headers and of cells, by whether a column is of numbers."""
MOST_PIECES = 50_000
"""Paragraphs, cells and stretches of one direction in a file: each some 90 µs, so 4.5 seconds."""
_TO_A_PIECE = 5
"""Line ends and tabs that cost as much as one piece: each some 18 µs."""
MOST_LETTERS = 10_000_000
"""Characters in one file."""
_BREAKS = re.compile("[\n\r\u2028\u2029\x85]+|\t")


def written(document: Document) -> bytes:
    """Return the document as a .docx file, A4, with page numbers.

    Raises `Conflict` for more than `MOST_PIECES` or `MOST_LETTERS`: it would take many seconds.
    """
    _refuse_too_much(document)
    sheet = docx.Document()
    set_up(sheet, document)
    writer = _Writer(sheet)
    writer.line(document.title, "Title")
    writer.prose(document.subtitle, "Subtitle")
    for part in document.parts:
        writer.part(part)
    out = BytesIO()
    sheet.save(out)
    return out.getvalue()


def _refuse_too_much(document: Document) -> None:
    pieces = letters = 0
    for text in document.texts:
        letters += len(text)
        pieces += len(runs(text)) + max(len(paragraphs(text)) - 1, 0)
        pieces += len(_BREAKS.findall(text)) // _TO_A_PIECE
        if pieces > MOST_PIECES or letters > MOST_LETTERS:
            raise Conflict(
                "This is too much for one Word file here. Choose less, or another kind of file."
            )


class _Writer:
    """Puts parts on a sheet, in a time that grows as they do.

    The library looks up a style, and the end of the sheet, for every paragraph: here once for all.
    """

    def __init__(self, sheet: "Sheet") -> None:
        self._sheet = sheet
        self._ids = {style.name: style.style_id for style in sheet.styles}
        self._end = sheet.sections[-1]._sectPr
        self._width = sheet._block_width

    def part(self, part: Part) -> None:
        match part:
            case Heading():
                self.line(part.text, f"Heading {part.level}")
            case Paragraph():
                self.prose(part.text, _STYLES[part.kind])
            case Items():
                for text in part.texts:
                    self.prose(text, "List Bullet")
            case Facts():
                self._facts(part)
            case Table():
                self._table(part)

    def line(self, text: str, style: str) -> None:
        self._fill(self._paragraph(style), one_line(text))

    def prose(self, text: str, style: str) -> None:
        for part in paragraphs(text):
            self._fill(self._paragraph(style), part)

    def _paragraph(self, style: str) -> Line:
        element = cast("CT_P", OxmlElement("w:p"))
        self._end.addprevious(element)
        return self._styled(Line(element, self._sheet._body), style)

    def _styled(self, line: Line, style: str) -> Line:
        line._p.style = self._ids[style]
        return line

    def _fill(self, line: Line, text: str) -> None:
        """Write ``text`` in the direction it is read."""
        if is_right_to_left(text):
            line._p.get_or_add_pPr().append(parse_xml(f"<w:bidi {nsdecls('w')}/>"))
        for piece, from_the_right in runs(text):
            run = line.add_run(piece)
            if from_the_right:
                run.font.rtl = True

    def _facts(self, facts: Facts) -> None:
        for name, value in facts.pairs:
            line = self._paragraph("Fact")
            line.add_run(f"{one_line(name)}:")._r.style = self._ids["Strong"]
            self._fill(line, " " + "\n".join(paragraphs(value)))

    def _table(self, part: Table) -> None:
        if caption := one_line(part.caption):
            self.line(caption, "Caption")
        texts = part.texts
        table = CT_Tbl.new_tbl(len(texts), len(part.headers), self._width)
        table.tblStyle_val = self._ids["Table Grid"]
        self._end.addprevious(table)
        widths = [round(self._width * parts / sum(part.widths)) for parts in part.widths]
        for column, width in zip(table.tblGrid.gridCol_lst, widths, strict=True):
            column.w = Emu(width)
        styles = [_CELLS[counts] for counts in part.counts]
        rows = Grid(table, self._sheet._body).rows
        for at, (row, cells) in enumerate(zip(rows, texts, strict=True)):
            says = row._tr.get_or_add_trPr()
            says.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
            if not at:
                says.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
            for cell, text, width, style in zip(row.cells, cells, widths, styles, strict=True):
                cell._tc.width = Emu(width)
                self._cell(cell, text, style[at > 0])

    def _cell(self, cell: "_Cell", text: str, style: str) -> None:
        """Fill a cell, which comes with one paragraph and must keep one."""
        first = cell.paragraphs[0]
        for at, part in enumerate(paragraphs(text) or [""]):
            line = cell.add_paragraph() if at else first
            self._fill(self._styled(line, style), part)
