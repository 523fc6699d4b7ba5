"""How somebody gets to what they write to themselves, and for their professional record."""

from collections.abc import Callable

from learning.content import Programme
from tests.in_browser.visit import Visit, Visits

Arrange = Callable[[Visits, Programme], Visit]
LETTER = "Dear me, the kitchen key is still yours to ask for."


def _at(path: str, who: str = "Ada") -> Arrange:
    def arrange(visits: Visits, _: Programme) -> Visit:
        visit = visits(who)
        visit.go(path)
        return visit

    return arrange


def sealed_letter(visits: Visits, _: Programme, words: str = LETTER) -> Visit:
    """Write a letter and open its page."""
    visit = visits("Ada")
    visit.go("/journal/letters/new").get_by_label("Your letter").fill(words)
    visit.page.get_by_role("button", name="Seal the letter").click()
    visit.page.get_by_role("link", name="Comes back on").first.click()
    visit.page.get_by_role("button", name="Open it now").wait_for()
    return visit


def letter_back(visits: Visits, programme: Programme) -> Visit:
    """Open a letter before its day."""
    visit = sealed_letter(visits, programme, f"{LETTER} And so is the hall.")
    visit.page.get_by_role("button", name="Open it now").click()
    visit.page.get_by_text(LETTER).wait_for()
    return visit


def letters(visits: Visits, programme: Programme) -> Visit:
    """See the letters that one has sealed."""
    visit = sealed_letter(visits, programme, f"{LETTER} And the yard.")
    visit.go("/journal/letters").get_by_role("link", name="Comes back on").first.wait_for()
    return visit


def refused_letter(visits: Visits, _: Programme) -> Visit:
    """Send an empty sheet."""
    visit = visits("Ada")
    visit.go("/journal/letters/new").get_by_role("button", name="Seal the letter").click()
    visit.page.locator("#to-mend").wait_for()
    return visit


def account(visits: Visits, _: Programme) -> Visit:
    """Begin a reflective account from two entries."""
    visit = visits("Ada")
    page = visit.go("/journal/reflective-accounts/new")
    page.get_by_label("What? So what? Now what?").check()
    page.get_by_label("A first look round").check()
    page.get_by_role("button", name="Begin the account").click()
    page.get_by_label("How is this relevant to the Code?").wait_for()
    return visit


def accounts(visits: Visits, programme: Programme) -> Visit:
    """See the accounts that one has begun."""
    visit = account(visits, programme)
    visit.go("/journal/reflective-accounts")
    return visit


def account_looked_through(visits: Visits, programme: Programme) -> Visit:
    """Look through an account that names somebody."""
    visit = account(visits, programme)
    box = visit.page.get_by_label("How did you change or improve your practice")
    box.fill("I asked Mrs Ahmed at Rose Court Care Home.")
    visit.page.get_by_label("Prioritise people").check()
    visit.page.get_by_role("button", name="Save and look through it").click()
    visit.page.get_by_role("heading", name="Before you show it to others").wait_for()
    return visit


def refused_log(visits: Visits, _: Programme) -> Visit:
    """Correct a number of minutes with something that is none."""
    visit = visits("Finn")
    page = visit.go("/journal/cpd-log?for=hcpc")
    page.locator("summary", has_text="Add to it, or correct it").first.click()
    page.get_by_label("Minutes, if it was another number").first.fill("an hour")
    page.get_by_role("button", name="Save and look through it").click()
    page.locator("#to-mend").wait_for()
    return visit


RECORD = {
    "letters-empty": _at("/journal/letters", "Cleo"),
    "letter-new": _at("/journal/letters/new"),
    "letter-refused": refused_letter,
    "letter-sealed": sealed_letter,
    "letter-back": letter_back,
    "letters": letters,
    "reflective-accounts-empty": _at("/journal/reflective-accounts", "Cleo"),
    "reflective-account-new": _at("/journal/reflective-accounts/new"),
    "reflective-account": account,
    "reflective-account-looked-through": account_looked_through,
    "reflective-accounts": accounts,
    "cpd-log-empty": _at("/journal/cpd-log", "Cleo"),
    "cpd-log": _at("/journal/cpd-log?for=nmc"),
    "cpd-log-refused": refused_log,
    "cpd-log-looked-through": _at("/journal/cpd-log/download?for=nmc"),
}
"""By the name of the place."""
