"""Answers belong to whoever gave them; a story is quoted as it was agreed to, and no longer."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import delete, select

from learning import followups
from learning.accounts import User
from learning.db import Database
from learning.errors import Conflict, NotFound
from learning.followups import QUOTING, FollowUp, FollowUpQuotation, FollowUpView, Given, Moment
from learning.recount import Recount
from learning.sharing import Naming
from tests.cast import Cast
from tests.conftest import StoppedClock
from tests.followups.asked import ANSWERS, asked

OTHER = {"used": "not-yet"}
PROMISES = {
    "e1-actions-1": {"what": "When it rains, I will stay", "outcome": "done", "why": "It rained."},
    "a7": {"what": "Ask payroll", "outcome": "", "why": "Nobody answered."},
}


def kept(database: Database, cast: Cast, moment: Moment = Moment.END) -> FollowUpView:
    with database.reading() as db:
        return followups.follow_ups_of(db, cast.ada)[moment]


def answer(
    database: Database, cast: Cast, answers: dict[str, Any], seen: int = 0, **quoted: Any
) -> None:
    with database.writing.begin() as db:
        given = Given(answers=answers, **quoted)
        followups.answer(db, cast.ada, Moment.END, given, seen=seen)


def quotes(database: Database) -> list[tuple[str, str | None]]:
    with database.reading() as db:
        return [(quote.passage, quote.by) for quote in followups.quotes(db)]


def test_the_same_answers_twice_are_the_same(database: Database, cast: Cast) -> None:
    for _ in range(2):
        answer(database, cast, ANSWERS)
    assert kept(database, cast).answers == ANSWERS
    assert kept(database, cast).version == 1


def test_sent_from_two_windows_at_once_only_one_is_kept(database: Database, cast: Cast) -> None:
    def send(answers: dict[str, Any]) -> bool:
        try:
            answer(database, cast, answers)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(send, (ANSWERS, OTHER))) == [False, True]
    assert kept(database, cast).version == 1


def test_whoever_has_seen_the_answers_may_change_them(database: Database, cast: Cast) -> None:
    answer(database, cast, ANSWERS)
    with pytest.raises(Conflict):
        answer(database, cast, OTHER, seen=0)
    answer(database, cast, OTHER, seen=1)
    assert kept(database, cast).answers == OTHER


def test_deleted_they_are_gone_with_what_could_be_quoted(database: Database, cast: Cast) -> None:
    answer(database, cast, ANSWERS, naming=Naming.NAMED)
    for _ in range(2):
        with database.writing.begin() as db:
            followups.remove_answers(db, cast.ada, Moment.END)
    view = kept(database, cast)
    assert (view.answers, view.answered_at, view.quote, view.version) == ({}, None, None, 2)
    assert quotes(database) == []
    with pytest.raises(Conflict):
        answer(database, cast, ANSWERS, seen=1)
    answer(database, cast, ANSWERS, seen=2)


def test_what_was_not_asked_yet_cannot_be_answered(
    database: Database, cast: Cast, stopped: StoppedClock
) -> None:
    asked(database, cast.ada, stopped)
    for person, moment in ((cast.ada, Moment.SIX), (cast.ben, Moment.THREE)):
        with database.writing() as db, pytest.raises(NotFound, match="not been asked"):
            followups.answer(db, person, moment, Given(answers=OTHER), seen=0)


def test_a_link_answers_once_and_its_holder_sees_nothing_of_it(
    database: Database, cast: Cast, stopped: StoppedClock
) -> None:
    link = asked(database, cast.ada, stopped)
    for _ in range(2):
        with database.writing.begin() as db:
            followups.answer_by_link(db, link, Given(answers=ANSWERS))
    with database.writing() as db, pytest.raises(Conflict, match="meanwhile"):
        followups.answer_by_link(db, link, Given(answers=OTHER))
    assert kept(database, cast, Moment.THREE).answers == ANSWERS
    with database.reading() as db:
        assert followups.asked_by(db, link).state == "answered"


def test_a_link_that_was_stopped_or_has_run_out_answers_nothing(
    database: Database, cast: Cast, stopped: StoppedClock
) -> None:
    link = asked(database, cast.ada, stopped)
    stopped.now = link.ends_at
    with database.writing() as db, pytest.raises(Conflict, match="does not work any more"):
        followups.answer_by_link(db, link, Given(answers=ANSWERS))
    with database.reading() as db:
        assert followups.asked_by(db, link).state == "expired"
    stopped.now = link.sent_at
    with database.writing.begin() as db:
        followups.stop(db, cast.ada.id)
    with database.writing() as db, pytest.raises(Conflict, match="does not work any more"):
        followups.answer_by_link(db, link, Given(answers=ANSWERS))
    with database.reading() as db:
        assert followups.asked_by(db, link).state == "stopped"


def test_a_link_to_a_deleted_account_leads_nowhere_also_when_its_number_is_given_again(
    database: Database, cast: Cast, stopped: StoppedClock
) -> None:
    link = asked(database, cast.ada, stopped)
    with database.writing.begin() as db:
        db.execute(delete(User).where(User.id == cast.ada.id))
        db.execute(
            FollowUp.__table__.insert().values(  # type: ignore[attr-defined]
                id=link.follow_up_id, user_id=cast.ben.id, moment="6", answers={}, version=0
            )
        )
    with database.writing() as db:
        with pytest.raises(NotFound, match="has been deleted"):
            followups.asked_by(db, link)
        with pytest.raises(NotFound):
            followups.answer_by_link(db, link, Given(answers=ANSWERS))


def test_a_story_is_quoted_as_it_was_agreed_to(database: Database, cast: Cast) -> None:
    answer(database, cast, ANSWERS)
    assert quotes(database) == []
    answer(database, cast, ANSWERS, seen=1, naming=Naming.NAMED)
    assert quotes(database) == [("Two people found work.", "Ada")]
    own = kept(database, cast).quote
    assert own
    assert own.consent == QUOTING
    answer(database, cast, ANSWERS, seen=2, naming=Naming.DESCRIBED, described="a buyer")
    assert quotes(database) == [("Two people found work.", "a buyer")]
    answer(database, cast, ANSWERS, seen=3, naming=Naming.UNNAMED)
    assert quotes(database) == [("Two people found work.", None)]
    answer(database, cast, ANSWERS, seen=4)
    assert quotes(database) == []


def test_the_consent_keeps_its_day_until_something_else_is_agreed_to(
    database: Database, cast: Cast, stopped: StoppedClock
) -> None:
    for _ in range(2):
        answer(database, cast, ANSWERS, naming=Naming.UNNAMED)
        own = kept(database, cast).quote
        assert own
        assert own.consented_at.day == 2
        stopped.move(days=1)
    answer(database, cast, ANSWERS | {"story": "Three did."}, seen=1, naming=Naming.UNNAMED)
    own = kept(database, cast).quote
    assert own
    assert (own.consented_at.day, own.quote.passage) == (4, "Three did.")


def test_withdrawn_it_is_gone_and_the_answers_stay(database: Database, cast: Cast) -> None:
    answer(database, cast, ANSWERS, naming=Naming.NAMED)
    for _ in range(2):
        with database.writing.begin() as db:
            followups.withdraw_quote(db, cast.ada, Moment.END)
    assert quotes(database) == []
    assert kept(database, cast).answers == ANSWERS
    with database.reading() as db:
        assert db.scalar(select(FollowUpQuotation.passage)) is None


def test_neither_account_nor_day_nor_order_tells_whose_a_quote_is(
    database: Database, cast: Cast, stopped: StoppedClock
) -> None:
    for person, story in ((cast.ada, "Zinnias"), (cast.ben, "asters"), (cast.cleo, "Maples")):
        with database.writing.begin() as db:
            given = Given(answers={"story": story}, naming=Naming.UNNAMED)
            followups.answer(db, person, Moment.END, given, seen=0)
        stopped.move(days=1)
    with database.reading() as db:
        found = followups.quotes(db)
    assert [quote.passage for quote in found] == ["asters", "Maples", "Zinnias"]
    assert {(quote.by, quote.module, quote.month.isoformat()) for quote in found} == {
        (None, None, "2026-03-01")
    }


def test_what_is_counted_are_choices_and_never_words(
    database: Database, cast: Cast, stopped: StoppedClock
) -> None:
    asked(database, cast.ada, stopped)
    with database.writing.begin() as db:
        gone = {"used": "often", "helped": ["time", "luck"], "blocked": [], "moon": "full"}
        given = Given(answers=gone | {"story": "A heron.", "promises": PROMISES})
        followups.answer(db, cast.ada, Moment.THREE, given, seen=0)
    with database.reading() as db:
        counted = followups.marks_of(db, [cast.ada.id])[cast.ada.id]
        assert followups.marks_of(db, []) == {}
    assert counted == {
        "practice:consent", "practice:3:sent", "practice:3:answered", "practice:3:used:often",
        "practice:3:helped:time", "practice:3:story:told", "practice:3:promise:done",
    }  # fmt: skip


def test_whatever_changes_what_is_counted_has_it_counted_again(
    database: Database, cast: Cast
) -> None:
    def waiting() -> int:
        with database.reading() as db:
            return len(list(db.scalars(select(Recount.user_id))))

    before = waiting()
    answer(database, cast, ANSWERS)
    assert waiting() == before + 1
    answer(database, cast, ANSWERS)
    assert waiting() == before + 1
    with database.writing.begin() as db:
        followups.remove_answers(db, cast.ada, Moment.END)
    assert waiting() == before + 2


def test_no_text_that_code_prints_tells_what_was_answered(database: Database, cast: Cast) -> None:
    answer(database, cast, {"story": "A copper heron."}, naming=Naming.NAMED)
    view = kept(database, cast)
    with database.reading() as db:
        rows = [*db.scalars(select(FollowUp)), *db.scalars(select(FollowUpQuotation))]
    given = Given(answers={"story": "A copper heron."})
    assert "heron" not in f"{view!r} {rows!r} {given!r} {followups.Promise(key='a1', what='heron')}"
