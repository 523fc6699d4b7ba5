"""How somebody gets to one entry of a journal: its writer, the team, who may quote a passage."""

from collections.abc import Callable

from learning.content import Programme
from tests.in_browser.visit import Visit, Visits

TWO_TEXTS = ("שלום, דיברתי עם האחות במחלקה 👩‍👩‍👧", "Text from the other window. " * 40)


def _at(path: str) -> Callable[[Visits, Programme], Visit]:
    def arrange(visits: Visits, _: Programme) -> Visit:
        visit = visits("Ada")
        visit.go(path)
        return visit

    return arrange


def entry(visits: Visits, _: Programme) -> Visit:
    """Open one’s latest entry."""
    visit = visits("Ada")
    visit.go("/journal").locator("article a[href^='/journal/']").first.click()
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


def unopened_entry(visits: Visits, _: Programme) -> Visit:
    """Come to what a teammate shared and one has not opened."""
    visit = visits("Ada")
    visit.go("/teams/1").get_by_text("not opened it yet").first.wait_for()
    visit.page.locator("[aria-labelledby=entries] .row__title a").first.click()
    visit.page.get_by_role("button", name="Open it").wait_for()
    return visit


def quotable_entry(visits: Visits, programme: Programme) -> Visit:
    """Open an entry of which a passage may be quoted."""
    title = programme.exercise("first-look").title
    visit = visits("Ada")
    listed = visit.go("/journal").locator("article", has_text=title)
    listed.locator("a[href^='/journal/']").first.click()
    visit.page.get_by_role("heading", name="A passage may be quoted").wait_for()
    return visit


def quotation(visits: Visits, programme: Programme) -> Visit:
    """Choose a passage anew."""
    visit = quotable_entry(visits, programme)
    visit.page.get_by_role("link", name="Choose another passage").click()
    visit.page.get_by_label("The passage").wait_for()
    return visit


def previewed_quotation(visits: Visits, programme: Programme) -> Visit:
    """See what readers would get."""
    visit = quotation(visits, programme)
    visit.page.get_by_label("The passage").fill("The seminar room … every evening")
    visit.page.get_by_label("As I describe myself").check()
    visit.page.get_by_label("How you describe yourself").fill("a porter " * 8)
    visit.page.get_by_role("button", name="Show me").click()
    visit.page.get_by_role("heading", name="Just this will be seen").wait_for()
    return visit


def refused_quotation(visits: Visits, programme: Programme) -> Visit:
    """Try to quote what was never written."""
    visit = quotation(visits, programme)
    visit.page.get_by_label("The passage").fill("The seminar room is open")
    visit.page.get_by_role("button", name="Show me").click()
    visit.page.locator("#to-mend").wait_for()
    return visit


def torn_entry(visits: Visits, programme: Programme, name: str = "Ivor") -> Visit:
    """Write, write anew, and have written something else in another window meanwhile."""
    visit = visits()
    visit.sign_up(name, f"{name.lower()}@example.org")
    exercise = programme.exercise("first-look")
    box = f"{exercise.id}.{exercise.prompts[0].id}"
    for version, words in enumerate(("The first text, which was typed over.", *TWO_TEXTS)):
        form: dict[str, str | float | bool] = {
            box: words,
            f"{exercise.id}.version": str(min(version, 1)),
        }
        path = f"{visit.url}{programme.page_of(exercise).path}/entries"
        visit.context.request.post(path, form=form)
    visit.go("/journal").get_by_role("link", name="Open").click()
    visit.page.get_by_role("button", name="Put both together").wait_for()
    return visit


def version(visits: Visits, programme: Programme) -> Visit:
    """See what changed after an earlier version, right to left."""
    visit = torn_entry(visits, programme, "Ira")
    visit.page.get_by_role("link", name="What changed then").click()
    visit.page.get_by_role("heading", name="The whole text").wait_for()
    return visit


def download(visits: Visits, _: Programme) -> Visit:
    """Choose what to take along, with the entries of one module in sight."""
    visit = visits("Ada")
    visit.go("/journal/download").locator("summary").first.click()
    visit.page.locator("details[open] input").first.check()
    return visit


JOURNAL = {
    "journal-by-date": _at("/journal?by=date&readers=me"),
    "journal-found": _at("/journal?q=suppliers&kind=words"),
    "journal-refused": _at("/journal?kind=moon&q=xylophone"),
    "journal-download": download,
    "journal-entry-torn": torn_entry,
    "journal-version": version,
    "journal-entry": entry,
    "journal-entry-shared": shared_entry,
    "shared-entry": shared,
    "shared-entry-unopened": unopened_entry,
    "journal-entry-quotable": quotable_entry,
    "quotation": quotation,
    "quotation-preview": previewed_quotation,
    "quotation-refused": refused_quotation,
}
"""By the name of the place."""
