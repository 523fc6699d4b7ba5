"""One page while it is rendered: its anchors, its footnotes, the links and pictures in it."""

from urllib.parse import unquote, urlsplit

from markdown_it.token import Token

from learning.content.kinds import Kind
from learning.content.mistakes import Place
from learning.content.reading.footnotes import Footnotes, Numbering
from learning.content.reading.markdown import SCHEMES, lined, parse, render, render_inline, words
from learning.content.reading.materials import Link, Materials
from learning.content.reading.pictures import picture
from learning.content.reading.source import Source
from learning.content.slug import free_slug


class Sheet:
    """Renders the parts of one page, so that ids, footnotes and tables are numbered on it."""

    def __init__(self, materials: Materials, footnotes: Footnotes) -> None:
        self.materials = materials
        self.source = footnotes.source
        self.anchors: set[str] = set()
        self._notes = Numbering(footnotes)
        self._tables = 0

    def anchor(self, title: str) -> str:
        """Return an id for ``title`` that nothing else on this page has."""
        found = free_slug(title, self.anchors)
        self.anchors.add(found)
        return found

    def html(self, tokens: list[Token]) -> str:
        """Return what stands on the page itself as HTML."""
        self._prepare(tokens)
        return render(tokens)

    def inner_html(self, tokens: list[Token], place: Place | None = None) -> str:
        """Return what stands in a block as HTML; ``place`` if it comes from a field of YAML."""
        self._refuse_headings(tokens, place)
        self._prepare(tokens, place)
        return render(tokens)

    def markdown(self, text: str, place: Place) -> str:
        """Return Markdown from a field of YAML as HTML."""
        return self.inner_html(parse(Source(place.file, text), {}), place)

    def inline(self, key: str, text: str, place: Place) -> str:
        """Return one paragraph of Markdown, from the field ``key``, as HTML without the ``p``."""
        tokens = parse(Source(place.file, text), {})
        if [token.type for token in tokens[1:]] != ["inline", "paragraph_close"]:
            self.materials.findings.add(Kind.NOT_ONE_LINE, place, key=key)
        self._prepare(tokens, place)
        return render_inline(tokens)

    def footnotes(self) -> str:
        """Return the footnotes that the page refers to, or nothing."""
        items: list[Token] = []
        number = 0
        # A footnote may refer to another, which is then added to the end.
        while number < len(self._notes.count):
            item = self._notes.item(number)
            self._refuse_headings(item)
            self._prepare(item)
            items += item
            number += 1
        if not items:
            return ""
        ends = Token("footnote_block_open", "", 1), Token("footnote_block_close", "", -1)
        return render([ends[0], *items, ends[1]])

    def _refuse_headings(self, tokens: list[Token], place: Place | None = None) -> None:
        for token in tokens:
            at = place or self.source.place(token.map[0] if token.map else 0)
            if token.type == "heading_open":
                self.materials.findings.add(Kind.HEADING_HERE, at)
            elif token.type == "footnote_reference_open":
                self.materials.findings.add(Kind.FOOTNOTE_HERE, at)

    def _prepare(self, tokens: list[Token], place: Place | None = None) -> None:
        for token, line in lined(tokens):
            if token.type == "link_open":
                self._link(
                    token, place or self.source.find(f"]({token.attrs['href']}", line, skip=2)
                )
            elif token.type == "image":
                self._image(
                    token, place or self.source.find(f"]({token.attrs['src']}", line, skip=2)
                )
            elif token.type == "footnote_ref":
                self._footnote(token, place or self.source.find(f"[^{token.meta['label']}]", line))
            elif token.type == "table_open":
                self._tables += 1
                token.meta["number"] = self._tables
            elif token.type == "fence" and "block" not in token.meta:
                at = place or self.source.find(token.markup, line)
                self.materials.findings.add(Kind.NESTED_BLOCK, at)

    def _footnote(self, token: Token, place: Place) -> None:
        if not self._notes.refer(token):
            self.materials.findings.add(Kind.NO_FOOTNOTE, place, label=token.meta["label"])

    def _link(self, token: Token, place: Place) -> None:
        href = str(token.attrs["href"])
        if href.startswith(("/", "#")) and not href.startswith("//"):
            self.materials.links.append(Link(place, href, self.anchors))
        elif not (scheme := _scheme(href)):
            self.materials.findings.add(Kind.RELATIVE_LINK, place, href=href)
        elif scheme not in SCHEMES:
            self.materials.findings.add(Kind.BAD_SCHEME, place, href=href)

    def _image(self, token: Token, place: Place) -> None:
        name = unquote(str(token.attrs["src"]))
        if not words(token).strip():
            self.materials.findings.add(Kind.NO_ALT, place, src=name)
        if found := picture(name, place, self.materials):
            token.attrs |= {
                "src": found.address,
                "width": str(found.width),
                "height": str(found.height),
                "loading": "lazy",
            }


def _scheme(href: str) -> str:
    """Return the scheme of ``href``; nothing if it names neither a scheme nor a site."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    return "" if parts.scheme in ("https", "http") and not parts.netloc else parts.scheme
