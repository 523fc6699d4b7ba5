"""The log before an admin; and that nothing an admin can do is left out of it."""

import csv
import io
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from learning import audit, organisations
from learning.accounts import User
from learning.audit import Act, Chosen, EntryView
from learning.complaints import Complaint
from learning.config import Settings
from learning.content import Programme
from learning.db import Database
from learning.organisations import Work
from tests.browser import Browser
from tests.cast import Cast
from tests.conftest import Browse, StoppedClock
from tests.organisations.looked_after import looked_after
from tests.sharing.entries import written
from tests.web.by_mail import sending
from tests.web.counted import count

HERE = "/admin/log"
WHY = {"reason": "She wrote to us"}
Sent = dict[str, str]


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return sending(settings)


@pytest.fixture
def dana(browse: Browse, cast: Cast) -> Browser:
    return browse(cast.dana)


def log(database: Database) -> list[EntryView]:
    with database.reading() as db:
        return list(audit.entries_of(db, Chosen()))


def _complained(browse: Browse, db: Session) -> str:
    said = {"name": "Gus", "email": "gus@example.org", "text": "Nobody answers."}
    browse().client.post("/complaints", data=said)
    return f"/admin/complaints/{db.scalars(select(Complaint.number)).one()}"


def _two_organisations(cast: Cast, db: Session) -> str:
    for person, name in ((cast.ada, "Harbour Row"), (cast.ben, "HR")):
        organisations.set_profile(db, person, Work(organisation=name))
    db.commit()
    return "/admin/organisations/merges"


WRITES: dict[str, Callable[[Browse, Cast, Session], tuple[str, Sent]]] = {
    "admin.open_quotes": lambda browse, cast, db: ("/admin/quotes/opening", {}),
    "admin.audit.download": lambda browse, cast, db: ("/admin/log.csv", {}),
    "admin.complaints.answer": lambda browse, _, db: (_complained(browse, db), {"outcome": "So"}),
    "admin.complaints.open_one": lambda browse, _, db: (f"{_complained(browse, db)}/opening", {}),
    "admin.organisations.merge": lambda browse, cast, db: (
        _two_organisations(cast, db),
        {"into": "1", "with": "2", **WHY},
    ),
    "admin.organisation_admins.add": lambda browse, cast, db: (
        "/admin/organisations/new",
        {"name": "Harbour Row", **WHY},
    ),
    "admin.organisation_admins.give": lambda browse, cast, db: (
        f"/admin/organisations/{looked_after(db, cast.ben)}/admins",
        {"email": cast.ada.email, **WHY},
    ),
    "admin.organisation_admins.take": lambda browse, cast, db: (
        f"/admin/organisations/{looked_after(db, cast.ben)}/admins/{cast.ben.id}/removal",
        WHY,
    ),
    "admin.organisation_admins.invite": lambda browse, cast, db: (
        f"/admin/organisations/{looked_after(db, cast.ben)}/invitations",
        {"people": "gus@example.org", **WHY},
    ),
    "admin.people.find": lambda browse, cast, db: ("/admin/people", {"q": "ada", **WHY}),
    "admin.people.open_page": lambda _, cast, db: (f"/admin/people/{cast.ben.id}/opening", WHY),
    "admin.people.do": lambda browse, cast, db: (
        f"/admin/people/{cast.ada.id}/name",
        {"name": "Ada King", **WHY},
    ),
    "admin.statistics.download": lambda browse, cast, db: ("/admin/statistics/overview.csv", {}),
    "admin.report.download": lambda browse, cast, db: ("/admin/statistics/report.docx", {}),
}
"""What is sent where, so that it is done; each act of `person_acts.ACTS` is in test_people.py."""
ONLY_LOOKS = {"admin.organisation_admins.check"}
"""What is posted since it is long, and changes nothing."""


def test_every_address_under_admin_that_writes_is_known_here(app: Flask) -> None:
    writing = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/admin") and (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}
    }
    assert writing - ONLY_LOOKS == WRITES.keys(), (
        "a new one needs its line above, and writes into the log"
    )


@pytest.mark.parametrize("endpoint", WRITES)
def test_whatever_an_admin_does_is_written_down(
    browse: Browse, cast: Cast, db: Session, database: Database, dana: Browser, endpoint: str
) -> None:
    count(db)
    audit.open_page(db, cast.dana, Act.OPEN_PERSON, about_id=cast.ada.id, reason="First")
    db.commit()
    path, sent = WRITES[endpoint](browse, cast, db)
    db.execute(update(User).values(confirmed_at=User.joined_at))
    db.commit()
    if endpoint == "admin.complaints.answer":  # for who has opened it
        dana.post(f"{path}/opening")
    before = len(log(database))

    assert dana.client.post(path, data=sent).status_code in {200, 303}
    entry, *earlier = log(database)
    first = earlier[-1]
    assert len(earlier) == before
    assert (entry.actor, first.reason) == ("Dana", "First")
    assert not sent.get("reason") or entry.reason == sent["reason"]


@pytest.mark.parametrize("endpoint", WRITES)
def test_what_is_refused_is_not_written_down(
    browse: Browse, cast: Cast, db: Session, database: Database, endpoint: str
) -> None:
    path, sent = WRITES[endpoint](browse, cast, db)
    db.commit()
    browse(cast.ada).post(path, sent, expect=403)
    browse().post(path, sent, expect=401)
    assert log(database) == []


