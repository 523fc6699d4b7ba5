"""A document as one HTML file: no script, nothing from elsewhere, and it prints well."""

from html import escape

from learning.exports.document import Document, Facts, Heading, Items, Paragraph, Part, Table
from learning.exports.text import clean, one_line, paragraphs

_STYLE = """
:root { color-scheme: light dark; }
body { margin: 2rem auto; padding: 0 1rem; max-width: 42rem; font: 1.05rem/1.55 Charter,
  "Sitka Text", Cambria, Georgia, serif; overflow-wrap: anywhere; }
h1, h2, h3, h4, nav, dt, th, .label, .small { font-family: system-ui, sans-serif; }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; }
h2 { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid; }
dl { display: grid; grid-template-columns: minmax(6rem, 12rem) 1fr; gap: .2rem 1rem;
  margin: 1rem 0; padding-inline-start: .8rem; border-inline-start: 3px solid #8a9; }
dt { font-size: .9rem; }
dd { margin: 0; white-space: pre-line; }
table { border-collapse: collapse; }
th, td { padding: .3rem .6rem; border: 1px solid #8a9; text-align: start; vertical-align: top;
  white-space: pre-line; }
.label, .small { font-size: .9rem; }
.question { font-weight: bold; margin-bottom: .2rem; }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .4rem; } }
@media print { body { margin: 0; max-width: none; } nav { display: none; }
  h2, h3, h4, dt, .question, .label { break-after: avoid; } dl { break-inside: avoid; } }
"""


def written(document: Document) -> str:
    """Return the document as a page that needs nothing beside itself."""
    title = _inline(document.title)
    head = (
        f'<!doctype html>\n<html lang="{_inline(document.language)}">\n<head>\n'
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"\n<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>"
    )
    parts = [_part(part, number) for number, part in enumerate(document.parts)]
    begins = (n for n, part in enumerate(document.parts) if isinstance(part, Heading))
    parts.insert(next(begins, len(parts)), _contents(document))
    body = "\n".join([f"<h1>{title}</h1>", _prose(document.subtitle), *parts])
    return f"{head}\n{body}\n</main>\n</body>\n</html>\n"


def _contents(document: Document) -> str:
    """Return links to the highest headings."""
    found = (
        f'<li><a href="#part-{number}">{_inline(part.text)}</a></li>'
        for number, part in enumerate(document.parts)
        if isinstance(part, Heading) and part.level == 1
    )
    items = "\n".join(found)
    return f'<nav aria-label="Contents"><ul>\n{items}\n</ul></nav>' if items else ""


def _part(part: Part, number: int) -> str:
    match part:
        case Heading():
            tag = f"h{part.level + 1}"
            return f'<{tag} id="part-{number}">{_inline(part.text)}</{tag}>'
        case Paragraph():
            return _prose(part.text, part.kind)
        case Facts():
            pairs = (f"<dt>{_inline(n)}</dt><dd>{_text(said)}</dd>" for n, said in part.pairs)
            return f"<dl>{''.join(pairs)}</dl>"
        case Items():
            return f"<ul>{''.join(f'<li>{_text(text)}</li>' for text in part.texts)}</ul>"
        case Table():
            return _table(part)


def _table(table: Table) -> str:
    headers, *rows = table.texts
    head = "".join(f'<th scope="col">{_inline(header)}</th>' for header in headers)
    body = "".join(
        f"<tr>{''.join(f'<td>{_text(cell)}</td>' for cell in row)}</tr>\n" for row in rows
    )
    caption = f"<caption>{_inline(table.caption)}</caption>" if table.caption else ""
    return f"<table>{caption}<thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table>"


def _prose(text: str, kind: str = "text") -> str:
    named = "" if kind == "text" else f' class="{kind}"'
    found = (part.split("\n") for part in paragraphs(text))
    return "\n".join(f"<p{named}>{'<br>'.join(map(_inline, lines))}</p>" for lines in found)


def _text(text: str) -> str:
    """Return a text whose line breaks the style shows."""
    return escape(clean(text))


def _inline(text: str) -> str:
    return escape(one_line(text))
