"""Every kind of page, and how somebody gets to it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from learning.content import Programme
from tests.in_browser.admin_places import ADMIN
from tests.in_browser.guest_places import GUESTS
from tests.in_browser.joining_places import JOINING
from tests.in_browser.journal_places import JOURNAL
from tests.in_browser.live_places import LIVE
from tests.in_browser.organisation_places import ORGANISATIONS
from tests.in_browser.own_data_places import OWN_DATA
from tests.in_browser.practice_places import PRACTICE
from tests.in_browser.record_places import RECORD
from tests.in_browser.second_step_places import SECOND_STEP
from tests.in_browser.session_places import action, pack, refused_plan, reply, results, session
from tests.in_browser.visit import Visit, Visits
from tests.in_browser.work_places import WORK

Arrange = Callable[[Visits, Programme], Visit]


@dataclass(frozen=True, slots=True)
class Place:
    """A kind of page; ``arrange`` opens it."""

    name: str
    arrange: Arrange


def _at(name: str, path: str, who: str | None = None) -> Place:
    def arrange(visits: Visits, _: Programme) -> Visit:
        visit = visits(who)
        visit.go(path)
        return visit

    return Place(name, arrange)


def _module(visits: Visits, programme: Programme, who: str | None = None) -> Visit:
    visit = visits(who)
    visit.go(programme.modules[0].path)
    return visit


def _module_under_way(visits: Visits, programme: Programme) -> Visit:
    return _module(visits, programme, "Ada")


def _guide(visits: Visits, programme: Programme) -> Visit:
    visit = visits()
    module = next(module for module in programme.modules if module.script)
    visit.go(f"{module.path}/session")
    return visit


def _case(visits: Visits, programme: Programme) -> Visit:
    visit = visits()
    visit.go(max(programme.cases, key=lambda case: len(case.numbers)).path)
    return visit


def _certificate(visits: Visits, _: Programme, who: str | None = None) -> Visit:
    ben = visits("Ben")
    ben.go("/certificates").locator(".row a").click()
    if who:
        return ben
    guest = visits()
    guest.page.goto(ben.page.url)
    return guest


def _own_certificate(visits: Visits, programme: Programme) -> Visit:
    return _certificate(visits, programme, "Ben")


def _refused_claim(visits: Visits, _: Programme) -> Visit:
    visit = visits("Finn")
    visit.go("/certificates").get_by_label("Name on the certificate").fill("")
    visit.page.get_by_role("button", name="Issue my certificate").click()
    visit.page.locator("#to-mend").wait_for()
    return visit


def _team(who: str) -> Arrange:
    def arrange(visits: Visits, _: Programme) -> Visit:
        visit = visits(who)
        visit.go("/teams").locator(".row a").first.click()
        visit.page.get_by_role("heading", name="Who is on it").wait_for()
        return visit

    return arrange


def _wrong_code(visits: Visits, _: Programme) -> Visit:
    visit = visits("Finn")
    visit.go("/join/BBB-BBB").get_by_role("button", name="Join the team").click()
    visit.page.locator("#to-mend").wait_for()
    return visit


def required_page(programme: Programme) -> str:
    """Return the address of a page with a text that has to be written."""
    return next(
        page.path
        for page in programme.pages
        if any(e.required and e.kind == "reflection" for e in page.exercises)
    )


def exercise_page(programme: Programme, exercise_id: str) -> str:
    """Return the address of an exercise."""
    return f"{programme.page_of(programme.exercise(exercise_id)).path}#{exercise_id}"


def _exercise(exercise_id: str, who: str) -> Place:
    def arrange(visits: Visits, programme: Programme) -> Visit:
        visit = visits(who)
        visit.go(exercise_page(programme, exercise_id))
        return visit

    return Place(exercise_id, arrange)


def _refused_completion(visits: Visits, programme: Programme) -> Visit:
    visit = visits("Cleo")
    visit.go(required_page(programme))
    visit.page.get_by_role("button", name="Mark as done and continue").click()
    visit.page.locator("#to-mend").wait_for()
    return visit


def write_without_script(page: Page, words: str) -> None:
    """Fill the first box and press its button, before any script saves it."""
    page.locator("#page-work textarea").first.fill(words)
    page.locator("#page-work").get_by_role("button", name=re.compile("^Save$")).first.click()


def _two_texts(visits: Visits, programme: Programme) -> Visit:
    visit = visits()
    visit.sign_up("Gil", "gil@example.org")
    path = required_page(programme)
    later = visit.another_tab(path)
    for which, page in {"first": visit.go(path), "second": later}.items():
        with page.expect_navigation():
            write_without_script(page, f"What the {which} window has.")
    visit.page.close()
    visit.page = later
    return visit


def _signed_out_meanwhile(visits: Visits, programme: Programme) -> Visit:
    visit = visits()
    visit.sign_up("Hal", "hal@example.org")
    page = visit.go(required_page(programme))
    visit.context.clear_cookies()
    write_without_script(page, "Written after the sign-in was over.")
    return visit


_OF_ACCOUNTS = PRACTICE | SECOND_STEP | WORK | OWN_DATA | JOINING
PLACES = (
    _at("front", "/"),
    _at("front-under-way", "/", "Ada"),
    Place("module", _module),
    Place("module-under-way", _module_under_way),
    Place("session-guide", _guide),
    _exercise("what-we-hold", "Ada"),
    _exercise("where-we-stand", "Ada"),
    _exercise("which-two-first", "Ada"),
    _exercise("twelve-measures", "Ben"),
    _exercise("my-plan", "Ben"),
    _exercise("confidence-then", "Ben"),
    _at("sign-in", "/sign-in"),
    _at("sign-up", "/sign-up"),
    _at("home-empty", "/home", "Cleo"),
    _at("home-half-way", "/home", "Ada"),
    _at("home-complete", "/home", "Finn"),
    _at("home-certified", "/home", "Ben"),
    _at("teams-guest", "/teams"),
    _at("teams-empty", "/teams", "Cleo"),
    _at("teams", "/teams", "Ada"),
    Place("team-convenor", _team("Ada")),
    Place("team-member", _team("Ben")),
    _at("join-guest", "/join/BDF-HJK"),
    _at("join", "/join/BDF-HJK", "Cleo"),
    Place("wrong-code", _wrong_code),
    _at("session-new", "/teams/1/sessions/new", "Ada"),
    Place("session-refused", refused_plan),
    Place("session", session(0)),
    Place("session-plan", session(0, "Change the plan", who="Ben")),
    Place("session-held", session(3)),
    Place("session-cancelled", session(2)),
    _at("record", "/live/1/record", "Ada"),
    _at("record-codes", "/live/1/record/codes", "Ada"),
    _at("claim-guest", "/claim/BDFHJKMNPRST"),
    _at("claim", "/claim/BDFHJKMNPRST", "Cleo"),
    Place("session-pack", pack),
    Place("session-results", results),
    Place("reply", reply),
    _at("action-new", "/teams/1/actions/new", "Ada"),
    Place("action", action(0)),
    Place("action-refused", action(0, "Keep this")),
    Place("action-settled", action(4, who="Ben")),
    _at("journal-empty", "/journal", "Cleo"),
    _at("journal-filled", "/journal", "Ada"),
    *(Place(name, arrange) for name, arrange in (LIVE | JOURNAL | RECORD | GUESTS).items()),
    _at("certificates-left", "/certificates", "Cleo"),
    _at("certificates-claim", "/certificates", "Finn"),
    _at("certificates-issued", "/certificates", "Ben"),
    Place("certificate-public", _certificate),
    Place("certificate-own", _own_certificate),
    *(Place(name, arrange) for name, arrange in _OF_ACCOUNTS.items()),
    _at("account", "/account", "Ada"),
    _at("account-proof", "/account/proof", "Ada"),
    _at("account-address", "/account/address", "Ada"),
    _at("stay", "/sign-in/stay", "Ada"),
    _at("offline", "/offline"),
    *(Place(name, arrange) for name, arrange in ADMIN.items()),
    *(Place(name, arrange) for name, arrange in ORGANISATIONS.items()),
    _at("own-log", "/account/log", "Ben"),
    _at("library", "/library"),
    _at("library-part", "/library?lever=employment&place=city", "Ada"),
    _at("library-refused", "/library?lever=gravity&place=moon"),
    Place("library-case", _case),
    _at("glossary", "/glossary"),
    _at("search-empty", "/search"),
    _at("search-results", "/search?q=jobs+procurment"),
    _at("search-journal", "/search?q=suppliers", "Ada"),
    _at("search-nothing", "/search?q=xylophone"),
    *(_at(name, f"/{name}") for name in ("privacy", "cookies", "accessibility")),
    _at("not-found", "/nowhere"),
    _at("not-allowed", "/admin/statistics", "Ada"),
    Place("refused-claim", _refused_claim),
    Place("refused-completion", _refused_completion),
    Place("two-texts", _two_texts),
    Place("signed-out-meanwhile", _signed_out_meanwhile),
    _at("mails", "/_mail"),
    _at("components", "/_components"),
)
