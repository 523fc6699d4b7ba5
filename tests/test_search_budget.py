"""What searching costs, in a programme of 500 modules. Figures are the best of a few rounds."""

from datetime import date

import pytest

from learning.content import Programme, load_programme
from learning.search import Searches, find
from learning.search.index import Index
from tests import pace
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


def test_the_index_of_an_edition_is_made_in_two_seconds(large: Programme) -> None:
    assert not pace.too_long(2.0, lambda: Searches().index_of(large))


@pytest.mark.parametrize("query", ["anchor", "hospital jobs", "procurment rules", "zzzz", "the"])
def test_a_search_takes_a_tenth_of_a_second_at_most(index: Index, query: str) -> None:
    assert not pace.too_long(0.1, lambda: find(index, query))


def test_a_long_query_of_common_words_does_not_take_longer(index: Index) -> None:
    words = "hospitals councils hire buy own most quietly years rules habits part made " * 100

    assert not pace.too_long(0.15, lambda: find(index, words))
