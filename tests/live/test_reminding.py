"""The mails of a session over days: to whom, about what, once, and naming nobody."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select, update

from learning import live, planning
from learning.cli.worker import office_of
from learning.config import Settings
from learning.content import Programme
from learning.db import Database
from learning.live.tables import LiveRun
from learning.mail import Kind, Mail
from learning.planning import Answer
from tests.cast import Cast, gather
from tests.conftest import StoppedClock
from tests.live.held import team
from tests.planning.planning import post_of, wanted


class Slow:
    """A session over days, two for each step, of a team of three; its time has come."""

    def __init__(
        self, database: Database, cast: Cast, programme: Programme, stopped: StoppedClock
    ) -> None:
        self.database, self.cast, self.programme, self.stopped = database, cast, programme, stopped
        with database.writing.begin() as db:
            team_id = gather(db, *team(cast))
            plan = wanted(day=date(2026, 3, 2), at=time(12, 15), days=2)
            self.id = planning.plan(db, cast.ada, team_id, plan, post_of(programme))
            stopped.now = planning.session_for(db, cast.ada, self.id).starts_at
        self.seen = 0

    def come_in(self, *people: object) -> None:
        with self.database.writing.begin() as db:
            for person in team(self.cast):
                if not people or person in people:
                    live.enter(db, person, self.id, self.programme)

    def remind(self) -> int:
        return live.remind_steps(self.database, lambda: post_of(self.programme))

    def new(self) -> list[Mail]:
        """Let the worker look, and return the reminders that were not there before."""
        self.remind()
        with self.database.reading() as db:
            query = select(Mail).where(Mail.kind == Kind.REMINDER, Mail.id > self.seen)
            found = list(db.scalars(query.order_by(Mail.to_address)))
        self.seen = max([self.seen, *(mail.id for mail in found)])
        return found

    def addresses(self) -> list[str]:
        return [mail.to_address.partition("@")[0] for mail in self.new()]


@pytest.fixture
def slow(database: Database, cast: Cast, programme: Programme, stopped: StoppedClock) -> Slow:
    return Slow(database, cast, programme, stopped)


def test_the_first_step_is_told_to_the_whole_team(slow: Slow, cast: Cast) -> None:
    with slow.database.writing.begin() as db:
        planning.reply(db, cast.cleo, slow.id, Answer.NO)
    assert slow.new() == [], "nobody has come in"
    slow.come_in(cast.ada)

    mails = slow.new()
    assert [mail.to_address for mail in mails] == ["ada@example.org", "ben@example.org"]
    assert mails[1].subject == "Next step: Check in, until Wednesday 4 March 2026, 20:00"
    assert mails[1].body == (
        "Hello Ben,\n\n"
        "The next step begins in the session of “Harbour Row” over days. Module 1: Listening.\n\n"
        "Check in\nWrite a line for the others.\n\n"
        "Until Wednesday 4 March 2026, 20:00, London time (UTC):\n"
        f"https://learn.example.org/live/{slow.id}\n\n"
        "When you have done it, say so there. Once all of you have, the next step begins.\n"
    )


def test_each_mail_is_written_once_by_however_many_workers(slow: Slow) -> None:
    slow.come_in()

    assert slow.remind() == 1
    assert slow.remind() == 0
    assert len(slow.new()) == 3
    assert slow.new() == []


def test_on_the_last_day_only_those_hear_who_have_not_done_it(slow: Slow, cast: Cast) -> None:
    slow.come_in()
    slow.new()
    with slow.database.writing.begin() as db:
        live.ready(db, cast.ben, slow.id, seen=0)
    slow.stopped.now = slow.stopped.now.replace(day=4, hour=7, minute=59)
    assert slow.new() == []
    slow.stopped.move(minutes=1)

    mails = slow.new()
    assert [mail.to_address for mail in mails] == ["ada@example.org", "cleo@example.org"]
    assert mails[0].subject == "Last day: Check in, until Wednesday 4 March 2026, 20:00"
    everything = " ".join(mail.subject + mail.body for mail in mails)
    assert "Ben" not in everything
    assert "Cleo" not in mails[0].body
    assert slow.new() == []


def test_a_day_more_makes_another_last_day(slow: Slow, cast: Cast) -> None:
    slow.come_in()
    slow.new()
    slow.stopped.now = slow.stopped.now.replace(day=4, hour=9)
    assert len(slow.new()) == 3
    with slow.database.writing.begin() as db:
        live.add_minute(db, cast.ada, slow.id, seen=0, added=0)
    assert slow.new() == []
    slow.stopped.move(days=1)
    assert len(slow.new()) == 3


def test_the_next_step_is_told_to_who_takes_part_and_has_not_left(slow: Slow, cast: Cast) -> None:
    slow.come_in(cast.ada, cast.ben)
    assert slow.addresses() == ["ada", "ben", "cleo"]
    with slow.database.writing.begin() as db:
        live.leave(db, cast.ben, slow.id)
    slow.stopped.now = slow.stopped.now.replace(day=4, hour=20)
    assert slow.addresses() == ["ada"]

    with slow.database.writing.begin() as db:
        live.enter(db, cast.ben, slow.id, slow.programme)
    slow.stopped.move(days=2)
    assert slow.addresses() == ["ada", "ben"]


def test_who_has_left_hears_nothing_also_of_the_first_step(slow: Slow, cast: Cast) -> None:
    slow.come_in()
    with slow.database.writing.begin() as db:
        live.leave(db, cast.ben, slow.id)
    assert slow.addresses() == ["ada", "cleo"]


def test_in_a_pause_and_after_the_end_there_is_nothing(slow: Slow, cast: Cast) -> None:
    slow.come_in()
    slow.new()
    with slow.database.writing.begin() as db:
        live.pause(db, cast.ada, slow.id)
    slow.stopped.move(days=5)
    assert slow.new() == []
    with slow.database.writing.begin() as db:
        live.finish(db, cast.ada, slow.id)
    assert slow.new() == []


def test_a_worker_that_was_away_tells_only_the_present_step(slow: Slow) -> None:
    slow.come_in()
    slow.stopped.move(days=5)

    subjects = {mail.subject for mail in slow.new()}
    assert subjects == {"Next step: Where you start, until Sunday 8 March 2026, 20:00"}


def test_nothing_due_takes_nobodys_turn_to_write(slow: Slow, queries: list[str]) -> None:
    slow.come_in()
    slow.new()
    queries.clear()
    slow.remind()
    assert len(queries) == 1


def test_a_reminder_that_comes_too_late_is_not_sent(slow: Slow) -> None:
    slow.come_in()
    (mail, *_) = slow.new()
    assert mail.expires_at - slow.stopped.now == timedelta(days=2, hours=7, minutes=45)


def test_the_worker_writes_them(slow: Slow, settings: Settings) -> None:
    slow.come_in()
    known = settings.model_copy(update={"base_url": "https://learn.example.org/"})
    office_of(slow.database, known.prepare()).write()
    with slow.database.reading() as db:
        keys = set(db.scalars(select(Mail.key).where(Mail.kind == Kind.REMINDER)))
    assert keys == {f"step/{slow.id}/0/{n}" for n in (1, 2, 3)}


def test_one_broken_session_keeps_no_mail_of_another_back(
    slow: Slow,
    cast: Cast,
    programme: Programme,
    stopped: StoppedClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with slow.database.writing.begin() as db:
        team_id = gather(db, cast.dana)
        plan = wanted(day=date(2026, 3, 2), at=time(12, 16), days=2)
        broken = planning.plan(db, cast.dana, team_id, plan, post_of(programme))
        stopped.move(minutes=1)
        live.enter(db, cast.dana, broken, programme)
    slow.come_in(cast.ada)
    with slow.database.writing.begin() as db:
        this = LiveRun.live_session_id == broken
        db.execute(update(LiveRun).where(this).values(state={"steps": "?"}))

    assert len(slow.addresses()) == 3
    assert f"could not read live session {broken}" in caplog.text
