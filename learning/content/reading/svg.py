"""Reads a drawing far enough to know its size and that it can only be looked at."""

import re
from dataclasses import dataclass, field
from xml.parsers import expat

_ACTING = {
    "script", "foreignobject", "iframe", "embed", "object", "audio", "video", "handler",
    "listener", "set", "animate", "animatemotion", "animatetransform", "discard",
}  # fmt: skip
_DATA = re.compile(r"data:image/(png|jpeg);", re.IGNORECASE)
# Escapes (`\75rl`) and image-set() would be ways around the first two.
_OUTSIDE = re.compile(
    r"@import|url\(\s*+['\"]?+(?!#|data:image/(?:png|jpeg);)|image-set|\\", re.IGNORECASE
)
_LENGTH = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)(px)?\s*")


@dataclass(slots=True)
class Drawing:
    """What `read_svg` found."""

    size: tuple[int, int] | None = None
    unsafe: list[tuple[int, int, str]] = field(default_factory=list)
    """Line, column and name of everything that could act or load something."""


def read_svg(content: bytes) -> Drawing:
    """Read ``content``; a drawing that is not XML has no size."""
    drawing = Drawing()
    parser = expat.ParserCreate(namespace_separator=" ")
    reader = _Reader(drawing, parser)
    parser.StartElementHandler = reader.element
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = lambda *_: reader.note("a DOCTYPE")
    parser.ProcessingInstructionHandler = lambda *_: reader.note("a processing instruction")
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError):
        # The last two are for encodings that nobody knows.
        drawing.size = None
    return drawing


class _Reader:
    def __init__(self, drawing: Drawing, parser: "expat.XMLParserType") -> None:
        self._drawing = drawing
        self._parser = parser
        self._begun = False
        self._style: list[str] | None = None
        self._style_at = (1, 1)

    @property
    def _at(self) -> tuple[int, int]:
        return self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1

    def note(self, what: str) -> None:
        self._drawing.unsafe.append((*self._at, what))

    def element(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2].lower()
        if not self._begun and local == "svg":
            self._drawing.size = _size(attributes)
        self._begun = True
        if local == "style":
            self._style, self._style_at = [], self._at
        if local in _ACTING:
            self.note(f"`{local}`")
        for key, value in attributes.items():
            self._attribute(key.rpartition(" ")[2].lower(), value)

    def _attribute(self, key: str, value: str) -> None:
        if key.startswith("on"):
            self.note(f"`{key}`")
        elif key in ("href", "src") and not (value.startswith("#") or _DATA.match(value)):
            self.note(f"a link to `{value[:60]}`")
        elif _OUTSIDE.search(value):
            self.note(f"a reference to `{value[:60]}`")

    def text(self, words: str) -> None:
        if self._style is not None:
            self._style.append(words)

    def end(self, name: str) -> None:
        if name.rpartition(" ")[2].lower() == "style" and self._style is not None:
            if _OUTSIDE.search("".join(self._style)):
                self._drawing.unsafe.append((*self._style_at, "a style that could load a file"))
            self._style = None


def _size(attributes: dict[str, str]) -> tuple[int, int] | None:
    """Return width and height in pixels, from the attributes or else the ``viewBox``."""
    lengths = [_LENGTH.fullmatch(attributes.get(key, "")) for key in ("width", "height")]
    sides = [float(found.group(1)) for found in lengths if found]
    if len(sides) < 2:
        sides = [
            float(n) for n in re.findall(r"[0-9]+(?:\.[0-9]+)?", attributes.get("viewBox", ""))
        ]
        sides = sides[2:]
    if len(sides) != 2 or min(sides) < 1:
        return None
    return round(sides[0]), round(sides[1])
