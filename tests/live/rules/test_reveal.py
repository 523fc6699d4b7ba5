"""A card is its writer’s until the step that shows it, and then as the writer chose."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest

from learning.content.scripts import StepKind
from learning.live.rules import play
from learning.live.rules.reveal import (
    Card,
    Count,
    Visibility,
    cards_in_view,
    count_written,
    is_guessable,
    source_of,
)
from learning.live.rules.state import Planned, State
from tests.conftest import NOON
from tests.live.rules.scripts import (
    ADA,
    BEGUN,
    BEN,
    CLEO,
    DANA,
    ENDED,
    EVERYBODY,
    SECRET,
    STEPS,
    UNBEGUN,
    at,
    later,
)

NAMED, UNNAMED, WITHHELD = Visibility
CARDS = (
    Card(step="alone", writer=ADA, answer="from Ada", visibility=NAMED),
    Card(step="alone", writer=BEN, answer="from Ben", visibility=UNNAMED),
    Card(step="alone", writer=CLEO, answer="from Cleo", visibility=WITHHELD),
    Card(step="alone", writer=DANA, answer="from Dana"),
    Card(step="goodbye", writer=ADA, answer="private", visibility=NAMED),
)
LOOKING = (*EVERYBODY, 15, None)
BEFORE = [UNBEGUN, BEGUN, at("alone"), play.finish(at("alone"), NOON + later(130))]
SINCE = [at("together"), at("dots"), at("goodbye"), ENDED]


def answers(state: State, person: int | None, cards: tuple[Card, ...] = CARDS) -> set[str]:
    view = cards_in_view(state, cards, "alone", person, SECRET)
    return {card.answer for card in view.revealed}


@pytest.mark.parametrize("state", BEFORE)
def test_before_the_reveal_everybody_sees_their_own_card_only(state: State) -> None:
    for person in LOOKING:
        view = cards_in_view(state, CARDS, "alone", person, SECRET)
        assert view.revealed == ()
        assert view.own == next((c for c in CARDS[:4] if c.writer == person), None)


@pytest.mark.parametrize("state", SINCE)
def test_from_the_reveal_on_everybody_sees_what_its_writer_lets_them(state: State) -> None:
    for person in LOOKING:
        assert answers(state, person) == {"from Ada", "from Ben"}


def test_whoever_withholds_a_card_still_sees_it() -> None:
    view = cards_in_view(ENDED, CARDS, "alone", CLEO, SECRET)

    assert view.own == CARDS[2]


def test_what_was_shown_stays_shown_when_a_session_goes_back() -> None:
    went_back = play.back(at("together"), NOON + later(190), seen=2)
    ended_there = play.finish(went_back, NOON + later(200))

    assert answers(went_back, BEN) == answers(ended_there, BEN) == {"from Ada", "from Ben"}


def test_what_nobody_reveals_is_never_shown() -> None:
    for state in (*SINCE, *BEFORE):
        assert cards_in_view(state, CARDS, "goodbye", BEN, SECRET).revealed == ()


def test_only_a_reveal_reveals() -> None:
    early = Planned(id="early", kind=StepKind.COMPARE, seconds=10, of="alone")
    state = State(steps=(*STEPS[:2], early, *STEPS[2:]), at=2)

    assert answers(state, ADA) == set()
    assert answers(replace(state, at=3), ADA)


def test_a_choice_taken_back_counts_at_once() -> None:
    cards = (*CARDS[1:], Card(step="alone", writer=ADA, answer="from Ada", visibility=WITHHELD))

    assert answers(ENDED, BEN, cards) == {"from Ben"}


def test_a_card_without_a_name_brings_nobody_with_it() -> None:
    for person in LOOKING:
        view = cards_in_view(ENDED, CARDS, "alone", person, SECRET)
        writers = {card.answer: card.writer for card in view.revealed}
        assert writers == {"from Ada": ADA, "from Ben": None}
    assert {field for card in view.revealed for field in type(card).__slots__} == {
        "key", "answer", "writer", "wording",
    }  # fmt: skip


def unnamed(step: str, *people: int) -> tuple[Card, ...]:
    return tuple(Card(step=step, writer=p, answer=str(p), visibility=UNNAMED) for p in people)


def order(people: tuple[int, ...], secret: str) -> list[str]:
    view = cards_in_view(ENDED, unnamed("alone", *people), "alone", None, secret)
    return [card.answer for card in view.revealed]


def test_the_order_is_the_same_on_every_screen_and_says_nothing() -> None:
    assert len({tuple(order(people, SECRET)) for people in permutations(EVERYBODY)}) == 1
    # With the secret, each of the 24 orders comes up about as often as any other.
    found = [tuple(order(EVERYBODY, str(number))) for number in range(2400)]
    assert len(set(found)) == 24
    assert max(found.count(one) for one in set(found)) < 150


def test_keys_link_nobody_from_one_choice_step_or_session_to_another() -> None:
    def key(card: Card, secret: str = SECRET, state: State = ENDED) -> str:
        return cards_in_view(state, [card], card.step, None, secret).revealed[0].key

    named = Card(step="alone", writer=BEN, answer="x", visibility=NAMED)
    both = [
        step if step.of is None else type(step)(id="2", kind=step.kind, seconds=1, of="goodbye")
        for step in ENDED.steps
    ]
    other = State(steps=tuple(both), at=6, log=ENDED.log[:0], began_at=NOON)
    keys = {
        key(CARDS[1]),
        key(named),
        key(CARDS[1], "of another"),
        key(unnamed("goodbye", BEN)[0], SECRET, other),
    }
    assert len(keys) == 4
    edited = Card(step="alone", writer=BEN, answer="edited", visibility=UNNAMED)
    assert key(edited) == key(CARDS[1]), "an edit moves no card"


@pytest.mark.parametrize("answer", ["", " \n", None, {}, {"a": "", "b": {"level": ""}}])
def test_an_empty_card_is_neither_shown_nor_counted(answer: object) -> None:
    cards = [Card(step="alone", writer=ADA, answer=answer, visibility=NAMED)]

    assert cards_in_view(ENDED, cards, "alone", BEN, SECRET).revealed == ()
    assert count_written(cards, "alone", EVERYBODY) == Count(0, 4)


def test_a_rating_of_nought_is_something_written() -> None:
    assert not Card(step="alone", writer=ADA, answer={"trust": 0}).is_blank


def test_how_many_have_written_is_said_without_who() -> None:
    assert count_written(CARDS[:2], "alone", EVERYBODY) == Count(2, 4)
    assert count_written(CARDS[:2], "alone", [CLEO]) == Count(2, 3), "also of those who have left"
    assert count_written(CARDS[:1], "alone", [ADA, BEN]) is None, "it would say who has not"


def test_people_are_warned_before_they_choose_what_others_could_guess() -> None:
    undecided: tuple[Card, ...] = ()
    two = unnamed("alone", BEN, CLEO)
    named = tuple(Card(step="alone", writer=n, answer="x", visibility=NAMED) for n in range(5))

    assert is_guessable(undecided, "alone", EVERYBODY, ADA)
    assert is_guessable(two[:1], "alone", EVERYBODY, ADA)
    assert not is_guessable(two, "alone", EVERYBODY, ADA), "three are without a name"
    assert not is_guessable(undecided, "alone", [*EVERYBODY, 15], ADA), "it could be anyone of five"
    assert is_guessable(named, "alone", [*range(5), ADA, BEN], ADA), "the others have names"
    assert is_guessable(two, "alone", [], None)
    assert not is_guessable(named, "alone", EVERYBODY), "nobody hides"


def test_a_vote_on_what_was_revealed_leads_back_to_where_it_was_written() -> None:
    assert [source_of(ENDED, step.id) for step in ENDED.steps] == [
        "check-in", "alone", "alone", "alone", "actions", "goodbye",
    ]  # fmt: skip


def test_time_alone_reveals_and_not_a_moment_earlier() -> None:
    moment = NOON + later(180)

    assert answers(play.as_of(BEGUN, moment - timedelta(microseconds=1)), BEN) == set()
    assert answers(play.as_of(BEGUN, moment), BEN)
