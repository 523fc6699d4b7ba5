"""How somebody gets to the pages on which two accounts become one, as far as the last button."""

from learning.content import Programme
from tests.cast import PASSWORD
from tests.in_browser.visit import Visit, Visits

ADDRESS, KEY = "Email address", "Password of the other account"


def say_which(visit: Visit, email: str, password: str = PASSWORD) -> None:
    """Name the other account and its password."""
    page = visit.go("/account/join")
    page.get_by_label(ADDRESS).fill(email)
    page.get_by_label(KEY).fill(password)
    page.get_by_role("button", name="Go on with its password").click()


def _cleo(visits: Visits) -> Visit:
    """Cleo, who has just signed in: only then she may."""
    visit = visits()
    visit.sign_in("cleo@example.org")
    return visit


def _asked(visits: Visits, _: Programme) -> Visit:
    visit = _cleo(visits)
    visit.go("/account/join")
    return visit


def _refused(visits: Visits, _: Programme) -> Visit:
    visit = _cleo(visits)
    say_which(visit, "ben@example.org", "a wrong password")
    visit.page.locator("#to-mend").wait_for()
    return visit


def _second(visits: Visits, _: Programme) -> Visit:
    visit = _cleo(visits)
    say_which(visit, "dana@example.org")
    visit.page.get_by_label("Code for the other account").wait_for()
    return visit


def _both(visits: Visits, _: Programme) -> Visit:
    visit = _cleo(visits)
    say_which(visit, "ben@example.org")
    visit.page.get_by_role("button", name="Make them one account").wait_for()
    return visit


JOINING = {
    "joining": _asked,
    "joining-refused": _refused,
    "joining-second": _second,
    "joining-both": _both,
}
