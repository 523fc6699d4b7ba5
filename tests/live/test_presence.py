"""Who is here: told by open pages, written as leases, and what follows from an absence."""

import pytest
from sqlalchemy import select, update

from learning import live
from learning.content import Programme
from learning.content.scripts import Role
from learning.db import Database
from learning.live.tables import LiveRun, Presence, Stay
from tests.cast import Cast
from tests.conftest import StoppedClock
from tests.live.held import begun, run_of, team

KEPT = ("open", "until", "visits", "kept", "sessions")
"""What a process remembers of people."""


class Pages:
    """A session of three, with a page open each, served by one process."""

    def __init__(self, database: Database, cast: Cast, programme: Programme) -> None:
        self.database, self.cast = database, cast
        self.served = live.Attendance()
        with database.writing.begin() as db:
            self.session_id = begun(db, programme, *team(cast))
            people = run_of(db, cast.ada, self.session_id).people
        self.ada, self.ben, self.cleo = (person.id for person in people)
        for participant in (self.ada, self.ben, self.cleo):
            self.served.opened(self.session_id, participant)
        self.served.look(database)

    def run(self) -> live.Run:
        with self.database.reading() as db:
            return run_of(db, self.cast.ada, self.session_id)

    def here(self) -> list[str]:
        return [person.name for person in self.run().people if person.is_here]

    def after(self, stopped: StoppedClock, seconds: int) -> list[str]:
        """Let time pass, with a look at every other second of it."""
        for _ in range(0, seconds, 2):
            stopped.move(seconds=2)
            self.served.look(self.database)
        return self.here()


