"""Saying what became of an action."""

import pytest
from sqlalchemy.orm import Session

from learning import actions
from learning.actions import Status
from learning.db import Database
from learning.errors import Conflict
from tests.actions.agreeing import agreed, seen
from tests.cast import Cast, gather
from tests.conftest import NOON, StoppedClock
from tests.teams.test_at_once import together


@pytest.fixture
def action(db: Session, cast: Cast) -> int:
    """An action of Ada's in her team with Ben."""
    team_id = gather(db, cast.ada, cast.ben)
    action_id = actions.agree(db, cast.ada, team_id, agreed(owner_id=cast.ada.id))
    db.commit()
    return action_id


@pytest.mark.parametrize("status", [Status.DONE, Status.CHANGED, Status.DROPPED])
def test_any_member_says_what_became_of_it_and_twice_changes_nothing(
    db: Session, cast: Cast, action: int, stopped: StoppedClock, status: Status
) -> None:
    for _ in range(2):
        actions.settle(db, cast.ben, action, status, "  Ask twice. ", seen=1)
        stopped.move(hours=1)

    view = seen(db, cast.ada, action)
    assert (view.status, view.learned, view.settled_at) == (status, "Ask twice.", NOON)
    assert (view.is_open, view.version) == (False, 2)


def test_the_second_of_two_hears_of_it_and_the_first_words_stand(
    db: Session, cast: Cast, action: int
) -> None:
    actions.settle(db, cast.ben, action, Status.DONE, "Ask twice.", seen=1)
    with pytest.raises(Conflict, match="Somebody else has changed this"):
        actions.settle(db, cast.ada, action, Status.DROPPED, "Never again.", seen=1)
    assert seen(db, cast.ada, action).learned == "Ask twice."

    actions.settle(db, cast.ada, action, Status.DROPPED, "Never again.", seen=2)
    assert seen(db, cast.ada, action).status is Status.DROPPED


def test_it_can_be_open_still_with_something_learned(db: Session, cast: Cast, action: int) -> None:
    actions.settle(db, cast.ada, action, Status.OPEN, "It takes longer.", seen=1)

    view = seen(db, cast.ada, action)
    assert (view.is_open, view.learned, view.settled_at) == (True, "It takes longer.", None)


def test_what_was_settled_can_be_opened_again_and_then_changed(
    db: Session, cast: Cast, action: int
) -> None:
    actions.settle(db, cast.ada, action, Status.DONE, "Ask twice.", seen=1)
    team_id = seen(db, cast.ada, action).team_id
    for change in (
        lambda: actions.agree(db, cast.ada, team_id, agreed("Other"), action_id=action),
        lambda: actions.take_on(db, cast.ben, action),
    ):
        with pytest.raises(Conflict, match="open it again first"):
            change()
    for _ in range(2):
        actions.reopen(db, cast.ben, action)

    view = seen(db, cast.ada, action)
    assert (view.is_open, view.learned, view.settled_at, view.version) == (
        True, "Ask twice.", None, 3,
    )  # fmt: skip
    actions.agree(db, cast.ada, team_id, agreed("Other"), action_id=action, seen=3)


def test_of_four_at_the_same_moment_one_is_first(
    database: Database, cast: Cast, action: int
) -> None:
    said = [
        lambda db, words=words: actions.settle(db, cast.ada, action, Status.DONE, words, seen=1)
        for words in ("One", "Two", "Three", "Four")
    ]
    outcome = together(database, *said)

    assert sorted(map(str, outcome)) == ["Conflict"] * 3 + ["None"]
    with database.reading() as db:
        first = ("One", "Two", "Three", "Four")[outcome.index(None)]
        assert seen(db, cast.ada, action).learned == first


def test_who_takes_it_out_and_who_settles_it_at_once_are_both_answered(
    database: Database, cast: Cast, action: int
) -> None:
    gone, settled = together(
        database,
        lambda db: actions.take_out(db, cast.ada, action),
        lambda db: actions.settle(db, cast.ben, action, Status.DONE, "Both", seen=1),
    )

    assert isinstance(gone, int)
    assert settled in (None, "NotFound")


def test_of_two_who_take_it_on_at_once_one_has_it(database: Database, cast: Cast) -> None:
    with database.writing.begin() as db:
        team_id = gather(db, cast.ada, cast.ben)
        action_id = actions.agree(db, cast.ada, team_id, agreed())

    outcome = together(
        database,
        lambda db: actions.take_on(db, cast.ada, action_id),
        lambda db: actions.take_on(db, cast.ben, action_id),
    )

    assert sorted(map(str, outcome)) == ["Conflict", "None"]


def test_eight_presses_of_add_add_one(database: Database, cast: Cast) -> None:
    with database.writing.begin() as db:
        team_id = gather(db, cast.ada, cast.ben)

    made = together(database, *[lambda db: actions.agree(db, cast.ada, team_id, agreed())] * 8)

    assert len(set(made)) == 1
