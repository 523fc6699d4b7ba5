"""Starting, joining, leaving: on both databases."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning import teams
from learning.accounts import Person
from learning.errors import Conflict, NotFound, TooMany
from learning.teams import Team
from tests.cast import Cast, gather, join
from tests.conftest import StoppedClock


def names(db: Session, team_id: int) -> list[str]:
    return [member.name for member in teams.members_of(db, team_id)]


def code_of(db: Session, person: Person, team_id: int) -> str:
    return teams.team_for(db, person, team_id).code


def test_who_starts_a_team_convenes_it(db: Session, cast: Cast) -> None:
    team_id = gather(db, cast.ada, cast.ben)

    team = teams.team_for(db, cast.ben, team_id)
    assert (team.name, team.size, team.is_open) == ("Harbour Row", 2, True)
    assert names(db, team_id) == ["Ada", "Ben"]
    assert [member.is_convenor for member in teams.members_of(db, team_id)] == [True, False]


def test_starting_twice_starts_one(db: Session, cast: Cast) -> None:
    first = teams.start_team(db, cast.ada, "Harbour Row")
    assert teams.start_team(db, cast.ada, " Harbour Row ") == first

    teams.join(db, cast.ben, code_of(db, cast.ada, first))
    assert teams.start_team(db, cast.ada, "Harbour Row") != first


def test_joining_twice_changes_nothing(db: Session, cast: Cast) -> None:
    team_id = gather(db, cast.ada)
    code = code_of(db, cast.ada, team_id).lower().replace("-", " ")

    assert teams.join(db, cast.ben, code) == teams.join(db, cast.ben, code) == team_id
    assert names(db, team_id) == ["Ada", "Ben"]


def test_leaving_and_joining_thirty_times_leaves_one_place(db: Session, cast: Cast) -> None:
    team_id = gather(db, cast.ada)
    code = code_of(db, cast.ada, team_id)
    for _ in range(30):
        teams.join(db, cast.ben, code)
        teams.leave(db, cast.ben, team_id)
        teams.leave(db, cast.ben, team_id)
    teams.join(db, cast.ben, code)

    assert names(db, team_id) == ["Ada", "Ben"]


def test_a_person_can_be_on_several_teams(db: Session, cast: Cast) -> None:
    gather(db, cast.ada, cast.ben, name="Ward 7")
    closed = gather(db, cast.ben, name="Anchor lunch")
    teams.close(db, cast.ben, closed)
    gather(db, cast.ben, name="buyers")

    assert [team.name for team in teams.teams_of(db, cast.ben)] == [
        "buyers",
        "Ward 7",
        "Anchor lunch",
    ]
    assert teams.teams_of(db, cast.cleo) == ()


def test_nobody_is_on_more_teams_than_the_limit(db: Session, cast: Cast) -> None:
    for number in range(teams.MOST_TEAMS):
        last = teams.start_team(db, cast.ada, f"Team {number}")
    other = code_of(db, cast.ben, gather(db, cast.ben))

    with pytest.raises(Conflict, match="on 20 teams already"):
        teams.start_team(db, cast.ada, "One more")
    with pytest.raises(Conflict, match="on 20 teams already"):
        teams.join(db, cast.ada, other)

    teams.close(db, cast.ada, last)
    teams.join(db, cast.ada, other)


def test_a_full_team_says_so_and_its_members_may_still_use_the_link(
    db: Session, cast: Cast
) -> None:
    team_id = gather(db, cast.ada)
    code = code_of(db, cast.ada, team_id)
    others = [join(db, f"Learner {number}") for number in range(teams.MOST_MEMBERS)]
    for person in others[:-1]:
        teams.join(db, person, code)

    with pytest.raises(Conflict, match="full: 30 people"):
        teams.join(db, others[-1], code)
    assert teams.join(db, others[0], code) == team_id

    teams.leave(db, others[0], team_id)
    assert teams.join(db, others[-1], code) == team_id


def test_a_closed_team_says_so(db: Session, cast: Cast) -> None:
    team_id = gather(db, cast.ada, cast.ben)
    code = code_of(db, cast.ada, team_id)
    teams.close(db, cast.ada, team_id)

    with pytest.raises(Conflict, match="This team is closed"):
        teams.join(db, cast.cleo, code)
    assert not teams.team_for(db, cast.ben, team_id).is_open


def test_a_convenor_who_leaves_hands_over_to_who_has_been_there_longest(
    db: Session, cast: Cast, stopped: StoppedClock
) -> None:
    team_id = gather(db, cast.ada)
    code = code_of(db, cast.ada, team_id)
    for person in (cast.dana, cast.ben):
        stopped.move(days=1)
        teams.join(db, person, code)

    teams.leave(db, cast.ada, team_id)

    assert names(db, team_id) == ["Dana", "Ben"]
    teams.rename(db, cast.dana, team_id, "Ward 7")


def test_the_last_one_to_leave_closes_the_team(
    db: Session, cast: Cast, stopped: StoppedClock
) -> None:
    team_id = gather(db, cast.ada)
    code = code_of(db, cast.ada, team_id)
    teams.leave(db, cast.ada, team_id)

    assert db.scalar(select(Team.closed_at)) == stopped.now
    with pytest.raises(Conflict, match="closed"):
        teams.join(db, cast.ben, code)


def test_a_stranger_is_told_the_same_whether_the_team_exists(db: Session, cast: Cast) -> None:
    team_id = gather(db, cast.ada, cast.ben)
    told = set()
    for number in (team_id, team_id + 1):
        for ask in (
            lambda n: teams.team_for(db, cast.cleo, n),
            lambda n: teams.close(db, cast.cleo, n),
            lambda n: teams.rename(db, cast.cleo, n, "Mine"),
            lambda n: teams.remove(db, cast.cleo, n, cast.ben.id),
            lambda n: teams.hand_over(db, cast.cleo, n, cast.ada.id),
            lambda n: teams.renew_code(db, cast.cleo, n),
            lambda n: teams.show_progress(db, cast.cleo, n, shows=True),
        ):
            with pytest.raises(NotFound) as refusal:
                ask(number)
            told.add(str(refusal.value))
        teams.leave(db, cast.cleo, number)

    assert len(told) == 1
    assert names(db, team_id) == ["Ada", "Ben"]


def test_guessing_codes_is_slowed_down_and_ones_own_code_does_not_help(
    db: Session, cast: Cast, stopped: StoppedClock
) -> None:
    own = code_of(db, cast.cleo, gather(db, cast.cleo, name="A decoy"))
    goal = code_of(db, cast.ada, gather(db, cast.ada))
    for last in "CDFGHJKMNP":
        teams.join(db, cast.cleo, own)
        with pytest.raises(NotFound, match="No team has this code"):
            teams.join(db, cast.cleo, f"BBBBB{last}")

    with pytest.raises(TooMany) as refusal:
        teams.join(db, cast.cleo, goal)
    teams.join(db, cast.ben, goal)  # nobody else has to wait

    stopped.move(seconds=refusal.value.wait)
    teams.join(db, cast.cleo, goal)
