"""How somebody gets to the pages of a live session as it is held."""

import secrets
from collections.abc import Callable

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
        path = visit.page.url.removeprefix(visit.url).split("#")[0].split("?")[0]
        _press(visit, path, "begin", 0)
        kinds = [*_kinds(programme), None]
        for seen in range(kinds.index(kind)):
            _press(visit, path, "next", seen)
        visit.go(path)
        return visit

    return arrange


def shared_screen(visits: Visits, programme: Programme) -> Visit:
    """Open what a projector shows."""
    visit = step(StepKind.DISCUSS)(visits, programme)
    visit.go(f"{visit.page.url.removeprefix(visit.url).split('#')[0].split('?')[0]}/screen")
    return visit


def _kinds(programme: Programme) -> list[StepKind]:
    """Return the steps of the session; a new team has no actions to look back on."""
    script = programme.modules[SIXTH].script
    assert script
    return [step.kind for step, _ in script.steps_in(script.lengths[-1]) if not step.shows]


def _longest(programme: Programme) -> str:
    module = programme.modules[SIXTH]
    assert module.script
    return f"{module.id} {module.script.lengths[-1]}"


def _press(visit: Visit, path: str, act: str, seen: int) -> None:
    """Press at once: on the page one has to see a step for a moment before one can leave it."""
    answer = visit.context.request.post(
        f"{visit.url}{path}/course",
        form={"act": act, "seen": seen, "added": 0},
        headers={"Origin": visit.url, "Accept": "application/json"},
    )
    assert answer.ok, answer.text()


LIVE = {
    "live-door": door,
    "live-lobby": lobby,
    **{f"live-{kind}": step(kind) for kind in StepKind},
    "live-over": step(None),
    "live-screen": shared_screen,
}
"""By the name of the place."""
