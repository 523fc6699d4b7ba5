"""Coming onto a team: by link, by typing the code, as a guest, by guessing."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning import planning, teams
from learning.content import Programme
from learning.db import Database
from learning.mail import Mail
from tests.cast import PASSWORD, Cast, gather
from tests.conftest import Browse, StoppedClock
from tests.live.held import begun


@pytest.fixture
def code(database: Database, cast: Cast) -> str:
    """The code of a team that Ada convenes and Ben is on."""
    with database.writing.begin() as db:
        return teams.team_for(db, cast.ada, gather(db, cast.ada, cast.ben)).code


def test_a_guest_signs_up_and_is_back_at_the_invitation(browse: Browse, code: str) -> None:
    guest = browse()
    page = guest.get(f"/join/{code}")
    assert f"/sign-up?next=/join/{code}" in page.html
    assert "Harbour Row" not in page.html

    form = guest.get(f"/sign-in?next=/join/{code}")
    assert f"/sign-up?next=/join/{code}" in form.html  # who has no account yet keeps the way
    account = {"name": "Eve", "email": "eve@example.org", "password": PASSWORD}
    sent = guest.client.post("/sign-up", data=account | {"next": f"/join/{code}"})
    assert sent.headers["Location"] == f"/join/{code}"

    joined = guest.client.post("/join", data={"code": code}).headers["Location"]
    assert "Team of 3 people" in guest.get(joined).text("main")


def test_a_guest_who_signs_in_is_back_too(browse: Browse, cast: Cast, code: str) -> None:
    guest = browse()
    sent = {"email": cast.cleo.email, "password": PASSWORD, "next": f"/join/{code}"}
    assert guest.client.post("/sign-in", data=sent).headers["Location"] == f"/join/{code}"


def test_who_joins_late_is_invited_to_what_is_planned(
    browse: Browse, cast: Cast, session: str, database: Database
) -> None:
    with database.writing.begin() as db:
        code = teams.teams_of(db, cast.ada)[0].code
    for _ in range(2):
        browse(cast.cleo).post("/join", {"code": code})

    with database.reading() as db:
        (mail,) = db.scalars(select(Mail).where(Mail.user_id == cast.cleo.id))
        assert f"http://localhost{session}" in mail.body


def test_who_scans_the_code_on_the_screen_is_led_to_the_door(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    session_id = begun(db, programme, cast.ada, cast.ben)
    team_id = planning.session_for(db, cast.ada, session_id).team_id
    code = teams.team_for(db, cast.ada, team_id).code
    db.commit()
    cleo = browse(cast.cleo)
    joined = cleo.client.post("/join", data={"code": code}).headers["Location"]

    assert joined == f"/live/{session_id}?changed=joined"
    assert "You are on the team. The others are in already." in cleo.get(joined).text("main")
    assert cleo.client.get(f"/join/{code}").headers["Location"] == f"/live/{session_id}"
    for path in ("/home", f"/teams/{team_id}"):
        said = cleo.get(path).text("main")
        assert "It is on now. 2 are in. Module 1: Listening" in said
        assert "Your next session" not in said


def test_the_programme_says_that_it_can_be_done_with_a_team(browse: Browse, cast: Cast) -> None:
    for browser in (browse(), browse(cast.cleo)):
        for path in ("/", "/modules/listening"):
            assert "Do it with your team" in browser.get(path).text("main")
    assert "Do it with your team" in browser.get("/home").text("main")


def test_a_guest_reads_what_a_team_is(browse: Browse) -> None:
    page = browse().get("/teams")

    assert "/sign-up?next=/teams" in page.html
    assert "/sign-in?next=/join" in browse().get("/join").html


def test_opening_a_link_joins_nobody(
    browse: Browse, cast: Cast, code: str, database: Database
) -> None:
    browse(cast.cleo).get(f"/join/{code}")

    with database.reading() as db:
        assert teams.teams_of(db, cast.cleo) == ()


def test_the_page_before_joining_is_the_same_for_every_code(
    browse: Browse, cast: Cast, code: str
) -> None:
    for browser in (browse(), browse(cast.cleo)):
        pages = [browser.get(f"/join/{c}").html.replace(c, "…") for c in (code, "BBB-BBC")]
        assert pages[0] == pages[1]


def test_a_sign_in_that_is_over_keeps_the_code(browse: Browse, code: str) -> None:
    page = browse().post("/join", {"code": code}, expect=401)

    assert code in page.html


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type the code"),
        ("BDFHJ", "six letters"),
        ("ВDFHJK", "six letters"),
        ("<script>", "six letters"),
        ("\u202eKJHFDB", "No team has this code"),
        ("B" * 10_000, "six letters"),
        ("BBB-BBC", "No team has this code"),
    ],
)
def test_a_code_is_refused_on_the_form(browse: Browse, cast: Cast, typed: str, said: str) -> None:
    page = browse(cast.cleo).post("/join", {"code": typed}, expect=422)

    assert said in page.text("main")
    assert "<script>" not in page.text("main")


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "B" * 2_000, "ﷺ", "%00", "a%2Fb"])
def test_a_link_with_anything_in_it_is_a_page(browse: Browse, cast: Cast, typed: str) -> None:
    for browser in (browse(), browse(cast.cleo)):
        answer = browser.client.get(f"/join/{typed}")
        assert answer.status_code in {200, 404}
        assert "<script>alert" not in answer.text


def test_guessing_is_slowed_down_and_wrong_codes_count_although_they_are_refused(
    browse: Browse, cast: Cast, code: str, stopped: StoppedClock
) -> None:
    cleo = browse(cast.cleo)
    for last in "CDFGHJKMNP":
        cleo.post("/join", {"code": f"BBB-BB{last}"}, expect=422)

    slowed = cleo.client.post("/join", data={"code": code})
    assert slowed.status_code == 429
    assert "Too many tries. Wait" in slowed.text
    assert code in slowed.text  # it is still in its field

    stopped.move(seconds=int(slowed.headers["Retry-After"]))
    cleo.post("/join", {"code": code})


def test_what_cannot_be_a_code_does_not_count(browse: Browse, cast: Cast, code: str) -> None:
    cleo = browse(cast.cleo)
    for _ in range(30):
        cleo.post("/join", {"code": "BDF"}, expect=422)

    cleo.post("/join", {"code": code})
