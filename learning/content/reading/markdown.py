"""Markdown to tokens, and tokens to sanitised HTML.

Tokens know their line in the file, so that whoever reads them can say where a mistake stands.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from learning.content.blocks import FOOTNOTES
from learning.content.reading.source import Source

_ATTRIBUTES = re.compile(r"\s*\{([^{}]*)\}\s*$")

SCHEMES = ("https", "http", "mailto")
"""What links to elsewhere may begin with."""

_CLEANER = nh3.Cleaner(
    tags={
        *(
            "p",
            "h2",
            "h3",
            "h4",
            "ul",
            "ol",
            "li",
            "dl",
            "dt",
            "dd",
            "blockquote",
            "pre",
            "hr",
            "br",
        ),
        *("a", "em", "strong", "code", "img", "sup", "br", "section", "div"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    },
    attributes={
        "*": {"class", "id", "lang"},
        "a": {"href", "title", "aria-label"},
        "div": {"role", "tabindex", "aria-label"},
        "img": {"src", "alt", "title", "width", "height", "loading"},
        "ol": {"start"},
        "section": {"aria-label"},
    },
    url_schemes=set(SCHEMES),
    link_rel=None,
)


def _heading_attributes(state: StateCore) -> None:
    """Take ``{#id was=old}`` off headings before their words are read."""
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type == "heading_open" and (found := _ATTRIBUTES.search(inline.content)):
            inline.content = inline.content[: found.start()]
            opening.meta["attributes"] = found.group(1).split()


def _table_open(_renderer: object, tokens: Sequence[Token], index: int, *_: Any) -> str:
    name = f"Table {tokens[index].meta.get('number', '')}".strip()
    return f'<div class="table" role="region" tabindex="0" aria-label="{name}">\n<table>\n'


def _table_close(*_: Any) -> str:
    return "</table>\n</div>\n"


def _footnotes_open(*_: Any) -> str:
    return f"{FOOTNOTES}\n<ol>\n"


def _footnote_number(_renderer: object, tokens: Sequence[Token], index: int, *_: Any) -> str:
    return f"[{tokens[index].meta['id'] + 1}]"


def _footnotes_back(_renderer: object, tokens: Sequence[Token], index: int, *_: Any) -> str:
    note = tokens[index].meta
    again = f":{note['subId']}" if note["subId"] else ""
    target = f"#fnref{note['id'] + 1}{again}"
    return f' <a href="{target}" class="footnote-backref" aria-label="Back to the text">↩︎</a>'


_RULES = {
    "table_open": _table_open,
    "table_close": _table_close,
    "footnote_block_open": _footnotes_open,
    "footnote_caption": _footnote_number,
    "footnote_anchor": _footnotes_back,
}


def _every_link(url: str) -> bool:
    return True


def _parser() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": False, "typographer": True})
    md.enable(["table", "replacements", "smartquotes"])
    # A line of dashes under text is a line, never a heading nobody meant.
    md.disable(["lheading", "html_block", "html_inline"])
    md.use(deflist_plugin)
    md.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    md.core.ruler.before("inline", "heading_attributes", _heading_attributes)
    for name, rule in _RULES.items():
        md.add_render_rule(name, rule)
    # Every link is read, so that a bad one is a mistake and not silently text.
    md.validateLink = _every_link  # type: ignore[method-assign]
    return md


_MD = _parser()


def parse(source: Source, env: dict[str, Any]) -> list[Token]:
    """Return the tokens of ``source``; ``env`` holds the link references shared by a file."""
    tokens = _MD.parse(source.text, env)
    if source.first:
        for token in tokens:
            if token.map:
                token.map = [line + source.first for line in token.map]
    return tokens


def render(tokens: list[Token]) -> str:
    """Return ``tokens`` as HTML, sanitised."""
    for token in tokens:
        # Our own content security policy refuses styles in the text.
        if token.type in ("th_open", "td_open") and (style := token.attrs.pop("style", None)):
            token.attrs["class"] = str(style).replace("text-align:", "align-")
    return _CLEANER.clean(str(_MD.renderer.render(tokens, _MD.options, {})))


def render_inline(tokens: list[Token]) -> str:
    """Return the words of ``tokens``, which are one paragraph, as sanitised HTML."""
    inner = [token for token in tokens if token.type == "inline"]
    return _CLEANER.clean(str(_MD.renderer.render(inner, _MD.options, {})))


def words(inline: Token) -> str:
    """Return what a reader sees of ``inline``, without marks."""
    return "".join(
        " " if child.type in ("softbreak", "hardbreak") else child.content
        for child in inline.children or ()
        if child.type in ("text", "code_inline", "softbreak", "hardbreak")
    )


def lined(tokens: list[Token]) -> Iterator[tuple[Token, int]]:
    """Yield every token, nested ones too, with the line it stands in, counted from 0."""
    line = 0
    for token in tokens:
        line = token.map[0] if token.map else line
        yield token, line
        for child in token.children or ():
            yield child, line
            if child.type in ("softbreak", "hardbreak"):
                line += 1
