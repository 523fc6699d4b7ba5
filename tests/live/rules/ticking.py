"""A second way to say what a session does: second by second, as a kitchen timer would.

The state that is tested keeps moments and reckons; this one only counts down, so that both can be
wrong in the same way only by chance.
"""

from learning.content.scripts import StepKind
from tests.live.rules.scripts import STEPS

FORGOTTEN = 12 * 3600


class Ticking:
    """Whole seconds only."""

    def __init__(self) -> None:
        self.at = -1
        self.left = 0
        self.added = 0
        self.spent = [0] * len(STEPS)
        self.pause: int | None = None
        self.paused_in_all = 0
        self.passed = 0
        self.ready: set[int] = set()
        self.trail: list[int] = []
        """The positions that were left, in order."""

    @property
    def runs(self) -> bool:
        return 0 <= self.at < len(STEPS)

    @property
    def is_over(self) -> bool:
        return self.at == len(STEPS)

    @property
    def shows_cards(self) -> bool:
        """Tell whether the session is, or ever was, at the reveal step."""
        reveal = next(n for n, step in enumerate(STEPS) if step.kind is StepKind.REVEAL)
        return reveal in (*self.trail, self.at)

    def tick(self, seconds: int) -> None:
        for _ in range(seconds):
            if not self.runs:
                return
            self._second()

    def _second(self) -> None:
        if self.pause is not None:
            self.pause += 1
            if self.pause == FORGOTTEN:
                self.pause = None
                self.go(len(STEPS))
            return
        self.left -= 1
        self.spent[self.at] += 1
        self.passed += 1
        if self.left == 0:
            self.go(self.at + 1)

    def go(self, at: int) -> None:
        if self.at >= 0:
            self.trail.append(self.at)
        self.at, self.added, self.ready = at, 0, set()
        self.end_pause()
        if self.runs:
            seconds = STEPS[at].seconds
            self.left = max(seconds - self.spent[at], min(seconds, 60))

    def end_pause(self) -> None:
        self.paused_in_all += self.pause or 0
        self.pause = None
