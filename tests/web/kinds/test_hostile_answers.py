"""Answers of a shape that no form of ours sends, found in the database: every page shows."""

from typing import Any

import pytest
from sqlalchemy import insert

from learning.content import Editions, Exercise, Programme
from learning.db import Database
from learning.journal import Entry
from tests.cast import Cast, answers_for
from tests.conftest import NOON, Browse

WORDS = "/modules/begin/where-you-start"
SORTED = "/modules/begin/sort-and-rank"
STAND = "/modules/middle/where-you-stand"
HOLD = "/modules/middle/what-you-hold"
PLAN = "/modules/finish/what-you-will-do"
BACK = "/modules/finish/looking-back"
PAGES = (WORDS, SORTED, STAND, HOLD, PLAN, BACK, "/home", "/journal", "/search?q=rain+hall")


class Drawer:
    """Puts entries of any shape straight into the database."""

    def __init__(self, database: Database, cast: Cast, programme: Programme) -> None:
        self.database, self.ada, self.programme = database, cast.ada, programme

    def put(self, answer: Any, *, wording: bool) -> None:
        """Keep ``answer`` for every prompt there is, with the wording of a good one, or none."""
        rows = [self._row(exercise, answer, wording) for exercise in set(self._exercises())]
        with self.database.writing.begin() as db:
            db.execute(insert(Entry), rows)

    def _exercises(self) -> list[Exercise]:
        return [exercise for page in self.programme.pages for exercise in page.exercises]

    def _row(self, exercise: Exercise, answer: Any, wording: bool) -> dict[str, Any]:
        good = answers_for(exercise)
        asked = {p.id: p.asked(good[p.id]) for p in exercise.prompts}
        return {
            "user_id": self.ada.id,
            "exercise_id": exercise.id,
            "version": 1,
            "title": exercise.title,
            "answers": dict.fromkeys(asked, answer),
            "wording": asked if wording else {},
            "firsts": {},
            "edition": "1",
            "sitting_at": NOON,
            "saved_at": NOON,
        }


MALFORMED: dict[str, Any] = {
    "words": "Rain in the hall",
    "no words": "",
    "a number": 11,
    "nothing": None,
    "a list": ["Rain"],
    "a row that is a string": {"1": "Rain"},
    "a row that is nothing": {"1": None},
    "cells of numbers": {"1": {"asset": 5, "will": 5, "date": 5, "review": ["x"], "status": []}},
    "cells within cells": {"1": {"asset": {"a": "b"}, "will": {"a": "b"}, "date": {"a": "b"}}},
    "a row without a number": {"hall": {"asset": "Rain", "will": "Rain"}},
    "a row with a huge number": {"9" * 5_000: {"asset": "Rain", "will": "Rain"}},
    "a row in other digits": {"٣": {"asset": "Rain", "will": "Rain", "date": "٢٠٢٦-٠١-٠١"}},
    "a level that is a list": {"level": ["steady"], "evidence": 5},
    "a level that is gone": {"level": "perfect", "evidence": "Rain"},
    "evidence that is a list": {"level": "steady", "evidence": ["Rain"]},
}


@pytest.mark.parametrize("wording", [True, False], ids=["asked", "unasked"])
@pytest.mark.parametrize("shape", MALFORMED)
def test_no_answer_of_any_shape_keeps_a_page_from_showing(
    browse: Browse, cast: Cast, database: Database, editions: Editions, shape: str, wording: bool
) -> None:
    Drawer(database, cast, editions.programme).put(MALFORMED[shape], wording=wording)
    ada = browse(cast.ada)

    for path in PAGES:
        page = ada.get(path)
        if path.startswith("/modules"):
            ada.post(f"{path}/entries", page.fields())
    for number in range(1, 11):
        ada.get(f"/journal/{number}")
    if "Rain" in str(MALFORMED[shape]):
        assert "Rain" in ada.get("/journal").text("main")
