"""An account that is deleted: when, how, and what becomes of the others’ things."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learning import certificates, clock, own_data, sharing, statistics, teams
from learning.accounts import Person, User
from learning.actions.tables import Action
from learning.certificates import Certificate
from learning.content import Programme
from learning.db import Database
from learning.errors import NotFound
from learning.live.tables import KeptCard
from learning.mail import Mail
from learning.own_data import SharedNotes, Wish
from learning.teams import Membership, Team
from tests.cast import Cast
from tests.conftest import StoppedClock
from tests.own_data.going import ask, holding, run
from tests.own_data.marked import NAME
from tests.statistics.counted import count, number

SAYS_SO = "departed/"


def test_nothing_happens_before_the_seventh_day_and_nothing_twice(
    database: Database, person: Person, stopped: StoppedClock, queries: list[str]
) -> None:
    assert run(database) == 0
    ask(database, person)
    stopped.move(days=6.99)
    queries.clear()
    assert run(database) == 0
    assert len(queries) == 1
    stopped.move(days=0.01)

    assert run(database) == 1
    assert run(database) == 0


def test_keeping_the_account_undoes_it_all(
    database: Database, person: Person, stopped: StoppedClock
) -> None:
    ask(database, person)
    for has_row in (True, False):
        with database.writing.begin() as db:
            assert own_data.stay(db, person.id) is has_row
    stopped.move(days=30)

    assert run(database) == 0
    with database.reading() as db:
        assert db.get(User, person.id)
        assert own_data.leaving_of(db, person.id) is None


def test_asking_again_keeps_the_day_and_takes_the_newer_wish(
    database: Database, person: Person, stopped: StoppedClock
) -> None:
    ask(database, person)
    day = clock.now()
    stopped.move(days=1)
    ask(database, person, Wish(keeps_certificate=False, shared_notes=SharedNotes.REMOVED))

    with database.reading() as db:
        leaving = own_data.leaving_of(db, person.id)
        asked = list(db.scalars(select(Mail.subject).where(Mail.key.startswith("departure/"))))
    assert leaving
    assert leaving.asked_at == day
    assert leaving.wish == Wish(keeps_certificate=False, shared_notes=SharedNotes.REMOVED)
    assert asked == ["Your account will be deleted on 9 March 2026"]


@pytest.mark.parametrize("keeps", [True, False])
def test_the_certificate_can_be_checked_afterwards_or_is_gone_as_its_holder_chose(
    database: Database, person: Person, stopped: StoppedClock, keeps: bool
) -> None:
    with database.reading() as db:
        code = db.scalars(select(Certificate.code)).one()
    ask(database, person, Wish(keeps_certificate=keeps, shared_notes=SharedNotes.UNNAMED))
    stopped.move(days=7)
    run(database)

    with database.reading() as db:
        told = db.scalars(select(Mail.body).where(Mail.key.startswith(SAYS_SO))).one()
        if keeps:
            issued = certificates.by_code(db, code)
            assert (issued.snapshot.holder, issued.user_id) == (NAME, None)
            assert f"https://learn.example.org/certificates/{issued.code}" in told
        else:
            with pytest.raises(NotFound):
                certificates.by_code(db, code)
            assert "certificates/" not in told


def test_what_was_withdrawn_stays_so_in_every_copy_once_it_is_removed(
    database: Database, person: Person, stopped: StoppedClock
) -> None:
    with database.writing.begin() as db:
        place, code = db.execute(select(Certificate.id, Certificate.code)).one()
        certificates.withdraw(db, code, because="Somebody else did the work.")
    ask(database, person, Wish(keeps_certificate=False, shared_notes=SharedNotes.UNNAMED))
    stopped.move(days=7)
    run(database)

    with database.reading() as db:
        assert db.scalar(select(func.count(Certificate.id))) == 0
        assert certificates.withdrawn_of(db, 0) == (place,)


@pytest.mark.parametrize(("notes", "cards"), [(SharedNotes.UNNAMED, 1), (SharedNotes.REMOVED, 0)])
def test_shown_cards_stay_without_a_name_or_go(
    database: Database, person: Person, stopped: StoppedClock, notes: SharedNotes, cards: int
) -> None:
    ask(database, person, Wish(keeps_certificate=False, shared_notes=notes))
    stopped.move(days=7)
    run(database)

    with database.reading() as db:
        assert db.scalar(select(func.count()).select_from(KeptCard)) == cards
    assert "user.name" not in holding(database, NAME)


def test_a_team_passes_on_one_of_nobody_goes_and_actions_wait_for_somebody_else(
    database: Database, cast: Cast, person: Person, stopped: StoppedClock
) -> None:
    ask(database, person)
    stopped.move(days=7)
    run(database)

    with database.reading() as db:
        (team,) = db.scalars(select(Team)).all()
        (member,) = teams.members_of(db, team.id)
        assert (member.user_id, member.is_convenor) == (cast.ben.id, True)
        assert db.scalars(select(Membership.is_convenor)).all() == [True]
        assert team.closed_at is None
        assert db.scalars(select(Action.owner_id)).all() == [None]


def test_a_team_that_others_have_left_keeps_what_they_attended(
    database: Database, cast: Cast, person: Person, stopped: StoppedClock
) -> None:
    with database.writing.begin() as db:
        (team,) = (team for team in teams.teams_of(db, cast.ben))
        teams.leave(db, cast.ben, team.id)
    ask(database, person)
    stopped.move(days=7)
    run(database)

    with database.reading() as db:
        assert db.scalars(select(Team.id)).all() == [team.id]


def test_quotations_are_withdrawn_and_statistics_stay_right(
    database: Database, cast: Cast, programme: Programme, person: Person, stopped: StoppedClock
) -> None:
    count(database, programme)
    assert number(database, "finished") == 1
    ask(database, person)
    stopped.move(days=7)
    run(database)
    count(database, programme)

    assert (number(database, "joined"), number(database, "finished")) == (3, 0)
    assert not statistics.compare(database, programme, "Europe/London")
    with database.reading() as db:
        assert sharing.quotes(db, programme) == ()


def test_several_workers_delete_it_once(
    database: Database, person: Person, stopped: StoppedClock
) -> None:
    ask(database, person)
    stopped.move(days=7)
    with ThreadPoolExecutor(4) as workers:
        assert sum(workers.map(lambda _: run(database), range(4))) == 1


def test_one_that_cannot_be_deleted_keeps_no_other_back_and_stays_whole(
    database: Database, cast: Cast, person: Person, stopped: StoppedClock,
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    def refuse(db: Session, leaver: Person, team_id: int) -> None:
        raise RuntimeError("The disk is full.")

    ask(database, person)
    ask(database, cast.cleo)
    stopped.move(days=7)
    with monkeypatch.context() as patched:
        patched.setattr(teams, "leave", refuse)
        assert run(database) == 1, "Cleo is on no team"
    assert f"could not delete account {person.id}" in caplog.text
    assert "heron" not in caplog.text.lower()
    with database.reading() as db:
        assert db.get(User, person.id)
    assert run(database) == 1
