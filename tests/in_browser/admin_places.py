"""The pages that admins see, and how they get to them."""

from collections.abc import Callable

from playwright.sync_api import Page

from learning.content import Programme
from tests.cast import PASSWORD
from tests.in_browser.visit import Visit, Visits

Arrange = Callable[[Visits, Programme], Visit]
FIGURES = {
    "funnel": "funnel",
    "groups": "groups?by=nation",
    "organisations": "groups?by=organisation",
    "learning": "learning",
    "teams": "teams",
    "few": "funnel?sector=emergency",
    "refused": "groups?by=colour&sector=moon&organisation=Nowhere",
}


def _at(path: str) -> Arrange:
    def arrange(visits: Visits, _: Programme) -> Visit:
        visit = visits("Dana")
        visit.go(path)
        return visit

    return arrange


def quotes(visits: Visits, _: Programme) -> Visit:
    """Open the passages that may be quoted."""
    visit = visits("Dana")
    page = visit.go("/admin/quotes")
    if page.get_by_role("button", name="Open the passages").count():
        page.get_by_role("button", name="Open the passages").click()
    return visit


def look_for(page: Page, text: str) -> None:
    """Look for somebody on the page that is open."""
    page.get_by_label("Address, name or number").fill(text)
    page.get_by_label("Why").fill("Wrote to us about the certificate.")
    page.get_by_role("button", name="Look for them").click()


def found(visits: Visits, _: Programme) -> Visit:
    """Look for everybody of the cast at once."""
    visit = visits("Dana")
    look_for(visit.go("/admin/people"), "example.org")
    return visit


def nobody(visits: Visits, _: Programme) -> Visit:
    """Look for nobody that there is."""
    visit = visits("Dana")
    look_for(visit.go("/admin/people"), "xylophone")
    return visit


def person(visits: Visits, _: Programme) -> Visit:
    """Open the page about Ben, who has a certificate."""
    visit = visits("Dana")
    look_for(visit.go("/admin/people"), "ben@")
    visit.page.get_by_role("button", name="the page about Ben").click()
    visit.page.get_by_role("heading", name="What you can do").wait_for()
    return visit


def _asked(act: str) -> Arrange:
    """Begin an act for Ben and send it without a reason, having proved who one is if asked."""

    def arrange(visits: Visits, programme: Programme) -> Visit:
        visit = person(visits, programme)
        visit.page.get_by_role("link", name=act).click()
        if "/account/proof" in visit.page.url:
            visit.page.get_by_label("Password").fill(PASSWORD)
            visit.page.get_by_role("button", name="Go on").first.click()
        visit.page.locator("main form .button").first.click()
        visit.page.locator("#to-mend").wait_for()
        return visit

    return arrange


ADMIN: dict[str, Arrange] = {
    "admin": _at("/admin"),
    "statistics": _at("/admin/statistics"),
    **{f"statistics-{name}": _at(f"/admin/statistics/{path}") for name, path in FIGURES.items()},
    "content": _at("/admin/content"),
    "health": _at("/admin/health"),
    "quotes": quotes,
    "people": _at("/admin/people"),
    "people-found": found,
    "people-none-found": nobody,
    "person-closed": _at("/admin/people/1"),
    "person": person,
    "person-name-refused": _asked("Correct the name"),
    "person-deletion-refused": _asked("Delete the account"),
    "log": _at("/admin/log"),
    "log-refused": _at("/admin/log?act=paint"),
}
"""By the name of the place."""
