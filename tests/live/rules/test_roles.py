"""Everybody gets a turn at every role, and no role goes home with somebody’s laptop."""

from collections import Counter
from collections.abc import Mapping
from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.content.scripts import Role
from learning.errors import NotAllowed
from learning.live.rules.roles import ALLOWED, Action, Room, deal, pass_on, swap
from tests.live.rules.scripts import ADA, BEN, CLEO, DANA, EVERYBODY, NAMES

F, T, S, O = Role.FACILITATOR, Role.TIMEKEEPER, Role.SCRIBE, Role.OUTSIDE_IN  # noqa: E741
FIRST = {F: ADA, T: BEN, S: CLEO, O: DANA}
people = st.lists(st.integers(1, 9), unique=True, max_size=7)
LEADING = (Action.NEXT, Action.BACK, Action.PAUSE, Action.RESUME, Action.FINISH)
WRITING = (Action.WRITE_LINES, Action.DECIDE)


def test_roles_are_dealt_in_the_order_of_joining_and_move_on_next_time() -> None:
    first = deal(EVERYBODY, {})
    second = deal(EVERYBODY, first)

    assert first == FIRST
    assert second == {F: BEN, T: ADA, S: DANA, O: CLEO}


@pytest.mark.parametrize(
    ("present", "dealt"),
    [
        ([], {}),
        ([ADA], {F: ADA, T: ADA, S: ADA, O: ADA}),
        ([ADA, BEN], {F: ADA, O: ADA, T: BEN, S: BEN}),
        ([ADA, BEN, CLEO], {F: ADA, T: BEN, O: BEN, S: CLEO}),
    ],
)
def test_few_people_share_the_roles(present: list[int], dealt: dict[Role, int]) -> None:
    assert deal(present, {}) == dealt


def test_who_had_no_role_last_time_comes_first() -> None:
    dealt = deal([*EVERYBODY, 15, 16], FIRST)

    assert {15, 16} <= set(dealt.values())
    assert len(set(dealt.values())) == 4


def repeats(dealt: Mapping[Role, int], last: Mapping[Role, int]) -> int:
    return sum(last.get(role) == who for role, who in dealt.items())


@settings(deadline=None)
@given(st.lists(people, min_size=1, max_size=6))
def test_over_many_sessions_nobody_repeats_a_role_while_somebody_else_can(
    meetings: list[list[int]],
) -> None:
    last: dict[Role, int] = {}
    for present in meetings:
        dealt = deal(present, last)
        assert set(dealt) == (set(Role) if present else set())
        assert set(dealt.values()) <= set(present)
        assert repeats(dealt, last) == fewest_repeats(present, dealt, last)
        last = dealt or last


