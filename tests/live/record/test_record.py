"""The record: everything that everybody could see, in the words of the day, and nothing else."""

from dataclasses import replace

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from learning import live, teams
from learning.accounts import User
from learning.actions import Agreed
from learning.content import Programme
from learning.content.scripts import Role
from learning.errors import NotFound
from learning.live import Record
from tests.cast import Cast
from tests.conftest import StoppedClock
from tests.live.ended import (
    NAMED,
    UNNAMED,
    WITHHELD,
    begun_worded,
    end,
    go_to,
    mails,
    say,
    worded,
)
from tests.live.held import begun, planned_now, run_of, team
from tests.planning.planning import post_of

SECRET = "Nobody ever asked the porters."
RAIN, BUS = "Rain on the roof.", "A bus that did not come."


@pytest.fixture
def guide(programme: Programme) -> Programme:
    return worded(programme)


@pytest.fixture
def session_id(db: Session, cast: Cast, guide: Programme) -> int:
    """A session of Ada, Ben, Cleo, and Rosa who was added by name; it has come to the vote."""
    session_id = begun_worded(db, guide, *team(cast))
    live.add_by_name(db, cast.ada, session_id, "Rosa")
    go_to(db, session_id, cast.ada, "say-it")
    said = zip(team(cast), (RAIN, BUS, SECRET), (NAMED, UNNAMED, WITHHELD), strict=True)
    for person, words, visibility in said:
        say(db, guide, session_id, person, words, visibility)
    go_to(db, session_id, cast.ada, "dots")
    scene = live.scene_of(db, run_of(db, cast.ada, session_id), guide)
    assert scene.vote
    rain = next(o.key for o in scene.vote.options if o.card and o.card.writer == "Ada")
    live.vote(db, cast.ben, session_id, "dots", {rain: 2}, guide)
    return session_id


def finish(
    db: Session, cast: Cast, guide: Programme, stopped: StoppedClock, session_id: int
) -> Record:
    """Go on to the end: a line, an action, three ratings."""
    run = run_of(db, cast.ada, session_id)
    scribe = next(p for p in team(cast) if p.name == run.name(run.roles[Role.SCRIBE]))
    go_to(db, session_id, cast.ada, "in-turn")
    live.add_line(db, scribe, session_id, "in-turn", "Ask one question more.\nThen wait.")
    stopped.move(minutes=4)
    go_to(db, session_id, cast.ada, "actions")
    agreed = Agreed(what="Ask the porters", owner_id=cast.ben.id, first_step="Find them")
    live.decide(db, scribe, session_id, "actions", agreed)
    go_to(db, session_id, cast.ada, "check-out")
    for person, rating in zip(team(cast), "454", strict=True):
        live.rate(db, person, session_id, "check-out", rating)
    end(db, stopped, guide, session_id, cast.ada)
    return live.record_of(db, cast.ben, session_id, guide)


def test_everything_that_everybody_saw_is_in_it(
    db: Session, cast: Cast, guide: Programme, stopped: StoppedClock, session_id: int
) -> None:
    record = finish(db, cast, guide, stopped, session_id)
    steps = {step.id: step for step in record.steps}

    assert [person.name for person in record.were_there] == ["Ada", "Ben", "Cleo", "Rosa"]
    assert {person.minutes for person in record.people} == {4}
    assert {role for person in record.people for role in person.roles} == set(Role)
    assert list(steps) == ["show-it", "dots", "in-turn"]
    assert record.passed == ("Check in",), "what is written elsewhere is not said to be missing"
    assert steps["show-it"].title == "All at once"
    assert steps["show-it"].question == "What did you hear?"
    shown = {(card.writer, card.answers[0].answer) for card in steps["show-it"].cards}
    assert shown == {("Ada", RAIN), (None, BUS)}
    assert [(v.words, v.dots) for v in steps["dots"].votes] == [(RAIN, 2), (BUS, 0)]
    assert steps["in-turn"].lines == ("Ask one question more.\nThen wait.",)
    assert [(a.what, a.owner) for a in record.actions] == [("Ask the porters", "Ben")]
    assert record.ratings == {5: 1, 4: 2, 3: 0, 2: 0, 1: 0}
    assert record.when.words == "Monday 2 March 2026, 12:00 to 12:04, London time (UTC)"


def test_the_text_says_the_same(
    db: Session, cast: Cast, guide: Programme, stopped: StoppedClock, session_id: int
) -> None:
    text = live.text_of(finish(db, cast, guide, stopped, session_id), post_of(guide))

    for words in (
        "Module 1: Listening\n\nLive session of “Harbour Row”\n",
        "4 minutes together",
        "- Rosa, 4 minutes\n",
        "- Ask the porters (Ben)\n  First step: Find them\n",
        "All at once\n-----------\nWhat did you hear?\n",
        f"- Ada:\n  {RAIN}",
        f"- Without a name:\n  {BUS}",
        f"- {RAIN}: 2 dots",
        "- Ask one question more.\n  Then wait.\n",
        "- 4 of 5: 2 people",
    ):
        assert words in text
    assert SECRET not in text
    assert text.splitlines()[-1] == "- 4 of 5: 2 people"


