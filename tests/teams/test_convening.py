"""What a convenor may do, and nobody else."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from learning import teams
from learning.errors import Conflict, NotAllowed, NotFound
from tests.cast import Cast, gather
from tests.conftest import StoppedClock

Act = Callable[[Session, Cast, int], None]
ACTS: dict[str, Act] = {
    "rename": lambda db, cast, team: teams.rename(db, cast.ben, team, "Mine"),
    "new code": lambda db, cast, team: teams.renew_code(db, cast.ben, team),
    "remove": lambda db, cast, team: teams.remove(db, cast.ben, team, cast.dana.id),
    "remove the convenor": lambda db, cast, team: teams.remove(db, cast.ben, team, cast.ada.id),
    "hand over": lambda db, cast, team: teams.hand_over(db, cast.ben, team, cast.ben.id),
    "close": lambda db, cast, team: teams.close(db, cast.ben, team),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_who_is_not_the_convenor_is_refused_with_a_sentence(
    db: Session, cast: Cast, act: Act
) -> None:
    team_id = gather(db, cast.ada, cast.ben, cast.dana)
    before = teams.team_for(db, cast.ada, team_id), teams.members_of(db, team_id)

    with pytest.raises(NotAllowed, match="Only the team’s convenor can do this") as refusal:
        act(db, cast, team_id)

    assert str(refusal.value).endswith("That is Ada.")
    assert (teams.team_for(db, cast.ada, team_id), teams.members_of(db, team_id)) == before


@pytest.mark.parametrize("act", [n for n in ACTS if n != "close"])
def test_nothing_about_a_closed_team_is_changed(db: Session, cast: Cast, act: str) -> None:
    team_id = gather(db, cast.ben, cast.ada, cast.dana)
    teams.close(db, cast.ben, team_id)
    if act == "hand over":
        with pytest.raises(Conflict, match="closed"):
            teams.hand_over(db, cast.ben, team_id, cast.ada.id)
        return

    with pytest.raises(Conflict, match="This team is closed"):
        ACTS[act](db, cast, team_id)


def test_from_a_closed_team_one_can_still_go_and_hide(db: Session, cast: Cast) -> None:
    team_id = gather(db, cast.ada, cast.ben, cast.dana)
    teams.show_progress(db, cast.ben, team_id, shows=True)
    teams.close(db, cast.ada, team_id)

    teams.show_progress(db, cast.ben, team_id, shows=False)
    teams.leave(db, cast.ada, team_id)

    assert [m.name for m in teams.members_of(db, team_id)] == ["Ben", "Dana"]
    assert not teams.team_for(db, cast.ben, team_id).shows_progress


def test_closing_twice_keeps_the_first_day(db: Session, cast: Cast, stopped: StoppedClock) -> None:
    team_id = gather(db, cast.ada)
    teams.close(db, cast.ada, team_id)
    first = stopped.now
    stopped.move(days=3)
    teams.close(db, cast.ada, team_id)

    assert teams.team_for(db, cast.ada, team_id).closed_at == first


def test_somebody_removed_is_a_stranger_again(db: Session, cast: Cast) -> None:
    team_id = gather(db, cast.ada, cast.ben)
    for _ in range(2):
        teams.remove(db, cast.ada, team_id, cast.ben.id)

    with pytest.raises(NotFound, match="no team here that you are on"):
        teams.team_for(db, cast.ben, team_id)
    with pytest.raises(Conflict, match="leave the team"):
        teams.remove(db, cast.ada, team_id, cast.ada.id)


def test_handing_over_twice_is_handing_over_once(db: Session, cast: Cast) -> None:
    team_id = gather(db, cast.ada, cast.ben, cast.dana)
    for _ in range(2):
        teams.hand_over(db, cast.ada, team_id, cast.ben.id)

    assert [(m.name, m.is_convenor) for m in teams.members_of(db, team_id)] == [
        ("Ben", True),
        ("Ada", False),
        ("Dana", False),
    ]
    with pytest.raises(NotAllowed, match="That is Ben"):
        teams.hand_over(db, cast.ada, team_id, cast.dana.id)


def test_handing_over_to_who_is_not_there_changes_nothing(db: Session, cast: Cast) -> None:
    team_id = gather(db, cast.ada, cast.ben)

    for other in (cast.cleo.id, 2_000_000_000):
        with pytest.raises(Conflict, match="not on the team any more"):
            teams.hand_over(db, cast.ada, team_id, other)
    assert teams.members_of(db, team_id)[0].name == "Ada"


def test_a_new_code_ends_the_old_one(db: Session, cast: Cast) -> None:
    team_id = gather(db, cast.ada)
    old = teams.team_for(db, cast.ada, team_id).code
    teams.renew_code(db, cast.ada, team_id)

    with pytest.raises(NotFound, match="No team has this code"):
        teams.join(db, cast.ben, old)
    teams.join(db, cast.ben, teams.team_for(db, cast.ada, team_id).code)


def test_a_renamed_team_is_the_same_team(db: Session, cast: Cast) -> None:
    team_id = gather(db, cast.ada, cast.ben)
    for _ in range(2):
        teams.rename(db, cast.ada, team_id, "  Ward 7 ")

    assert teams.team_for(db, cast.ben, team_id).name == "Ward 7"
