"""The speed that authors and starts are promised. Figures are the best of a few rounds."""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from learning.content import Editions, check_programme
from tests.content.large import write_large

pytestmark = pytest.mark.budget

MODULES = 500
TODAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large") / "content"
    write_large(folder, MODULES)
    return folder


@pytest.fixture(scope="module")
def cache(content: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cache")
    assert check_programme(content, today=TODAY, cache=folder).mistakes == ()
    return folder


def best_of(rounds: int, work: Callable[[], object]) -> float:
    """Return the least processor time that ``work`` took, in seconds."""
    times = []
    for _ in range(rounds):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times)


def test_the_programme_measured_is_as_large_as_promised(content: Path) -> None:
    sizes = [path.stat().st_size for path in (content / "modules").glob("*.md")]

    assert len(sizes) == MODULES == len(list((content / "quizzes").iterdir()))
    assert min(sizes) >= 8_000


def test_reading_everything_takes_four_seconds_at_most(content: Path) -> None:
    assert best_of(3, lambda: check_programme(content, today=TODAY)) <= 4.0


def test_a_start_without_changes_takes_a_blink(content: Path, cache: Path) -> None:
    assert best_of(5, lambda: check_programme(content, today=TODAY, cache=cache)) <= 0.15


def test_looking_for_changes_costs_next_to_nothing(content: Path, cache: Path) -> None:
    editions = Editions(content, today=lambda: TODAY, cache=cache)

    assert best_of(5, editions.look_again) <= 0.02
