"""YAML as authors mean it, with the place of every key and value.

Narrower than YAML: ``yes`` and ``no`` are text, keys stand once, and there are no anchors, tags
or second documents. Read from events, so that nothing is expanded and depth is limited.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import yaml

from learning.content.kinds import Kind
from learning.content.mistakes import Findings, Place
from learning.content.reading.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH = 12

Path = tuple[str | int, ...]
"""The keys and list positions that lead to a value."""

_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
_INT = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?[0-9]+\.[0-9]*")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Written:
    """A value from YAML and where its parts stand."""

    value: Any
    source: Source
    places: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    broken: set[Path] = field(default_factory=set)
    """Values that were already noted as mistakes."""

    def place(self, path: Path) -> Place:
        """Return where the value at ``path`` stands, or the nearest thing around it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path) or self.source.place()

    def key(self, path: Path) -> Place:
        """Return where the key of ``path`` stands, or the nearest thing around it."""
        while path and path not in self.keys:
            path = path[:-1]
        return self.keys.get(path) or self.source.place()


class _Stop(Exception):
    """The rest of this text cannot be read; why is noted."""


def read_yaml(source: Source, findings: Findings) -> Written | None:
    """Read ``source``; None if it is not YAML. Every mistake is noted."""
    reader = _Reader(source, findings)
    try:
        return reader.read()
    except _Stop:
        return None
    except yaml.MarkedYAMLError as error:
        _note_syntax(source, error, findings)
    except yaml.YAMLError:
        findings.add(Kind.NOT_YAML, source.place())
    return None


class _Reader:
    def __init__(self, source: Source, findings: Findings) -> None:
        self.written = Written(None, source)
        self._source = source
        self._findings = findings
        self._events: Iterator[Any] = yaml.parse(source.text, Loader=yaml.CSafeLoader)

    def read(self) -> Written:
        next(self._events)
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return self.written
        value = self._node(next(self._events), ())
        next(self._events)
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            self._findings.add(Kind.TWO_DOCUMENTS, self._place(after))
        made = self.written
        return Written(value, self._source, made.places, made.keys, made.broken)

    def _node(self, event: Any, path: Path) -> Any:
        place = self.written.places[path] = self._place(event)
        if len(path) > MAX_DEPTH:
            self._findings.add(Kind.TOO_DEEP, place, limit=MAX_DEPTH)
            raise _Stop
        if getattr(event, "anchor", None):
            self._break(Kind.ANCHOR, place, path)
        if getattr(event, "tag", None):
            self._break(Kind.TAG, place, path)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        if isinstance(event, yaml.AliasEvent):
            return None
        return _scalar(event)

    def _mapping(self, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            place = self._place(event)
            if not isinstance(event, yaml.ScalarEvent):
                self._findings.add(Kind.NOT_A_KEY, place)
                raise _Stop
            key = event.value
            if key in found:
                line = self.written.keys[(*path, key)].line
                self._findings.add(Kind.DUPLICATE_KEY, place, key=key, line=line)
                self._node(next(self._events), (*path, f"{key} (line {place.line})"))
                continue
            self.written.keys[(*path, key)] = place
            found[key] = self._node(next(self._events), (*path, key))
        return found

    def _sequence(self, path: Path) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            found.append(self._node(event, (*path, len(found))))
        return found

    def _break(self, kind: Kind, place: Place, path: Path) -> None:
        self._findings.add(kind, place)
        self.written.broken.add(path)

    def _place(self, event: Any) -> Place:
        return self._source.place(event.start_mark.line, event.start_mark.column)


def _scalar(event: Any) -> Any:
    text = event.value
    if event.style in ("'", '"', "|", ">"):
        return text
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return _as_date(text) if _DATE.fullmatch(text) else text


def _as_date(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


_SYNTAX = (
    ("mapping values are not allowed", Kind.COLON),
    ("unexpected end of stream", Kind.UNCLOSED),
    ("did not find expected ',' or", Kind.UNCLOSED),
    ("did not find expected alphabetic", Kind.ANCHOR),
)


def _note_syntax(source: Source, error: yaml.MarkedYAMLError, findings: Findings) -> None:
    """Say what libyaml stumbled over in the words of `Kind`."""
    mark = error.problem_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = source.lines
    place = source.place(min(line, len(lines) - 1), column if line < len(lines) else 0)
    character = lines[line][column : column + 1] if line < len(lines) else ""
    if "cannot start any token" in (error.problem or ""):
        kind = Kind.TAB if character == "\t" else Kind.SPECIAL
    else:
        known = (kind for words, kind in _SYNTAX if words in (error.problem or ""))
        kind = next(known, Kind.NOT_YAML)
    findings.add(kind, place, character=character)
