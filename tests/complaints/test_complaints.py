"""Complaining, being told that it arrived, and how it stands."""

import re
from typing import Any

import pytest
from sqlalchemy import func, select, update

from learning.accounts import User
from learning.audit import Act, AuditEntry
from learning.complaints import LONGEST, Complaint
from learning.db import Database
from learning.mail import Mail
from tests.browser import Browser, Page
from tests.cast import Cast
from tests.conftest import Browse, StoppedClock

FORM = "/complaints"
SAID = {"name": "Rosa Ibarra", "email": "rosa@example.org", "text": "A copper heron was told."}


def rows(database: Database) -> list[Complaint]:
    with database.reading() as db:
        return list(db.scalars(select(Complaint).order_by(Complaint.id)))


def mails(database: Database) -> list[Mail]:
    with database.reading() as db:
        return list(db.scalars(select(Mail).order_by(Mail.id)))


def sent(browser: Browser, **other: str) -> str:
    """Complain, and return where that led."""
    answer = browser.client.post(FORM, data=SAID | other)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def test_a_guest_complains_gets_a_number_and_a_mail_without_a_word_of_it(
    browse: Browse, database: Database
) -> None:
    guest = browse()
    page = guest.get(sent(guest))

    (complaint,) = rows(database)
    assert re.fullmatch(r"C26-[B-Z]{6}", complaint.number)
    assert complaint.number in page.text("main")
    assert "Send the complaint" not in page.html, "an empty form looks as if nothing had arrived"
    assert "Set-Cookie" not in guest.client.get(FORM).headers
    assert (complaint.name, complaint.email, complaint.text) == tuple(SAID.values())
    assert complaint.user_id is None
    (told,) = mails(database)
    assert told.to_address == "rosa@example.org"
    assert complaint.number in told.body
    for typed in ("heron", "Rosa"):
        assert typed not in f"{told.subject}{told.body}", "anybody may have typed the address"


def test_somebody_with_an_account_finds_it_among_their_data(
    browse: Browse, cast: Cast, database: Database
) -> None:
    ada = browse(cast.ada)
    assert 'value="ada@example.org"' in ada.get(FORM).html
    sent(ada, name="Ada", email="ada@example.org")

    (complaint,) = rows(database)
    assert complaint.user_id == cast.ada.id
    assert f"Complaint {complaint.number}" in ada.get("/account/data").text("main")
    assert complaint.number not in browse(cast.ben).get("/account/data").text("main")


def test_what_a_guest_said_is_theirs_once_the_address_is_confirmed(
    browse: Browse, cast: Cast, database: Database
) -> None:
    sent(browse(), email="ada@example.org")
    (complaint,) = rows(database)
    assert complaint.number not in browse(cast.ada).get("/account/data").html

    with database.writing.begin() as db:
        now = cast.ada.joined_at
        db.execute(update(User).where(User.id == cast.ada.id).values(confirmed_at=now))
    assert complaint.number in browse(cast.ada).get("/account/data").html


def test_a_second_click_makes_no_second_complaint(browse: Browse, database: Database) -> None:
    guest = browse()

    for _ in range(2):
        said = guest.get(sent(guest)).text("main")
        assert rows(database)[0].number in said
    assert len(rows(database)) == len(mails(database)) == 1


