"""Forms that no page of a live session has made: they may not keep the writers waiting."""

import pytest
from sqlalchemy.orm import Session

from learning.content import Programme
from tests.cast import Cast
from tests.conftest import Browse
from tests.web.held import Held, at


@pytest.fixture
def ada(browse: Browse, cast: Cast, db: Session, programme: Programme) -> Held:
    return Held(browse, cast.ada, at(db, programme, "actions", cast.ada, cast.ben, cast.cleo))


def test_a_form_with_more_boxes_than_any_page_has_is_refused_in_words(
    ada: Held, queries: list[str]
) -> None:
    crafted = {f"live_write.made-up-{n}": "write-it" for n in range(11)}
    queries.clear()
    page = ada.send("course", {"act": "refresh"} | crafted, expect=413)

    assert "Go back, shorten it, and send it again" in page.text("main")
    assert len(queries) <= 3


def test_thousands_of_made_up_outcomes_are_asked_for_at_once(ada: Held, queries: list[str]) -> None:
    costs = []
    for numbers in (range(1, 3), range(1, 4_900)):
        queries.clear()
        ada.send("course", {"act": "refresh"} | {f"outcome.{n}.status": "done" for n in numbers})
        costs.append(len(queries))

    assert costs[0] == costs[1]
