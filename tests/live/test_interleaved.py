"""Several people do anything at any time, over the tables: nothing is skipped, shown or lost."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning import journal, live
from learning.content import Programme
from learning.db import Database
from learning.errors import LearningError
from learning.live import Visibility
from learning.live.rules.attendance import played_minutes
from learning.live.rules.reveal import is_revealed
from learning.live.tables import LiveRun, Participant
from tests.cast import Cast
from tests.conftest import NOON, StoppedClock
from tests.live.held import begun, run_of, scene, team
from tests.live.test_writing import rated

ACTS = (
    "ready", "ready", "ready", "not ready", "next", "back", "pause", "resume", "minute", "leave",
    "enter", "write", "write", "choose", "finish",
)  # fmt: skip
SEEING: dict[str, Callable[..., None]] = {
    "ready": live.ready, "next": live.go_on, "back": live.go_back,
}  # fmt: skip
PLAIN: dict[str, Callable[..., None]] = {
    "not ready": live.not_ready, "pause": live.pause, "resume": live.resume,
    "leave": live.leave, "finish": live.finish,
}  # fmt: skip
RATING = {"Ada": 3, "Ben": 5, "Cleo": 7}
"""What each writes on the card: nobody else’s."""
moves = st.lists(
    st.tuples(
        st.sampled_from(tuple(RATING)),
        st.sampled_from(ACTS),
        st.sampled_from(Visibility),
        st.sampled_from((0, 1, 7, 21, 61, 180)),
    ),
    min_size=10,
    max_size=60,
)


class Played:
    """A session of three, and what each has chosen."""

    def __init__(self, db: Session, cast: Cast, programme: Programme) -> None:
        self.db, self.programme = db, programme
        self.people = dict(zip(RATING, team(cast), strict=True))
        self.session_id = begun(db, programme, *team(cast))
        self.written: set[str] = set()

    def act(self, name: str, what: str, choice: Visibility) -> None:
        db, session_id, person = self.db, self.session_id, self.people[name]
        run = run_of(db, person, session_id)
        if what in SEEING:
            SEEING[what](db, person, session_id, seen=run.state.at)
        elif what in PLAIN:
            PLAIN[what](db, person, session_id)
        elif what == "minute":
            live.add_minute(db, person, session_id, seen=run.state.at, added=run.state.added)
        elif what == "enter":
            live.enter(db, person, session_id, self.programme)
        elif what == "write":
            rated(db, person, session_id, self.programme, choice, rating=RATING[name])
            self.written.add(name)
        else:
            live.choose(db, person, session_id, "rate-it", choice)

    def look(self) -> None:
        """Everybody sees the same, and only what its writer let them see."""
        run = run_of(self.db, self.people["Ada"], self.session_id)
        scenes = [scene(self.db, p, self.session_id, self.programme) for p in self.people.values()]
        assert len({repr(s.cards) for s in scenes}) == 1
        seen = {(c.writer, c.answers[0].answer) for c in scenes[0].cards}
        assert seen <= set(RATING.items()) | {(None, r) for r in RATING.values()}
        assert not seen or is_revealed(run.state, "rate-it")
        places = [run.state.position(passage.step) for passage in run.state.log]
        assert all(abs(b - a) == 1 for a, b in pairwise(places))
        assert set(run.roles.values()) <= {p.id for p in run.people}

    def end(self) -> None:
        """However it went, the journal has every word, and nobody more minutes than were played."""
        for name in self.written:
            (entry,) = journal.journal_of(self.db, self.people[name], self.programme)[:1]
            assert set(entry.answers.values()) == {RATING[name]}
        run = run_of(self.db, self.people["Ada"], self.session_id)
        counted = self.db.scalars(select(Participant.minutes)).all()
        if self.db.scalar(select(LiveRun.over_at)) and run.session.ended_at:
            assert all(m is not None and m <= played_minutes(run.state) for m in counted)


@pytest.mark.slow
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(moves=moves)
def test_whatever_people_do_nothing_is_skipped_shown_or_lost(
    database: Database,
    cast: Cast,
    programme: Programme,
    stopped: StoppedClock,
    moves: list[tuple[str, str, Visibility, int]],
) -> None:
    stopped.now = NOON
    with database.writing() as db:  # never committed: each example begins anew
        played = Played(db, cast, programme)
        for name, what, choice, seconds in moves:
            stopped.now += timedelta(seconds=seconds)
            with suppress(LearningError):
                played.act(name, what, choice)
            played.look()
        played.end()
