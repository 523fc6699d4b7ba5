"""A journal as JSON, as docs/schemas/journal.schema.json describes it. Pure.

Every answer is there twice: as it is kept, so that nothing is lost, and as it is read, so that
nobody has to know this programme.
"""

import json
from datetime import UTC, datetime
from typing import Any

from learning import journal
from learning.content import Exercise
from learning.exports.journal_copy import CopiedEntry, JournalCopy
from learning.journal import EntryView, ShownAnswer, VersionView
from learning.live import Credit

FORMAT = "learning-journal"
VERSION = 1
"""Grows when a reader of the earlier format would stumble."""


def json_of(copy: JournalCopy) -> str:
    """Return the copy as a JSON text."""
    whole = {
        "format": FORMAT,
        "format_version": VERSION,
        "made_at": _moment(copy.made_at),
        "writer": {"name": copy.writer},
        "programme": {
            "id": copy.programme.id,
            "title": copy.programme.title,
            "edition": copy.programme.edition,
            "language": copy.programme.language,
        },
        "is_whole": copy.is_whole,
        "with_versions": copy.with_versions,
        "entries": [
            _entry(entry, group.title, copy) for group in copy.groups for entry in group.entries
        ],
        "live_sessions": [_credit(credit, copy) for credit in copy.credits],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _entry(copied: CopiedEntry, group: str, copy: JournalCopy) -> dict[str, Any]:
    entry = copied.entry
    return {
        "id": entry.id,
        "exercise": entry.exercise_id,
        "title": entry.title,
        "group": group,
        "stands_on": _place(copied, copy),
        "minutes": copied.exercise.minutes if copied.exercise else None,
        "edition": entry.edition,
        "version": entry.version,
        "sitting_at": _moment(entry.sitting_at),
        "saved_at": _moment(entry.saved_at),
        "is_from_live_session": entry.is_from_live_session,
        "has_text_set_aside": entry.has_aside,
        "shared_with": [
            {"team": share.team_name, "since": _moment(share.shared_at)} for share in copied.shares
        ],
        "is_quotable": entry.is_quotable,
        "first_tries": dict(entry.firsts),
        **_kept(entry, copied.exercise),
        "versions": [_version(version, copied.exercise) for version in copied.versions],
    }


def _place(copied: CopiedEntry, copy: JournalCopy) -> dict[str, Any] | None:
    if copied.page is None or copied.exercise is None:
        return None
    module = copy.programme.module_of(copied.page)
    return {
        "module": module.id,
        "module_title": module.title,
        "page": copied.page.id,
        "page_title": copied.page.title,
        "exercise": copied.exercise.id,
        "address": f"{copied.page.path}#{copied.exercise.id}",
    }


def _version(version: VersionView, exercise: Exercise | None) -> dict[str, Any]:
    return {
        "id": version.id,
        "version": version.version,
        "is_set_aside": version.is_aside,
        "edition": version.edition,
        "saved_at": _moment(version.saved_at),
        **_kept(version, exercise),
    }


def _kept(kept: EntryView | VersionView, exercise: Exercise | None) -> dict[str, Any]:
    return {
        "answers": dict(kept.answers),
        "wording": dict(kept.wording),
        "read": [_read(answer) for answer in journal.shown(kept, exercise)],
    }


def _read(answer: ShownAnswer) -> dict[str, Any]:
    evidence = answer.evidence
    return {
        "prompt": answer.prompt_id,
        "question": answer.question,
        "now_reads": answer.now_reads,
        "is_from_earlier_edition": answer.is_earlier,
        "answered_by": answer.answered_by,
        "answer": answer.answer,
        "evidence": {"question": evidence[0], "answer": evidence[1]} if evidence else None,
        "columns": list(answer.columns),
        "rows": [list(row) for row in answer.rows],
    }


def _credit(credit: Credit, copy: JournalCopy) -> dict[str, Any]:
    module = credit.module(copy.programme)
    return {
        "day": credit.day.isoformat(),
        "module": credit.module_id,
        "module_title": module.title if module else None,
        "team": credit.team_name,
        "minutes": credit.minutes,
    }


def _moment(at: datetime) -> str:
    """Return the moment in UTC, as ISO 8601 writes it."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
