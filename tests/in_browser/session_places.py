"""How somebody gets to the pages of live sessions and of what was agreed there."""

import re
from collections.abc import Callable

from learning.content import Programme
from tests.in_browser.visit import Visit, Visits


def session(
    number: int, act: str | None = None, who: str = "Ada"
) -> Callable[[Visits, Programme], Visit]:
    """Open a session of the team, by its place on the team’s page, and press ``act``."""

    def arrange(visits: Visits, _: Programme) -> Visit:
        visit = visits(who)
        visit.go("/teams").locator(".row a").first.click()
        past = visit.page.get_by_text("Past sessions")
        past.click()
        visit.page.locator("[aria-labelledby=sessions] .row a").nth(number).click()
        visit.page.get_by_role("heading", level=1, name="Module").wait_for()
        if act:
            visit.page.get_by_role("link", name=act).click()
            visit.page.get_by_role("heading", name=act).wait_for()
        return visit

    return arrange


def action(
    number: int, press: str | None = None, who: str = "Ada"
) -> Callable[[Visits, Programme], Visit]:
    """Open an action of the team, by its place on the team’s page, and press a button there."""

    def arrange(visits: Visits, _: Programme) -> Visit:
        visit = visits(who)
        visit.go("/teams/1").get_by_text("Settled actions").click()
        visit.page.locator("[aria-labelledby=actions] .row__title a").nth(number).click()
        visit.page.get_by_role("heading", level=1, name="What you agreed").wait_for()
        if press:
            visit.page.get_by_role("button", name=press).click()
            visit.page.locator("#to-mend").wait_for()
        return visit

    return arrange


def pack(visits: Visits, programme: Programme) -> Visit:
    """Open what is printed for a room without network."""
    visit = session(0)(visits, programme)
    visit.page.get_by_role("link", name="Print a pack").click()
    visit.page.get_by_role("heading", name="Answer cards").wait_for()
    return visit


def results(visits: Visits, _: Programme) -> Visit:
    """Type in the result of a session that a new team has planned for now, with a mistake."""
    visit = visits()
    visit.sign_up("Ivo", "ivo@example.org")
    visit.go("/teams").get_by_label("Name of the team").fill("Ivo’s team")
    visit.page.get_by_role("button", name="Start the team").click()
    visit.page.get_by_text("Start a session now").click()
    visit.page.get_by_role("button", name="Start now").click()
    visit.page.get_by_role("button", name="Come in").wait_for()
    visit.page.goto(f"{visit.page.url}/results")
    visit.page.get_by_role("checkbox", name="Ivo").check()
    visit.page.get_by_label("Minutes").fill("999")
    visit.page.get_by_role("button", name="Keep this as the record").click()
    visit.page.locator("#to-mend").wait_for()
    return visit


def refused_plan(visits: Visits, _: Programme) -> Visit:
    """Ask for a time that the clocks skip."""
    visit = visits("Ada")
    page = visit.go("/teams/1/sessions/new")
    page.get_by_label("Day", exact=True).fill("2027-03-28")
    page.get_by_label("Begins at").fill("01:30")
    page.get_by_role("button", name="Plan it").click()
    page.locator("#to-mend").wait_for()
    return visit


def reply(visits: Visits, programme: Programme) -> Visit:
    """Follow the link of the words to send, as a guest."""
    words = session(0)(visits, programme).page.get_by_label("Words to send").input_value()
    guest = visits()
    guest.go(re.findall(r"/reply/\S+", words)[0])
    return guest
