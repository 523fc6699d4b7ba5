"""The mails of invitations: in their turn, once, and what they say."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from pydantic import SecretStr
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from learning import invitations, mail, organisations
from learning.accounts import User
from learning.cli.worker import office_of
from learning.config import Settings
from learning.db import Database
from learning.errors import NotFound
from learning.invitations import AT_ONCE, Invitation
from learning.mail import Kind, Mail, letterhead_of
from learning.mail.deliver import _take
from learning.organisations import Organisation
from tests.cast import Cast
from tests.conftest import StoppedClock
from tests.invitations.invited import BASE, SECRET, invited, mails, some, write_due
from tests.organisations.looked_after import COUNCIL, TRUST, looked_after
from tests.organisations.peopled import known


@pytest.fixture
def trust(database: Database, cast: Cast) -> int:
    with database.writing.begin() as db:
        return looked_after(db, cast.ada)


def test_a_mail_says_who_invites_and_where_to_stop(
    database: Database, cast: Cast, trust: int
) -> None:
    invited(database, cast.ada, trust, invitations.read("new@example.org;Nia"))
    assert write_due(database) == 1
    assert write_due(database) == 0
    with database.reading() as db:
        (written,) = mails(db)
        (number,) = db.scalars(select(Invitation.id))
    letter = mail.Letter(
        written.id, written.kind, written.to_address, written.subject, written.body, [],
        written.created_at,
    )  # fmt: skip
    text = mail.whole_text(letter, letterhead_of("", base_url=BASE, secret=SECRET))

    assert written.to_address == "new@example.org"
    assert written.subject == f"{TRUST} invites you to Listening"
    assert text.startswith("Hello Nia,\n\nAda invites you, for Harbour Hospitals, to take part")
    link = f"{BASE}/invited/{invitations.link_token(SECRET, number)}"
    assert link in text
    assert "an organisation gave your address" in text
    assert f"{BASE}/mail/unsubscribe/" in text


def test_what_was_typed_never_reads_as_a_link(database: Database, cast: Cast, trust: int) -> None:
    bait = "http://bait.example click"
    with database.writing.begin() as db:
        db.execute(update(Organisation).values(name=bait))
        db.execute(update(User).where(User.id == cast.ada.id).values(name=bait))
    invited(database, cast.ada, trust, invitations.read(f"new@example.org;{bait}"))
    write_due(database)
    with database.reading() as db:
        (written,) = mails(db)
    assert "bait" not in written.body + written.subject


def test_only_so_many_go_in_a_minute_and_in_a_day(
    database: Database, cast: Cast, trust: int, stopped: StoppedClock
) -> None:
    invited(database, cast.ada, trust, some(AT_ONCE + 20))
    with database.writing.begin() as db:
        council = looked_after(db, cast.ben, COUNCIL)
    invited(database, cast.ben, council, some(1))

    assert write_due(database, a_day=60) == AT_ONCE + 1, "one organisation keeps no other back"
    assert write_due(database, a_day=60) == 10
    assert write_due(database, a_day=60) == 0
    stopped.move(days=1, seconds=1)
    assert write_due(database, a_day=60) == 10


def test_merged_spellings_have_one_allowance_together(
    database: Database, cast: Cast, trust: int
) -> None:
    with database.writing.begin() as db:
        (council,) = known(db, COUNCIL)
    invited(database, cast.dana, council, some(AT_ONCE))
    invited(database, cast.ada, trust, some(AT_ONCE, first=AT_ONCE))
    with database.writing.begin() as db:
        organisations.merge(db, cast.dana, council, [trust], "The same")

    assert [write_due(database, a_day=60) for _ in range(3)] == [AT_ONCE, 10, 0]


def test_two_workers_write_each_mail_once(database: Database, cast: Cast, trust: int) -> None:
    invited(database, cast.ada, trust, some(40))
    with ThreadPoolExecutor(2) as pool:
        written = sum(pool.map(lambda _: write_due(database, a_day=25), range(2)))
    assert written == 25
    with database.reading() as db:
        assert db.scalar(select(func.count()).select_from(Mail)) == 25


def test_who_stopped_such_mails_gets_none_and_nobody_is_told(
    database: Database, cast: Cast, trust: int
) -> None:
    with database.writing.begin() as db:
        mail.stop(db, "n0@example.org", Kind.INVITATION)
    invited(database, cast.ada, trust, some(1))
    assert write_due(database) == 1, "the report and the counts are the same for everybody"
    with database.writing.begin() as db:
        assert _take(db) is None
        assert mails(db) == []


def test_nothing_waits_is_one_read(database: Database, queries: list[str]) -> None:
    del queries[:]
    assert write_due(database) == 0
    assert len([query for query in queries if query.startswith("SELECT")]) == 1


def test_a_link_is_ours_and_for_one_invitation(
    db: Session, database: Database, cast: Cast, trust: int, stopped: StoppedClock
) -> None:
    invited(database, cast.ada, trust, some(1))
    (number,) = db.scalars(select(Invitation.id))
    token = invitations.link_token(SECRET, number)
    assert invitations.read_token(SECRET, token) == number
    for wrong in (token[:-1], token.replace(f"{number}.", "2."), "x", f"{10**9}.{'0' * 32}"):
        with pytest.raises(NotFound, match="over, or its link is incomplete"):
            invitations.read_token(SECRET, wrong)

    invitations.accept(db, cast.ben, number)
    assert organisations.belongs_to(db, cast.ben) == trust
    stopped.move(days=60)
    with pytest.raises(NotFound):
        invitations.accept(db, cast.cleo, number)


@pytest.mark.parametrize(("base_url", "written"), [(BASE, 1), ("", 0)])
def test_the_worker_writes_them_where_links_can_be_mailed(
    database: Database, cast: Cast, trust: int, settings: Settings, base_url: str, written: int
) -> None:
    given = {"smtp_url": SecretStr("smtp://localhost"), "mail_from": "a@b.org"}
    here = Settings(**(settings.model_dump() | given | {"base_url": base_url}))
    invited(database, cast.ada, trust, some(1))
    office_of(database, here.prepare()).write()
    with database.reading() as db:
        assert len(mails(db)) == written
