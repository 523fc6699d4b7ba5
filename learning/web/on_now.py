"""What is on now: sessions that run or whose door is open, and how many are in."""

from collections.abc import Iterable
from dataclasses import dataclass

from learning import live
from learning.planning import SessionView
from learning.web.database import db


@dataclass(frozen=True, slots=True)
class OnNow:
    """A session that people can come into."""

    session: SessionView
    has_begun: bool
    people: int
    """How many are in it."""


def on_now(views: Iterable[SessionView]) -> tuple[OnNow, ...]:
    """Return which of ``views`` people can come into now; three queries for each that is open."""
    return tuple(found for view in views if view.is_open() and (found := _look_into(view)))


def _look_into(view: SessionView) -> OnNow | None:
    """Return how the session stands, or None if its time ran out and nobody has noted that yet."""
    run = live.run_called(db(), view)
    if run is None:
        return OnNow(view, has_begun=False, people=0)
    if run.state.ended_at:
        return None
    return OnNow(view, has_begun=run.state.began_at is not None, people=len(run.here))
