"""Whatever people choose, the record tells nobody what was not shown, nor who wrote what."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.orm import Session

from learning import clock, live
from learning.content import Programme
from learning.db import Database
from learning.live import Record, Visibility
from tests.cast import Cast
from tests.conftest import NOON, StoppedClock
from tests.live.ended import NAMED, UNNAMED, begun_worded, mails, spoken, worded
from tests.live.held import run_of
from tests.planning.planning import post_of

SAID = ("The kettle sings", "The lift stands", "The gate sticks", "The clock runs")
choices = st.lists(st.sampled_from([*Visibility, None]), min_size=4, max_size=4)


def people(cast: Cast) -> tuple[str, ...]:
    return tuple(person.name for person in (cast.ada, cast.ben, cast.cleo, cast.dana))


def held(
    db: Session,
    cast: Cast,
    guide: Programme,
    stopped: StoppedClock,
    chosen: list[Visibility | None],
    order: list[int],
) -> int:
    """Hold a session in which the cast say one thing each, in that order."""
    everybody = (cast.ada, cast.ben, cast.cleo, cast.dana)
    session_id = begun_worded(db, guide, *everybody)
    said = {everybody[n]: (SAID[n], chosen[n]) for n in (0, *(n for n in order if n))}
    spoken(db, stopped, guide, session_id, said)
    return session_id


def cards(record: Record) -> dict[object, str | None]:
    return {card.answers[0].answer: card.writer for step in record.steps for card in step.cards}


@pytest.mark.slow
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(chosen=choices, order=st.permutations(range(4)))
def test_a_card_is_where_its_writer_chose_and_beside_no_other_name(
    database: Database,
    cast: Cast,
    programme: Programme,
    stopped: StoppedClock,
    chosen: list[Visibility | None],
    order: list[int],
) -> None:
    guide = worded(programme)
    stopped.now = NOON
    with database.writing() as db:  # never committed: each example begins with the bare cast
        session_id = held(db, cast, guide, stopped, chosen, order)
        record = live.record_of(db, cast.ada, session_id, guide)
        everywhere = [mail.body for mail in mails(db)]
        everywhere.append(live.text_of(record, post_of(guide)))
        kept = str(db.execute(text("SELECT * FROM card")).all())

        for said, name, choice in zip(SAID, people(cast), chosen, strict=True):
            assert (said in cards(record)) == (choice in (NAMED, UNNAMED))
            assert (said in kept) == (choice in (NAMED, UNNAMED))
            assert cards(record).get(said) == (name if choice is NAMED else None)
            for words in everywhere:
                before, found, _ = words.partition(said)
                assert bool(found) == (choice in (NAMED, UNNAMED))
                heads = f"- {name}:" if choice is NAMED else "- Without a name:"
                assert not found or before.splitlines()[-2] == heads
        db.rollback()


@pytest.mark.slow
def test_the_order_of_cards_follows_neither_from_writers_nor_from_time(
    database: Database, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    guide = worded(programme)
    orders = set()
    for _ in range(24):
        stopped.now = NOON
        with database.writing() as db:
            session_id = held(db, cast, guide, stopped, [UNNAMED] * 4, [0, 1, 2, 3])
            assert run_of(db, cast.ada, session_id).secret
            orders.add(tuple(cards(live.record_of(db, cast.ada, session_id, guide))))
            db.rollback()
    assert clock.now() > NOON
    assert len(orders) > 8, "the same people at the same times, and only chance differs"
