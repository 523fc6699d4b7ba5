"""How somebody without an account gets to their pages, and once signed up to what they wrote."""

from learning.content import Programme
from tests.in_browser.visit import Visit, Visits


def checked(visits: Visits, programme: Programme) -> Visit:
    """Sort the first of twelve measures and see what we say to it."""
    visit = visits()
    page = visit.go(programme.page_of(programme.exercise("twelve-measures")).path)
    page.locator("#twelve-measures input[type=radio]").first.check()
    page.locator("#twelve-measures").get_by_role("button", name="Check my answers").click()
    page.locator("#twelve-measures .verdict").first.wait_for()
    return visit


def from_this_browser(visits: Visits, programme: Programme) -> Visit:
    """Write something, sign up, and look at what waits to be added."""
    visit = visits()
    path = next(p.path for p in programme.pages if any(e.kind == "reflection" for e in p.exercises))
    visit.go(path).locator("#guest-work textarea").first.fill("Not in a journal yet.")
    visit.sign_up("Ines", "ines@example.org")
    visit.go("/journal/from-this-browser")
    visit.page.get_by_role("button", name="Add to my journal").wait_for()
    return visit


def refused_sign_up(visits: Visits, _: Programme) -> Visit:
    """Try to sign up with an empty form."""
    visit = visits()
    visit.go("/sign-up").get_by_role("button", name="Create my account").click()
    visit.page.locator("#to-mend").wait_for()
    return visit


def unsubscribe(visits: Visits, _: Programme) -> Visit:
    """Follow the last line of a mail."""
    visit = visits()
    visit.go("/_mail").get_by_role("link", name="Where its last line leads").first.click()
    visit.page.get_by_role("heading", name="Stop these mails?").wait_for()
    return visit


GUESTS = {
    "checked-as-guest": checked,
    "from-this-browser": from_this_browser,
    "refused-sign-up": refused_sign_up,
    "unsubscribe": unsubscribe,
}
