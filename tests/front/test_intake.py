"""What is arriving has room of its own: small beside large, one sender beside the others."""

import asyncio

import pytest
from flask import Flask

from learning.accounts import Person
from learning.front import Front, intake
from tests.cast import Cast
from tests.conftest import Browse
from tests.front.asking import Asked, answered

FORM = "application/x-www-form-urlencoded"
LARGE = 70_000


@pytest.fixture
def front(app: Flask) -> Front:
    return Front(app, threads=2)


@pytest.fixture
def cookie(browse: Browse, cast: Cast) -> str:
    return cookie_of(browse, cast.ada)


def cookie_of(browse: Browse, person: Person) -> str:
    kept = browse(person).client.get_cookie("learning")
    assert kept
    return f"learning={kept.value}"


def begun(front: Front, size: int, **headers: str) -> Asked:
    """Send all of a request but its last byte."""
    sent = {"Content-Type": FORM, "Content-Length": str(size), **headers}
    asked = Asked(front, "POST", "/sign-in", sent)
    asked.sends(b"a" * (size - 1), more=True)
    return asked


async def sent(front: Front, size: int, **headers: str) -> int:
    told = {"Content_Type": FORM, "Content_Length": str(size), **headers}
    return (await answered(front, "POST", "/sign-in", [b"a" * size], **told)).status


async def end(*crowd: Asked) -> None:
    for asked in crowd:
        asked.leaves()
        await asked.done


def test_large_requests_of_strangers_keep_out_neither_small_ones_nor_who_is_signed_in(
    front: Front, cookie: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "MOST_OF_ONE", LARGE + 1_000)

    async def crowded() -> list[int]:
        stranger = begun(front, LARGE)
        await asyncio.sleep(0.01)
        found = [
            await sent(front, LARGE),
            await sent(front, LARGE, Cookie="learning=made.up.here"),
            await sent(front, 900),
            await sent(front, LARGE, Cookie=cookie),
        ]
        await end(stranger)
        return [*found, await sent(front, LARGE)]

    assert asyncio.run(crowded()) == [503, 503, 422, 422, 422]


def test_large_requests_of_one_person_keep_out_nobody_else(
    front: Front, browse: Browse, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "MOST_OF_ONE", LARGE + 1_000)
    ada, ben = cookie_of(browse, cast.ada), cookie_of(browse, cast.ben)

    async def crowded() -> list[int]:
        large = begun(front, LARGE, Cookie=ada)
        await asyncio.sleep(0.01)
        found = [await sent(front, LARGE, Cookie=ada), await sent(front, LARGE, Cookie=ben)]
        await end(large)
        return found

    assert asyncio.run(crowded()) == [503, 422]


def test_what_does_not_say_how_large_it_is_counts_as_large(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "MOST_OF_ONE", 100)

    async def chunked() -> int:
        told = {"Content_Type": FORM, "Transfer_Encoding": "chunked"}
        return (await answered(front, "POST", "/sign-in", [b"a" * 200], **told)).status

    assert asyncio.run(chunked()) == 503


def test_whoever_keeps_sending_has_time_and_whoever_dribbles_has_not(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "TURN", 0.2)

    async def with_pauses(piece: int, times: int, seconds: float) -> int:
        told = {"Content-Type": FORM, "Content-Length": str(piece * times)}
        asked = Asked(front, "POST", "/sign-in", told)
        for n in range(times):
            asked.sends(b"a" * piece, more=n < times - 1)
            await asyncio.sleep(seconds)
        await asyncio.wait_for(asked.done, 5)
        return asked.status

    assert asyncio.run(with_pauses(40_000, 5, 0.1)) == 422, "longer than a turn in all"
    assert asyncio.run(with_pauses(100, 5, 0.1)) == 408
