"""What somebody meant to do: the actions of their plans, and those of their teams that they own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from learning import actions, journal
from learning.accounts import Person
from learning.content import Programme
from learning.followups.questions import PROMISES

_OF_PLAN = {"Under way": "trying", "Done": "done", "Changed": "changed", "Dropped": "dropped"}
_OF_TEAM = {
    actions.Status.DONE: "done",
    actions.Status.CHANGED: "changed",
    actions.Status.DROPPED: "dropped",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One thing that somebody meant to do."""

    key: str
    """Stays the same for the same row of a plan, or the same action of a team."""
    what: str = field(repr=False)
    day: date | None = None
    team: str | None = None
    """The team it was agreed on with; None for a plan of one’s own."""
    outcome: str = ""
    """What they have said already became of it, an id of ``questions.OUTCOMES``; empty: nothing."""


def promises_of(db: Session, person: Person, programme: Programme) -> tuple[Promise, ...]:
    """Return what ``person`` meant to do, own plans first; two queries.

    A plan whose exercise was retired counts like any other.
    """
    entries = journal.journal_of(db, person, programme)
    own = (
        Promise(
            key=f"e{planned.entry_id}-{planned.prompt_id}-{planned.number}",
            what=planned.sentence,
            day=planned.day,
            outcome=_OF_PLAN.get(planned.status, ""),
        )
        for planned in journal.planned_actions(entries)
    )
    with_teams = (
        Promise(
            key=f"a{action.id}",
            what=action.what,
            day=action.by,
            team=action.team_name,
            outcome=_OF_TEAM.get(action.status, ""),
        )
        for action in actions.owned_by(db, person)
    )
    return (*own, *with_teams)


def with_kept(promises: tuple[Promise, ...], answers: Mapping[str, Any]) -> tuple[Promise, ...]:
    """Return ``promises`` and those that ``answers`` tell of, which read as they did then."""
    kept = {
        key: Promise(key=key, what=told["what"], outcome=told.get("outcome", ""))
        for key, told in answers.get(PROMISES, {}).items()
    }
    return tuple(({promise.key: promise for promise in promises} | kept).values())
