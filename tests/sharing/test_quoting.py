"""Letting a passage be quoted, and taking it back."""

from dataclasses import replace

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from learning import accounts, journal, sharing
from learning.accounts import Person, User
from learning.content import Programme
from learning.errors import Conflict, NotFound
from learning.journal import EntryView
from learning.sharing import CONSENT, Naming, Quotable, Quotation, Quote
from tests.cast import Cast
from tests.conftest import NOON, StoppedClock
from tests.sharing.entries import PLANTED, written

MARCH = NOON.date().replace(day=1)
UNNAMED = Quotable(passage="planted sentence", naming=Naming.UNNAMED)


@pytest.fixture
def entry(db: Session, cast: Cast, programme: Programme) -> int:
    """An entry of Ada's."""
    return written(db, cast.ada, programme)


def own(db: Session, person: Person, entry_id: int, programme: Programme) -> EntryView:
    return journal.entry_of(db, person, entry_id, programme)


@pytest.mark.parametrize(
    ("naming", "described", "by"),
    [
        (Naming.NAMED, None, "Ada"),
        (Naming.DESCRIBED, "a ward sister", "a ward sister"),
        (Naming.UNNAMED, None, None),
    ],
)
def test_readers_get_what_the_writer_saw_before_and_nothing_else(
    db: Session,
    cast: Cast,
    programme: Programme,
    entry: int,
    naming: Naming,
    described: str | None,
    by: str | None,
) -> None:
    chosen = Quotable(passage="planted sentence", naming=naming, described=described)
    mine = own(db, cast.ada, entry, programme)
    before = sharing.previewed(cast.ada, mine, chosen, programme)
    assert sharing.quotes(db, programme) == ()

    sharing.let_quote(db, cast.ada, entry, chosen, programme)
    assert sharing.quotes(db, programme) == (before,)
    assert before == Quote(passage="planted sentence", by=by, module="Listening", month=MARCH)
    kept = sharing.quotation_of(db, cast.ada, own(db, cast.ada, entry, programme), programme)
    assert kept
    assert (kept.quote, kept.chosen, kept.consented_at, kept.consent) == (
        before, chosen, NOON, CONSENT,
    )  # fmt: skip
    assert "planted" not in repr(kept)  # a log would not have it either


def test_a_later_edit_does_not_alter_it(
    db: Session, cast: Cast, programme: Programme, entry: int
) -> None:
    sharing.let_quote(db, cast.ada, entry, UNNAMED, programme)
    written(db, cast.ada, programme, "Rain")

    (quote,) = sharing.quotes(db, programme)
    assert quote.passage == UNNAMED.passage
    with pytest.raises(Conflict, match="The entry has changed"):
        sharing.let_quote(db, cast.ada, entry, UNNAMED, programme)


def test_what_is_too_long_or_says_nothing_is_not_quoted_whoever_asks(
    db: Session, cast: Cast, programme: Programme
) -> None:
    entry = written(db, cast.ada, programme, "Rain. " * 200)
    for passage, refusal in [
        (("Rain. " * 167).strip(), r"It has 1,001 characters\. Shorten it to 1,000"),
        ("…", "Leave the words that may be quoted"),
    ]:
        with pytest.raises(Conflict, match=refusal):
            sharing.let_quote(db, cast.ada, entry, replace(UNNAMED, passage=passage), programme)
    assert sharing.quotes(db, programme) == ()


def test_another_name_of_the_account_is_the_name_beside_it(
    db: Session, cast: Cast, programme: Programme, entry: int
) -> None:
    sharing.let_quote(db, cast.ada, entry, replace(UNNAMED, naming=Naming.NAMED), programme)
    accounts.rename(db, cast.ada, "Ada Łukasz")
    assert [quote.by for quote in sharing.quotes(db, programme)] == ["Ada Łukasz"]


