"""The whole way of a learner, as a person with a browser goes it."""

import re

import pytest
from playwright.sync_api import Page, expect

from learning.content import Programme
from tests.in_browser.visit import Visit, Visits

pytestmark = pytest.mark.browser
WORDS = "The lorries come at five.\n\nNobody had asked – “why?” 🌊"


def answer_everything(page: Page) -> None:
    """Write in every box, choose in every list, name every day, give every place."""
    page.wait_for_load_state("domcontentloaded")
    work = page.locator("#page-work")
    for box in work.locator("textarea:visible").all():
        box.fill(WORDS)
    for day in work.locator("input[type=date]:visible").all():
        day.fill("2027-03-31")
    for group in work.locator("fieldset:has(input[type=radio])").all():
        group.get_by_role("radio").nth(1).check()
    for ranking in work.locator("[data-rank]").all():
        for place in range(1, int(ranking.get_attribute("data-rank") or 0) + 1):
            ranking.locator("select").nth(place - 1).select_option(str(place))
    for choice in work.locator("fieldset select:visible").all():
        choice.select_option(index=1)


def read_and_mark(page: Page, visit: Visit, programme: Programme) -> None:
    """Go through all pages by the buttons that lead on, answering what is asked."""
    for module in programme.modules:
        page.get_by_role("link", name=re.compile("^(Start|Continue)$")).click()
        for number, part in enumerate(module.pages, start=1):
            expect(page).to_have_url(f"{visit.url}{part.path}")
            expect(page.get_by_text(f"Page {number} of {len(module.pages)}").last).to_be_attached()
            answer_everything(page)
            page.get_by_role("button", name="Mark as done and continue").click()
        expect(page).to_have_url(f"{visit.url}/home")


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_from_the_front_page_to_a_certificate_that_anybody_can_check(
    visit: Visits, programme: Programme, scripts: bool
) -> None:
    eve = visit(java_script_enabled=scripts)
    page = eve.go("/")
    page.get_by_role("link", name="Start module 1").click()
    page.get_by_role("link", name="Start with page 1").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(programme.pages[0].title)
    assert eve.context.cookies() == [], "reading sets no cookie"

    eve.sign_up("Eve Łukasz", f"eve-{scripts}@example.org".lower())
    writes_and_finds_it_again(page, eve, programme, scripts)
    eve.go("/home")
    read_and_mark(page, eve, programme)

    page.get_by_role("link", name="Get your certificate").click()
    page.get_by_role("button", name="Issue my certificate").click()
    expect(page.get_by_text("This certificate is genuine.")).to_be_visible()
    assert_paper(eve, page)
    assert_anybody_can_check(visit(java_script_enabled=scripts), page.url, programme)


def writes_and_finds_it_again(page: Page, eve: Visit, programme: Programme, scripts: bool) -> None:
    written = next(p for p in programme.pages if any(e.kind == "reflection" for e in p.exercises))
    eve.go(written.path)
    box = page.locator("#page-work textarea").first
    exercise = page.locator("[data-exercise]", has=page.locator("textarea")).first
    box.fill(WORDS)
    if not scripts:
        exercise.get_by_role("button", name="Save").click()
    expect(exercise.get_by_role("status")).to_have_text(re.compile(r"^Saved .*\d\d:\d\d$"))
    page.reload()
    expect(box).to_have_value(WORDS)


def assert_paper(visit: Visit, page: Page) -> None:
    link = page.get_by_role("link", name="Download the PDF").get_attribute("href")
    paper = visit.context.request.get(f"{visit.url}{link}")
    assert paper.status == 200
    assert paper.headers["content-type"] == "application/pdf"
    assert paper.body().startswith(b"%PDF")


def assert_anybody_can_check(stranger: Visit, address: str, programme: Programme) -> None:
    page = stranger.page
    page.goto(address)
    code = address.rsplit("/", 1)[1]
    facts = [programme.title, programme.edition, programme.provider, code, "Eve Łukasz"]
    for fact in (*facts, *(module.title for module in programme.modules)):
        expect(page.get_by_role("main")).to_contain_text(fact)
    assert_paper(stranger, page)
    assert stranger.context.cookies() == [], "checking sets no cookie"
    page.goto(f"{stranger.url}/certificates/0000-0000-0000-0000")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing at this address")
    expect(page.get_by_role("main")).to_contain_text("No certificate has this code.")


def test_the_pdf_opens_from_its_link(visit: Visits) -> None:
    ben = visit("Ben")
    page = ben.go("/certificates")
    page.locator(".row a").click()
    with page.expect_event("download", timeout=5_000) as download:
        page.get_by_role("link", name="Download the PDF").click()
    assert re.fullmatch(r"certificate-[\w-]{19}\.pdf", download.value.suggested_filename)
