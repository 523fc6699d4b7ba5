"""Forms for one’s record: those of which one can have several stay apart."""

from sqlalchemy.orm import Session

from learning import journal
from learning.accounts import Person
from learning.content import Programme
from learning.exports import reflective_account
from learning.journal import Given
from tests.cast import Cast
from tests.joining.pair import unite


def about(db: Session, person: Person, number: int, learned: str) -> None:
    """Write the reflective account of that number."""
    given = Given(reflective_account.form_of(number), {"learned": learned}, 0)
    journal.save_entries(db, person, "2026.1", [given])


def test_every_reflective_account_is_still_one_of_its_own(
    db: Session, cast: Cast, programme: Programme
) -> None:
    about(db, cast.ada, 1, "To listen.")
    about(db, cast.ben, 1, "To ask.")
    about(db, cast.ben, 2, "To wait.")

    unite(db, cast.ada, cast.ben, programme)

    own = reflective_account.accounts_of(db, cast.ada)
    learned = {one.number: one.entry.answers["learned"] for one in own if one.entry}
    assert learned == {1: "To listen.", 2: "To ask.", 3: "To wait."}
    assert not any(one.entry.has_aside for one in own if one.entry)
