"""How somebody gets to the pages of a live session as it is held."""

import secrets
from collections.abc import Callable

from playwright.sync_api import Page

from learning.content import Programme
from learning.content.scripts import StepKind
from tests.in_browser.visit import Visit, Visits

SIXTH = 5
"""The module whose session has every kind of step."""


def door(visits: Visits, programme: Programme) -> Visit:
    """Start a session with a team of one’s own, and stand before it."""
    visit = visits()
    visit.sign_up("Jo", f"jo{secrets.token_hex(8)}@example.org")
    page = visit.go("/teams")
    page.get_by_label("Name of the team").fill("Quayside")
    page.get_by_role("button", name="Start the team").click()
    page.get_by_text("Start a session now").click()
    page.get_by_label("Module and length").select_option(_longest(programme))
    page.get_by_role("button", name="Start now").click()
    page.get_by_role("button", name="Come in").wait_for()
    return visit


def lobby(visits: Visits, programme: Programme) -> Visit:
    """Come in, as the first, with somebody who has no device."""
    visit = door(visits, programme)
    visit.page.get_by_role("button", name="Come in").click()
    visit.page.get_by_role("button", name="Begin").wait_for()
    visit.page.get_by_text("Somebody is here without a device").click()
    visit.page.get_by_label("Name of somebody without a device").fill("Rosa from the bakery")
    visit.page.get_by_role("button", name="Add them").click()
    visit.page.get_by_text("Rosa from the bakery").first.wait_for()
    return visit


def step(kind: StepKind | None) -> Callable[[Visits, Programme], Visit]:
    """Go on until a step of that ``kind``, or to the end of the session."""

    def arrange(visits: Visits, programme: Programme) -> Visit:
        visit = lobby(visits, programme)
        _press(visit.page, "Begin", _steps(programme)[0][1])
        for (now, _), (_, coming) in zip(
            _steps(programme), [*_steps(programme)[1:], (None, "")], strict=True
        ):
            if now is kind:
                return visit
            _press(visit.page, "Next step" if coming else "Finish", coming)
        return visit

    return arrange


def shared_screen(visits: Visits, programme: Programme) -> Visit:
    """Open what a projector shows."""
    visit = step(StepKind.DISCUSS)(visits, programme)
    visit.go(f"{visit.page.url.removeprefix(visit.url).split('#')[0].split('?')[0]}/screen")
    return visit


def _steps(programme: Programme) -> list[tuple[StepKind | None, str]]:
    script = programme.modules[SIXTH].script
    assert script
    return [(step.kind, step.title) for step, _ in script.steps_in(script.lengths[-1])]


def _longest(programme: Programme) -> str:
    module = programme.modules[SIXTH]
    assert module.script
    return f"{module.id} {module.script.lengths[-1]}"


def _press(page: Page, button: str, title: str) -> None:
    page.locator("#controls").get_by_role("button", name=button, exact=True).click()
    if title:
        page.get_by_role("heading", level=1, name=title, exact=True).wait_for()
    else:
        page.get_by_role("link", name="See the record").wait_for()


LIVE = {
    "live-door": door,
    "live-lobby": lobby,
    **{f"live-{kind}": step(kind) for kind in StepKind},
    "live-over": step(None),
    "live-screen": shared_screen,
}
"""By the name of the place."""
