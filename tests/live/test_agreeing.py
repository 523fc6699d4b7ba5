"""What a group makes together: dots, lines, actions, a rating; and who may write them down."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning import actions, live
from learning.actions import Agreed
from learning.content import Programme
from learning.content.scripts import Role
from learning.errors import Conflict, NotAllowed, NotFound
from learning.live.tables import KeptBallot, Line
from tests.cast import Cast
from tests.conftest import StoppedClock
from tests.live.held import begun, come_to, run_of, scene, team
from tests.live.test_course import holder
from tests.planning.planning import post_of

Late = Callable[[], object]
ACTION = Agreed(what="Ask the porters", by=date(2026, 3, 20), first_step="Find their rota")


def test_dots_are_summed_when_the_vote_is_over(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = begun(db, programme, *team(cast))
    come_to(db, session_id, "dots", *team(cast))
    live.vote(db, cast.ada, session_id, "dots", {"Ask more": 2}, programme)
    live.vote(db, cast.ben, session_id, "dots", {"Ask more": 1, "Say less": 1}, programme)
    live.vote(db, cast.ben, session_id, "dots", {"Say less": 2}, programme)

    vote = scene(db, cast.ben, session_id, programme).vote
    assert vote
    assert vote.own == {"Say less": 2}
    assert vote.dots is None
    assert vote.voted
    assert (vote.voted.done, vote.voted.of) == (2, 3)
    come_to(db, session_id, "in-turn", *team(cast))
    with pytest.raises(Conflict, match="the dots are counted"):
        live.vote(db, cast.cleo, session_id, "dots", {"Ask more": 1}, programme)


@pytest.mark.parametrize(
    "wanted", [{"Ask more": 3}, {"Ask more": 1, "Say less": 2}, {"Go home": 1}, {"Ask more": -1}]
)
def test_dots_that_cannot_be_placed_are_refused(
    db: Session, cast: Cast, programme: Programme, wanted: dict[str, int]
) -> None:
    session_id = begun(db, programme, *team(cast))
    come_to(db, session_id, "dots", *team(cast))
    with pytest.raises(Conflict):
        live.vote(db, cast.ada, session_id, "dots", wanted, programme)
    assert db.scalar(select(KeptBallot.step)) is None


def test_the_scribe_writes_for_the_group(db: Session, cast: Cast, programme: Programme) -> None:
    session_id = begun(db, programme, *team(cast))
    scribe = holder(db, cast, session_id, Role.SCRIBE)
    other = next(p for p in team(cast) if p != scribe)
    with pytest.raises(NotAllowed, match=r"\(scribe\) can write for the group"):
        live.add_line(db, other, session_id, "check-in", "Mine")
    for _ in range(2):
        live.add_line(db, scribe, session_id, "check-in", " We lend the hall. ")

    (line,) = scene(db, other, session_id, programme).lines
    assert line.text == "We lend the hall."
    live.change_line(db, scribe, session_id, line.id, "We lend the hall to the choir.")
    assert scene(db, other, session_id, programme).lines[0].text.endswith("choir.")
    for _ in range(2):
        live.change_line(db, scribe, session_id, line.id, " ")
    assert not scene(db, other, session_id, programme).lines
    with pytest.raises(NotFound):
        live.change_line(db, scribe, session_id, line.id, "Back")


def test_two_hundred_lines_are_kept_and_no_more(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = begun(db, programme, *team(cast))
    scribe = holder(db, cast, session_id, Role.SCRIBE)
    for number in range(200):
        live.add_line(db, scribe, session_id, "check-in", f"{number} " + "ü" * 4_990)
    with pytest.raises(Conflict, match="There are 200 lines already"):
        live.add_line(db, scribe, session_id, "check-in", "One more")
    assert len(scene(db, cast.ada, session_id, programme).lines) == 200


def test_lines_of_another_session_cannot_be_touched(
    db: Session, cast: Cast, programme: Programme
) -> None:
    first = begun(db, programme, cast.ada)
    live.add_line(db, cast.ada, first, "check-in", "Ours")
    line = db.scalar(select(Line.id))
    assert line
    second = begun(db, programme, cast.cleo)
    with pytest.raises(NotFound):
        live.change_line(db, cast.cleo, second, line, "Theirs")
    live.change_line(db, cast.cleo, second, line, "")
    assert db.scalar(select(Line.text)) == "Ours"
    with pytest.raises(NotFound):
        live.add_line(db, cast.ada, first, "no-such-step", "Ours")
    with pytest.raises(Conflict, match="has not begun"):
        live.add_line(db, cast.ada, first, "actions", "Too early")


def test_what_is_decided_is_an_action_of_the_team(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = begun(db, programme, *team(cast))
    come_to(db, session_id, "actions", *team(cast))
    scribe = holder(db, cast, session_id, Role.SCRIBE)
    for _ in range(2):
        live.decide(db, scribe, session_id, "actions", ACTION)

    now = scene(db, cast.ada, session_id, programme)
    assert [action.what for action in now.agreed] == ["Ask the porters"]
    (made,) = actions.open_of_team(db, now.run.session.team_id)
    assert (made.live_session_id, made.step) == (session_id, "actions")
    for _ in range(2):
        live.take_out_action(db, scribe, session_id, made.id)
    assert not scene(db, cast.ada, session_id, programme).agreed


def test_actions_of_elsewhere_are_not_touched_from_here(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = begun(db, programme, cast.ada)
    team_id = run_of(db, cast.ada, session_id).session.team_id
    older = actions.agree(db, cast.ada, team_id, ACTION)
    come_to(db, session_id, "actions", cast.ada)
    live.take_out_action(db, cast.ada, session_id, older)
    with pytest.raises(NotFound, match="taken out meanwhile"):
        live.decide(db, cast.ada, session_id, "actions", ACTION, action_id=older)

    assert [action.id for action in actions.actions_of(db, team_id)] == [older]


def test_what_was_agreed_opens_the_next_session(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = begun(db, programme, cast.ada)
    team_id = run_of(db, cast.ada, session_id).session.team_id
    actions.agree(db, cast.ada, team_id, ACTION)
    live.enter(db, cast.ada, session_id, programme)
    assert not scene(db, cast.ada, session_id, programme).open_actions  # the guide does not look

    actions.agree(db, cast.ada, team_id, Agreed(what="Later", live_session_id=session_id))
    assert [a.what for a in actions.open_of_team(db, team_id, session_id)] == ["Ask the porters"]


def test_the_scribe_may_finish_a_line_when_the_session_is_over(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = begun(db, programme, *team(cast))
    live.finish(db, cast.ada, session_id)
    live.add_line(db, cast.cleo, session_id, "check-in", "What we said last.")
    with pytest.raises(Conflict):
        live.add_line(db, cast.cleo, session_id, "actions", "Never reached.")


def test_a_rating_is_a_number_from_one_to_five(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = begun(db, programme, *team(cast))
    come_to(db, session_id, "check-out", *team(cast))
    for rating in ("4", "5"):
        live.rate(db, cast.ada, session_id, "check-out", rating)
    assert db.scalars(select(KeptBallot.dots)).all() == [{"5": 1}]
    for wrong in ("6", "0", "", "five"):
        with pytest.raises(Conflict, match="from 1 to 5"):
            live.rate(db, cast.ada, session_id, "check-out", wrong)


def test_nothing_is_added_to_a_record_that_is_closed(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    session_id = begun(db, programme, *team(cast))
    come_to(db, session_id, "check-out", *team(cast))
    live.finish(db, cast.ada, session_id)
    live.add_line(db, cast.ada, session_id, "check-in", "In time")
    live.decide(db, cast.ada, session_id, "actions", ACTION)
    stopped.move(minutes=16)
    assert live.close_record(db, session_id, post_of(programme))
    line = db.scalar(select(Line.id)) or 0
    (made,) = actions.made_in(db, session_id)

    late: list[Late] = [
        lambda: live.add_line(db, cast.ada, session_id, "check-in", "Late"),
        lambda: live.change_line(db, cast.ada, session_id, line, "Changed"),
        lambda: live.change_line(db, cast.ada, session_id, line, ""),
        lambda: live.decide(db, cast.ada, session_id, "actions", ACTION),
        lambda: live.take_out_action(db, cast.ada, session_id, made.id),
        lambda: live.rate(db, cast.ada, session_id, "check-out", "5"),
        lambda: live.vote(db, cast.ada, session_id, "dots", {}, programme),
    ]
    for act in late:
        with pytest.raises(Conflict, match="was closed on 2 March 2026"):
            act()
