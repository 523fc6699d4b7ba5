"""Who was added by name claims the attendance with a code, once, for an account of their own."""

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from learning import actions, live, teams
from learning.accounts import Person, User
from learning.actions import Agreed
from learning.content import Programme
from learning.content.scripts import Role
from learning.db import Database
from learning.errors import Conflict, NotAllowed, NotFound, TooMany
from learning.live.tables import Participant
from learning.mail import CannotSend
from tests.cast import Cast, gather
from tests.conftest import StoppedClock
from tests.live.ended import begun_worded, end, mails, minutes, worded
from tests.live.held import begun, run_of
from tests.planning.planning import post_of


@pytest.fixture
def guide(programme: Programme) -> Programme:
    return worded(programme)


@pytest.fixture
def over(db: Session, cast: Cast, guide: Programme, stopped: StoppedClock) -> int:
    """A session of Ada and Ben, with Rosa and Gil who were added by name; Gil left early."""
    session_id = begun_worded(db, guide, cast.ada, cast.ben)
    for name in ("Rosa", "Gil"):
        live.add_by_name(db, cast.ada, session_id, name)
    stopped.move(minutes=2)
    gil = next(p for p in run_of(db, cast.ada, session_id).people if p.name == "Gil")
    live.take_out(db, cast.ada, session_id, gil.id)
    stopped.move(minutes=7)
    end(db, stopped, guide, session_id, cast.ada)
    return session_id


def code_of(db: Session, name: str) -> str:
    return str(db.scalar(select(Participant.code).where(Participant.name == name)))


def credited(db: Session, person: object) -> list[int]:
    return [credit.minutes for credit in live.credits_of(db, person)]  # type: ignore[arg-type]


@pytest.mark.usefixtures("over")
def test_whoever_has_the_code_gets_the_credit_without_joining_the_team(
    db: Session, cast: Cast, guide: Programme
) -> None:
    code = live.grouped_code(code_of(db, "Rosa"))
    assert re.fullmatch(r"([A-Z]{3}-){3}[A-Z]{3}", code)
    for typed in (code.lower(), code.replace("-", " ")):
        assert live.claim(db, cast.cleo, typed).minutes == 9

    (credit,) = live.credits_of(db, cast.cleo)
    assert (credit.minutes, credit.team_name, credit.has_record) == (9, "Harbour Row", False)
    with pytest.raises(NotFound):
        live.record_of(db, cast.cleo, credit.live_session_id, guide)
    record = live.record_of(db, cast.ada, credit.live_session_id, guide)
    assert [p.name for p in record.were_there] == ["Ada", "Ben", "Cleo", "Gil"]
    assert [p.name for p in record.to_hand_on] == ["Gil"]


@pytest.mark.usefixtures("over")
def test_of_two_who_claim_the_first_has_it(db: Session, cast: Cast) -> None:
    code = code_of(db, "Rosa")
    live.claim(db, cast.cleo, code)
    for person in (cast.dana, cast.ada):
        with pytest.raises(Conflict, match="Somebody else"):
            live.claim(db, person, code)

    assert credited(db, cast.dana) == []
    assert credited(db, cast.ada) == [9]


def test_who_was_there_with_a_device_too_counts_once_for_the_longer(
    db: Session, cast: Cast, guide: Programme, over: int
) -> None:
    rosa, gil = code_of(db, "Rosa"), code_of(db, "Gil")
    for _ in range(2):
        assert live.claim(db, cast.ben, gil).minutes == 9, "Gil left after two minutes"
    with pytest.raises(Conflict, match="with another code"):
        live.claim(db, cast.ben, rosa)

    assert credited(db, cast.ben) == [9]
    assert minutes(db, over) == {str(cast.ada.id): 9, str(cast.ben.id): 9, "Rosa": 9}
    (united,) = live.record_of(db, cast.ada, over, guide).people[1].repairs
    assert (united.minutes, united.before, united.by) == (9, 9, "Ben")
    assert united.reason == "Claimed as Gil with the code"


def test_what_the_convenor_put_right_stays_when_two_become_one(
    db: Session, cast: Cast, guide: Programme, over: int
) -> None:
    ben = live.record_of(db, cast.ada, over, guide).people[1].id
    live.mend_minutes(db, cast.ada, over, ben, 1, "He came late.")
    assert live.claim(db, cast.ben, code_of(db, "Rosa")).minutes == 1

    assert credited(db, cast.ben) == [1]


def test_after_the_account_is_deleted_neither_code_nor_name_comes_back(
    db: Session, cast: Cast, guide: Programme, over: int
) -> None:
    code = code_of(db, "Rosa")
    live.claim(db, cast.cleo, code)
    db.execute(delete(User).where(User.id == cast.cleo.id))
    with pytest.raises(Conflict, match="Somebody else"):
        live.claim(db, cast.dana, code)

    record = live.record_of(db, cast.ada, over, guide)
    assert [p.name for p in record.were_there] == ["Ada", "Ben", "Somebody who has left", "Gil"]
    assert not record.people[2].is_unclaimed
    assert not run_of(db, cast.ada, over).people[2].has_device


