"""Quoted numbers need a source. `docs/authoring.md` says which numbers these are."""

import re
from collections.abc import Iterator

from markdown_it.token import Token

from learning.content.kinds import Kind
from learning.content.mistakes import Findings
from learning.content.reading.markdown import words
from learning.content.reading.source import Source

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_MANY = r"(?:(?!(?:19|20)\d\d\b)\d{3,}|\d{1,3}(?:,\d{3})+|\d[\d.,]*\s(?:thousand|million|billion))"
_PEOPLE = (
    r"(?:people|persons|patients|residents|citizens|adults|children|babies|pupils|students"
    r"|learners|apprentices|workers|employees|staff|nurses|doctors|carers|volunteers|members"
    r"|tenants|families|households|homes|jobs|deaths|lives|men|women)"
)
_BETWEEN = r"(?:\s[a-zA-Z’'-]+){0,2}?\s"
QUOTED = re.compile(
    rf"{_NUMBER}\s?(?:%|per\s?cent\b|percentage points?\b)"
    rf"|[£€$]\s?{_NUMBER}(?:\s?(?:thousand|million|billion|trillion|k|m|bn)\b)?"
    rf"|\b{_NUMBER}\s(?:pounds|euros|pence)\b"
    rf"|\b{_MANY}{_BETWEEN}{_PEOPLE}\b"
    rf"|\b\d+ (?:in|out of)(?: every)? \d+{_BETWEEN}{_PEOPLE}\b"
)
_INVENTED = re.compile(r"\b(?:suppose|imagine)\b", re.IGNORECASE)
"""Words by which an author says that the number is made up."""


def note_unsourced(tokens: list[Token], source: Source, findings: Findings) -> None:
    """Note the first quoted number of every paragraph, list item or table without a footnote."""
    for number, line in unsourced(tokens):
        place = source.find(number.split()[0], line)
        findings.add(Kind.NO_SOURCE, place, number=number)


def unsourced(tokens: list[Token]) -> Iterator[tuple[str, int]]:
    """Yield what `note_unsourced` notes: the number and the line its text begins in, from 0."""
    for unit in _units(tokens):
        children = [child for inline in unit for child in inline.children or ()]
        if any(child.type == "footnote_ref" for child in children):
            continue
        text = " ".join(words(inline) for inline in unit)
        found = QUOTED.search(text)
        if found and not _INVENTED.search(text):
            yield found.group(), unit[0].map[0] if unit[0].map else 0


def _units(tokens: list[Token]) -> Iterator[list[Token]]:
    """Yield what shares a footnote: the inline parts of a table, or one paragraph or item."""
    table: list[Token] | None = None
    before = ""
    for token in tokens:
        if token.type == "table_open":
            table = []
        elif token.type == "table_close":
            yield table or [token]
            table = None
        elif token.type == "inline" and table is not None:
            table.append(token)
        elif token.type == "inline" and before != "heading_open":
            yield [token]
        before = token.type
