"""Streams on the loop: silence, presence, and limits."""

import asyncio
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from learning.broadcast import ticket
from learning.front import Front, streams
from learning.web import signals
from learning.web import streams as words
from learning.web.signals import signals_of
from tests.conftest import NOON
from tests.front.asking import Asked, answered

Came = list[tuple[str, str, str]]


@pytest.fixture
def came(app: Flask) -> Came:
    """Who came and who went."""
    came: Came = []
    signals.connect(
        app,
        versions_of=lambda topics: dict.fromkeys(topics, 3),
        opened=lambda topic, who: came.append(("came", topic, who)),
        closed=lambda topic, who: came.append(("went", topic, who)),
    )
    return came


@pytest.fixture
def front(app: Flask, came: Came) -> Front:
    return Front(app, threads=1)


def address(app: Flask, who: str = "31", more: str = "") -> str:
    until = NOON + timedelta(hours=2)
    return f"/live/7/events?ticket={ticket(signals_of(app).secret, 'live/7', who, until)}{more}"


async def listening(front: Front, path: str) -> Asked:
    asked = Asked(front, "GET", path, {})
    asked.sends()
    while not asked.answers and not asked.done.done():
        await asyncio.sleep(0.005)
    return asked


async def left(asked: Asked) -> None:
    asked.leaves()
    await asyncio.wait_for(asked.done, 5)


def test_presence_hears_who_comes_and_who_goes(app: Flask, front: Front, came: Came) -> None:
    async def visit() -> None:
        ada = await listening(front, address(app, "1"))
        ben = Asked(front, "GET", address(app, "2", "&once=1&v=3"), {})
        ben.sends()
        while len(came) < 2:
            await asyncio.sleep(0.005)
        await left(ada)
        await left(ben)

    asyncio.run(visit())
    assert came == [
        ("came", "live/7", "1"), ("came", "live/7", "2"),
        ("went", "live/7", "1"), ("went", "live/7", "2"),
    ]  # fmt: skip
    assert signals_of(app).hub.topics() == set()


def test_a_silent_stream_says_that_it_is_still_there(
    app: Flask, front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "HEARTBEAT", 0.02)

    async def silence() -> bytes:
        asked = await listening(front, address(app))
        await asyncio.sleep(0.2)
        await left(asked)
        return asked.body

    body = asyncio.run(silence())
    assert body.startswith(words.PREAMBLE + b"id: 3\ndata:\n\n" + words.BEAT)
    assert body.count(b"id:") == 1


def test_a_long_poll_without_news_ends(
    app: Flask, front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "LONGEST_POLL", 0.02)
    path = address(app, more="&once=1&v=3")

    assert asyncio.run(answered(front, "GET", path)).body == words.NO_NEWS


def test_signals_from_threads_wake_and_several_count_as_one(app: Flask, front: Front) -> None:
    hub = signals_of(app).hub

    async def changes() -> bytes:
        asked = await listening(front, address(app))
        for version in (4, 5, 6):
            await asyncio.to_thread(hub.publish, "live/7", version)
        await asyncio.sleep(0.1)
        await left(asked)
        return asked.body

    body = asyncio.run(changes())
    assert b"id: 6\n" in body
    assert body.count(b"id:") <= 4


def test_a_process_holds_only_so_many(
    app: Flask, front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "MOST", 2)

    async def three() -> list[int]:
        asked = [await listening(front, address(app, str(n))) for n in range(3)]
        await left(asked[0])
        asked.append(await listening(front, address(app, "3")))
        for listener in (asked[1], asked[3]):
            await left(listener)
        return [listener.status for listener in asked]

    assert asyncio.run(three()) == [200, 200, 503, 200]


def test_while_the_database_is_away_nobody_is_let_in_blindly(
    app: Flask, front: Front, came: Came
) -> None:
    def away(_: object) -> dict[str, int]:
        raise OperationalError("SELECT", {}, OSError("away"))

    signals.connect(app, versions_of=away, opened=print, closed=print)

    assert asyncio.run(answered(front, "GET", address(app))).status == 503
    assert signals_of(app).hub.topics() == set()


def test_whoever_asks_for_the_head_alone_is_not_kept(app: Flask, front: Front, came: Came) -> None:
    head = asyncio.run(answered(front, "HEAD", address(app, more="&once=1&v=3")))

    assert (head.status, head.body, came) == (200, b"", [])
    assert head.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert asyncio.run(answered(front, "HEAD", "/live/7/events")).status == 403


def test_a_version_of_thousands_of_digits_is_none(
    app: Flask, front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = address(app, more=f"&once=1&v={'9' * 5_000}")

    assert asyncio.run(answered(front, "GET", path)).body == words.event(3)


def test_a_ticket_opens_nothing_else(app: Flask, front: Front) -> None:
    path = address(app).replace("/events", "/state")

    assert asyncio.run(answered(front, "GET", path)).status in {302, 401, 404}
    posted = asyncio.run(answered(front, "POST", address(app)))
    assert posted.status == 405