def test_an_open_page_is_somebody_who_is_here(
    database: Database, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    pages = Pages(database, cast, programme)
    assert pages.after(stopped, 300) == ["Ada", "Ben", "Cleo"]


def test_a_role_passes_on_twenty_seconds_after_the_page_is_gone(
    database: Database, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    pages = Pages(database, cast, programme)
    pages.after(stopped, 32)
    facilitator = pages.run().roles[Role.FACILITATOR]
    pages.served.closed(pages.session_id, facilitator)
    assert len(pages.after(stopped, 16)) == 3
    assert len(pages.after(stopped, 8)) == 2

    assert facilitator not in pages.run().roles.values()
    pages.served.opened(pages.session_id, facilitator)
    assert len(pages.after(stopped, 4)) == 3
    assert facilitator not in pages.run().roles.values()  # who comes back gets none back


def test_a_reload_is_no_absence(
    database: Database, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    pages = Pages(database, cast, programme)
    before = pages.run().version
    for _ in range(5):
        pages.served.closed(pages.session_id, pages.ada)
        pages.after(stopped, 4)
        pages.served.opened(pages.session_id, pages.ada)
        pages.after(stopped, 4)

    assert pages.run().version == before
    with database.reading() as db:
        assert len(db.scalars(select(Stay.id)).all()) == 3


def test_a_second_device_keeps_somebody_here(
    database: Database, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    pages = Pages(database, cast, programme)
    pages.served.opened(pages.session_id, pages.ada)
    pages.served.closed(pages.session_id, pages.ada)
    assert pages.after(stopped, 120) == ["Ada", "Ben", "Cleo"]


def test_a_page_in_another_process_keeps_somebody_here(
    database: Database, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    pages = Pages(database, cast, programme)
    other = live.Attendance()
    other.opened(pages.session_id, pages.ada)
    other.look(database)
    pages.served.closed(pages.session_id, pages.ada)
    for _ in range(6):
        pages.after(stopped, 10)
        other.look(database)
    assert pages.here() == ["Ada", "Ben", "Cleo"]


def test_a_process_that_dies_is_found_out(
    database: Database, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    pages = Pages(database, cast, programme)
    other = live.Attendance()
    other.opened(pages.session_id, pages.ada)
    pages.served = other  # the one before is never heard of again
    assert pages.after(stopped, 100) == ["Ada"]


def test_a_step_does_not_wait_for_whoever_has_vanished(
    database: Database, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    pages = Pages(database, cast, programme)
    pages.after(stopped, 32)
    with database.writing.begin() as db:
        live.ready(db, cast.ada, pages.session_id, seen=0)
        live.ready(db, cast.ben, pages.session_id, seen=0)
    pages.served.closed(pages.session_id, pages.cleo)
    pages.after(stopped, 24)
    assert pages.run().state.at == 1


def test_who_leaves_in_so_many_words_is_not_called_back_by_an_open_page(
    database: Database, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    pages = Pages(database, cast, programme)
    with database.writing.begin() as db:
        live.leave(db, cast.ben, pages.session_id)
    assert pages.after(stopped, 60) == ["Ada", "Cleo"]
    with database.writing.begin() as db:
        live.enter(db, cast.ben, pages.session_id, programme)
    assert pages.after(stopped, 60) == ["Ada", "Ben", "Cleo"]


def test_whoever_acts_is_here_also_without_scripts(
    database: Database, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    pages = Pages(database, cast, programme)
    pages.served.closed(pages.session_id, pages.ben)
    assert pages.after(stopped, 40) == ["Ada", "Cleo"]
    with database.writing.begin() as db:
        live.ready(db, cast.ben, pages.session_id, seen=0)
    assert pages.here() == ["Ada", "Ben", "Cleo"]


def test_a_page_without_scripts_counts_for_a_quarter_of_an_hour(
    database: Database, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    pages = Pages(database, cast, programme)
    pages.served.closed(pages.session_id, pages.ben)
    pages.served.visited(pages.session_id, pages.ben)
    assert pages.after(stopped, 600) == ["Ada", "Ben", "Cleo"]
    assert pages.after(stopped, 400) == ["Ada", "Cleo"]


def test_a_short_absence_leaves_no_gap_and_a_long_one_does(
    database: Database, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    pages = Pages(database, cast, programme)
    for away, stays in ((60, 3), (400, 4)):
        pages.served.closed(pages.session_id, pages.ben)
        pages.after(stopped, away)
        pages.served.opened(pages.session_id, pages.ben)
        pages.after(stopped, 4)
        with database.reading() as db:
            assert len(db.scalars(select(Stay.id)).all()) == stays


def test_reading_writes_nothing_and_quiet_sessions_cost_one_read(
    database: Database, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    pages = Pages(database, cast, programme)
    leases = select(Presence.participant_id, Presence.process, Presence.until)
    with database.reading() as db:
        kept = sorted(tuple(row) for row in db.execute(leases))
        version = db.scalar(select(LiveRun.version))
    stopped.move(seconds=10)
    for participant in (pages.ada, pages.ben):
        pages.served.visited(pages.session_id, participant)
    pages.served.look(database)
    with database.reading() as db:
        assert kept == sorted(tuple(row) for row in db.execute(leases))
        assert version == db.scalar(select(LiveRun.version))


def test_one_broken_session_keeps_no_other_from_being_looked_after(
    database: Database,
    cast: Cast,
    programme: Programme,
    stopped: StoppedClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with database.writing.begin() as db:
        broken = begun(db, programme, cast.dana)
        dana = run_of(db, cast.dana, broken).people[0].id
        this = LiveRun.live_session_id == broken
        db.execute(update(LiveRun).where(this).values(state={"steps": "?"}))
    pages = Pages(database, cast, programme)
    pages.served.opened(broken, dana)
    pages.after(stopped, 32)
    for participant in (dana, pages.ben):
        pages.served.closed(pages.session_id, participant)

    assert pages.after(stopped, 40) == ["Ada", "Cleo"]
    with database.reading() as db:
        stay = db.scalars(select(Stay.left_at).where(Stay.participant_id == pages.ben)).one()
    assert stay is not None
    assert f"could not note who is here in live session {broken}" in caplog.text


def test_whoever_has_left_is_forgotten_whatever_page_stays_open(
    database: Database, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    pages = Pages(database, cast, programme)
    with database.writing.begin() as db:
        live.leave(db, cast.ben, pages.session_id)
    pages.served.left(pages.ben)
    assert pages.after(stopped, 200) == ["Ada", "Cleo"]
    with database.reading() as db:
        assert set(db.scalars(select(Presence.participant_id))) == {pages.ada, pages.cleo}

    with database.writing.begin() as db:
        live.enter(db, cast.ben, pages.session_id, programme)
    pages.served.opened(pages.session_id, pages.ben)
    pages.served.closed(pages.session_id, pages.ben)  # the page that was open all the time
    assert pages.after(stopped, 120) == ["Ada", "Ben", "Cleo"]


def test_nobody_is_known_for_ever(
    database: Database, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    pages = Pages(database, cast, programme)
    for participant in (pages.ada, pages.ben, pages.cleo):
        pages.served.closed(pages.session_id, participant)
    pages.served.left(pages.cleo)
    pages.after(stopped, 240)

    kept = {name: value for name, value in vars(pages.served).items() if name[1:] in KEPT}
    assert kept == {name: {} for name in kept}
    assert len(kept) == len(KEPT)
