"""What searching costs, in a programme of 500 modules. Figures are the best of a few rounds."""

import time
from collections.abc import Callable
from datetime import date

import pytest

from learning.content import Programme, load_programme
from learning.search import Searches, find
from learning.search.index import Index
from tests.content.large import write_large

pytestmark = pytest.mark.budget


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Programme:
    folder = tmp_path_factory.mktemp("large") / "content"
    write_large(folder, 500)
    return load_programme(folder, today=date(2026, 11, 25))


@pytest.fixture(scope="module")
def index(large: Programme) -> Index:
    return Searches().index_of(large)


def best_of(rounds: int, work: Callable[[], object]) -> float:
    times = []
    for _ in range(rounds):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times)


def test_the_index_of_an_edition_is_made_in_two_seconds(large: Programme) -> None:
    assert best_of(2, lambda: Searches().index_of(large)) <= 2.0


@pytest.mark.parametrize("query", ["anchor", "hospital jobs", "procurment rules", "zzzz", "the"])
def test_a_search_takes_a_tenth_of_a_second_at_most(index: Index, query: str) -> None:
    assert best_of(5, lambda: find(index, query)) <= 0.1


def test_a_long_query_of_common_words_does_not_take_longer(index: Index) -> None:
    words = "hospitals councils hire buy own most quietly years rules habits part made " * 100

    assert best_of(3, lambda: find(index, words)) <= 0.15
