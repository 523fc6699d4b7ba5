"""One entry shared with a team, through the browser."""

import pytest
from sqlalchemy import select

from learning import actions, teams
from learning.content import Programme
from learning.db import Database
from learning.mail import Mail
from tests.actions.agreeing import agreed
from tests.browser import Browser
from tests.cast import Cast, gather
from tests.conftest import Browse, StoppedClock
from tests.sharing.entries import PLANTED, written
from tests.web.held import at

CONVERSATION = "/modules/listening/a-conversation"
ONLY_YOU = "Only you can read this."
BOTH = "Can be read by you, and since 2 March 2026 by the other person on Harbour Row."


def main(browser: Browser, path: str) -> str:
    return browser.get(path).text("main")


@pytest.fixture
def entry(database: Database, cast: Cast, programme: Programme, team: str) -> str:
    """An entry of Ada’s, by the address of its page."""
    with database.writing.begin() as db:
        return f"/journal/{written(db, cast.ada, programme)}"


def test_who_can_read_it_is_said_before_and_after_it_is_shared(
    browse: Browse, cast: Cast, team: str, entry: str
) -> None:
    ada = browse(cast.ada)
    for path in (entry, CONVERSATION):
        assert ONLY_YOU in main(ada, path)
    assert "Share it with Harbour Row" in main(ada, entry)

    for _ in range(2):
        ada.post(f"{entry}/shares/{team.rpartition('/')[2]}")
    assert "The team can read this now" in main(ada, f"{entry}?changed=shared")
    for path in (entry, CONVERSATION, "/journal"):
        assert BOTH in main(ada, path)
    assert "Share it with" not in main(ada, entry)

    for _ in range(2):
        ada.post(f"{entry}/shares/{team.rpartition('/')[2]}/withdrawal")
    for path in (entry, CONVERSATION):
        assert ONLY_YOU in main(ada, path)
        assert "Can be read by you" not in main(ada, path)


def test_the_team_finds_it_on_its_page_and_reads_it_as_it_stands(
    browse: Browse, cast: Cast, team: str, entry: str, database: Database, programme: Programme
) -> None:
    ada, ben = browse(cast.ada), browse(cast.ben)
    assert "What you have shown each other Nothing yet." in main(ben, team)
    page = shared(ada, team, entry)
    assert "Ada, since 2 March 2026. You have not opened it yet" in main(ben, team)
    assert "Your last conversation Ada, you, since" in main(ada, team)
    before = main(ben, page)
    assert "Ada sees that you opened it, and when. The others on the team do not. Open it" in before
    assert PLANTED not in before
    assert "Nobody has opened it yet" in main(ada, entry)
    for _ in range(2):
        ben.post(f"{page}/opening")
    assert "Opened by Ben on 2 March 2026 at 12:00" in main(ada, entry)
    assert "Opened by" not in main(ben, team) + main(ben, page)
    assert "not opened it yet" not in main(ben, team)
    said = main(ben, page)
    assert f"What did you hear? {PLANTED}" in said
    assert "Shared with the team by Ada on 2 March 2026. Nobody outside the team" in said
    assert "Take it back" not in said
    assert "Shared with the team by you" in main(ada, page)

    with database.writing.begin() as db:
        written(db, cast.ada, programme, "Rain")
    assert PLANTED not in browse(cast.ben).get(page).html
    assert "Rain" in main(ben, page)
    with database.writing.begin() as db:
        written(db, cast.ada, programme, "")
    assert "There is nothing in it at the moment" in main(ben, page)


def test_nobody_else_can_tell_that_there_is_anything(
    browse: Browse, cast: Cast, team: str, entry: str, database: Database, stopped: StoppedClock
) -> None:
    page = f"{team}/entries/{entry.rpartition('/')[2]}"
    nowhere = f"{team}/entries/999999"
    ben = browse(cast.ben)
    ben.post(f"{page}/opening", expect=404)
    assert ben.get(page, expect=404).text("main") == ben.get(nowhere, expect=404).text("main")

    ada = browse(cast.ada)
    assert shared(ada, team, entry) == page
    for stranger in (cast.cleo, cast.dana):
        other = browse(stranger)
        refused = other.get(page, expect=404).text("main")
        assert refused == other.get(nowhere, expect=404).text("main")
    assert browse().client.get(page).status_code == 302

    with database.writing.begin() as db:
        teams.remove(db, cast.ada, int(team.rpartition("/")[2]), cast.ben.id)
    ben.get(page, expect=404)
    ada.post(f"{entry}/shares/{team.rpartition('/')[2]}/withdrawal")
    ada.get(page, expect=404)


