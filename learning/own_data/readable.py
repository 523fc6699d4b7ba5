"""Everything about one person in words, to be read and printed. Pure."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from learning import clock
from learning.exports import (
    Document,
    Facts,
    Heading,
    JournalCopy,
    Paragraph,
    Part,
    day_words,
    moment_words,
)
from learning.exports.journal_document import document_of
from learning.own_data.everything import Everything

Local = Callable[[datetime], datetime]
"""Returns the moment as the clocks show it where the programme is at home."""

_JOURNAL = ("entries", "entry_versions")
"""Parts that stand in the journal, question by question."""
_PRESENCES = "presences"
"""Which process hears of somebody until when: nothing to read."""
_FOR_PROGRAMS = frozenset({"id", "wording", "firsts", "version", "sequence", "attachments", "key"})
"""What tells a reader nothing; everything.json has it."""
_SEALED = "Sealed until then. Its words are in everything.json."
_INTRODUCTION = (
    "This is everything that is kept about you. The file everything.json beside it holds the same"
    " for other programs, with every detail. Passwords and what else opens your account are left"
    " out, so that nobody can come in with this file; what other people wrote is theirs. Keep it"
    " where only you can open it."
)


def readable(everything: Everything, copy: JournalCopy, local: Local) -> Document:
    """Return everything as a document, with the journal as `copy` has it."""
    made_at = local(everything.made_at)
    return Document(
        title=f"Everything about {copy.writer}",
        language=everything.programme.language,
        subtitle=_made(everything, made_at),
        author=copy.writer,
        made_at=made_at,
        parts=tuple(_parts(everything, copy, local)),
    )


def _made(everything: Everything, at: datetime) -> str:
    programme = everything.programme
    return f"Downloaded on {moment_words(at)}\n{programme.title}, edition {programme.edition}"


def _parts(everything: Everything, copy: JournalCopy, local: Local) -> Iterator[Part]:
    yield Paragraph(_INTRODUCTION)
    for owned, rows in everything.parts:
        if owned.name == _JOURNAL[0]:
            yield from document_of(copy, local).parts
        if owned.name in (*_JOURNAL, _PRESENCES):
            continue
        facts = [tuple(_pairs(_veiled(owned.name, row), local)) for row in rows]
        if any(facts):
            yield Heading(1, owned.title)
            yield from (Facts(pairs) for pairs in facts if pairs)


def _veiled(name: str, row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Hide the words of a letter whose day has not come, as its writer wished."""
    is_sealed = name == "letters" and row["opens_at"] > clock.now()
    return {**row, "text": _SEALED} if is_sealed else row


def _pairs(row: Mapping[str, Any], local: Local) -> Iterator[tuple[str, str]]:
    for name, value in row.items():
        is_number_of_a_row = name.endswith("_id") and isinstance(value, int)
        is_for_programs = name in _FOR_PROGRAMS or is_number_of_a_row
        if not is_for_programs and (words := _words(value, local)):
            yield _label(name), words


def _label(name: str) -> str:
    bare = name.removeprefix("is_").removeprefix("has_").removesuffix("_id")
    return bare.replace("_", " ").capitalize()


def _words(value: Any, local: Local) -> str:
    """Return ``value`` in words; nothing for what says nothing."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return moment_words(local(value))
    if isinstance(value, date):
        return day_words(datetime(value.year, value.month, value.day))  # noqa: DTZ001 - a day only
    if isinstance(value, dict):
        said = ((name, _words(part, local)) for name, part in value.items())
        return "\n".join(f"{_label(str(name))}: {words}" for name, words in said if words)
    if isinstance(value, list):
        return "\n".join(filter(None, (_words(part, local) for part in value)))
    return "" if value is None else str(value)
