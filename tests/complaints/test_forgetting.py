"""What people without an account complained of is forgotten two years after the answer."""

import pytest
from sqlalchemy import update

from learning import complaints
from learning.accounts import User
from learning.cli.worker import office_of
from learning.complaints import Complaint, forget_answered
from learning.complaints.forgetting import KEPT
from learning.config import Settings
from learning.db import Database
from tests.browser import Page
from tests.cast import PASSWORD, Cast
from tests.complaints.test_complaints import SAID, mails, rows, sent
from tests.conftest import Browse, StoppedClock
from tests.web.by_mail import sending

CONTACT = "people@example.org"
PLAIN = "This site sends no mail"


def words(complaint: Complaint) -> tuple[str, str, str]:
    return complaint.name, complaint.email, complaint.text


def settle(
    database: Database, cast: Cast, complaint: Complaint, outcome: str = "Put right."
) -> None:
    with database.writing.begin() as db:
        complaints.answer(db, cast.dana, complaint.number, outcome, today="2 March 2026")


def read_by_admin(browse: Browse, cast: Cast, database: Database) -> Page:
    dana, path = browse(cast.dana), f"/admin/complaints/{rows(database)[0].number}"
    dana.post(f"{path}/opening")
    return dana.get(path)


@pytest.fixture
def answered(browse: Browse, cast: Cast, database: Database) -> Complaint:
    """What Rosa, who has no account, complained of."""
    sent(browse())
    settle(database, cast, rows(database)[0])
    return rows(database)[0]


def test_the_worker_forgets_who_it_was_and_keeps_number_dates_and_answer(
    database: Database, answered: Complaint, settings: Settings, stopped: StoppedClock
) -> None:
    office = office_of(database, settings.prepare())
    stopped.move(days=KEPT.days - 1)
    office.write()
    assert words(rows(database)[0]) == tuple(SAID.values())
    stopped.move(days=1)
    office.write()

    (left,) = rows(database)
    assert words(left) == ("", "", "")
    assert (left.number, left.outcome) == (answered.number, "Put right.")
    assert (left.made_at, left.answered_at) == (answered.made_at, answered.answered_at)
    assert forget_answered(database) == 0


def test_what_waits_for_an_answer_or_is_of_an_account_is_not_forgotten(
    browse: Browse, cast: Cast, database: Database, stopped: StoppedClock
) -> None:
    sent(browse())
    sent(browse(cast.ada))
    sent(browse(), email="ben@example.org")
    with database.writing.begin() as db:
        now = cast.ben.joined_at
        db.execute(update(User).where(User.id == cast.ben.id).values(confirmed_at=now))
    for complaint in rows(database)[1:]:
        settle(database, cast, complaint)
    stopped.move(days=10 * 365)

    assert forget_answered(database) == 0


def test_its_page_says_so_and_the_answer_goes_to_nobody(
    browse: Browse, cast: Cast, database: Database, answered: Complaint, stopped: StoppedClock
) -> None:
    stopped.move(days=KEPT.days)
    assert forget_answered(database) == 1
    before = len(mails(database))
    page = read_by_admin(browse, cast, database)
    settle(database, cast, answered, "Said better.")

    assert "two years after the answer" in page.text("main")
    assert "Note and mail" not in page.html
    assert len(mails(database)) == before


def test_without_mail_an_admin_writes_and_the_guest_is_told_so(
    browse: Browse, cast: Cast, database: Database
) -> None:
    guest = browse()
    assert PLAIN in guest.get(sent(guest)).text("main")

    page = read_by_admin(browse, cast, database)
    assert PLAIN in page.text("main")
    assert "Note the answer" in page.html
    assert "mailed" not in page.text("main")


class TestWithMail:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return sending(settings).model_copy(update={"contact": CONTACT})

    def test_the_answer_is_mailed_and_says_whom_to_ask(
        self, browse: Browse, cast: Cast, database: Database
    ) -> None:
        sent(browse())
        page = read_by_admin(browse, cast, database)

        assert "Note and mail the answer" in page.html
        assert PLAIN not in page.html
        said = {"outcome": "Put right.", "password": PASSWORD}
        browse(cast.dana).post(f"/admin/complaints/{rows(database)[0].number}", said)
        assert "Put right." in mails(database)[-1].body
        assert f"write to {CONTACT}." in mails(database)[-1].body
