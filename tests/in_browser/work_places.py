"""The pages about somebody’s work, and of organisations before an admin."""

from collections.abc import Callable

from learning.content import Programme
from tests.in_browser.visit import Visit, Visits

Arrange = Callable[[Visits, Programme], Visit]


def _at(path: str, who: str) -> Arrange:
    def arrange(visits: Visits, _: Programme) -> Visit:
        visit = visits(who)
        visit.go(path)
        return visit

    return arrange


def asked_about(visits: Visits, _: Programme) -> Visit:
    """Type a name that is like a known one."""
    visit = visits("Finn")
    visit.go("/account/work").get_by_label("Your organisation", exact=True).fill("Harbor Row NHS")
    visit.page.get_by_role("button", name="Keep this").click()
    visit.page.get_by_role("group", name="Did you mean one of these?").wait_for()
    return visit


def compared(visits: Visits, _: Programme) -> Visit:
    """Compare two likely doubles, and look at what merging them does."""
    visit = visits("Dana")
    page = visit.go("/admin/organisations/alike")
    page.get_by_role("link", name="Compare").first.click()
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="See what this does").click()
    page.get_by_role("heading", name="What this does").wait_for()
    return visit


def merge_refused(visits: Visits, programme: Programme) -> Visit:
    """Merge without a reason."""
    visit = compared(visits, programme)
    visit.page.get_by_role("button", name="Make them one").click()
    visit.page.locator("#to-mend").wait_for()
    return visit


def merged(visits: Visits, programme: Programme) -> Visit:
    """Make initials and full name one, and read the record of it."""
    visit = visits("Dana")
    page = visit.go("/admin/organisations?q=HRFT")
    if page.get_by_label("HRFT", exact=True).count():
        page.get_by_label("HRFT", exact=True).check()
        page.get_by_label("Part of a name").fill("harbour row")
        page.get_by_role("button", name="Search", exact=True).last.click()
        page.get_by_label("Harbour Row NHS Foundation Trust").check()
        page.get_by_role("button", name="Compare what is ticked").click()
        page.get_by_role("radio", name="Harbour Row NHS Foundation Trust").check()
        page.get_by_role("button", name="See what this does").click()
        page.get_by_label("Why they are the same").fill("The initials of the trust.")
        page.get_by_role("button", name="Make them one").click()
        page.get_by_text("They are one now.").wait_for()
    else:
        visit.go("/admin/organisations/merges")
    return visit


WORK = {
    "work-empty": _at("/account/work", "Cleo"),
    "work": _at("/account/work", "Ada"),
    "work-asked-about": asked_about,
    "organisations": _at("/admin/organisations", "Dana"),
    "organisations-none-found": _at("/admin/organisations?q=nowhere", "Dana"),
    "organisations-alike": _at("/admin/organisations/alike", "Dana"),
    "organisations-compared": compared,
    "organisations-merge-refused": merge_refused,
    "organisations-merged": merged,
}
"""By the name of the place."""
