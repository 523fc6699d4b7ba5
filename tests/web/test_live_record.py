"""The pages of the record: the team reads it, the convenor mends it, codes are handed on."""

import re

import pytest
from sqlalchemy.orm import Session

from learning import live, teams
from learning.content import Programme
from learning.live import Run
from tests.cast import Cast
from tests.conftest import Browse, StoppedClock
from tests.live.ended import NAMED, UNNAMED, WITHHELD, begun_worded, mails, spoken, worded
from tests.live.held import planned_now, team

RAIN, BUS, SECRET = "Rain on the roof.", "A <b>bus</b>.", "Nobody asked the porters."


@pytest.fixture
def record(db: Session, cast: Cast, programme: Programme, stopped: StoppedClock) -> str:
    """The address of a record of Ada, Ben, Cleo, and Rosa who was added by name."""
    guide = worded(programme)
    session_id = begun_worded(db, guide, *team(cast))
    live.add_by_name(db, cast.ada, session_id, "Rosa")
    said = {cast.ada: (RAIN, NAMED), cast.ben: (BUS, UNNAMED), cast.cleo: (SECRET, WITHHELD)}
    spoken(db, stopped, guide, session_id, said)
    db.commit()
    return f"/live/{session_id}/record"


def run(db: Session, cast: Cast, record: str) -> Run:
    found = live.run_for(db, cast.ada, int(record.split("/")[2]))
    db.commit()  # the turn to write is free for the browsers
    assert found
    return found


def ids(db: Session, cast: Cast, record: str) -> dict[str, int]:
    """Return the participants by name."""
    return {person.name: person.id for person in run(db, cast, record).people}


def field(name: str, **values: str) -> dict[str, str]:
    return {f"{name}.{key}": value for key, value in values.items()}


def test_the_team_reads_it_as_a_page_and_as_a_file(browse: Browse, cast: Cast, record: str) -> None:
    ben = browse(cast.ben)
    page = ben.get(record)
    file = ben.client.get(f"{record}.txt")

    assert page.text("h1") == "Module 1: Listening"
    for words in (page.text("main"), file.text):
        assert RAIN in words
        assert "Rosa" in words
        assert BUS in words
        assert "Without a name" in words
        assert SECRET not in words
    assert "A &lt;b&gt;bus&lt;/b&gt;." in page.html
    assert file.mimetype == "text/plain"
    assert file.headers["Content-Disposition"] == 'attachment; filename="live-session-1.txt"'
    assert "Put attendance right" not in page.html, "that is the convenor’s"


def test_a_stranger_cannot_tell_that_it_exists(browse: Browse, cast: Cast, record: str) -> None:
    dana = browse(cast.dana)
    said = {
        dana.get(path, expect=404).text("main")
        for path in (record, f"{record}.txt", f"{record}/codes", "/live/999/record")
    }
    assert len(said) == 1
    for path in (f"{record}/attendance", f"{record}/withdrawal", f"{record}/codes/4"):
        dana.post(path, expect=404)


def test_the_page_of_the_session_leads_to_it(browse: Browse, cast: Cast, record: str) -> None:
    assert record in browse(cast.ben).get("/sessions/1").html