def test_one_passage_an_entry_so_that_no_name_beside_one_tells_whose_the_other_is(
    db: Session, cast: Cast, programme: Programme, entry: int
) -> None:
    for chosen in (replace(UNNAMED, naming=Naming.NAMED), UNNAMED, UNNAMED):
        sharing.let_quote(db, cast.ada, entry, chosen, programme)
    assert [(q.passage, q.by) for q in sharing.quotes(db, programme)] == [(UNNAMED.passage, None)]


def test_what_is_withdrawn_is_gone_and_twice_is_no_mistake(
    db: Session, cast: Cast, programme: Programme, entry: int
) -> None:
    sharing.let_quote(db, cast.ada, entry, UNNAMED, programme)
    assert own(db, cast.ada, entry, programme).is_quotable
    for _ in range(2):
        sharing.withdraw_quotation(db, cast.ada, entry)
        assert sharing.quotes(db, programme) == ()
        mine = own(db, cast.ada, entry, programme)
        assert not mine.is_quotable
        assert sharing.quotation_of(db, cast.ada, mine, programme) is None
    assert db.scalar(select(func.count()).select_from(Quotation)) == 0


def test_nobody_lets_quote_or_withdraws_for_somebody_else(
    db: Session, cast: Cast, programme: Programme, entry: int
) -> None:
    sharing.let_quote(db, cast.ada, entry, UNNAMED, programme)
    hers = own(db, cast.ada, entry, programme)
    for stranger in (cast.ben, cast.dana):
        said = set()
        for entry_id in (entry, 999_999):
            with pytest.raises(NotFound) as refusal:
                sharing.let_quote(db, stranger, entry_id, UNNAMED, programme)
            said.add(str(refusal.value))
            with pytest.raises(NotFound) as refusal:
                sharing.withdraw_quotation(db, stranger, entry_id)
            said.add(str(refusal.value))
        assert len(said) == 1
        assert sharing.quotation_of(db, stranger, hers, programme) is None
    assert len(sharing.quotes(db, programme)) == 1


def test_a_deleted_account_takes_it_along(
    db: Session, cast: Cast, programme: Programme, entry: int
) -> None:
    sharing.let_quote(db, cast.ada, entry, UNNAMED, programme)
    db.execute(delete(User).where(User.id == cast.ada.id))
    assert sharing.quotes(db, programme) == ()
    assert db.scalar(select(func.count()).select_from(Quotation)) == 0


def test_the_order_tells_nothing_of_who_agreed_when(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock, queries: list[str]
) -> None:
    """By module, then by their first letters; whoever comes first, the list is the same."""
    words = {cast.cleo: "Bread", cast.ada: "water", cast.ben: "Apples"}

    def listed(*people: Person) -> list[str]:
        for person in people:
            entry = written(db, person, programme, words[person])
            chosen = Quotable(passage=words[person], naming=Naming.UNNAMED)
            sharing.let_quote(db, person, entry, chosen, programme)
            stopped.move(days=1)
        queries.clear()
        found = [quote.passage for quote in sharing.quotes(db, programme)]
        assert len(queries) == 1
        for person in people:
            sharing.withdraw_quotation(db, person, written(db, person, programme, words[person]))
        return found

    one_way, other_way = listed(*words), listed(*reversed(words))
    assert one_way == other_way == ["Apples", "Bread", "water"]
    assert PLANTED not in one_way


def test_what_is_asked_no_more_has_no_module_and_stands_last(
    db: Session, cast: Cast, programme: Programme, entry: int
) -> None:
    his = written(db, cast.ben, programme, "zeal")
    for person, entry_id, passage in ((cast.ada, entry, PLANTED), (cast.ben, his, "zeal")):
        chosen = Quotable(passage=passage, naming=Naming.UNNAMED)
        sharing.let_quote(db, person, entry_id, chosen, programme)
    hers = select(journal.Entry).where(journal.Entry.id == entry)
    db.scalars(hers).one().exercise_id = "gone"
    db.flush()
    assert [q.module for q in sharing.quotes(db, programme)] == ["Listening", None]
