"""What is promised of figures that a benchmark with a command line of its own has measured."""

from tests.benchmarks.result import Row, at_most, beside


def live(found: dict[str, float], processes: int) -> list[Row]:
    """Say what was promised of these figures."""
    most = 50 if processes == 1 else 100
    return [
        at_most(f"live, 900 browsers: heard, p95, {processes} process(es)", most,
                found["heard"], " ms"),
        at_most("live: the service’s processor, all questions answered", 3,
                found["busy"] * 100, " % of a core", f"{found['idle']:.1%} with nothing changing"),
        at_most("live: memory for 900 pages", 40, found["memory"], " MB more"),
        beside("live: after a reconnect ≤ 2 s, behind a proxy ≤ 250 ms",
               "not timed here; tests/broadcast goes through nginx"),
    ]  # fmt: skip
