"""A journal as JSON: it keeps to its schema, and the journal can be made of it again."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from sqlalchemy.orm import Session

from learning import journal, sharing
from learning.content import Programme
from learning.exports import copy_of, markdown
from learning.exports.journal_document import document_of
from learning.exports.journal_json import json_of
from learning.journal import EntryView, Given, VersionView
from tests.cast import Cast, gather, write
from tests.conftest import StoppedClock
from tests.exports.test_journal import WHOLE
from tests.live.ended import begun_worded, end
from tests.sharing.entries import written

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs/schemas/journal.schema.json").read_text(encoding="utf-8")
)
READER = Draft202012Validator(SCHEMA, format_checker=FormatChecker())


def taken(db: Session, cast: Cast, programme: Programme = WHOLE, **asked: Any) -> dict[str, Any]:
    """Ada’s journal, read back from the file, which keeps to the schema."""
    whole: dict[str, Any] = json.loads(json_of(copy_of(db, cast.ada, programme, **asked)))
    READER.validate(whole)
    return whole


def entry_from(kept: dict[str, Any]) -> EntryView:
    return EntryView(
        id=kept["id"],
        exercise_id=kept["exercise"],
        version=kept["version"],
        title=kept["title"],
        answers=kept["answers"],
        wording=kept["wording"],
        firsts=kept["first_tries"],
        edition=kept["edition"],
        sitting_at=datetime.fromisoformat(kept["sitting_at"]),
        saved_at=datetime.fromisoformat(kept["saved_at"]),
        has_aside=kept["has_text_set_aside"],
        is_shared=bool(kept["shared_with"]),
        is_quotable=kept["is_quotable"],
    )


def version_from(kept: dict[str, Any]) -> VersionView:
    return VersionView(
        id=kept["id"],
        version=kept["version"],
        is_aside=kept["is_set_aside"],
        answers=kept["answers"],
        wording=kept["wording"],
        saved_at=datetime.fromisoformat(kept["saved_at"]),
        edition=kept["edition"],
    )


@pytest.fixture
def everything(db: Session, cast: Cast, stopped: StoppedClock) -> None:
    """Ada has answered every exercise, some of them twice."""
    for exercise in WHOLE.exercises.values():
        write(db, cast.ada, WHOLE, exercise)
    stopped.move(minutes=45, seconds=1.5)
    for exercise in WHOLE.exercises.values():
        late = {p.id: "🦀 مرحبا" for p in exercise.prompts if p.answered_by == "words"}
        journal.save_entries(db, cast.ada, WHOLE.edition, [Given(exercise, late, 1)])
        journal.save_entries(db, cast.ada, WHOLE.edition, [Given(exercise, late, 0)])


def test_the_schema_is_one(db: Session, cast: Cast) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert taken(db, cast)["entries"] == []


def test_the_journal_can_be_made_of_it_again(db: Session, cast: Cast, everything: None) -> None:
    whole = taken(db, cast, with_versions=True)
    entries = {kept["id"]: entry_from(kept) for kept in whole["entries"]}

    assert entries == {e.id: e for e in journal.journal_of(db, cast.ada, WHOLE)}
    versions = {
        kept["id"]: [version_from(v) for v in kept["versions"]]
        for kept in whole["entries"]
        if kept["versions"]
    }
    assert versions == journal.versions_of_all(db, cast.ada)
    assert versions
    for kept in whole["entries"]:
        answers = journal.shown(entries[kept["id"]], WHOLE.exercises[kept["exercise"]])
        assert [one["question"] for one in kept["read"]] == [a.question for a in answers]
        assert [one["answer"] for one in kept["read"]] == [a.answer for a in answers]
        assert [one["rows"] for one in kept["read"]] == [[list(r) for r in a.rows] for a in answers]


def test_it_says_where_an_exercise_stands_and_how_long_it_takes(
    db: Session, cast: Cast, programme: Programme
) -> None:
    written(db, cast.ada, programme)

    (kept,) = taken(db, cast, programme)["entries"]
    assert kept["minutes"] == 5
    assert kept["stands_on"]["module_title"] == "Listening"
    assert kept["stands_on"]["address"] == "/modules/listening/a-conversation#last-conversation"

    (gone,) = taken(db, cast, WHOLE)["entries"]
    assert (gone["minutes"], gone["stands_on"]) == (None, None)
    assert gone["read"] == [{**kept["read"][0], "is_from_earlier_edition": False}]


def test_it_names_the_teams_that_can_read_an_entry(
    db: Session, cast: Cast, programme: Programme
) -> None:
    entry_id = written(db, cast.ada, programme)
    team_id = gather(db, cast.ada, cast.ben)
    sharing.share(db, cast.ada, entry_id, team_id)

    (kept,) = taken(db, cast, programme)["entries"]

    assert kept["shared_with"] == [{"team": "Harbour Row", "since": "2026-03-02T12:00:00Z"}]


@pytest.mark.parametrize(
    "mistake",
    [
        {"entries": [{}]},
        {"format_version": 2},
        {"surprise": 1},
        {"made_at": "2026-03-02"},
        {"live_sessions": [{"day": "2026-03-02"}]},
    ],
)
def test_the_schema_refuses_what_it_does_not_describe(
    db: Session, cast: Cast, mistake: dict[str, Any]
) -> None:
    assert not READER.is_valid({**taken(db, cast), **mistake})


def test_what_was_done_with_others_is_in_the_whole_and_in_no_selection(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    entry_id = written(db, cast.ada, programme)
    session_id = begun_worded(db, programme, cast.ada, cast.ben)
    stopped.move(minutes=9)
    end(db, stopped, programme, session_id, cast.ada)

    assert taken(db, cast, programme)["live_sessions"] == [
        {
            "day": "2026-03-02",
            "module": "listening",
            "module_title": "Listening",
            "team": "Harbour Row",
            "minutes": 9,
        }
    ]
    assert "Live sessions that count" in markdown(
        document_of(copy_of(db, cast.ada, programme), lambda moment: moment)
    )
    write(db, cast.ada, programme, programme.exercise("confidence-start"))
    assert taken(db, cast, programme, chosen=[entry_id])["live_sessions"] == []
