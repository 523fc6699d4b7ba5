"""An error of the database quotes nothing of what somebody wrote: errors end up in logs."""

import traceback
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from learning import clock
from learning.db import Database
from learning.journal import Entry
from tests.cast import Cast

WORDS = "The heron in the car park"


def entry(writer_id: int, **other: Any) -> Entry:
    now = clock.now()
    usual: dict[str, Any] = {
        "user_id": writer_id, "exercise_id": "words", "version": 1, "title": "In your words",
        "answers": {"happened": WORDS}, "wording": {}, "firsts": {}, "edition": "1",
        "sitting_at": now, "saved_at": now,
    }  # fmt: skip
    return Entry(**usual | other)


@pytest.mark.parametrize("wrong", [{"version": 0}, {"user_id": 4_000}, {"title": None}])
def test_an_error_names_the_rule_that_was_broken_and_not_the_row(
    database: Database, cast: Cast, wrong: dict[str, Any]
) -> None:
    with pytest.raises(DBAPIError) as refused, database.writing.begin() as db:
        db.add(entry(cast.ada.id, **wrong))

    printed = "".join(traceback.format_exception(refused.value))
    assert "constraint" in printed.casefold()
    assert WORDS not in printed
