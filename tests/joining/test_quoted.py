"""A passage that may be quoted stays so, and no two of one entry are."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning import sharing
from learning.accounts import Person
from learning.content import Programme
from learning.sharing import Naming, Quotable, Quotation
from tests.cast import Cast
from tests.conftest import StoppedClock
from tests.joining.pair import unite
from tests.sharing.entries import written

OLDER, NEWER = "Nobody asked her.", "She was asked."


def let(db: Session, person: Person, programme: Programme, passage: str) -> None:
    """Write one sentence and let it be quoted."""
    entry_id = written(db, person, programme, passage)
    chosen = Quotable(passage=passage, naming=Naming.UNNAMED)
    sharing.let_quote(db, person, entry_id, chosen, programme)


@pytest.mark.parametrize("is_newer_quoted", [True, False])
def test_the_entry_that_stands_has_its_own_passage_or_takes_the_other(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock, is_newer_quoted: bool
) -> None:
    let(db, cast.ada, programme, OLDER)
    stopped.move(minutes=1)
    if is_newer_quoted:
        let(db, cast.ben, programme, NEWER)
    else:
        written(db, cast.ben, programme, NEWER)

    unite(db, cast.ada, cast.ben, programme)

    (passage,) = db.scalars(select(Quotation.passage))
    assert passage == (NEWER if is_newer_quoted else OLDER)
