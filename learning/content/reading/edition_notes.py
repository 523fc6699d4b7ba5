"""What each edition changed, as ``programme.yaml`` lists it: the newest first, up to today’s."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from learning.content.kinds import Kind
from learning.content.mistakes import Dated, Findings, nearest
from learning.content.programme import EditionNote
from learning.content.reading.identities import check_claims, is_id
from learning.content.reading.materials import Claim, Claims, Materials
from learning.content.reading.modules import ModuleDraft
from learning.content.reading.written.whole import EditionFields
from learning.content.reading.yaml_source import Written


def edition_notes(listed: list[EditionFields]) -> tuple[EditionNote, ...]:
    """Return ``listed``, which has no mistakes, as the programme keeps it."""
    return tuple(
        EditionNote(
            edition=found.edition,
            day=found.date,
            note=found.note,
            changed=tuple(found.changed.items()),
        )
        for found in listed
    )


def check_notes(
    written: Written | None, drafts: list[ModuleDraft], materials: Materials
) -> tuple[Dated, ...]:
    """Note what does not fit together in ``editions``; return the day of each.

    Fields that are mistakes themselves are passed over, and pages while a module has such:
    which it retired is not known then.
    """
    if written is None:
        return ()
    entries = list(_entries(written))
    _check_names(written, entries, materials.findings)
    if all(draft.fields for draft in drafts):
        _check_pages(written, entries, materials)
    return _check_days(written, entries, materials.findings)


def _entries(written: Written) -> Iterator[tuple[int, dict[str, Any]]]:
    found = written.value.get("editions") if isinstance(written.value, dict) else None
    for position, entry in enumerate(found if isinstance(found, list) else ()):
        if isinstance(entry, dict):
            yield position, entry


def _check_names(
    written: Written, entries: list[tuple[int, dict[str, Any]]], findings: Findings
) -> None:
    named = [
        Claim(entry["edition"], written.place(("editions", position, "edition")))
        for position, entry in entries
        if isinstance(entry.get("edition"), str)
    ]
    check_claims(Claims("edition", living=named), findings)
    said = written.value.get("edition") if entries else None
    newest = entries[0][1].get("edition") if entries else None
    if isinstance(said, str) and isinstance(newest, str) and said.strip() != newest.strip():
        findings.add(Kind.NOT_TODAYS, named[0].place, said=said, id=newest)


def _check_pages(
    written: Written, entries: list[tuple[int, dict[str, Any]]], materials: Materials
) -> None:
    """Note pages that never were; one that is retired had its changes too."""
    said = materials.page_ids
    known = {claim.id for claim in (*said.living, *said.was, *said.retired)}
    for position, entry in entries:
        changed = entry.get("changed")
        for name in changed if isinstance(changed, dict) else ():
            if is_id(name) and name not in known:
                place = written.key(("editions", position, "changed", name))
                near = nearest(name, known)
                materials.findings.add(Kind.CHANGED_NOTHING, place, id=name, near=near)


def _check_days(
    written: Written, entries: list[tuple[int, dict[str, Any]]], findings: Findings
) -> tuple[Dated, ...]:
    dated = [
        (Dated(written.place(("editions", position, "date")), entry["date"]), entry)
        for position, entry in entries
        if isinstance(entry.get("date"), date)
    ]
    for (newer, _), (older, entry) in pairwise(dated):
        if older.day > newer.day:
            findings.add(Kind.NOT_NEWEST_FIRST, older.place, id=entry.get("edition"))
    return tuple(found for found, _ in dated)
