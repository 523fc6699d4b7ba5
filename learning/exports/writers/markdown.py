"""A document as Markdown (CommonMark, with GitHub’s tables). What was typed is never markup."""

import re

from learning.exports.document import Document, Facts, Heading, Items, Paragraph, Part, Table
from learning.exports.text import clean, one_line, paragraphs

_MARKUP = re.compile(r"([\\`*_\[\]<>~|$]|&(?=#?\w+;))")
_AT_START = re.compile(r"^([-+#=])")
_NUMBER_AT_START = re.compile(r"^(\d{1,9})(?=[.)])")
_INDENT = re.compile(r"^[ \t]+")
_BREAK = "\\\n"


def written(document: Document) -> str:
    """Return the document, each part apart from the next by an empty line."""
    head = [f"# {_inline(document.title)}", _prose(document.subtitle)]
    blocks = [*head, *(_part(part) for part in document.parts)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _part(part: Part) -> str:
    match part:
        case Heading():
            return f"{'#' * (part.level + 1)} {_inline(part.text)}"
        case Paragraph(kind="question"):
            return _strong(part.text)
        case Paragraph():
            return _prose(part.text)
        case Facts():
            return "\n".join(_item(value, f"{_strong(f'{name}:')} ") for name, value in part.pairs)
        case Items():
            return "\n".join(map(_item, part.texts))
        case Table():
            return "\n\n".join(filter(None, (_strong(part.caption), _table(part))))


def _table(table: Table) -> str:
    headers, *texts = table.texts
    rule = ("---",) * len(headers)
    rows = [map(_inline, headers), rule, *(map(_cell, row) for row in texts)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _strong(text: str) -> str:
    words = _inline(text)
    return f"**{words}**" if words else ""


def _item(text: str, before: str = "") -> str:
    """Return an item of a list; its further lines stand below the first."""
    lines = [line for part in paragraphs(text) for line in part.split("\n")]
    return f"- {before}" + f"{_BREAK}  ".join(map(_line, lines))


def _prose(text: str) -> str:
    return "\n\n".join(_BREAK.join(map(_line, part.split("\n"))) for part in paragraphs(text))


def _cell(text: str) -> str:
    """Return the text of a cell, in which only HTML can break a line."""
    return "<br>".join(_escaped(line.strip()) for line in clean(text).strip().split("\n"))


def _inline(text: str) -> str:
    return _escaped(one_line(text))


def _line(text: str) -> str:
    """Return one line of prose; what indents it stays, as spaces that mean nothing to Markdown."""
    words = text.rstrip()
    indent = _INDENT.match(words)
    wide = indent[0].replace("\t", "    ") if indent else ""
    escaped = _escaped(words[indent.end() :] if indent else words)
    if not wide:
        escaped = _NUMBER_AT_START.sub(r"\1\\", _AT_START.sub(r"\\\1", escaped))
    return "\N{NO-BREAK SPACE}" * len(wide) + escaped


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)
