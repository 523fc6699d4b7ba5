"""How somebody gets to one entry of a journal: its writer, and the team it is shared with."""

from learning.content import Programme
from tests.in_browser.visit import Visit, Visits


def entry(visits: Visits, _: Programme) -> Visit:
    """Open one’s latest entry."""
    visit = visits("Ada")
    visit.go("/journal").get_by_role("link", name="earlier versions").first.click()
    return visit


def shared(visits: Visits, _: Programme, who: str = "Ben") -> Visit:
    """Open what the team was shown first."""
    visit = visits(who)
    visit.go("/teams/1").locator("[aria-labelledby=entries] .row__title a").last.click()
    visit.page.get_by_text("Nobody outside the team").wait_for()
    return visit


def shared_entry(visits: Visits, programme: Programme) -> Visit:
    """Open the same as its writer, in the journal."""
    visit = shared(visits, programme, who="Ada")
    visit.page.get_by_role("link", name="Take it back").click()
    visit.page.get_by_role("heading", name="Shared").wait_for()
    return visit


JOURNAL = {
    "journal-entry": entry,
    "journal-entry-shared": shared_entry,
    "shared-entry": shared,
}
"""By the name of the place."""
