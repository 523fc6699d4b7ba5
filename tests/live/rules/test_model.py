"""Several people press whatever they like, in any order, while time passes and servers restart."""

import json
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from learning.errors import Conflict
from learning.live.rules import play
from learning.live.rules.reveal import Card, Visibility, cards_in_view
from learning.live.rules.state import State, from_json, to_json
from tests.conftest import NOON
from tests.live.rules.scripts import EVERYBODY, SECRET, STEPS, UNBEGUN, later
from tests.live.rules.ticking import Ticking

people = st.sampled_from(EVERYBODY)
steps = st.integers(0, len(STEPS))
short = st.integers(1, 150)
MOVES = ("next", "next", "next", "ready", "back")


class LiveSession(RuleBasedStateMachine):
    """What is kept (``state``) is what was stored last; time moves it on only when it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.state: State = UNBEGUN
        self.now = NOON
        self.told = Ticking()
        self.present = set(EVERYBODY)
        self.cards: dict[int, Card] = {}
        self.backs = 0
        self.stopped = False

    # --- what happens around it

    @initialize(begins=st.booleans())
    def open_lobby(self, begins: bool) -> None:
        if begins:
            self.begin()

    @rule(seconds=short)
    def time_passes(self, seconds: int) -> None:
        self.now += later(seconds)
        self.told.tick(seconds)

    @precondition(lambda self: self.told.pause is not None)
    @rule(hours=st.sampled_from([1, 5, 13]))
    def everybody_has_lunch(self, hours: int) -> None:
        self.time_passes(hours * 3600)

    @rule()
    def server_restarts(self) -> None:
        self.state = from_json(json.loads(json.dumps(to_json(self.state))))

    @rule(who=people)
    def somebody_comes_or_goes(self, who: int) -> None:
        self.present ^= {who}
        self.state = play.go_on_if_ready(self.state, self.now, self.present)
        self._told_if_all_are_ready()

    # --- what people press

    @rule()
    def begin(self) -> None:
        if self._press(play.begin, refused=self.told.is_over) and self.told.at == -1:
            self.told.go(0)

    @rule(who=people, seen=st.none() | steps)
    def ready(self, who: int, seen: int | None) -> None:
        seen = self.told.at if seen is None else seen
        if self._press_for(play.ready, seen, who, self.present, seen):
            self.told.ready.add(who)
            self._told_if_all_are_ready({who})

    @rule()
    def everybody_is_ready(self) -> None:
        seen = self.told.at
        for who in sorted(self.present):
            self.ready(who, seen)

    @rule(who=people)
    def not_ready(self, who: int) -> None:
        if self._press(play.not_ready, who, refused=not self.told.runs):
            self.told.ready.discard(who)

    @rule(seen=st.none() | steps)
    def next_step(self, seen: int | None) -> None:
        seen = self.told.at if seen is None else seen
        if self._press_for(play.next_step, seen, seen):
            self.told.go(self.told.at + 1)

    @rule(seen=st.none() | steps)
    def back(self, seen: int | None) -> None:
        seen = self.told.at if seen is None else seen
        if seen == self.told.at == 0:
            self._press(play.back, seen, refused=True)
        elif self._press_for(play.back, seen, seen):
            self.backs += 1
            self.told.go(self.told.at - 1)

    @rule(presses=st.lists(st.sampled_from(MOVES), min_size=2, max_size=5))
    def several_press_at_once(self, presses: list[str]) -> None:
        """All of them saw the same step; one press counts, whoever was first."""
        before = seen = self.told.at
        trail = len(self.told.trail)
        for press in presses:
            if self.told.is_over and before == self.told.at:
                return
            if press == "ready":
                self.ready(EVERYBODY[0], seen)
            elif press == "back":
                self.back(seen)
            else:
                self.next_step(seen)
        moved = play.as_of(self.state, self.now)
        assert abs(moved.at - before) <= 1
        assert len(moved.log) <= trail + 1

    @rule()
    def pause(self) -> None:
        if self._press(play.pause, refused=not self.told.runs) and self.told.pause is None:
            self.told.pause = 0

    @rule()
    def resume(self) -> None:
        if self._press(play.resume, self.present, refused=not self.told.runs):
            was_paused = self.told.pause is not None
            self.told.end_pause()
            if was_paused:
                self._told_if_all_are_ready()

    @rule(again=st.booleans())
    def add_minute(self, again: bool) -> None:
        seen, added = self.told.at, self.told.added
        refused = not self.told.runs or added == 600
        if self._press(play.add_minute, seen, added, refused=refused):
            self.told.left += 60
            self.told.added += 60
            if again:
                self._press(play.add_minute, seen, added, refused=False)

    @precondition(lambda self: len(self.told.trail) > 2 or self.told.pause)
    @rule()
    def finish(self) -> None:
        if self._press(play.finish, refused=False) and self.told.runs:
            self.stopped = True
            self.told.go(len(STEPS))

    @rule(who=people, number=st.integers(), choice=st.none() | st.sampled_from(Visibility))
    def write(self, who: int, number: int, choice: Visibility | None) -> None:
        text = f"from {who}, {number}"
        self.cards[who] = Card(step="alone", writer=who, answer=text, visibility=choice)

    # --- what must hold, whenever anybody looks

    @invariant()
    def both_ways_to_count_agree(self) -> None:
        state = play.as_of(self.state, self.now)
        left = play.clock_for(self.state, self.now).left
        assert state.at == self.told.at
        assert left == (self.told.left if self.told.runs else None)
        assert state.ready == (self.told.ready if self.told.runs else frozenset())
        assert play.as_of(state, self.now) == play.as_of(state, NOON) == state
        assert play.warns(state, self.now) == (
            self.told.runs and self.told.pause is None and self.told.left <= 20
        )

    @invariant()
    def no_step_is_skipped_or_repeated(self) -> None:
        state = play.as_of(self.state, self.now)
        trail = [state.position(passage.step) for passage in state.log]
        assert trail == self.told.trail
        moves = [later - earlier for earlier, later in pairwise([*trail, state.at])]
        if moves and state.ended_at and (self.stopped or trail[-1] < len(STEPS) - 1):
            moves.pop()
        assert trail[:1] in ([], [0])
        assert moves.count(-1) == self.backs
        assert set(moves) <= {1, -1}

    @invariant()
    def minutes_add_up(self) -> None:
        state = play.as_of(self.state, self.now)
        edges = [(passage.began, passage.ended) for passage in state.log]
        assert all(earlier[1] == later[0] for earlier, later in pairwise(edges))
        assert all(passage.seconds >= 0 for passage in state.log)
        if state.began_at is None:
            assert edges == []
            return
        assert state.began_at == (edges[0][0] if edges else state.since)
        assert (state.ended_at or state.since) == (edges[-1][1] if edges else state.since)
        done = sum(passage.seconds for passage in state.log)
        if state.ended_at:
            paused = sum(passage.paused for passage in state.log)
            assert done == (state.ended_at - state.began_at).total_seconds() - paused
            assert (done, paused) == (self.told.passed, self.told.paused_in_all)

    @invariant()
    def nobody_sees_what_is_not_theirs_to_see(self) -> None:
        state = play.as_of(self.state, self.now)
        for person in (*EVERYBODY, 99, None):
            view = cards_in_view(state, self.cards.values(), "alone", person, SECRET)
            assert view.own == (self.cards.get(person) if person else None)
            for who, card in self.cards.items():
                shown = self.told.shows_cards and card.visibility in ("named", "unnamed")
                assert (card.answer in repr(view.revealed)) == shown
                assert (f"writer={who}" in repr(view.revealed)) == (
                    shown and card.visibility == "named"
                )

    # --- pressing

    def _press_for(self, event: Callable[..., State], seen: int, *more: Any) -> bool:
        """Press as somebody who saw the step ``seen``; tell whether it was the right one."""
        at = self.told.at
        self._press(event, *more, refused=at == -1 or (seen == at and self.told.is_over))
        return self.told.runs and seen == at

    def _press(self, event: Callable[..., State], *more: Any, refused: bool) -> bool:
        if refused:
            with pytest.raises(Conflict):
                event(self.state, self.now, *more)
            return False
        self.state = event(self.state, self.now, *more)
        return True

    def _told_if_all_are_ready(self, also: Iterable[int] = ()) -> None:
        here = self.present.union(also)
        if self.told.runs and self.told.pause is None and here and here <= self.told.ready:
            self.told.go(self.told.at + 1)


TestLiveSession = LiveSession.TestCase
TestLiveSession.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
