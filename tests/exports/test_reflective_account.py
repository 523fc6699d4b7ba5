"""What an account is begun with: the writer’s own words, under the headings where they fit."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from learning import journal
from learning.content import Programme
from learning.errors import Conflict, NotAllowed, NotFound
from learning.exports import reflective_account as accounts
from learning.journal import LONGEST_ANSWER, EntryView, Given
from tests.cast import Cast

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def entry(
    answers: dict[str, Any], wording: dict[str, Any] | None = None, **other: Any
) -> EntryView:
    given: dict[str, Any] = {
        "id": 1, "exercise_id": "gone", "version": 1, "title": "A moment", "answers": answers,
        "wording": wording or dict.fromkeys(answers, "Asked"), "firsts": {}, "edition": "1",
        "sitting_at": NOON, "saved_at": NOON, "has_aside": False,
    }  # fmt: skip
    return EntryView(**given | other)


def test_each_answer_comes_under_its_heading(programme: Programme) -> None:
    answers = {
        "what": "A bus stop.", "so-what": "It is cold.", "and": "Noise.", "now-what": "I ask.",
        "standards": "Safety.",
    }  # fmt: skip
    drafted = accounts.drafted([entry(answers)], programme)
    mark = "[From your journal, to be edited: A moment]"
    about = "Learning with the programme “A small programme” (2 March 2026)."
    assert drafted == {
        "nature": f"{about}\n\n{mark}\nA bus stop.",
        "learned": f"{mark}\nIt is cold.\nNoise.",
        "practice": f"{mark}\nI ask.",
        "code": f"{mark}\nSafety.",
    }


def test_plans_tell_of_practice_and_ratings_and_choices_of_nothing(programme: Programme) -> None:
    plan = {"1": {"when": "Monday comes", "will": "ask"}}
    asked = {
        "mine": {"kind": "actions", "text": "Plan", "columns": {"when": "When", "will": "Will"}},
        "rated": {"kind": "rating", "text": "Sure?"},
        "chosen": {"kind": "choice", "text": "Which?", "answer": "This one"},
    }
    answers = {"mine": plan, "rated": 4, "chosen": "this"}
    drafted = accounts.drafted([entry(answers, asked)], programme)
    assert drafted.keys() == {"nature", "practice"}
    assert drafted["practice"].endswith("\nMonday comes; ask")


def test_modules_are_named_and_days_span_what_was_chosen(programme: Programme) -> None:
    first = entry({"heard": "Rain."}, exercise_id="last-conversation")
    second = entry({"heard": "Wind."}, saved_at=NOON + timedelta(days=3))
    nature = accounts.drafted([first, second], programme)["nature"]
    assert nature == (
        "Learning with the programme “A small programme”, “Listening”"
        " (2 March 2026 to 5 March 2026)."
    )


def test_what_would_be_too_long_to_save_is_cut(programme: Programme) -> None:
    long = [entry({"and": "a" * LONGEST_ANSWER}) for _ in range(2)]
    learned = accounts.drafted(long, programme)["learned"]
    assert len(learned) == LONGEST_ANSWER
    assert learned.endswith("…")


def test_nothing_chosen_begins_nothing(db: Session, cast: Cast, programme: Programme) -> None:
    number = accounts.begin(db, cast.ada, programme, ())
    assert number == accounts.begin(db, cast.ada, programme, ()) == 1
    assert accounts.accounts_of(db, cast.ada) == ()
    assert accounts.account_of(db, cast.ada, 1).entry is None
    with pytest.raises(NotFound):
        accounts.account_of(db, cast.ada, 2)


def test_fifty_accounts_are_enough(db: Session, cast: Cast, programme: Programme) -> None:
    for number in range(1, accounts.MOST + 1):
        given = Given(accounts.form_of(number), {"learned": str(number)}, 0)
        journal.save_entries(db, cast.ada, programme.edition, [given])
    assert accounts.account_of(db, cast.ada, 50).number == 50
    with pytest.raises(Conflict, match="Throw one away first"):
        accounts.begin(db, cast.ada, programme, ())
    accounts.discard(db, cast.ada, 7)
    assert accounts.begin(db, cast.ada, programme, ()) == 51
    journal.discard_form(db, cast.ben, accounts.form_of(8).id)
    assert len(accounts.accounts_of(db, cast.ada)) == 49


def test_what_answers_an_exercise_cannot_be_thrown_away(db: Session, cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        journal.discard_form(db, cast.ada, "last-conversation")