def fewest_repeats(present: list[int], dealt: dict[Role, int], last: dict[Role, int]) -> int:
    """Try every deal that gives as many people as many roles; with three, in the same pairs."""
    if len(present) >= 3:
        holders = list(dict.fromkeys(dealt.values()))
        swaps = (
            dict(zip(holders, chosen, strict=True))
            for chosen in permutations(present, len(holders))
        )
        return min(repeats({r: s[who] for r, who in dealt.items()}, last) for s in swaps)
    every = (dict(zip(Role, who, strict=True)) for who in product(present, repeat=len(Role)))
    fair = [d for d in every if set(Counter(d.values()).values()) == {4 // len(present)}]
    return min((repeats(d, last) for d in fair), default=0)


def test_two_people_exchange_what_they_have() -> None:
    assert swap(FIRST, ADA, CLEO) == {F: CLEO, T: BEN, S: ADA, O: DANA}
    assert swap(FIRST, 15, BEN) == {**FIRST, T: 15}
    assert swap(swap(FIRST, ADA, CLEO), CLEO, ADA) == FIRST
    assert swap(FIRST, ADA, ADA) == FIRST


def test_roles_go_first_to_people_with_a_device_and_the_scribe_always_has_one() -> None:
    assert set(deal([ADA, BEN, 15, CLEO, DANA], {}, by_name={ADA}).values()) == {
        BEN,
        15,
        CLEO,
        DANA,
    }
    assert deal([ADA, BEN, CLEO], {}, by_name={ADA, BEN})[S] == CLEO
    assert deal(EVERYBODY, FIRST, by_name={ADA, BEN, DANA})[S] == CLEO, "also twice"
    assert deal([ADA], {}, by_name={ADA}) == dict.fromkeys(Role, ADA)

    assert pass_on(FIRST, [15, ADA, BEN, CLEO], away={DANA}, by_name={15}) == {**FIRST, O: ADA}
    assert pass_on({S: DANA}, [15], away={DANA}, by_name={15}) == {S: 15}


def test_a_role_passes_on_to_whoever_has_the_fewest() -> None:
    assert pass_on(FIRST, [ADA, BEN, CLEO, 15], away={DANA}) == {**FIRST, O: 15}
    assert pass_on(FIRST, [ADA, BEN, CLEO], away={DANA}) == {**FIRST, O: ADA}
    assert pass_on({F: ADA, T: ADA}, [BEN, CLEO], away={ADA}) == {F: BEN, T: CLEO}
    assert pass_on(FIRST, [CLEO], away={ADA, BEN, DANA}) == dict.fromkeys(Role, CLEO)


def test_a_role_stays_with_its_holder_until_then() -> None:
    assert pass_on(FIRST, [ADA, BEN, CLEO], away=()) == FIRST, "Dana may be back in a moment"
    assert pass_on(FIRST, [], away=EVERYBODY) == FIRST
    assert pass_on(FIRST, [DANA], away=EVERYBODY) == FIRST


def test_who_comes_back_does_not_take_the_role_back() -> None:
    passed = pass_on(FIRST, [BEN, CLEO, DANA], away={ADA})

    assert pass_on(passed, EVERYBODY, away=()) == passed
    assert pass_on(passed, [BEN, CLEO, DANA], away={ADA}) == passed


@settings(deadline=None)
@given(
    present=people,
    gone=st.sets(st.integers(1, 9)),
    roles=st.dictionaries(st.sampled_from(Role), st.integers(1, 9)),
)
def test_no_role_is_lost_or_stays_with_somebody_who_is_away(
    present: list[int], gone: set[int], roles: dict[Role, int]
) -> None:
    passed = pass_on(roles, present, gone)

    assert set(passed) == set(roles)
    assert not set(present) - gone or not gone & set(passed.values())
    assert all(passed[role] == who for role, who in roles.items() if who not in gone)


ROOM = Room(roles=FIRST, names=NAMES, convenor=DANA)


@pytest.mark.parametrize("action", Action)
def test_who_may_do_what(action: Action) -> None:
    may = {who for who in (*EVERYBODY, 15) if ROOM.may(who, action)}

    if action in LEADING:
        assert may == {ADA, BEN, DANA}
    elif action in WRITING:
        assert may == {CLEO}
    else:
        assert action in (Action.BEGIN, Action.READY, Action.ADD_MINUTE, Action.SWAP)
        assert may == {*EVERYBODY, 15}


def test_every_action_has_its_line_in_the_table() -> None:
    assert set(ALLOWED) == set(Action)


@pytest.mark.parametrize(
    ("room", "action", "sentence"),
    [
        (
            ROOM, Action.NEXT,
            "Only Ada (facilitator), Ben (timekeeper) or Dana (convenor)"
            " can go on to the next step.",
        ),
        (ROOM, Action.DECIDE, "Only Cleo (scribe) can write down what was decided."),
        (
            Room(roles={**FIRST, T: ADA}, names=NAMES, convenor=ADA), Action.PAUSE,
            "Only Ada (facilitator) can pause the session.",
        ),
        (
            Room(roles=FIRST, names={}, convenor=DANA, away={ADA}), Action.BACK,
            "Only the timekeeper or the convenor can go back a step.",
        ),
    ],
)  # fmt: skip
def test_a_refusal_says_who_can(room: Room, action: Action, sentence: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        room.require(15, action)
    assert str(refused.value) == sentence


def test_when_the_scribe_is_away_anybody_writes() -> None:
    room = Room(roles=FIRST, convenor=DANA, away={CLEO})

    assert all(room.may(who, action) for who in EVERYBODY for action in WRITING)
    assert not room.may(CLEO, Action.NEXT)
    room.require(ADA, Action.DECIDE)


def test_nothing_waits_for_somebody_who_is_not_there() -> None:
    assert Room(roles=FIRST, convenor=DANA, away={ADA, BEN, DANA}).may(CLEO, Action.NEXT)
    assert not Room(roles=FIRST, convenor=DANA, away={ADA, BEN}).may(CLEO, Action.NEXT)
    assert Room(roles={}).may(CLEO, Action.NEXT), "no roles have been dealt"