def test_only_the_writer_shares_and_only_with_their_own_team(
    browse: Browse, cast: Cast, team: str, entry: str, database: Database
) -> None:
    with database.writing.begin() as db:
        other = gather(db, cast.cleo, name="Elsewhere")
    number = team.rpartition("/")[2]
    for act in ("", "/withdrawal"):
        browse(cast.ben).post(f"{entry}/shares/{number}{act}", expect=404)
        browse(cast.ada).post(f"{entry}/shares/{other}{act}", expect=404)
    assert ONLY_YOU in main(browse(cast.ada), entry)


def test_a_closed_team_is_said_to_be_closed_and_what_it_has_can_be_taken_back(
    browse: Browse, cast: Cast, team: str, entry: str
) -> None:
    ada = browse(cast.ada)
    page = shared(ada, team, entry)
    ada.post(f"{team}/close")
    number = team.rpartition("/")[2]

    assert "This team is closed" in ada.post(f"{entry}/shares/{number}", expect=409).text("main")
    browse(cast.ben).post(f"{page}/opening")
    assert PLANTED in main(browse(cast.ben), page)
    assert "What you have shown each other" in main(browse(cast.ben), team)
    ada.post(f"{entry}/shares/{number}/withdrawal")
    assert "What you have shown each other" not in main(browse(cast.ben), team)
    assert "Share it" not in main(ada, entry)


def test_earlier_versions_and_texts_set_aside_stay_the_writers(
    browse: Browse, cast: Cast, team: str, entry: str, stopped: StoppedClock
) -> None:
    ada = browse(cast.ada)
    stopped.move(hours=1)
    sent = {"last-conversation.heard": "A second thought", "last-conversation.version": "1"}
    ada.post(f"{CONVERSATION}/entries", sent)
    overtaken = sent | {"last-conversation.heard": "From another window"}
    ada.post(f"{CONVERSATION}/entries", overtaken, expect=409)
    page = shared(ada, team, entry)

    assert PLANTED in main(ada, entry)
    assert "From another window" in main(ada, entry)
    for reader in (ada, browse(cast.ben)):
        reader.post(f"{page}/opening")
        html = reader.get(page).html
        assert "A second thought" in html
        assert PLANTED not in html
        assert "From another window" not in html


def test_what_is_shared_is_in_no_search_statistic_or_mail(
    browse: Browse, cast: Cast, team: str, entry: str, database: Database
) -> None:
    shared(browse(cast.ada), team, entry)
    with database.writing.begin() as db:
        actions.agree(db, cast.ben, int(team.rpartition("/")[2]), agreed())

    for person in (cast.ben, cast.cleo, cast.dana):
        reader = browse(person)
        for path in ("/search?q=planted", "/home", "/journal", CONVERSATION, "/teams"):
            assert PLANTED not in reader.get(path).html
    assert PLANTED not in browse(cast.ben).get(team).html  # the list has titles only
    dana = browse(cast.dana)
    for path in ("/admin/statistics", "/admin/statistics.csv", "/admin/content"):
        assert PLANTED not in dana.client.get(path).text
    with database.reading() as db:
        assert not [mail for mail in db.scalars(select(Mail)) if PLANTED in mail.body]


def test_a_page_with_something_shared_costs_one_query_more(
    browse: Browse, cast: Cast, team: str, entry: str, queries: list[str]
) -> None:
    ada = browse(cast.ada)
    counted = []
    for share in (False, True):
        if share:
            shared(ada, team, entry)
        queries.clear()
        ada.get(CONVERSATION)
        counted.append(len(queries))
    assert counted == [3, 4]


def test_a_hostile_name_of_a_team_does_no_harm(
    browse: Browse, cast: Cast, entry: str, database: Database
) -> None:
    with database.writing.begin() as db:
        team_id = gather(db, cast.ada, name="<script>alert(1)</script>\u202e")
    ada = browse(cast.ada)
    for path in (entry, shared(ada, f"/teams/{team_id}", entry), entry, CONVERSATION, "/journal"):
        assert "<script>alert" not in ada.get(path).html
    assert "by whoever joins" in main(ada, entry)


def shared(browser: Browser, team: str, entry: str) -> str:
    """Share the entry and return the address at which the team reads it."""
    browser.post(f"{entry}/shares/{team.rpartition('/')[2]}")
    return f"{team}/entries/{entry.rpartition('/')[2]}"


def test_the_box_in_a_live_session_says_that_the_entry_is_shared(
    browse: Browse, cast: Cast, database: Database, programme: Programme
) -> None:
    with database.writing() as db:
        session_id = at(db, programme, "write-it", cast.ada, cast.ben)
        team_id = teams.teams_of(db, cast.ada)[0].id
        entry_id = written(db, cast.ada, programme)
        db.commit()
    ada, page = browse(cast.ada), f"/live/{session_id}"
    assert "Only you can read this. It goes into your own journal." in main(ada, page)
    ada.post(f"/journal/{entry_id}/shares/{team_id}")
    said = main(ada, page)
    assert "Only you can read this" not in said
    assert "You have shared this entry with a team, which reads it there" in said
