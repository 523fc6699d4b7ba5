"""Who has left the team cannot open its record, and takes a card out from the journal."""

import re

from sqlalchemy.orm import Session

from learning import live, teams
from learning.content import Programme
from tests.cast import Cast
from tests.conftest import Browse, StoppedClock
from tests.live.ended import NAMED, UNNAMED, WITHHELD, begun_worded, spoken, worded
from tests.live.held import run_of, team

RAIN, BUS, SECRET = "Rain on the roof.", "A bus that was late.", "Nobody asked the porters."


def test_a_card_is_taken_out_by_who_has_left_the_team(
    browse: Browse, db: Session, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    session_id = begun_worded(db, worded(programme), *team(cast))
    said = {cast.ada: (RAIN, NAMED), cast.ben: (BUS, UNNAMED), cast.cleo: (SECRET, WITHHELD)}
    spoken(db, stopped, worded(programme), session_id, said)
    team_id = run_of(db, cast.ada, session_id).session.team_id
    teams.remove(db, cast.ada, team_id, cast.ben.id)
    db.commit()
    record = f"/live/{session_id}/record"

    ben, cleo = browse(cast.ben), browse(cast.cleo)
    ben.get(record, expect=404)
    (note,) = re.findall(r'href="(/journal/\d+)"', ben.get("/journal").html)
    assert "Take my card out" in ben.get(note).html
    assert BUS in cleo.get(record).text("main")
    taken = {"step": "say-it", "entry": note.rpartition("/")[2]}
    for _ in range(2):
        ben.post(f"{record}/withdrawal", taken)
    page = ben.get(f"{note}?changed=card")
    assert "Your card is taken out." in page.text("main")
    assert "Take my card out" not in page.html
    assert BUS not in cleo.get(record).text("main")

    (kept,) = re.findall(r'href="(/journal/\d+)"', cleo.get("/journal").html)
    assert "Take my card out" not in cleo.get(kept).html, "the others never saw it"
    assert live.card_of_note(db, cast.cleo, "confidence-start") is None
    assert live.card_of_note(db, cast.cleo, "live_x_say-it") is None
