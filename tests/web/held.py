"""A live session as browsers see it, by the addresses of its pages."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from learning.accounts import Person
from learning.content import Programme
from tests.browser import Browser, Page
from tests.conftest import Browse
from tests.live.held import STEPS, begun, come_to


class Held:
    """Somebody at the page of a session."""

    def __init__(self, browse: Browse, person: Person, session_id: int) -> None:
        self.browser: Browser = browse(person)
        self.path = f"/live/{session_id}"

    def page(self, *, expect: int = 200) -> Page:
        """Open the page."""
        return self.browser.get(self.path, expect=expect)

    def says(self) -> str:
        """Return what the page says."""
        return self.page().text("main")

    def press(self, act: str, *, expect: int = 303, **fields: Any) -> Page:
        """Press a button of the page as it is now, with whatever else it sends."""
        seen = _hidden(self.page())
        return self.browser.post(f"{self.path}/course", seen | {"act": act} | fields, expect=expect)

    def send(self, below: str, fields: Mapping[str, object], *, expect: int = 303) -> Page:
        """Send something to an address below the page’s own."""
        return self.browser.post(f"{self.path}/{below}", fields, expect=expect)

    def state(self, query: str = "") -> Any:
        """Ask what is new, as a script does."""
        response = self.browser.client.get(f"{self.path}/state{query}")
        assert response.status_code == 200, response.text
        return response.json

    def buttons(self) -> set[str]:
        """Return what can be pressed to move the session on."""
        return {
            attributes.get("value") or ""
            for tag, attributes in self.page().tags
            if tag == "button" and (attributes.get("id") or "").startswith("press-")
        }


def at(db: Session, programme: Programme, step: str, *people: Person) -> int:
    """Return a session that the people have brought to that step."""
    session_id = begun(db, programme, *people)
    if step != STEPS[0]:
        come_to(db, session_id, step, *people)
    db.commit()
    return session_id


def _hidden(page: Page) -> dict[str, str]:
    return {
        attributes["name"] or "": attributes.get("value") or ""
        for tag, attributes in page.tags
        if tag == "input" and attributes.get("name") in ("seen", "added", "writer")
    }


def write(
    held: Held,
    step: str,
    exercise_id: str,
    visibility: str | None = None,
    *,
    rating: int = 5,
) -> None:
    """Give every statement of a scale the same rating, and choose who sees it."""
    page = held.page()
    names = {a.get("name") or "" for tag, a in page.tags if tag == "input"}
    ratings = {n: rating for n in names if n.startswith(f"{exercise_id}.") and "version" not in n}
    sent: dict[str, object] = {
        f"live_write.{exercise_id}": step,
        f"{exercise_id}.version": "0",
        **ratings,
    }
    if visibility:
        sent[f"live_card.{step}.visibility"] = visibility
    held.send(f"steps/{step}/card", sent)