def test_an_edited_or_vanished_guide_empties_no_record(
    db: Session, cast: Cast, guide: Programme, stopped: StoppedClock, session_id: int
) -> None:
    before = finish(db, cast, guide, stopped, session_id)
    bare = replace(guide.modules[0], script=None)
    for later in (replace(guide, modules=(bare,)), replace(guide, modules=guide.modules[1:])):
        record = live.record_of(db, cast.ben, session_id, later)
        assert record.steps == before.steps
        assert record.passed == before.passed
        assert RAIN in live.text_of(record, post_of(later))


def test_what_was_voted_on_is_kept_in_the_words_of_the_day(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    session_id = begun(db, programme, cast.ada)
    while (run := run_of(db, cast.ada, session_id)).state.step and run.state.at < 5:
        live.go_on(db, cast.ada, session_id, seen=run.state.at)
    live.vote(db, cast.ada, session_id, "dots", {"Ask more": 1}, programme)
    assert live.record_of(db, cast.ada, session_id, programme).steps == (), "people still vote"
    end(db, stopped, programme, session_id, cast.ada)
    module = programme.modules[0]
    assert module.script
    steps = tuple(
        replace(s, options=("Ask less",)) if s.id == "dots" else s for s in module.script.steps
    )
    edited = replace(module, script=replace(module.script, steps=steps))
    record = live.record_of(db, cast.ada, session_id, replace(programme, modules=(edited,)))

    assert {(v.words, v.dots) for v in record.steps[0].votes} == {("Ask more", 1), ("Ask less", 0)}


def test_ratings_of_two_would_say_whose(
    db: Session, cast: Cast, guide: Programme, stopped: StoppedClock
) -> None:
    session_id = begun_worded(db, guide, cast.ada, cast.ben)
    go_to(db, session_id, cast.ada, "check-out")
    for person in (cast.ada, cast.ben):
        live.rate(db, person, session_id, "check-out", "1")
    end(db, stopped, guide, session_id, cast.ada)

    assert live.record_of(db, cast.ada, session_id, guide).ratings is None
    assert "of 5" not in mails(db)[0].body


def test_before_the_end_it_may_be_read_as_it_stands(
    db: Session, cast: Cast, guide: Programme, session_id: int
) -> None:
    go_to(db, session_id, cast.ada, "check-out")
    for person in team(cast):
        live.rate(db, person, session_id, "check-out", "5")
    record = live.record_of(db, cast.cleo, session_id, guide)
    assert record.ratings is None, "a rating more would say whose it is"
    assert [step.id for step in record.steps] == ["show-it", "dots"]

    live.finish(db, cast.ada, session_id)
    live.rate(db, cast.cleo, session_id, "check-out", "1")
    assert live.record_of(db, cast.cleo, session_id, guide).ratings is None, "they still may"


def test_dots_are_not_in_it_while_people_vote(
    db: Session, cast: Cast, guide: Programme, session_id: int
) -> None:
    record = live.record_of(db, cast.cleo, session_id, guide)

    assert record.ended_at is None
    assert [step.id for step in record.steps] == ["show-it"]
    assert {person.minutes for person in record.people} == {None}
    assert "This is the record as it stands." in live.text_of(record, post_of(guide))


def test_strangers_and_people_before_anybody_came_find_none(
    db: Session, cast: Cast, programme: Programme
) -> None:
    planned = planned_now(db, programme, cast.ada)
    with pytest.raises(NotFound, match="Nobody has opened"):
        live.record_of(db, cast.ada, planned, programme)
    held = begun(db, programme, cast.ben)
    said = set()
    for session_id in (planned, held, 999):
        with pytest.raises(NotFound) as refused:
            live.record_of(db, cast.cleo, session_id, programme)
        said.add(str(refused.value))
    assert len(said) == 1


def test_a_card_taken_back_afterwards_is_gone_from_everywhere(
    db: Session, cast: Cast, guide: Programme, stopped: StoppedClock, session_id: int
) -> None:
    finish(db, cast, guide, stopped, session_id)
    for person, words in ((cast.ada, RAIN), (cast.ben, BUS)):
        (show_it,) = (
            step
            for step in live.record_of(db, person, session_id, guide).steps
            if step.id == "show-it"
        )
        assert show_it.own is not None
        before = run_of(db, person, session_id).version
        for _ in range(2):
            live.withdraw(db, person, session_id, show_it.written_in or "")
        assert run_of(db, person, session_id).version == before + 1
        record = live.record_of(db, cast.cleo, session_id, guide)
        assert words not in live.text_of(record, post_of(guide))
        assert words not in str(db.connection().exec_driver_sql("SELECT * FROM card").all())


def test_whoever_deleted_their_account_is_without_a_name_in_it(
    db: Session, cast: Cast, guide: Programme, stopped: StoppedClock, session_id: int
) -> None:
    finish(db, cast, guide, stopped, session_id)
    team_id = run_of(db, cast.ada, session_id).session.team_id
    teams.hand_over(db, cast.ada, team_id, cast.ben.id)
    db.execute(delete(User).where(User.id == cast.ada.id))
    record = live.record_of(db, cast.ben, session_id, guide)

    assert record.people[0].name == "Somebody who has left"
    assert RAIN in live.text_of(record, post_of(guide))
    assert "Ada" not in live.text_of(record, post_of(guide))


def test_a_record_costs_eight_queries_for_any_number_of_people(
    db: Session, cast: Cast, guide: Programme, session_id: int, queries: list[str]
) -> None:
    live.add_by_name(db, cast.ada, session_id, "Gil")
    db.commit()
    queries.clear()
    live.record_of(db, cast.ada, session_id, guide)

    assert len(queries) == 8
