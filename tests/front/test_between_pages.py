"""What all the browsers of a session ask at once is answered between the pages, one by one."""

import asyncio
from threading import Event, Lock
from time import sleep

import pytest
from flask import Flask, Response, request

from learning.front import Front, pages
from tests.front.asking import answered

STATE = "/live/7/state"


class Watched:
    """Counts how many requests are answered at the same time, and holds up a page."""

    def __init__(self, app: Flask) -> None:
        self._lock, self._now = Lock(), 0
        self.most = 0
        self.answered: list[str] = []
        self.page_may_end = Event()
        app.before_request_funcs[None].insert(0, self._answer)

    def _answer(self) -> Response:
        is_page = request.path != STATE
        with self._lock:
            self._now += not is_page
            self.most = max(self.most, self._now)
        if is_page:
            self.page_may_end.wait(10)
        else:
            sleep(0.01)
        with self._lock:
            self._now -= not is_page
            self.answered.append(request.path)
        return Response("")


@pytest.fixture
def watched(app: Flask) -> Watched:
    return Watched(app)


def test_thirty_that_ask_at_once_are_answered_one_after_the_other(
    app: Flask, watched: Watched
) -> None:
    front = Front(app, threads=4)

    async def thirty() -> None:
        await asyncio.gather(*(answered(front, "GET", STATE) for _ in range(30)))

    asyncio.run(thirty())
    assert (watched.most, len(watched.answered)) == (1, 30)


def test_a_page_does_not_wait_for_them_and_they_wait_for_it(
    app: Flask, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "_GIVES_WAY", 20)
    front = Front(app, threads=1)

    async def page_among_asks() -> None:
        page = asyncio.create_task(answered(front, "GET", "/modules"))
        await asyncio.sleep(0)  # it is being answered
        asks = [asyncio.create_task(answered(front, "GET", STATE)) for _ in range(5)]
        await asyncio.sleep(0.1)
        watched.page_may_end.set()
        await asyncio.gather(page, *asks)

    asyncio.run(page_among_asks())
    assert watched.answered == ["/modules", *[STATE] * 5]


def test_a_page_that_takes_long_does_not_keep_them(app: Flask, watched: Watched) -> None:
    front = Front(app, threads=1)

    async def slow_page() -> None:
        page = asyncio.create_task(answered(front, "GET", "/modules"))
        await asyncio.sleep(0)
        await answered(front, "GET", STATE)
        watched.page_may_end.set()
        await page

    asyncio.run(slow_page())
    assert watched.answered == [STATE, "/modules"]
