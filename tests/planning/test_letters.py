"""Invitations, changes, cancellations and reminders: who gets which, once."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import vobject
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from learning import planning, teams
from learning.content import Programme
from learning.db import Database
from learning.mail import Kind, Mail
from learning.planning import Answer, Pass
from tests.cast import Cast
from tests.conftest import StoppedClock
from tests.planning.planning import planned, post_of, team_of, wanted


def mails(db: Session, address: str) -> list[Mail]:
    query = select(Mail).where(Mail.to_address == address).order_by(Mail.id)
    return list(db.scalars(query))


def calendar(mail: Mail) -> Any:
    (attachment,) = mail.attachments
    read = vobject.readOne(attachment["text"])
    assert attachment["type"] == f"text/calendar; method={read.method.value}"
    return read


def test_an_invitation_says_when_where_what_to_read_and_how_to_answer(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = planned(db, cast, programme, link="https://call.example.org/abc")
    (mail,) = mails(db, cast.ben.email)

    assert mail.subject == "Live session: Friday 26 March 2027, 14:00, Module 1: Listening"
    token = planning.link_token(post_of(programme).secret, Pass(session_id, cast.ben.id))
    assert mail.body == (
        "Hello Ben,\n\n"
        "Your team “Harbour Row” has planned a live session.\n\n"
        "Module 1: Listening\n"
        "Friday 26 March 2027, 14:00 to 14:45, London time (UTC)\n"
        "Where: Room 4\n"
        "Video call: https://call.example.org/abc\n\n"
        "Look at again before:\n"
        f"- A conversation ({programme.page('a-conversation').minutes} min)"
        " https://learn.example.org/modules/listening/a-conversation\n\n"
        "Think about before:\n"
        "1. Who listens to you so that you notice?\n"
        "2. When did you last stop listening?\n\n"
        "Say whether you come, without signing in:"
        f" https://learn.example.org/reply/{token}\n"
        f"More about this session: https://learn.example.org/sessions/{session_id}\n"
    )
    assert (mail.kind, mail.user_id) == (Kind.SESSION, cast.ben.id)
    assert mail.expires_at == datetime(2027, 3, 26, 14, 45, tzinfo=UTC)


def test_calendars_follow_a_session_from_plan_to_cancellation(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id, post = planned(db, cast, programme), post_of(programme)
    planning.change(db, cast.ada, session_id, wanted(at=time(16)), post, seen=0)
    planning.cancel(db, cast.ada, session_id, post)
    files = [calendar(mail) for mail in mails(db, cast.ben.email)]

    assert [file.method.value for file in files] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [file.vevent.sequence.value for file in files] == ["0", "1", "2"]
    assert len({file.vevent.uid.value for file in files}) == 1
    assert {file.vevent.attendee.value for file in files} == {"mailto:ben@example.org"}
    subjects = [mail.subject.split(":")[0] for mail in mails(db, cast.ben.email)]
    assert subjects == ["Live session", "Changed", "Cancelled"]


def test_a_series_is_one_mail_with_one_file(db: Session, cast: Cast, programme: Programme) -> None:
    team_id, post = team_of(db, cast), post_of(programme)
    ids = planning.plan_series(db, cast.ada, team_id, wanted(), post, weeks=1, times=12)
    (mail,) = mails(db, cast.ben.email)

    file = calendar(mail)
    assert (file.method.value, len(file.vevent_list)) == ("PUBLISH", 12)
    assert mail.body.count("/reply/") == 12
    planning.cancel(db, cast.ben, ids[0], post, and_later=True)
    _, cancelled = mails(db, cast.ben.email)
    assert cancelled.subject == "Cancelled: 12 live sessions from Friday 26 March 2027, 14:00"
    assert {event.status.value for event in calendar(cancelled).vevent_list} == {"CANCELLED"}


def test_guests_who_mean_to_come_hear_of_changes(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id, post = planned(db, cast, programme), post_of(programme)
    for name, answer in (("eve", Answer.MAYBE), ("fay", Answer.NO)):
        address = f"{name}@example.org"
        planning.reply_by_link(db, Pass(session_id, None), answer, address=address)
    planning.change(db, cast.ada, session_id, wanted(at=time(16)), post, seen=0)

    assert [mail.subject[:8] for mail in mails(db, "eve@example.org")] == ["Changed:"]
    assert mails(db, "fay@example.org") == []
    assert "/sessions/" not in mails(db, "eve@example.org")[0].body


def test_the_day_before_everyone_is_reminded_once(
    database: Database, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    def remind() -> int:
        return planning.remind_due(database, lambda: post_of(programme))

    with database.writing.begin() as db:
        session_id = planned(db, cast, programme)
        team_id = planning.session_for(db, cast.ada, session_id).team_id
        planning.reply(db, cast.ada, session_id, Answer.NO)
    assert remind() == 0
    stopped.now = datetime(2027, 3, 25, 14, tzinfo=UTC)
    with database.writing.begin() as db:
        teams.join(db, cast.cleo, teams.team_for(db, cast.ada, team_id).code)
    assert [remind(), remind()] == [1, 0]

    with database.reading() as db:
        for person, expected in ((cast.ada, 0), (cast.ben, 1), (cast.cleo, 1)):
            found = [m for m in mails(db, person.email) if m.kind is Kind.REMINDER]
            assert len(found) == expected
        assert found[0].subject == "Soon: Friday 26 March 2027, 14:00, Module 1: Listening"
        assert "Who listens to you" in found[0].body
        assert "What to read" not in found[0].subject


def test_a_moved_session_reminds_again_and_a_cancelled_one_never(
    database: Database, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    post = post_of(programme)
    with database.writing.begin() as db:
        session_id = planned(db, cast, programme)
        team_id = planning.session_for(db, cast.ada, session_id).team_id
        other = planning.plan(db, cast.ada, team_id, wanted(at=time(17)), post)
        planning.cancel(db, cast.ada, other, post)
    stopped.now = datetime(2027, 3, 25, 18, tzinfo=UTC)
    assert planning.remind_due(database, lambda: post) == 1
    with database.writing.begin() as db:
        later = replace(wanted(), day=wanted().day + timedelta(days=7))
        planning.change(db, cast.ben, session_id, later, post, seen=0)
        assert [m for m in mails(db, cast.ben.email) if m.kind is Kind.REMINDER] == []
    stopped.move(days=7)
    assert planning.remind_due(database, lambda: post) == 1


def test_a_session_planned_for_today_is_not_reminded_of(
    database: Database, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    stopped.now = datetime(2027, 3, 26, 9, tzinfo=UTC)
    with database.writing.begin() as db:
        planned(db, cast, programme)

    assert planning.remind_due(database, lambda: post_of(programme)) == 0


def test_a_retired_module_and_a_strange_name_stop_no_mail(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id, post = planned(db, cast, programme), post_of(programme)
    team_id = planning.session_for(db, cast.ada, session_id).team_id
    teams.rename(db, cast.ada, team_id, "Two\u2028lines \x85 and\ttabs")
    db.execute(update(planning.LiveSession).values(module_id="gone"))
    planning.cancel(db, cast.ada, session_id, post)

    assert "A module that was taken out" in mails(db, cast.ben.email)[-1].body


def test_without_an_address_to_write_from_files_are_to_take_over(
    db: Session, cast: Cast, programme: Programme
) -> None:
    post = replace(post_of(programme), organiser="", base_url="")
    planning.plan(db, cast.ada, team_of(db, cast), wanted(), post)
    (mail,) = mails(db, cast.ben.email)

    assert calendar(mail).method.value == "PUBLISH"
    assert "http" not in mail.body
    assert "Say on the team’s page" in mail.body
