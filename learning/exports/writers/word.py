"""A document for Word: its look is in the styles, nothing is formatted by hand."""

from io import BytesIO
from typing import TYPE_CHECKING

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from learning.exports.document import Document, Facts, Heading, Items, Paragraph, Part, Table
from learning.exports.text import is_right_to_left, one_line, paragraphs, runs
from learning.exports.writers.word_styles import set_up

if TYPE_CHECKING:
    from docx.document import Document as Sheet
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph as Line

_STYLES = {"text": "Normal", "small": "Small", "question": "Question"}


def written(document: Document) -> bytes:
    """Return the document as a .docx file, A4, with page numbers."""
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


class _Writer:
    """Puts parts on a sheet. Asking for a style by its name costs more than the paragraph: once."""

    def __init__(self, sheet: "Sheet") -> None:
        self._sheet = sheet
        self._ids = {style.name: style.style_id for style in sheet.styles}
        self._strong = sheet.styles["Strong"]

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

    def _paragraph(self, style: str) -> "Line":
        return self._styled(self._sheet.add_paragraph(), style)

    def _styled(self, line: "Line", style: str) -> "Line":
        line._p.style = self._ids[style]
        return line

    def _fill(self, line: "Line", text: str) -> None:
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
            line.add_run(f"{one_line(name)}:", style=self._strong)
            self._fill(line, " " + "\n".join(paragraphs(value)))

    def _table(self, part: Table) -> None:
        if caption := one_line(part.caption):
            self.line(caption, "Caption")
        table = self._sheet.add_table(
            rows=1 + len(part.rows), cols=len(part.headers), style="Table Grid"
        )
        for row, texts in zip(table.rows, (part.headers, *part.rows), strict=True):
            row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
            style = "Cell" if row._index else "Column title"
            for cell, text in zip(row.cells, texts, strict=True):
                self._cell(cell, text, style)
        heads = table.rows[0]._tr.get_or_add_trPr()
        heads.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))

    def _cell(self, cell: "_Cell", text: str, style: str) -> None:
        """Fill a cell, which comes with one paragraph and must keep one."""
        first = cell.paragraphs[0]
        for at, part in enumerate(paragraphs(text) or [""]):
            line = cell.add_paragraph() if at else first
            self._fill(self._styled(line, style), part)
