import io
from datetime import UTC, datetime

from pypdf import PdfReader
from sqlalchemy.orm import Session

from learning import certificates
from learning.content import Programme
from learning.db import Database
from learning.statistics.counting.count import count_waiting
from tests.cast import PASSWORD, Cast, finish
from tests.conftest import Browse, StoppedClock

CONVERSATION = "/modules/listening/a-conversation"


def test_from_the_first_page_to_a_certificate_and_a_statistic(
    browse: Browse, cast: Cast, programme: Programme, database: Database
) -> None:
    guest = browse()
    assert "Listening" in guest.get("/").text("main")
    assert "What listening is" in guest.get("/modules/listening").text("main")
    guest.get(CONVERSATION)

    ada = browse()
    account = {"name": "Eve Łukasz", "email": "eve@example.org", "password": PASSWORD}
    ada.post("/sign-up", account)
    assert "0 of 3 pages done" in ada.get("/home").text("main")
    assert "3 pages left" in ada.get("/certificates").text("main")

    ada.post("/modules/listening/what-it-is/completion")
    ada.post(f"{CONVERSATION}/completion", expect=422)
    written = {"last-conversation.heard": "Rain", "last-conversation.version": "0"}
    ada.post(f"{CONVERSATION}/entries", written)
    assert ada.get(CONVERSATION).fields()["last-conversation.heard"] == "Rain"
    ada.post(f"{CONVERSATION}/completion")
    assert "page 1: Say what you saw" in ada.get("/home").text("main")
    ada.post("/modules/feedback/say-what-you-saw/completion")

    claimed = ada.client.post("/certificates", data={"holder": "Eve Łukasz"})
    address = claimed.headers["Location"]
    shown = browse().get(address).text("main")
    assert "This certificate is genuine" in shown
    assert "Eve Łukasz" in shown
    paper = browse().client.get(f"{address}.pdf")
    assert (paper.status_code, paper.mimetype) == (200, "application/pdf")
    assert paper.data.startswith(b"%PDF")
    assert "Set-Cookie" not in paper.headers
    count_waiting(database, programme, "Europe/London")
    assert "fewer than 5" in browse(cast.dana).get("/admin/statistics").text("main")


def test_marking_as_done_saves_what_is_typed(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)
    written = {"last-conversation.heard": "Rain", "last-conversation.version": "0"}

    ada.post(f"{CONVERSATION}/completion", written)

    assert ada.get(CONVERSATION).fields()["last-conversation.heard"] == "Rain"
    assert "1 of 3 pages done" in ada.get("/home").text("main")


def test_what_is_typed_is_kept_although_the_page_cannot_be_done_yet(
    browse: Browse, cast: Cast
) -> None:
    ada = browse(cast.ada)
    written = {"last-conversation.missed": "The pause", "last-conversation.version": "0"}

    page = ada.post(f"{CONVERSATION}/completion", written, expect=422)

    assert "Answer “What did you hear?”" in page.text("main")
    assert page.fields()["last-conversation.missed"] == "The pause"
    assert ada.get(CONVERSATION).fields()["last-conversation.missed"] == "The pause"


def test_a_tick_can_be_taken_back(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)
    ada.post("/modules/listening/what-it-is/completion")
    ada.post("/modules/listening/what-it-is/completion/undo")

    assert "0 of 3 pages done" in ada.get("/home").text("main")


def test_a_claim_repeated_returns_the_one_certificate(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    finish(db, cast.ada, programme, programme.pages)
    db.commit()
    ada = browse(cast.ada)

    first = ada.client.post("/certificates", data={"holder": "Ada"}).headers["Location"]
    again = ada.client.post("/certificates", data={"holder": "Another"}).headers["Location"]

    assert first == again
    assert "Ada" in ada.get("/certificates").text("main")


def test_the_journal_shows_what_was_written_to_its_writer_only(
    browse: Browse, cast: Cast, db: Session
) -> None:
    ada = browse(cast.ada)
    assert "Nothing here yet" in ada.get("/journal").text("main")
    ada.post(f"{CONVERSATION}/entries", {"last-conversation.heard": "A planted sentence"})

    journal = ada.get("/journal").text("main")
    assert "A planted sentence" in journal
    assert "What did you hear?" in journal
    ada.get("/journal/1")
    for stranger in (cast.ben, cast.cleo, cast.dana):
        browse(stranger).get("/journal/1", expect=404)
        for path in ("/journal", "/home", CONVERSATION, "/certificates"):
            assert "planted" not in browse(stranger).get(path).html
    dana = browse(cast.dana)
    for path in ("/admin/statistics", "/admin/statistics.csv", "/admin/content"):
        assert "planted" not in dana.client.get(path).text


def test_paper_and_page_agree_on_the_day_near_midnight(
    browse: Browse, cast: Cast, db: Session, programme: Programme, stopped: StoppedClock
) -> None:
    stopped.now = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)  # half past midnight in Britain
    finish(db, cast.ada, programme, programme.pages)
    code = certificates.claim(db, cast.ada, programme, holder="Ada")
    db.commit()

    guest = browse()
    page = guest.get(f"/certificates/{certificates.grouped(code)}").text("main")
    paper = guest.client.get(f"/certificates/{certificates.grouped(code)}.pdf").data

    assert "1 July 2026" in page
    assert "1 July 2026" in PdfReader(io.BytesIO(paper)).pages[0].extract_text()


def test_a_withdrawn_certificate_says_so_and_why(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    finish(db, cast.ada, programme, programme.pages)
    code = certificates.claim(db, cast.ada, programme, holder="Ada")
    certificates.withdraw(db, code, because="Issued to the wrong person.")
    db.commit()

    page = browse().get(f"/certificates/{certificates.grouped(code)}").text("main")

    assert "withdrawn on 2 March 2026" in page
    assert "Issued to the wrong person." in page
    assert "genuine" not in page
    assert "Download" not in page
    paper = browse().get(f"/certificates/{certificates.grouped(code)}.pdf", expect=410)
    assert "Issued to the wrong person." in paper.text("main")
