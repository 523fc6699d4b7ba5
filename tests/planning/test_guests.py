"""Guests are whoever somebody with the link says: they are written to seldom, and without links."""

from dataclasses import replace
from datetime import time, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from learning import clock, planning
from learning.content import Programme
from learning.mail import MOST_A_DAY, Mail
from learning.planning import MOST_GUESTS, Answer, Pass
from tests.cast import Cast
from tests.conftest import StoppedClock
from tests.planning.planning import planned, post_of, team_of, wanted

EVE = "eve@example.org"


def mails(db: Session, address: str = EVE) -> list[Mail]:
    db.flush()
    query = select(Mail).where(Mail.to_address == address).order_by(Mail.id)
    return list(db.scalars(query).unique())


def come(db: Session, session_id: int, *addresses: str) -> None:
    for address in addresses:
        planning.reply_by_link(db, Pass(session_id, None), Answer.YES, address=address)


def change(db: Session, cast: Cast, programme: Programme, session_id: int, minute: int) -> None:
    seen = planning.session_for(db, cast.ada, session_id).sequence
    plan = wanted(at=time(15, minute))
    planning.change(db, cast.ada, session_id, plan, post_of(programme), seen=seen)


def all_sent(db: Session) -> None:
    due = Mail.sent_at.is_(None) & (Mail.due_at <= clock.now())
    db.execute(update(Mail).where(due).values(sent_at=clock.now()))


def test_a_guest_hears_of_many_changes_at_once_only_the_newest(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    session_id = planned(db, cast, programme)
    come(db, session_id, EVE)
    change(db, cast, programme, session_id, 0)
    all_sent(db)
    for minute in (10, 20, 30):
        change(db, cast, programme, session_id, minute)

    first, waiting = mails(db)
    assert "15:00 to 15:45" in first.body
    assert "15:30 to 16:15" in waiting.body
    assert waiting.due_at == clock.now() + timedelta(hours=1)
    assert len(mails(db, cast.ben.email)) == 5
    planning.cancel(db, cast.ada, session_id, post_of(programme))
    first, cancelled = mails(db)
    assert (cancelled.subject[:9], cancelled.due_at) == ("Cancelled", clock.now())


def test_a_guest_hears_of_five_changes_and_of_the_end(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    session_id = planned(db, cast, programme)
    come(db, session_id, EVE)
    for minute in range(9):
        change(db, cast, programme, session_id, minute)
        all_sent(db)
        stopped.move(hours=1)
    assert len(mails(db)) == 5
    planning.cancel(db, cast.ada, session_id, post_of(programme))

    assert len(mails(db)) == 6


def test_many_guests_of_many_plans_are_not_all_written_to(
    db: Session, cast: Cast, programme: Programme
) -> None:
    team_id, post = team_of(db, cast), post_of(programme)
    ids = planning.plan_series(db, cast.ada, team_id, wanted(), post, weeks=1, times=5)
    for session_id in ids:
        come(db, session_id, *(f"guest.{session_id}.{n}@b.org" for n in range(MOST_GUESTS)))
    planning.cancel(db, cast.ada, ids[0], post, and_later=True)

    strangers = db.scalars(select(Mail).where(Mail.user_id.is_(None))).all()
    assert len(strangers) == MOST_A_DAY
    assert {mail.by_user_id for mail in strangers} == {cast.ada.id}
    assert all(planning.session_for(db, cast.ada, each).is_cancelled for each in ids)


def test_what_a_member_typed_is_no_link_in_a_guests_mail(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = planned(db, cast, programme)
    come(db, session_id, EVE)
    plan = wanted(place="Win at https://evil.example/x", link="https://evil.example/y")
    planning.change(db, cast.ada, session_id, replace(plan), post_of(programme), seen=0)

    (mail,) = mails(db)
    assert "Where: Win at …, on a video call, whose link stands where" in mail.body
    assert "evil" not in mail.body + mail.attachments[0]["text"]
    assert "evil" in mails(db, cast.ben.email)[-1].body