def test_what_was_agreed_for_the_name_is_the_claimers_if_they_are_on_the_team(
    db: Session, cast: Cast, guide: Programme, over: int
) -> None:
    view = run_of(db, cast.ada, over).session
    here = {"live_session_id": over, "step": "actions"}
    for what, name in (("Bake", "Rosa"), ("Paint", "Gil"), ("Sing", "Gil Scott")):
        agreed = Agreed(what=what, owner_name=name, **here)  # type: ignore[arg-type]
        actions.agree(db, cast.ada, view.team_id, agreed)
    live.claim(db, cast.dana, code_of(db, "Rosa"))
    teams.join(db, cast.cleo, teams.team_for(db, cast.ada, view.team_id).code)
    live.claim(db, cast.cleo, code_of(db, "Gil"))

    found = {action.what: (action.owner_id, action.owner) for action in actions.made_in(db, over)}
    assert found == {
        "Bake": (None, "Rosa"), "Paint": (cast.cleo.id, "Cleo"), "Sing": (None, "Gil Scott"),
    }  # fmt: skip
    assert [action.what for action in actions.actions_for(db, cast.cleo)] == ["Paint"]


def test_a_role_goes_along_with_its_holder(
    db: Session, cast: Cast, guide: Programme, stopped: StoppedClock
) -> None:
    session_id = begun_worded(db, guide, cast.ada, cast.ben)
    live.add_by_name(db, cast.ada, session_id, "Rosa")
    rosa = run_of(db, cast.ada, session_id).people[-1].id
    live.give_role(db, cast.ada, session_id, Role.SCRIBE, rosa)
    end(db, stopped, guide, session_id, cast.ada)
    live.claim(db, cast.ben, code_of(db, "Rosa"))

    run = run_of(db, cast.ada, session_id)
    assert run.name(run.roles[Role.SCRIBE]) == "Ben"


def test_before_the_end_there_is_nothing_to_claim(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = begun(db, programme, cast.ada)
    live.add_by_name(db, cast.ada, session_id, "Rosa")
    with pytest.raises(Conflict, match="not over yet"):
        live.claim(db, cast.cleo, code_of(db, "Rosa"))


@pytest.mark.usefixtures("over")
def test_guessing_is_slowed_down_for_whoever_guesses(
    db: Session, cast: Cast, stopped: StoppedClock
) -> None:
    code = code_of(db, "Rosa")
    for number in range(10):
        with pytest.raises(NotFound, match="No attendance has this code"):
            live.claim(db, cast.cleo, f"BBB-BBB-BBB-BB{'BCDFGHJKMN'[number]}")
    with pytest.raises(TooMany):
        live.claim(db, cast.cleo, code)
    live.claim(db, cast.dana, code)
    stopped.move(minutes=15)
    with pytest.raises(Conflict):
        live.claim(db, cast.cleo, code)


def test_a_code_is_mailed_once_to_an_address_and_to_three_at_most(
    db: Session, cast: Cast, guide: Programme, over: int
) -> None:
    record = live.record_of(db, cast.ben, over, guide)
    assert {person.code for person in record.people} == {None}, "only the convenor has them"
    with pytest.raises(NotAllowed):
        live.mail_code(
            db, cast.ben, record, record.to_hand_on[0].id, "a@example.org", post_of(guide)
        )
    record = live.record_of(db, cast.ada, over, guide)
    rosa = record.to_hand_on[0]
    for name in ("rosa", "Rosa", "bakery", "shop"):
        address = f"{name}@example.org"
        live.mail_code(db, cast.ada, record, rosa.id, address, post_of(guide))
    with pytest.raises(Conflict, match="3 addresses"):
        live.mail_code(db, cast.ada, record, rosa.id, "more@example.org", post_of(guide))
    live.mail_code(db, cast.ada, record, rosa.id, "shop@example.org", post_of(guide))
    with pytest.raises(CannotSend):
        live.mail_code(db, cast.ada, record, record.to_hand_on[1].id, "nowhere", post_of(guide))
    with pytest.raises(NotFound):
        live.mail_code(db, cast.ada, record, record.people[0].id, "a@example.org", post_of(guide))

    found = mails(db, "claim/")
    assert [mail.to_address for mail in found] == [
        "rosa@example.org", "bakery@example.org", "shop@example.org",
    ]  # fmt: skip
    code = code_of(db, "Rosa")
    assert f"https://learn.example.org/claim/{code}" in found[0].body
    assert f"Your code: {live.grouped_code(code)}" in found[0].body
    assert "You were there for 9 minutes." in found[0].body
    assert "Ada" not in found[0].body


def test_no_mail_of_the_record_holds_a_code(db: Session, cast: Cast, over: int) -> None:
    bodies = "".join(mail.body for mail in mails(db))
    for name in ("Rosa", "Gil"):
        assert code_of(db, name) not in bodies
        assert live.grouped_code(code_of(db, name)) not in bodies


def test_a_code_of_a_team_opens_no_attendance(db: Session, cast: Cast) -> None:
    gather(db, cast.ada)
    assert live.bare_code("BDF-HJK") is None
    assert live.bare_code("BDF-HJK-MNP-RST") == "BDFHJKMNPRST"


def test_of_several_who_claim_at_once_one_has_it(
    database: Database, cast: Cast, guide: Programme, stopped: StoppedClock
) -> None:
    with database.writing.begin() as db:
        session_id = begun_worded(db, guide, cast.ada)
        live.add_by_name(db, cast.ada, session_id, "Rosa")
        end(db, stopped, guide, session_id, cast.ada)
        code = code_of(db, "Rosa")

    def claims(person: Person) -> int:
        with suppress(Conflict), database.writing.begin() as db:
            return live.claim(db, person, code).live_session_id
        return 0

    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(claims, (cast.ben, cast.cleo, cast.dana)))
    assert sorted(found) == [0, 0, session_id]
