"""What the page tells people while a live session begins, and passes from one to the other."""

from sqlalchemy.orm import Session

from learning import planning, teams
from learning.content import Programme
from learning.planning import Answer
from tests.cast import Cast
from tests.conftest import Browse
from tests.live.held import begun, come_to, opened
from tests.web.held import Held, at


def test_the_lobby_begins_with_who_is_here_and_who_is_missed(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = opened(db, programme, cast.ada, cast.ben)
    planning.reply(db, cast.ben, session_id, Answer.YES)
    teams.join(db, cast.cleo, teams.team_for(db, cast.ada, 1).code)
    planning.reply(db, cast.cleo, session_id, Answer.YES)
    db.commit()
    said = Held(browse, cast.ada, session_id).says()

    assert "Here: Ada and Ben. Said yes, not here yet: Cleo." in said
    assert said.index("Said yes") < said.index("Begin Anybody can begin") < said.index("It takes")


def test_a_role_that_passes_on_is_told_to_who_has_it_now(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = begun(db, programme, cast.ada, cast.ben, cast.cleo)
    db.commit()
    ada, cleo = Held(browse, cast.ada, session_id), Held(browse, cast.cleo, session_id)
    assert "facilitator" in ada.state()["leads"]
    assert 'data-leads="facilitator' in ada.page().html
    ada.send("roles", {"role": "facilitator", "to-facilitator": "3"})
    assert "facilitator" in cleo.state()["leads"]
    assert "facilitator" not in ada.state()["leads"]
    assert "The two swap." in ada.says()


def test_a_box_that_nobody_has_touched_does_not_say_that_it_is_not_saved(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = at(db, programme, "write-it", cast.ada, cast.ben)
    assert "Not saved" not in Held(browse, cast.ada, session_id).says()


def test_a_line_is_put_under_the_present_step_or_the_page_says_where(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = at(db, programme, "in-turn", cast.ada)
    ada = Held(browse, cast.ada, session_id)
    typed = {"live_line.text": "Coffee", "live_at.line": "check-in"}
    ada.send("steps/check-in/lines", typed)
    assert "What was said Coffee" in ada.says()

    come_to(db, session_id, "check-out", cast.ada)
    db.commit()
    fields = typed | {"live_line.text": "Tea", "live_at.line": "in-turn"}
    sent = ada.browser.client.post(f"{ada.path}/steps/in-turn/lines", data=fields)
    said = ada.browser.get(sent.headers["Location"]).text("main")
    assert "Your line was added to “In turn”" in said
    told = ada.browser.send(f"{ada.path}/steps/in-turn/lines", fields | {"live_line.text": "Milk"})
    assert told.json
    assert told.json["filed"] == "Added to “In turn”"
