"""Everything that can go wrong, in any order: every word that was typed is somewhere afterwards.

Another order is walked with ``KEEPING_SEED=22``, and with ``KEEPING_WORKER=allow`` also what the
service worker keeps: its pages come in place of those that cannot be reached.
"""

import json
import os
import random
import re
from contextlib import suppress

import pytest
from playwright.sync_api import Error, Page
from sqlalchemy import select

from learning.content import Programme
from learning.db import connect
from learning.journal import Entry, EntryVersion
from tests.cast import PASSWORD
from tests.in_browser.places import required_page
from tests.in_browser.visit import Visit, Visits
from tests.in_browser.writing import copies, writer
from tests.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.slow]
STEPS = 200
SEED = int(os.environ.get("KEEPING_SEED", "21"))
WORKER = os.environ.get("KEEPING_WORKER", "block")
STEP_WEIGHTS = {
    "types": 40, "pauses": 14, "reloads": 6, "changes_tabs": 3, "presses_save": 6, "chooses": 8,
    "server_falls": 2, "server_rises": 6, "network_falls": 3, "network_rises": 9,
    "signs_out": 2, "signs_in": 8,
}  # fmt: skip


class Life:
    """One writer, two tabs at most, and a chance of everything."""

    def __init__(self, visit: Visit, path: str, server: Server) -> None:
        self.chance = random.Random(SEED)  # noqa: S311 (the same each time, on purpose)
        self.visit, self.path, self.server = visit, path, server
        self.words: list[str] = []
        self.done: dict[str, int] = dict.fromkeys(STEP_WEIGHTS, 0)
        self.is_up = self.is_online = self.is_in = True
        visit.expects_trouble = True
        visit.context.set_default_timeout(2_000)
        self.tabs: list[Page] = []
        self._adopt(visit.page)
        self.changes_tabs(visit.page)

    @property
    def is_over(self) -> bool:
        """Tell whether enough was done, and some of everything; that may take longer by chance."""
        steps = sum(self.done.values())
        return steps >= STEPS and (all(self.done.values()) or steps >= 2 * STEPS)

    def step(self) -> None:
        """Try something; what cannot be done just now is no step."""
        (name,) = self.chance.choices(list(STEP_WEIGHTS), list(STEP_WEIGHTS.values()))
        # A page may be on its way elsewhere just then: people wait, and so does the next step.
        with suppress(Error):
            self.done[name] += getattr(self, name)(self.chance.choice(self.tabs))

    def types(self, page: Page) -> bool:
        if not self._is_open(page):
            return False
        put_off = page.get_by_role("button", name="Not now")
        if put_off.count() and put_off.is_visible():
            put_off.click()
        boxes = page.locator("[data-exercise]").first.locator("textarea")
        found = boxes.count()
        if not found:
            return False
        area = boxes.nth(self.chance.randrange(found))
        word = f"w{len(self.words):03d}q"
        area.press("Control+End")
        area.press_sequentially(f" {word}")
        if is_typed := word in area.input_value():
            self.words.append(word)
        return is_typed

    def pauses(self, page: Page) -> bool:
        page.wait_for_timeout(self.chance.choice([30, 100, 300, 1_600]))
        return True

    def reloads(self, page: Page) -> bool:
        page.goto(f"{self.visit.url}{self.path}")
        return True

    def changes_tabs(self, page: Page) -> bool:
        if len(self.tabs) > 1:
            self.tabs.remove(page)
            page.close()
        else:
            self._adopt(self.visit.context.new_page())
            self.tabs[-1].goto(f"{self.visit.url}{self.path}")
        return True

    def presses_save(self, page: Page) -> bool:
        return self._clicks(page, "#page-work [data-exercise] .exercise__save button")

    def chooses(self, _: Page) -> bool:
        return any(self._clicks(each, "[data-takes]") for each in self.tabs)

    def server_falls(self, _: Page) -> bool:
        if was_up := self.is_up:
            self.server.kill()
        self.is_up = False
        return was_up

    def server_rises(self, _: Page) -> bool:
        if was_down := not self.is_up:
            self.server.start()
        self.is_up = True
        return was_down

    def network_falls(self, _: Page) -> bool:
        self.visit.context.set_offline(True)
        was_online, self.is_online = self.is_online, False
        return was_online

    def network_rises(self, _: Page) -> bool:
        self.visit.context.set_offline(False)
        was_offline, self.is_online = not self.is_online, True
        return was_offline

    def signs_out(self, _: Page) -> bool:
        self.visit.context.clear_cookies()
        was_in, self.is_in = self.is_in, False
        return was_in

    def signs_in(self, _: Page) -> bool:
        if self.is_in or not self.is_up:
            return False
        sent: dict[str, str | float | bool] = {"email": "una@example.org", "password": PASSWORD}
        self.visit.context.request.post(f"{self.visit.url}/sign-in", form=sent)
        self.is_in = True
        return True

    def settles(self) -> None:
        """Let everything work again, and open the page anew."""
        for mend in (self.server_rises, self.network_rises, self.signs_in):
            mend(self.tabs[0])
        self.visit.context.set_default_timeout(20_000)  # a page may come late on a busy machine
        last = self.visit.context.new_page()
        last.goto(f"{self.visit.url}{self.path}")
        self.tabs.append(last)
        for page in self.tabs:
            page.wait_for_timeout(2_500)

    def found(self) -> str:
        """Return all the text there is: boxes, the entry and its versions, copies."""
        areas = [area for page in self.tabs for area in page.locator("textarea").all()]
        database = connect(self.server.database_url)
        with database.reading() as db:
            kept = [*db.scalars(select(Entry.answers)), *db.scalars(select(EntryVersion.answers))]
        database.close()
        boxes = [area.input_value() for area in areas]
        return " ".join([*boxes, json.dumps([dict(a) for a in kept]), copies(self.tabs[-1])])

    def _clicks(self, page: Page, what: str) -> bool:
        buttons = page.locator(what)
        found = buttons.count()
        if found:
            buttons.nth(self.chance.randrange(found)).click(timeout=1_000)
        return found > 0

    def _adopt(self, page: Page) -> None:
        page.on("dialog", lambda dialog: dialog.accept())
        self.tabs.append(page)

    def _is_open(self, page: Page) -> bool:
        """Tell whether there are boxes; whoever has signed in again opens the page again."""
        form = "#page-work" if self.is_in else "[data-exercise]"
        if not page.locator(form).count() and self.is_up and self.is_online:
            page.goto(f"{self.visit.url}{self.path}")
        return page.locator("[data-exercise] textarea").count() > 0


def test_no_word_is_lost_whatever_goes_wrong(
    visit: Visits, programme: Programme, own_server: Server
) -> None:
    path = required_page(programme)
    una = writer(visit, path, "Una", own_server, service_workers=WORKER)
    life = Life(una, path, own_server)
    while not life.is_over:
        life.step()
    life.settles()

    text = life.found()
    lost = [word for word in life.words if not re.search(word, text)]
    assert lost == [], f"{len(lost)} of {len(life.words)} words; steps {life.done}"
    assert len(life.words) > STEPS / 5
    assert all(life.done.values()), f"something never happened: {life.done}"
