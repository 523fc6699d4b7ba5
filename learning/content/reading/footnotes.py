"""Footnotes: written anywhere in a file, shown on each page that refers to them."""

from dataclasses import dataclass, field

from markdown_it.token import Token

from learning.content.kinds import Kind
from learning.content.mistakes import Findings
from learning.content.reading.source import Source


@dataclass(frozen=True, slots=True)
class Footnotes:
    """The footnotes that one file defines."""

    source: Source
    texts: dict[str, list[Token]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def take_out(self, tokens: list[Token], findings: Findings) -> list[Token]:
        """Return ``tokens`` without the footnotes' texts, which are kept here."""
        rest: list[Token] = []
        into = rest
        for token in tokens:
            if token.type == "footnote_reference_open":
                into = []
                self._define(token, into, findings)
            elif token.type == "footnote_reference_close":
                into = rest
            else:
                into.append(token)
        return rest

    def _define(self, token: Token, text: list[Token], findings: Findings) -> None:
        label, line = token.meta["label"], token.map[0] if token.map else 0
        if label in self.texts:
            findings.add(Kind.SAME_FOOTNOTE, self.source.place(line), label=label)
        else:
            self.texts[label], self.lines[label] = text, line

    def note_unused(self, findings: Findings) -> None:
        """Note every footnote that no page refers to."""
        for label in self.texts.keys() - self.used:
            place = self.source.place(self.lines[label])
            findings.add(Kind.UNUSED_FOOTNOTE, place, label=label)


@dataclass(frozen=True, slots=True)
class Numbering:
    """The footnotes that one page refers to, numbered in the order of the text."""

    footnotes: Footnotes
    count: dict[str, int] = field(default_factory=dict)
    """How often the page refers to each, by label."""

    def refer(self, reference: Token) -> bool:
        """Give ``reference`` its number; False if there is no footnote of its name."""
        label = reference.meta["label"]
        if label not in self.footnotes.texts:
            return False
        self.footnotes.used.add(label)
        again = self.count.get(label, 0)
        self.count[label] = again + 1
        reference.meta = {"label": label, "id": list(self.count).index(label), "subId": again}
        return True

    def item(self, number: int) -> list[Token]:
        """Return footnote ``number`` (from 0) with a link back to each reference."""
        label = list(self.count)[number]
        backs = [
            Token("footnote_anchor", "", 0, meta={"id": number, "subId": again})
            for again in range(self.count[label])
        ]
        text = self.footnotes.texts[label]
        inside = len(text) - 1 if text and text[-1].type == "paragraph_close" else len(text)
        opening = Token("footnote_open", "", 1, meta={"id": number})
        closing = Token("footnote_close", "", -1)
        return [opening, *text[:inside], *backs, *text[inside:], closing]