def test_what_nobody_opened_has_none(
    browse: Browse, db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = planned_now(db, programme, cast.ada)
    db.commit()
    browse(cast.ada).get(f"/live/{session_id}/record", expect=404)


def test_it_may_be_read_while_the_session_goes_on(
    browse: Browse, db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = begun_worded(db, programme, cast.ada)
    db.commit()
    page = browse(cast.ada).get(f"/live/{session_id}/record").text("main")

    assert "This session is not over." in page
    assert "Put attendance right" not in page


def test_ones_own_card_can_be_taken_out_with_a_name_or_without(
    browse: Browse, cast: Cast, record: str
) -> None:
    cleo = browse(cast.cleo)
    assert "Take my card out" not in cleo.get(record).html
    for person, words in ((cast.ada, RAIN), (cast.ben, BUS)):
        own = browse(person)
        assert "Take my card out" in own.get(record).html
        for _ in range(2):
            own.post(f"{record}/withdrawal", {"step": "say-it"})
        page = own.get(f"{record}?changed=withdrawn")
        assert "still in your journal" in page.html
        assert "Take my card out" not in page.html
        assert words not in cleo.get(record).text("main")
        assert words in own.get("/journal").text("main")
    cleo.post(f"{record}/withdrawal", {"step": "say-it"})


@pytest.mark.parametrize("step", ["nothing", "", "\0", "say-it\0"])
def test_a_step_that_is_not_there_takes_nothing_out(
    browse: Browse, cast: Cast, record: str, db: Session, step: str
) -> None:
    ada, before = browse(cast.ada), run(db, cast, record).version
    shown = f"/live/1/steps/{step or 'no'}/visibility"
    sends = [(shown, {"visibility": visibility}) for visibility in ("withheld", "named")]
    for path, sent in [(f"{record}/withdrawal", {"step": step}), *sends]:
        words = "no page here" if "\0" in path else "no such step"
        assert words in ada.post(path, sent, expect=404).text("main")
    assert run(db, cast, record).version == before


def test_the_convenor_puts_attendance_right(
    browse: Browse, cast: Cast, record: str, db: Session
) -> None:
    ada = browse(cast.ada)
    ben = ids(db, cast, record)["Ben"]
    sent = field("attendance", who=f"p{ben}", minutes="20", reason="He came by bike.")
    for _ in range(2):
        ada.post(f"{record}/attendance", sent)
    page = browse(cast.cleo).get(record).text("main")

    assert "20 minutes" in page
    assert page.count("1 minute before, put right by Ada: “He came by bike.”") == 1
    assert "20 minutes" in browse(cast.ben).get("/home").text("main")


def test_a_member_who_was_forgotten_is_added(
    browse: Browse, cast: Cast, record: str, db: Session
) -> None:
    team_id = run(db, cast, record).session.team_id
    teams.join(db, cast.dana, teams.team_for(db, cast.ada, team_id).code)
    db.commit()
    ada = browse(cast.ada)
    assert "Dana, not in it yet" in ada.get(record).html
    sent = field("attendance", who=f"m{cast.dana.id}", minutes="1", reason="She was there.")
    for _ in range(2):
        ada.post(f"{record}/attendance", sent)

    assert "Dana, not in it yet" not in ada.get(record).html
    assert "Added by Ada: “She was there.”" in browse(cast.dana).get(record).text("main")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"who": ""}, "Choose somebody"),
        ({"who": "p999"}, "Choose somebody"),
        ({"who": "x"}, "Choose somebody"),
        ({"minutes": "many"}, "Write a whole number"),
        ({"minutes": "-1"}, "Write a whole number"),
        ({"minutes": "46"}, "from 0 to 45"),
        ({"reason": " "}, "Say why"),
        ({"reason": "x" * 301}, "at most 300"),
    ],
)
def test_a_mistake_is_shown_with_what_was_typed(
    browse: Browse, cast: Cast, record: str, db: Session, wrong: dict[str, str], words: str
) -> None:
    sent = {
        "who": f"p{ids(db, cast, record)['Ada']}",
        "minutes": "20",
        "reason": "A reason.",
    } | wrong
    page = browse(cast.ada).post(f"{record}/attendance", field("attendance", **sent), expect=422)

    assert words in page.text("main")
    assert sent["minutes"] in page.html


def test_only_the_convenor_puts_it_right(
    browse: Browse, cast: Cast, record: str, db: Session
) -> None:
    ada = ids(db, cast, record)["Ada"]
    sent = field("attendance", who=f"p{ada}", minutes="20", reason="I say so.")
    page = browse(cast.ben).post(f"{record}/attendance", sent, expect=403)

    assert "That is Ada." in page.text("main")


def test_codes_are_the_convenors_to_hand_on(
    browse: Browse, cast: Cast, record: str, db: Session
) -> None:
    ben = browse(cast.ben)
    assert f"{record}/codes" not in ben.get(record).html
    assert "The team’s convenor has their code" in ben.get(record).text("main")
    for refused in (
        ben.get(f"{record}/codes", expect=403), ben.post(f"{record}/codes/4", expect=403)
    ):  # fmt: skip
        assert "The team’s convenor hands the codes on." in refused.text("main")

    ada = browse(cast.ada)
    assert f"{record}/codes" in ada.get(record).html
    page = ada.get(f"{record}/codes")
    rosa = ids(db, cast, record)["Rosa"]
    (code,) = re.findall(r"(?:[A-Z]{3}-){3}[A-Z]{3}", page.text("main"))
    assert re.search(r'<svg role="img"', page.html)
    address = f"{record}/codes/{rosa}"
    ada.post(address, field(f"code.{rosa}", address="nowhere"), expect=422)
    ada.post(address, expect=422)
    for name in ("a", "a", "b", "c"):
        ada.post(address, field(f"code.{rosa}", address=f"{name}@example.org"))
    page = ada.post(address, field(f"code.{rosa}", address="d@example.org"), expect=409)
    assert "3 addresses already" in page.text("main")
    assert len(mails(db, "claim/")) == 3
    db.commit()
    ada.post(f"{record}/codes/999", field("code.999", address="a@example.org"), expect=404)
    browse(cast.dana).post("/claim", {"code": code})
    assert "No code is left" in ada.get(f"{record}/codes").text("main")
    assert "/codes" not in ada.get(record).html


def test_the_module_and_the_journal_say_what_was_done_together(
    browse: Browse, cast: Cast, record: str, queries: list[str]
) -> None:
    ben = browse(cast.ben)
    queries.clear()
    module = ben.get("/modules/listening")
    assert 0 < len(queries) <= 4
    assert "You did this together on 2 March 2026: 1 minute." in module.text("main")
    assert record in module.html
    assert "together on" not in ben.get("/modules/feedback").html
    assert "together on" not in browse().get("/modules/listening").html
    assert "1 session, 1 minute with others." in ben.get("/home").text("main")
    assert "Done together" not in browse(cast.dana).get("/home").html
    journal = ben.get("/journal").text("main")
    assert "1 minute in 1 live session with others" in journal
    assert "From a live session" in journal
    assert "earlier edition" not in journal
    (note,) = re.findall(r'href="(/journal/\d+)"', ben.get("/journal").html)
    assert "From a live session." in ben.get(note).text("main")
    assert note in ben.get("/search?q=bus").html