@pytest.mark.parametrize(
    ("other", "mend"),
    [
        ({"text": ""}, "Say what is wrong"),
        ({"text": " \n"}, "Say what is wrong"),
        ({"text": "x" * (LONGEST + 1)}, "Use at most 5000 characters"),
        ({"name": ""}, "Enter your name"),
        ({"email": "rosa"}, "Enter an address like"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_is_lost(
    browse: Browse, database: Database, other: dict[str, str], mend: str
) -> None:
    page = browse().post(FORM, SAID | other, expect=422)

    assert mend in page.html
    for said in (SAID | other).values():
        assert said.strip() in page.html
    assert rows(database) == []


def test_what_is_to_mend_stands_in_the_order_of_the_page(browse: Browse) -> None:
    said = browse().post(FORM, dict.fromkeys(SAID, ""), expect=422).text("main")

    mend = ("Say what is wrong", "Enter your name", "Enter an email address")
    order = [said.index(what) for what in mend]
    assert order == sorted(order)


def test_many_complaints_have_to_wait_and_what_was_typed_stays(
    browse: Browse, database: Database, stopped: StoppedClock
) -> None:
    guest = browse()
    for number in range(3):
        sent(guest, text=f"The {number}. time")
    answer = guest.client.post(FORM, data=SAID)

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    page = Page(answer.text)
    page.check()
    assert SAID["text"] in page.html
    stopped.move(minutes=15)
    sent(guest)
    assert len(rows(database)) == 4
    assert len(mails(database)) == 3, "nobody’s mailbox is filled"


def test_a_number_that_is_none_is_not_repeated(browse: Browse) -> None:
    for invented in ("number=C26-ZZZZZZ", "made=C26-ZZZZZZ", "made=Call%200900"):
        page = browse().get(f"{FORM}?{invented}")

        assert "0900" not in page.html
        assert "ZZZ" not in page.html
        assert "has arrived" not in page.html
        assert "Send the complaint" in page.html


def opened(browser: Browser, number: str, expect: int = 303) -> Page:
    return browser.post(f"/admin/complaints/{number}/opening", expect=expect)


def answer(browser: Browser, number: str, expect: int = 303, **fields: Any) -> Page:
    return browser.post(f"/admin/complaints/{number}", fields, expect=expect)


def test_an_admin_answers_once_in_the_log_by_mail_and_on_the_page(
    browse: Browse, cast: Cast, database: Database, stopped: StoppedClock
) -> None:
    ada, dana = browse(cast.ada), browse(cast.dana)
    sent(ada, email="ada@example.org")
    (complaint,) = rows(database)
    stopped.move(days=2)
    dana = browse(cast.dana)
    assert f"Complaint {complaint.number}" in dana.get("/admin/complaints").text("main")
    opened(dana, complaint.number)
    assert SAID["text"] in dana.get(f"/admin/complaints/{complaint.number}").html
    for _ in range(2):
        answer(dana, complaint.number, outcome="The heron is put right.")

    (complaint,) = rows(database)
    assert complaint.answered_at == stopped.now
    assert "The heron is put right." in ada.get("/account/data").text("main")
    _, told = mails(database)
    assert (told.to_address, told.user_id) == ("ada@example.org", cast.ada.id)
    assert "The heron is put right." in told.body
    with database.reading() as db:
        noted = select(AuditEntry).where(AuditEntry.act == Act.ANSWER_COMPLAINT)
        (entry,) = db.scalars(noted)
    assert (entry.actor_id, entry.about_id, entry.about) == (
        cast.dana.id, cast.ada.id, complaint.number,
    )  # fmt: skip
    assert "heron" not in entry.reason


def test_a_further_answer_is_added_with_its_day_and_mailed_and_the_first_day_stays(
    browse: Browse, cast: Cast, database: Database, stopped: StoppedClock
) -> None:
    sent(browse())
    (complaint,) = rows(database)
    path = f"/admin/complaints/{complaint.number}"
    dana = browse(cast.dana)
    opened(dana, complaint.number)
    assert "Note the answer" in dana.get(path).text("main")
    answer(dana, complaint.number, outcome="The first answer.")
    first = stopped.now
    stopped.move(days=1)
    dana = browse(cast.dana)
    opened(dana, complaint.number)
    for _ in range(2):
        answer(dana, complaint.number, outcome="And another.")

    (complaint,) = rows(database)
    both = "The first answer.\n\nAdded on 3 March 2026:\nAnd another."
    assert (complaint.outcome, complaint.answered_at) == (both, first)
    _, one, other = mails(database)
    assert "The first answer." in one.body
    assert "And another." in other.body
    assert "The first answer." not in other.body, "they have that one"
    assert other.subject == f"A further answer to your complaint {complaint.number}"
    page = dana.get(path)
    said = page.text("main")
    assert "Answered on 2 March 2026" in said
    assert said.index("The first answer.") < said.index("3 March 2026: And another.")
    assert said.index("And another.") < said.index("A further answer")
    assert "added below the one before" in said
    assert "Add a further answer" in said
    assert page.texts["textarea"][0].strip() == "", "what was sent is not sent again"


def test_complaints_are_for_admins_and_an_answer_has_words(
    browse: Browse, cast: Cast, database: Database
) -> None:
    sent(browse())
    (complaint,) = rows(database)
    for path in ("/admin/complaints", f"/admin/complaints/{complaint.number}"):
        browse(cast.ada).get(path, expect=403)
    answer(browse(cast.ada), complaint.number, outcome="No", expect=403)
    opened(browse(cast.dana), complaint.number)
    answer(browse(cast.dana), complaint.number, outcome=" ", expect=422)
    browse(cast.dana).get("/admin/complaints/C26-BBBBBB", expect=404)
    with database.reading() as db:
        assert db.scalar(select(func.count()).where(Complaint.answered_at.is_not(None))) == 0


def test_the_list_costs_the_same_however_many_there_are(
    browse: Browse, cast: Cast, queries: list[str]
) -> None:
    dana = browse(cast.dana)
    costs = []
    for number in range(2):
        sent(browse(), text=f"Nr {number}")
        queries.clear()
        dana.get("/admin/complaints")
        costs.append(len(queries))

    assert costs[0] == costs[1] <= 8
