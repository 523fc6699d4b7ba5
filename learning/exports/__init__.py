"""What learners take with them: what they wrote, as files that outlive this programme."""

from learning.exports.document import (
    Document,
    Facts,
    Heading,
    Items,
    Paragraph,
    Part,
    Table,
)
from learning.exports.files import markdown, page, pdf, spreadsheet, word
from learning.exports.journal_copy import JournalCopy, copy_of
from learning.exports.origin import day_words, moment_words, origin

__all__ = [
    "Document",
    "Facts",
    "Heading",
    "Items",
    "JournalCopy",
    "Paragraph",
    "Part",
    "Table",
    "copy_of",
    "day_words",
    "markdown",
    "moment_words",
    "origin",
    "page",
    "pdf",
    "spreadsheet",
    "word",
]
