"""What is put together once for many reads, for each of them, as if it were for them alone."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any, cast

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from learning import clock, live
from learning.accounts import Person
from learning.content import Programme
from learning.journal import Given
from learning.live import Visibility
from learning.web.live.glances import Glance, Glances
from tests.cast import Cast, answers_for, join
from tests.conftest import Browse
from tests.live.held import STEPS, begun, come_to, opened, run_of
from tests.web.held import Held

WRITTEN = ("write-it", "rate-it", "check-out")
Reader = tuple[Held, str]


@pytest.fixture
def people(db: Session, cast: Cast) -> list[Person]:
    """Four who lead something, and four who lead nothing."""
    return [
        cast.ada,
        cast.ben,
        cast.cleo,
        cast.dana,
        *(join(db, n) for n in ("Eve", "Finn", "Gus", "Hal")),
    ]


def happens(
    db: Session, programme: Programme, session_id: int, step: str, people: list[Person]
) -> None:
    """Let them do it: Eve nothing, Finn is ready, the others write, Gus chooses nothing."""
    ada, ben, cleo, dana, _eve, finn, gus, hal = people
    choices = {
        ada: Visibility.NAMED, ben: Visibility.UNNAMED, cleo: Visibility.NAMED,
        dana: Visibility.WITHHELD, gus: None, hal: Visibility.UNNAMED,
    }  # fmt: skip
    for number, (person, visibility) in enumerate(choices.items()):
        if step in WRITTEN:
            exercise = live.asked_of(db, person, session_id, step, programme)
            answers = dict(answers_for(exercise))
            if step == "rate-it":
                answers = dict.fromkeys(answers, number + 1)
            given = Given(exercise, answers, 0)
            live.write(db, person, session_id, step, given, programme, visibility=visibility)
        if step == "dots":
            vote = live.scene_of(db, run_of(db, person, session_id), programme).vote
            assert vote
            dots = {vote.options[number % len(vote.options)].key: 1}
            live.vote(db, person, session_id, step, dots, programme)
    if step == "check-out":
        live.rate(db, ada, session_id, step, "4")
    live.ready(db, finn, session_id, seen=STEPS.index(step))
    db.commit()


@pytest.mark.slow
@pytest.mark.parametrize("step", [*STEPS, "the lobby", "the end"])
def test_whoever_warms_it_everybody_reads_what_they_would_have_read_alone(
    app: Flask, browse: Browse, db: Session, programme: Programme, people: list[Person], step: str
) -> None:
    session_id = held_until(db, programme, people, step)
    readers: list[Reader] = [(Held(browse, person, session_id), "") for person in people]
    readers.append((readers[0][0], "?screen=1"))

    def read(reader: Reader, *, cold: bool) -> Any:
        if cold:
            app.extensions["glances"] = Glances()
        held, query = reader
        return held.state(query)

    alone = [read(reader, cold=True) for reader in readers]
    assert len({str(answer["regions"]) for answer in alone}) > 1, "they may not all see the same"
    for warm in readers:
        read(warm, cold=True)  # whoever has the same parts as this one gets these very ones
        for reader, expected in zip(readers, alone, strict=True):
            assert read(reader, cold=False) == expected


def held_until(db: Session, programme: Programme, people: list[Person], step: str) -> int:
    """Return a session of all of them that is at the step, of which they have done what they do."""
    if step == "the lobby":
        session_id = opened(db, programme, *people)
        db.commit()
        return session_id
    session_id = begun(db, programme, *people)
    last = STEPS[-1] if step == "the end" else step
    for each in STEPS[: STEPS.index(last) + 1]:
        come_to(db, session_id, each, *people)
        happens(db, programme, session_id, each, people)
    if step == "the end":
        live.finish(db, people[0], session_id)
        db.commit()
    return session_id


def test_a_line_that_one_asks_to_change_stands_in_nobody_elses_form(
    browse: Browse, db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = begun(db, programme, cast.ada)
    live.add_line(db, cast.ada, session_id, STEPS[0], "Rain.")
    db.commit()
    held = Held(browse, cast.ada, session_id)

    assert "Rain." in held.state("?line=1")["own"]
    assert "A line for the group" in held.state()["own"]
    assert "Rain." not in held.state()["own"]


def glance() -> Glance:
    return Glance(cast("live.Scene", None), (), clock.now())


def test_whoever_asks_for_another_session_does_not_wait() -> None:
    kept, begun_, goes_on = Glances(), Event(), Event()

    def slowly() -> Glance:
        begun_.set()
        assert goes_on.wait(5)
        return glance()

    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(kept.of, 1, slowly)
        assert begun_.wait(5)
        other = glance()
        assert kept.of(2, lambda: other) is other
        goes_on.set()
        assert slow.result(5)


def test_of_many_who_ask_at_once_one_makes_it_and_no_lock_is_left() -> None:
    kept, made = Glances(), []
    goes_on = Event()

    def slowly() -> Glance:
        made.append(1)
        goes_on.wait(0.2)
        return glance()

    def fails() -> Glance:
        raise ValueError("the database is away")

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: kept.of(1, slowly), range(8)))
    with pytest.raises(ValueError, match="away"):
        kept.of(2, fails)

    assert (len(made), len({id(each) for each in found})) == (1, 1)
    assert not kept._turns
