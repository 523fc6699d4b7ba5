"""Requests reach Flask whole, whoever sends them and however slowly."""

import asyncio

import pytest
from flask import Flask, request

from learning.config import Settings
from learning.content import Editions
from learning.db import Database
from learning.front import Front, intake
from learning.web import create_app
from tests.front.asking import Asked, answered

FORM = "application/x-www-form-urlencoded"
SIGN_IN = b"email=ada%40example.org&password="


@pytest.fixture
def front(app: Flask) -> Front:
    return Front(app, threads=2)


def test_a_page_is_answered_with_every_header(front: Front) -> None:
    page = asyncio.run(answered(front, "GET", "/glossary"))

    assert page.status == 200
    assert b"<h1" in page.body
    assert page.headers["content-length"] == str(len(page.body))
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_a_form_is_read_whole_in_pieces_or_in_chunks(front: Front) -> None:
    pieces = [SIGN_IN[:5], SIGN_IN[5:]]

    async def both() -> tuple[Asked, Asked]:
        size = str(len(SIGN_IN))
        return (
            await answered(
                front, "POST", "/sign-in", pieces, Content_Type=FORM, Content_Length=size
            ),
            await answered(
                front, "POST", "/sign-in", pieces, Content_Type=FORM, Transfer_Encoding="chunked"
            ),
        )

    for page in asyncio.run(both()):
        assert page.status == 422
        assert b'value="ada@example.org"' in page.body


@pytest.mark.parametrize("announced", ["Content_Length", "Transfer_Encoding"])
def test_what_is_too_large_is_read_to_the_end_and_refused_in_words(
    front: Front, announced: str
) -> None:
    pieces = [b"a" * 500_000] * 5
    told = {"Content_Length": "2500000", "Transfer_Encoding": "chunked"}[announced]
    page = asyncio.run(
        answered(front, "POST", "/sign-in", pieces, Content_Type=FORM, **{announced: told})
    )

    assert (page.status, b"over two megabytes" in page.body) == (413, True)


def test_slow_senders_keep_nobody_waiting(front: Front) -> None:
    async def beside() -> int:
        sent = {"Content-Type": FORM, "Content-Length": "900"}
        slow = [Asked(front, "POST", "/sign-in", sent) for _ in range(40)]
        for sender in slow:
            sender.sends(b"email=", more=True)
        page = await answered(front, "GET", "/health")
        for sender in slow:
            sender.leaves()
            await sender.done
        assert [sender.answers for sender in slow] == [[]] * 40, "nobody is there to be answered"
        return page.status

    assert asyncio.run(beside()) == 200


def test_what_does_not_arrive_is_given_up_in_words(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "TURN", 0.05)

    async def never() -> Asked:
        asked = Asked(front, "POST", "/sign-in", {"Content-Length": "900"})
        asked.sends(b"email=", more=True)
        await asyncio.wait_for(asked.done, 5)
        return asked

    page = asyncio.run(never())
    assert (page.status, page.body) == (408, b"This took too long to arrive. Nothing was saved.")


def test_what_arrives_at_once_has_a_limit_that_is_given_back(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "MOST_SMALL", 1_000)

    async def two() -> tuple[Asked, Asked, Asked]:
        sent = {"Content-Type": FORM, "Content-Length": "800"}
        first = Asked(front, "POST", "/sign-in", sent)
        first.sends(b"a" * 700, more=True)
        await asyncio.sleep(0.01)
        second = await answered(front, "POST", "/sign-in", [b"a" * 800], Content_Length="800")
        first.sends(b"a" * 100)
        await asyncio.wait_for(first.done, 5)
        third = await answered(front, "POST", "/sign-in", [b"a" * 800], Content_Length="800")
        return first, second, third

    first, second, third = asyncio.run(two())
    assert (first.status, second.status, third.status) == (422, 503, 422)


def test_a_header_with_an_underscore_cannot_pass_for_a_proxys(app: Flask, front: Front) -> None:
    seen: list[str | None] = []
    app.before_request(lambda: seen.append(request.headers.get("X-Forwarded-For")))

    async def both() -> None:
        for name in ("X_Forwarded_For", "X-Forwarded-For"):
            asked = Asked(front, "GET", "/health", {name: "192.0.2.1"})
            asked.sends()
            await asked.done

    asyncio.run(both())
    assert seen == [None, "192.0.2.1"]


def test_a_trusted_proxy_says_how_it_was_asked(
    settings: Settings, editions: Editions, database: Database
) -> None:
    behind = settings.model_copy(update={"trusted_proxies": 1})
    front = Front(create_app(behind, editions=editions, connected=database), threads=1)

    async def both() -> list[Asked]:
        return [
            await answered(front, "GET", "/health", X_Forwarded_Proto=scheme)
            for scheme in ("https", "http")
        ]

    over, plain = asyncio.run(both())
    assert "strict-transport-security" in over.headers
    assert "strict-transport-security" not in plain.headers
