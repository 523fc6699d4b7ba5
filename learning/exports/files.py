"""A document as a file. What each format needs is large, and loaded when it is first asked for."""

from learning.exports.document import Document


def word(document: Document) -> bytes:
    """Return the document for Word and what reads its files (.docx)."""
    from learning.exports.writers import word

    return word.written(document)


def pdf(document: Document) -> bytes:
    """Return the document as a PDF for people and screen readers: PDF/UA-1."""
    from learning.exports.writers import pdf

    return pdf.written(document)


def markdown(document: Document) -> str:
    """Return the document as Markdown; nothing that was typed is read as markup."""
    from learning.exports.writers import markdown

    return markdown.written(document)


def spreadsheet(document: Document) -> bytes:
    """Return the document’s tables as a workbook (.xlsx), a sheet each; a cell is always text."""
    from learning.exports.writers import spreadsheet

    return spreadsheet.written(document)


def page(document: Document) -> str:
    """Return the document as one HTML file, to read in any browser and to print."""
    from learning.exports.writers import page

    return page.written(document)
