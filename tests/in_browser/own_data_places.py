"""How somebody gets to their own data, to the way out, and to complaints."""

from collections.abc import Callable

from learning.content import Programme
from tests.in_browser.visit import Visit, Visits


def _at(path: str, who: str | None) -> Callable[[Visits, Programme], Visit]:
    def arrange(visits: Visits, _: Programme) -> Visit:
        visit = visits(who)
        visit.go(path)
        return visit

    return arrange


def deletion_refused(visits: Visits, _: Programme) -> Visit:
    """Ask to go without saying how."""
    visit = visits("Ben")
    page = visit.go("/account/data/deletion")
    page.evaluate("document.querySelectorAll('main [type=radio]').forEach(r => r.checked = false)")
    page.get_by_role("button", name="Delete my account").click()
    page.locator("#to-mend").wait_for()
    return visit


def leaving(visits: Visits, _: Programme) -> Visit:
    """Ask to go, as somebody new each time."""
    visit = visits()
    leaving.count += 1  # type: ignore[attr-defined]
    visit.sign_up("Gwen Leaver", f"gwen.leaver.{leaving.count}@example.org")  # type: ignore[attr-defined]
    visit.go("/account/data/deletion").get_by_role("button", name="Delete my account").click()
    visit.page.get_by_role("button", name="Keep my account").wait_for()
    return visit


leaving.count = 0  # type: ignore[attr-defined]


def complained(visits: Visits, _: Programme) -> Visit:
    """Complain as a guest."""
    visit = visits()
    page = visit.go("/complaints")
    page.get_by_label("What is wrong").fill("My old address is still on a certificate.")
    page.get_by_label("Your name").fill("Rosa Ibarra")
    page.get_by_label("Email address").fill("rosa@example.org")
    page.get_by_role("button", name="Send the complaint").click()
    page.get_by_text("Your complaint has arrived").wait_for()
    return visit


def complaint_refused(visits: Visits, _: Programme) -> Visit:
    """Send an empty complaint."""
    visit = visits()
    visit.go("/complaints").get_by_role("button", name="Send the complaint").click()
    visit.page.locator("#to-mend").wait_for()
    return visit


def complaint(visits: Visits, programme: Programme) -> Visit:
    """Read a complaint as an admin."""
    complained(visits, programme)
    visit = visits("Dana")
    visit.go("/admin/complaints").get_by_role("link", name="Complaint C").first.click()
    visit.page.get_by_role("button", name="Open the complaint").click()
    visit.page.get_by_label("Answer").wait_for()
    return visit


OWN_DATA = {
    "own-data": _at("/account/data", "Ada"),
    "deletion": _at("/account/data/deletion", "Ben"),
    "deletion-refused": deletion_refused,
    "leaving": leaving,
    "complaint-form": _at("/complaints", "Ada"),
    "complaint-arrived": complained,
    "complaint-refused": complaint_refused,
    "complaint": complaint,
    "complaints": _at("/admin/complaints", "Dana"),
}
