"""Two texts put together: the words of both are there, and no rating is made up."""

import pytest

from learning import journal
from learning.errors import Conflict
from learning.journal import LONGEST_ANSWER, Given
from tests.journal.conftest import Desk


def test_a_text_set_aside_can_be_used_or_put_below_the_other(desk: Desk) -> None:
    desk.write("words", happened="From the laptop")
    desk.write("words", base=0, happened="From the phone", next="A hat")
    (aside,) = journal.waiting(desk.entry(), desk.versions())

    desk.put_together(aside)
    desk.put_together(aside)

    both = {"happened": "From the laptop\n\nFrom the phone", "next": "A hat"}
    assert desk.entry().answers == both
    assert journal.waiting(desk.entry(), desk.versions()) == ()

    desk.restore(aside)
    assert desk.entry().answers == {"happened": "From the phone", "next": "A hat"}
    assert both in desk.kept()


def test_rows_of_both_windows_stand_below_each_other(desk: Desk) -> None:
    hall, barn, van = {"asset": "Hall"}, {"asset": "Barn", "size": "Small"}, {"asset": "Van"}
    desk.write("hold", rows={"1": hall, "3": barn})
    desk.write("hold", base=0, rows={"1": hall, "3": van})

    desk.put_together(desk.versions()[0])

    assert desk.entry().answers == {"rows": {"1": hall, "3": barn, "4": van}}
    assert desk.entry().wording["rows"]["columns"]["size"] == "How big"


def test_of_choices_and_places_the_one_that_stands_stays(desk: Desk) -> None:
    desk.write("first-two", jobs=1, rooms=2, because="Near.")
    desk.write("first-two", base=0, buying=1, because="Cheap.")

    desk.put_together(desk.versions()[0])

    assert desk.entry().answers == {"jobs": 1, "rooms": 2, "because": "Near.\n\nCheap."}


def test_a_level_stays_and_its_evidence_is_joined(desk: Desk) -> None:
    desk.write("stand", employer={"level": "trying", "evidence": "Ward 7"})
    desk.write("stand", base=0, employer={"level": "steady", "evidence": "Ward 8"})

    desk.put_together(desk.versions()[0])

    joined = {"level": "trying", "evidence": "Ward 7\n\nWard 8"}
    assert desk.entry().answers == {"employer": joined}
    assert "One team" in desk.entry().wording["employer"]["answer"]


def test_what_is_too_long_together_is_refused_in_words(desk: Desk) -> None:
    desk.write("words", happened="a" * LONGEST_ANSWER)
    desk.write("words", base=0, happened="b")

    with pytest.raises(Conflict, match="20,003 characters, and there is room for 20,000"):
        desk.put_together(desk.versions()[0])

    rows = {str(n): {"asset": f"Hall {n}"} for n in range(1, 5)}
    hold = desk.programme.exercise("hold")
    for answers in (rows, {"1": {"asset": "Van"}}):
        journal.save_entries(desk.db, desk.ada, "1", [Given(hold, {"rows": answers}, 0)])
    entry = journal.entries_of(desk.db, desk.ada, [hold])["hold"]
    (aside,) = journal.versions_of(desk.db, entry)
    with pytest.raises(Conflict, match="5 rows, and there is room for 4"):
        journal.put_together(desk.db, desk.ada, desk.programme, entry.id, aside.id)
