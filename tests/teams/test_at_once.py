"""Two people who act at the same moment, on real connections."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy.orm import Session

from learning import teams
from learning.db import Database
from learning.errors import LearningError
from tests.cast import Cast, gather, join

Act = Callable[[Session], object]


def together(database: Database, *acts: Act) -> list[object]:
    """Do all of it at once, each in a transaction of its own; return what came of each."""
    start = Barrier(len(acts))

    def one(act: Act) -> object:
        start.wait(10)
        try:
            with database.writing.begin() as db:
                return act(db)
        except LearningError as refusal:
            return type(refusal).__name__

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


@pytest.fixture
def team(database: Database, cast: Cast) -> tuple[int, str]:
    """The id and code of a team that Ada convenes and Ben is on."""
    with database.writing.begin() as db:
        team_id = gather(db, cast.ada, cast.ben)
        return team_id, teams.team_for(db, cast.ada, team_id).code


def roll(database: Database, team_id: int) -> list[tuple[str, bool]]:
    with database.reading() as db:
        return [(m.name, m.is_convenor) for m in teams.members_of(db, team_id)]


def test_eight_presses_of_start_start_one_team(database: Database, cast: Cast) -> None:
    made = together(database, *[lambda db: teams.start_team(db, cast.cleo, "Ward 7")] * 8)

    assert len(set(made)) == 1


def test_eight_presses_of_join_are_one_place(
    database: Database, cast: Cast, team: tuple[int, str]
) -> None:
    team_id, code = team
    joined = together(database, *[lambda db: teams.join(db, cast.cleo, code)] * 8)

    assert joined == [team_id] * 8
    assert len(roll(database, team_id)) == 3


def test_of_four_who_want_the_last_place_one_gets_it(
    database: Database, cast: Cast, team: tuple[int, str]
) -> None:
    team_id, code = team
    with database.writing.begin() as db:
        people = [join(db, f"Learner {number}") for number in range(teams.MOST_MEMBERS + 1)]
        for person in people[: teams.MOST_MEMBERS - 3]:
            teams.join(db, person, code)

    late = people[-4:]
    outcome = together(database, *[lambda db, p=p: teams.join(db, p, code) for p in late])

    assert sorted(map(str, outcome)) == sorted([str(team_id)] + ["Conflict"] * 3)
    assert len(roll(database, team_id)) == teams.MOST_MEMBERS


def test_of_two_hand_overs_the_first_holds(
    database: Database, cast: Cast, team: tuple[int, str]
) -> None:
    team_id, code = team
    with database.writing.begin() as db:
        teams.join(db, cast.dana, code)

    outcome = together(
        database,
        lambda db: teams.hand_over(db, cast.ada, team_id, cast.ben.id),
        lambda db: teams.hand_over(db, cast.ada, team_id, cast.dana.id),
    )

    assert sorted(map(str, outcome)) == ["None", "NotAllowed"]
    goal = ("Ben", "Dana")[outcome.index(None)]
    assert roll(database, team_id)[0] == (goal, True)
    assert [convenes for _, convenes in roll(database, team_id)] == [True, False, False]


def test_handing_over_to_somebody_who_leaves_leaves_one_convenor(
    database: Database, cast: Cast, team: tuple[int, str]
) -> None:
    team_id, _ = team
    together(
        database,
        lambda db: teams.hand_over(db, cast.ada, team_id, cast.ben.id),
        lambda db: teams.leave(db, cast.ben, team_id),
    )

    assert roll(database, team_id) == [("Ada", True)]


def test_the_last_two_leave_at_once_and_the_team_closes(
    database: Database, cast: Cast, team: tuple[int, str]
) -> None:
    team_id, code = team
    together(
        database,
        lambda db: teams.leave(db, cast.ada, team_id),
        lambda db: teams.leave(db, cast.ben, team_id),
    )

    assert roll(database, team_id) == []
    assert together(database, lambda db: teams.join(db, cast.cleo, code)) == ["Conflict"]
    with database.reading() as db:
        assert db.scalar(teams.Team.__table__.select().with_only_columns(teams.Team.closed_at))


def test_who_joins_while_it_closes_is_on_it_or_told(
    database: Database, cast: Cast, team: tuple[int, str]
) -> None:
    team_id, code = team
    joined, _ = together(
        database,
        lambda db: teams.join(db, cast.cleo, code),
        lambda db: teams.close(db, cast.ada, team_id),
    )

    on_it = ("Cleo", False) in roll(database, team_id)
    assert (joined, on_it) in ((team_id, True), ("Conflict", False))


def test_who_joins_with_a_code_that_is_just_renewed_is_on_it_or_told(
    database: Database, cast: Cast, team: tuple[int, str]
) -> None:
    team_id, code = team
    joined, _ = together(
        database,
        lambda db: teams.join(db, cast.cleo, code),
        lambda db: teams.renew_code(db, cast.ada, team_id),
    )

    on_it = ("Cleo", False) in roll(database, team_id)
    assert (joined, on_it) in ((team_id, True), ("NotFound", False))
