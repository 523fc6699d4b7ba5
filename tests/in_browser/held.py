"""A live session in real browsers: a team, a session that begins now, and a window for each."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import delete, select, update

from learning import clock, live, planning, teams
from learning.content import Editions, Programme
from learning.content.scripts import Role
from learning.db import Database, connect
from learning.live import Record, Run
from learning.live.rules.state import from_json, to_json
from learning.live.stays import DOOR
from learning.live.tables import LiveRun, Presence
from learning.planning import Post
from tests.cast import gather, join
from tests.conftest import NOON
from tests.in_browser.visit import Visit, Visits
from tests.server import Server

FIXTURE = Path(__file__).parents[1] / "programme"
TITLES = (
    "Check in", "The conversation", "Where you start", "All at once", "Where you differ", "Dots",
    "In turn", "Who, what, by when", "Check out",
)  # fmt: skip
NAMES = ("Ada", "Ben", "Cleo", "Eve")


def with_shown_words(folder: Path) -> Path:
    """Return a programme whose session has every kind of step, and shows words."""
    copytree(FIXTURE, folder)
    script = folder / "modules" / "01-listening.session.yaml"
    text = script.read_text("utf-8")
    script.write_text(
        text.replace(
            "kind: reveal\n    title: All at once\n    minutes: [2, 2]\n    of: rate-it",
            "kind: reveal\n    title: All at once\n    minutes: [2, 2]\n    of: write-it",
        ),
        "utf-8",
    )
    return folder


class Held:
    """One live session, and who has come into it."""

    def __init__(self, house: "House", session_id: int, people: Sequence[str]) -> None:
        self.id = session_id
        self.path = f"/live/{session_id}"
        self._house = house
        self.people = people
        self.visits: dict[str, Visit] = {}

    def comes(self, name: str, **how: Any) -> Page:
        """Let somebody come in, in a window of their own."""
        visit = self.visits[name] = self._house.visits(name, **how)
        page = visit.go(self.path)
        page.get_by_role("button", name="Come in").click()
        expect(page.get_by_role("button", name="Begin")).to_be_visible()
        return page

    def all_come(self, **how: Any) -> list[Page]:
        return [self.comes(name, **how) for name in self.people]

    def begins(self, **how: Any) -> list[Page]:
        """Let everybody come, and one of them press *Begin*."""
        pages = self.all_come(**how)
        press(pages[0], "Begin")
        for page in pages:
            at(page, 0)
        return pages

    def goes_to_begin(self) -> None:
        """Begin as if somebody had pressed it."""
        with self._house.database.writing.begin() as db:
            live.begin(db, self._house.people[self.people[0]], self.id)

    def goes_to(self, step: int) -> None:
        """Put the session at a step as if all had been ready, and its browsers know by asking."""
        for _ in range(step):
            with self._house.database.writing.begin() as db:
                state = self.run.state
                if state.at < step:
                    for name in self.people:
                        live.ready(db, self._house.people[name], self.id, seen=state.at)
        assert self.run.state.at == step

    def gives(self, role: Role, name: str) -> None:
        """Hand a role on to somebody who is here."""
        with self._house.database.writing.begin() as db:
            to = next(person.id for person in self.run.people if person.name == name)
            live.give_role(db, self._house.people[self.people[0]], self.id, role, to)

    def loses(self, name: str) -> None:
        """Take somebody off the team."""
        with self._house.database.writing.begin() as db:
            convenor, gone = self._house.people[self.people[0]], self._house.people[name]
            teams.remove(db, convenor, self.run.session.team_id, gone.id)

    def lasts(self, *seconds: float) -> None:
        """Shorten the steps, before the session begins."""

        def shorter(state: dict[str, Any]) -> dict[str, Any]:
            for step, long in zip(state["steps"], seconds, strict=False):
                step["seconds"] = long
            return state

        self.change(shorter)

    def change(self, how: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        """Write another state than the session came to by itself."""
        this = LiveRun.live_session_id == self.id
        with self._house.database.writing.begin() as db:
            state = how(to_json(from_json(db.scalar(select(LiveRun.state).where(this)) or {})))
            db.execute(update(LiveRun).where(this).values(state=state))

    def has_lasted(self) -> None:
        """Forget that people have only just come in, which counts as being here for a while."""
        with self._house.database.writing.begin() as db:
            db.execute(delete(Presence).where(Presence.process == DOOR))

    @property
    def run(self) -> Run:
        """Return the session as the first of its people would see it."""
        with self._house.database.reading() as db:
            run = live.run_for(db, self._house.people[self.people[0]], self.id)
            assert run
            return run

    def is_settled(self, now: datetime) -> None:
        """Let a worker look after the sessions that are over by then."""
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(clock, "now", lambda: now)
            live.settle_due(self._house.database, lambda: self._house.post)

    @property
    def credited(self) -> dict[str, int]:
        """Return the minutes for which the session counts, by name."""
        with self._house.database.reading() as db:
            return {
                name: credit.minutes
                for name in self.people
                for credit in live.credits_of(db, self._house.people[name])
                if credit.live_session_id == self.id
            }

    @property
    def record(self) -> Record:
        with self._house.database.reading() as db:
            person = self._house.people[self.people[0]]
            return live.record_of(db, person, self.id, self._house.programme)


class House:
    """A server with some people on it, who can hold one session after the other."""

    def __init__(self, server: Server, visits: Visits, programme: Programme) -> None:
        self.server = server
        self.visits = visits
        self.programme = programme
        self.database: Database = connect(server.database_url)
        self._teams = 0
        self.post = Post(
            programme=programme, base_url=server.url, secret="-", organiser="a@example.org"
        )
        with self.database.writing.begin() as db:
            self.people = {name: join(db, name) for name in NAMES}

    def holds(self, *names: str) -> Held:
        """Plan a session for now, by a new team of the people."""
        module = self.programme.modules[0]
        people = [self.people[name] for name in names]
        with self.database.writing.begin() as db:
            self._teams += 1  # the same name again would be the same team
            team_id = gather(db, *people, name=f"Team {self._teams}")
            session_id = planning.start_now(
                db, people[0], team_id, module.id, 45, "Europe/London", self.post
            )
        return Held(self, session_id, names)


def programme_of(folder: Path) -> Programme:
    return Editions(folder, today=lambda: NOON.date()).programme


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def at(page: Page, step: int, **how: Any) -> None:
    """Wait until the page shows the step."""
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLES[step], **how)


SAVED = re.compile(r"^Saved \d\d:\d\d$")


def box(page: Page) -> Locator:
    return page.locator("[data-own] textarea").first


def saved(page: Page) -> Locator:
    return page.locator("[data-own] [data-save-status]").first
