"""Saying whether one comes, without an account, by a signed link."""

import re

from flask import Flask
from sqlalchemy.orm import Session

from learning import planning, teams
from learning.mail import Mail
from learning.planning import Pass
from tests.cast import Cast
from tests.conftest import Browse


def link(app: Flask, given: Pass) -> str:
    return f"/reply/{planning.link_token(str(app.secret_key), given)}"


def test_the_link_in_the_mail_asks_and_only_the_button_answers(
    browse: Browse, cast: Cast, session: str, db: Session
) -> None:
    (mail,) = db.query(Mail).where(Mail.user_id == cast.ben.id)
    (path,) = re.findall(r"http://localhost(/reply/\S+)", mail.body)
    db.commit()
    guest = browse()
    page = guest.get(path)

    assert page.text("h1") == "Module 1: Listening"
    assert "Friday 26 March 2027" in page.text("main")
    assert "Harbour Row" in page.text("main")
    assert "Nobody has said yet" in browse(cast.ada).get(session).text("main")
    guest.post(path, {"answer": "yes"})
    assert "Yes Ben" in browse(cast.ada).get(session).text("main")
    assert "The team knows that you come" in guest.get(f"{path}?said=yes").text("main")
    guest.post(path, {"answer": "no"})
    assert "No Ben" in browse(cast.ada).get(session).text("main")
    assert "BEGIN:VEVENT" in guest.client.get(f"{path}.ics").text


def test_a_guest_says_who_they_are(browse: Browse, cast: Cast, session: str, app: Flask) -> None:
    text = browse(cast.ada).get(session).texts["textarea"][0]
    (path,) = re.findall(r"http://localhost(/reply/\S+)", text)
    guest = browse()
    for address, words in (("", "Enter your email"), ("nobody", "like name@example.org")):
        page = guest.post(path, {"answer": "yes", "email": address}, expect=422)
        assert words in page.text("main")
    guest.post(path, {"answer": "perhaps", "email": "eve@example.org"}, expect=422)
    assert "How you take part" not in guest.get(path).text("main")
    guest.post(path, {"answer": "maybe", "email": "Eve@example.org"})
    said = guest.get(f"{path}?said=maybe").text("main")
    for words in ("You need no account to be there.", "A conversation", "Who listens to you"):
        assert words in said

    assert "Maybe eve@example.org guest" in browse(cast.ada).get(session).text("main")
    assert "eve@example.org" not in guest.get(path).text("main")
    assert path == link(app, Pass(1, None))


def test_links_that_lead_nowhere_any_more(
    browse: Browse, cast: Cast, session: str, app: Flask, db: Session
) -> None:
    guest, mine = browse(), link(app, Pass(1, cast.ben.id))
    for path in ("/reply/1..0", "/reply/x", f"{mine}0", link(app, Pass(99, None))):
        guest.get(path, expect=404)
        guest.post(path, {"answer": "yes"}, expect=404)
    teams.leave(db, cast.ben, 1)
    db.commit()
    guest.get(mine, expect=404)
    guest.post(mine, {"answer": "yes"}, expect=404)


def test_a_cancelled_session_takes_no_answers(
    browse: Browse, cast: Cast, session: str, app: Flask
) -> None:
    path = link(app, Pass(1, cast.ben.id))
    browse(cast.ada).post(f"{session}/cancellation")
    guest = browse()

    assert "was cancelled" in guest.get(path).text("main")
    page = guest.post(path, {"answer": "yes"}, expect=409)
    assert "This session was cancelled" in page.text("main")


def test_an_answer_cannot_come_from_another_site(
    browse: Browse, cast: Cast, session: str, app: Flask
) -> None:
    path = link(app, Pass(1, cast.ben.id))
    response = browse().client.post(
        path, data={"answer": "yes"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert response.status_code == 403


def test_the_reply_page_sets_no_cookie(browse: Browse, session: str, app: Flask) -> None:
    response = browse().client.get(link(app, Pass(1, None)))
    assert "Set-Cookie" not in response.headers