@pytest.mark.parametrize(
    "path", ["/admin/statistics/overview.csv", "/admin/statistics/report.docx", "/admin/log.csv"]
)
def test_a_file_is_for_who_has_just_proved_who_they_are(
    dana: Browser, db: Session, database: Database, stopped: StoppedClock, path: str
) -> None:
    count(db)
    db.commit()
    stopped.move(minutes=16)
    answer = dana.client.post(f"{path}?act=read-quotes")
    asked = f"/account/proof?next={path}%3Fact%3Dread-quotes"
    assert (answer.status_code, answer.location) == (303, asked)
    assert dana.client.get(f"{path}?act=read-quotes").status_code == 302, "and there are buttons"
    assert log(database) == []


@pytest.fixture
def several(db: Session, cast: Cast, stopped: StoppedClock) -> None:
    """Two acts in February, one of them about Ada, and one in March."""
    stopped.move(days=-20)
    db.execute(update(User).values(joined_at=stopped.now))  # they were here by then
    audit.note(db, cast.dana, Act.CORRECT_NAME, about_id=cast.ada.id, reason="=She asked")
    audit.note(db, None, Act.MAKE_ADMIN, about_id=999, reason="Holiday")
    stopped.move(days=20)
    audit.note(db, cast.dana, Act.EXPORT_STATISTICS, about="Overview, as csv")
    db.commit()


def test_it_says_who_did_what_when_why_and_about_whom(dana: Browser, several: None) -> None:
    page = dana.get(HERE).text("main")
    for said in (
        "3 entries",
        "2 March 2026 at 12:00, Dana, account 4 · Overview, as csv",
        "Holiday About account 999, which is gone 10 February 2026 at 12:00, The command line",
        "=She asked About Ada, account 1",
    ):
        assert said in page


def test_acts_and_months_are_chosen(dana: Browser, several: None) -> None:
    offered = dana.get(HERE).html
    assert '<option value="2026-02">February 2026</option>' in offered
    for query, found in (
        ("?act=correct-name", 1), ("?month=2026-02", 2), ("?month=2026-02&act=make-admin", 1),
        ("?month=2026-03&page=9", 1), ("?act=&month=", 3), ("?page=x", 3),
    ):  # fmt: skip
        page = dana.get(f"{HERE}{query}").text("main")
        assert f"{found} entr{'y' if found == 1 else 'ies'}" in page, query
    assert "Nothing was done" in dana.get(f"{HERE}?month=2026-03&act=make-admin").text("main")
    for wrong in ("?act=paint", "?month=2026-13", "?month=2025-01", "?month=x"):
        assert "Choose from the list" in dana.get(f"{HERE}{wrong}", expect=422).text("main")
        assert dana.client.post(f"{HERE}.csv{wrong}").status_code == 422


def test_a_month_is_that_of_the_clocks_at_home(
    browse: Browse, db: Session, cast: Cast, stopped: StoppedClock
) -> None:
    stopped.now = stopped.now.replace(month=6, day=30, hour=23, minute=30)
    audit.note(db, cast.dana, Act.EXPORT_LOG)
    db.commit()
    page = browse(cast.dana).get(f"{HERE}?month=2026-07").text("main")
    assert "1 July 2026 at 00:30" in page


def test_pages_follow_on_each_other_with_the_choice(dana: Browser, db: Session, cast: Cast) -> None:
    for _ in range(51):
        audit.note(db, cast.dana, Act.FIND_PEOPLE, about="1 found")
    db.commit()
    page = dana.get(f"{HERE}?act=find-people")
    assert "Page 1 of 2" in page.text("main")
    assert ("input", "find-people") in [(tag, a.get("value")) for tag, a in page.tags]
    assert "Page 2 of 2" in dana.get(f"{HERE}?act=find-people&page=2").text("main")


def test_the_file_has_the_same_without_names_and_nothing_is_worked_out(
    dana: Browser, cast: Cast, database: Database, several: None
) -> None:
    sent = dana.client.post(f"{HERE}.csv?month=2026-02")
    assert sent.mimetype == "text/csv"
    rows = list(csv.reader(io.StringIO(sent.data.decode("utf-8-sig"))))
    assert rows == [
        ["When", "Who", "By account", "What", "Account", "About", "Why"],
        ["2026-02-10 12:00:00+00:00", "The command line", "", Act.MAKE_ADMIN.words, "999", "",
         "Holiday"],
        ["2026-02-10 12:00:00+00:00", "Dana", str(cast.dana.id), Act.CORRECT_NAME.words, "1", "",
         "'=She asked"],
    ]  # fmt: skip
    entry = log(database)[0]
    assert (entry.act, entry.about) == (Act.EXPORT_LOG, "2026-02")


def test_passages_are_read_only_once_they_are_opened(
    dana: Browser, cast: Cast, database: Database, programme: Programme, browse: Browse
) -> None:
    with database.writing.begin() as db:
        entry = written(db, cast.ada, programme)
    quoted = {"quotation.passage": "planted sentence", "quotation.naming": "unnamed"}
    browse(cast.ada).post(f"/journal/{entry}/quotation", quoted)
    page = dana.get("/admin/quotes")
    assert "1 passage" in page.text("main")
    assert "planted" not in page.html
    for _ in range(2):
        dana.post("/admin/quotes/opening")
    assert "planted sentence" in dana.get("/admin/quotes").text("main")
    assert [one.act for one in log(database)] == [Act.READ_QUOTES]
