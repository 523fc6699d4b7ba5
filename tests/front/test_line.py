"""What many ask at once is answered in order, by one thread, and handed back to who still waits."""

import asyncio
from threading import Event, current_thread

import pytest

from learning.front.line import Line


def test_each_gets_its_own_answer_in_the_order_of_asking() -> None:
    line: Line[int] = Line("line")
    order: list[int] = []

    def work(number: int) -> int:
        order.append(number)
        return number * number

    async def ask() -> list[int]:
        return await asyncio.gather(*(line.ask(lambda n=n: work(n)) for n in range(20)))  # type: ignore[misc]

    assert asyncio.run(ask()) == [n * n for n in range(20)]
    assert order == list(range(20))
    line.close()


def test_all_work_is_done_by_the_one_thread_that_has_its_name() -> None:
    line: Line[str] = Line("a line of its own")

    async def ask() -> list[str]:
        return await asyncio.gather(*(line.ask(lambda: current_thread().name) for _ in range(5)))

    assert set(asyncio.run(ask())) == {"a line of its own"}
    line.close()


def test_what_fails_is_told_to_who_asked_and_to_nobody_else() -> None:
    line: Line[int] = Line("line")

    async def ask() -> list[int | BaseException]:
        asked = (line.ask(lambda n=n: 6 // n) for n in (2, 0, 3))  # type: ignore[misc]
        return await asyncio.gather(*asked, return_exceptions=True)

    two, failed, three = asyncio.run(ask())
    assert (two, three) == (3, 2)
    assert isinstance(failed, ZeroDivisionError)
    line.close()


def test_who_goes_while_waiting_keeps_nobody_from_an_answer() -> None:
    line: Line[str] = Line("line")
    may_go_on = Event()

    async def ask() -> str:
        first = asyncio.ensure_future(line.ask(lambda: str(may_go_on.wait(5))))
        second = asyncio.ensure_future(line.ask(lambda: "mine"))
        await asyncio.sleep(0.01)
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first
        may_go_on.set()
        return await second

    assert asyncio.run(ask()) == "mine"
    line.close()


def test_the_first_of_many_is_answered_before_the_last_is_worked_on() -> None:
    line: Line[int] = Line("line")
    is_first_told = Event()

    def last() -> int:
        return int(is_first_told.wait(5))

    async def first() -> None:
        await line.ask(lambda: 0)
        is_first_told.set()

    async def ask() -> int:
        others = [line.ask(lambda: 0) for _ in range(10)]
        return (await asyncio.gather(first(), *others, line.ask(last)))[-1] or 0

    assert asyncio.run(ask()) == 1
    line.close()


def test_what_waits_when_a_line_is_closed_is_answered() -> None:
    async def ask(line: Line[int]) -> list[int]:
        asked = [asyncio.ensure_future(line.ask(lambda n=n: n)) for n in range(3)]  # type: ignore[misc]
        await asyncio.sleep(0)
        line.close()
        return await asyncio.gather(*asked)

    for _ in range(20):
        assert asyncio.run(ask(Line("line"))) == [0, 1, 2]


def test_a_line_ends_when_it_is_closed_also_one_that_nobody_used() -> None:
    unused: Line[int] = Line("unused")
    unused.close()
    line: Line[int] = Line("line")

    async def ask() -> None:
        await line.ask(lambda: 1)

    asyncio.run(ask())
    thread = line._thread
    assert thread is not None
    line.close()
    thread.join(5)
    assert not thread.is_alive()
