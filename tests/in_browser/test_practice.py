"""Answering the questions about practice in a browser: what is typed stays until it is sent."""

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from learning import clock, followups
from learning.db import connect
from learning.followups import FollowUp, Moment
from tests.cast import join
from tests.followups.asked import plan
from tests.in_browser.practice_places import token_for
from tests.in_browser.visit import Visit, Visits

pytestmark = pytest.mark.browser
STORY = "A room is open to the choir on Mondays."


def somebody_asked(visit: Visit, name: str) -> int:
    """Bring somebody who meant to do something and is asked about it; return the account’s id."""
    database = connect(f"sqlite:///{visit.data / 'learning.db'}")
    with database.writing.begin() as db:
        person = join(db, name)
        plan(db, person, row1={"will": "open a room"})
        followups.agree(db, person)
        asked = update(FollowUp).where(
            FollowUp.user_id == person.id, FollowUp.moment == Moment.THREE
        )
        db.execute(asked.values(sent_at=clock.now().replace(microsecond=0), next_at=None))
    database.close()
    return person.id


def story(page: Page) -> str:
    return page.get_by_label("What came of it?").input_value()


def test_what_is_typed_outlasts_a_reload_until_it_is_sent(visit: Visits) -> None:
    guest = visit()
    page = guest.go(f"/practice/{token_for(guest, somebody_asked(guest, 'Jorun'))}")
    page.get_by_label("What came of it?").fill(STORY)
    page.get_by_label("Dropped").check()
    page.get_by_label("Something from the programme").check()
    expect(page.get_by_text("Kept in this tab")).to_be_visible()
    page.reload()
    assert story(page) == STORY
    expect(page.get_by_label("Dropped")).to_be_checked()
    expect(page.get_by_label("Something from the programme")).to_be_checked()
    expect(page.get_by_text("What you had typed is back")).to_be_visible()

    page.get_by_label("Yes, as I describe myself").check()
    page.get_by_role("button", name="Send my answers").click()
    expect(page.locator("#to-mend")).to_be_visible()
    assert story(page) == STORY, "refused, it is on the page"
    page.get_by_label("How you describe yourself").fill("a porter")
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert page.evaluate("Object.keys(sessionStorage).filter(k => /^practice /.test(k))") == []


def test_back_without_keeping_anything_forgets_what_was_typed(visit: Visits) -> None:
    kim = visit()
    somebody_asked(kim, "Kimber")
    kim.sign_in("kimber@example.org")
    page = kim.go("/practice/answers/3")
    page.get_by_label("What came of it?").fill(STORY)
    expect(page.get_by_text("Kept in this tab")).to_be_visible()
    page.get_by_role("link", name="Back without keeping anything").click()
    expect(page).to_have_url(re.compile("/practice$"))
    assert page.evaluate("Object.keys(sessionStorage).filter(k => /^practice /.test(k))") == []
    page = kim.go("/practice/answers/3")
    assert story(page) == ""


def test_without_scripts_the_questions_can_be_answered(visit: Visits) -> None:
    jim = visit(java_script_enabled=False)
    somebody_asked(jim, "Jimena")
    jim.sign_in("jimena@example.org")
    page = jim.go("/practice")
    page.get_by_role("link", name="Answer", exact=True).click()
    page.get_by_label("Still trying").check()
    page.get_by_role("button", name="Keep my answers").click()
    expect(page).to_have_url(re.compile("changed=answered"))
    expect(page.get_by_text("Still trying")).to_be_visible()
