"""The record of a session: who was there, what was shown, counted, written down and agreed.

It is made of what everybody in the session could see, in the words of that day, so that an edited
or vanished guide empties nothing. What was not shown is not in it, in any form.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from learning import actions
from learning.accounts import Person
from learning.actions import ActionView
from learning.content import Programme
from learning.content.scripts import StepKind
from learning.errors import NotFound
from learning.live.record.kept import Attended, attended
from learning.live.record.steps import Made, RecordedStep, made_in, steps_of
from learning.live.rules.attendance import played_minutes
from learning.live.rules.reveal import FEWEST_COUNTED
from learning.live.runs import Run, run_for
from learning.planning import SessionView, When

UNOPENED = "Nobody has opened this session yet, so there is no record of it."
BEST = 5
"""The best rating of the hour; the least is 1."""
_ELSEWHERE = (StepKind.WRITE, StepKind.DECIDE, StepKind.CLOSE)
"""What is written in these stands elsewhere: on cards, among the actions, in each one’s journal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A session as its team keeps it."""

    session: SessionView
    began_at: datetime | None
    ended_at: datetime | None
    """None while it is going on."""
    minutes: int
    """Played, without the pauses."""
    people: tuple[Attended, ...]
    """Everybody who came in, in that order; see `Attended.was_there`."""
    is_convenor: bool
    """Whether whoever reads convenes the team."""
    steps: tuple[RecordedStep, ...]
    """Those that were reached and of which something is left."""
    passed: tuple[str, ...]
    """The titles of the others that were reached, where something could have been written down."""
    actions: tuple[ActionView, ...]
    ratings: Mapping[int, int] | None
    """How many gave the hour which rating, best first.

    None until the record is closed, for one that comes later would say whose it is, and if fewer
    than three did.
    """

    @property
    def path(self) -> str:
        """Return the address of its page."""
        return f"/live/{self.session.id}/record"

    @property
    def when(self) -> When:
        """Return when it was held, by the clocks it was planned by; until it ends, the plan."""
        if not (self.began_at and self.ended_at):
            return self.session.when
        length = round((self.ended_at - self.began_at).total_seconds() / 60)
        return When.of(self.began_at, length, self.session.time_zone)

    @property
    def dates(self) -> str:
        """Return when it was held in one line; if over days, from which day to which."""
        last = When.of(self.when.ends, 0, self.when.zone).day
        return self.when.words if last == self.when.day else f"{self.when.day} to {last}"

    @property
    def were_there(self) -> tuple[Attended, ...]:
        """Return who took part, and who was put right to not at all."""
        return tuple(person for person in self.people if person.was_there or person.repairs)

    @property
    def to_hand_on(self) -> tuple[Attended, ...]:
        """Return who can claim their attendance with a code, which only the convenor reads."""
        return tuple(person for person in self.people if person.is_unclaimed and person.was_there)


def record_of(db: Session, person: Person, session_id: int, programme: Programme) -> Record:
    """Return the record as ``person`` may read it, before the end as it stands; eight queries.

    Raises `NotFound` for who is not on the team, and while nobody has opened the session.
    """
    run = run_for(db, person, session_id)
    if run is None:
        raise NotFound(UNOPENED)
    return recorded(db, run, programme, reader=person)


def recorded(
    db: Session, run: Run, programme: Programme, *, reader: Person | None = None
) -> Record:
    """Return the record of ``run``, for nobody in particular without ``reader``; four queries."""
    made = made_in(db, run, programme)
    steps = tuple(steps_of(made))
    is_convenor = reader is not None and reader.id == run.convenor_id
    return Record(
        session=run.session,
        began_at=run.state.began_at,
        ended_at=run.state.ended_at,
        minutes=played_minutes(run.state),
        people=attended(db, run, with_codes=is_convenor),
        is_convenor=is_convenor,
        steps=tuple(step for step in steps if not step.is_empty),
        passed=tuple(step.title for step in steps if step.is_empty and step.kind not in _ELSEWHERE),
        actions=actions.made_in(db, run.id),
        ratings=_ratings(made),
    )


def _ratings(made: Made) -> Mapping[int, int] | None:
    if not made.run.settled_at:
        return None
    closing = [step.id for step in made.run.state.steps if step.kind is StepKind.CLOSE]
    ballots = [ballot for step in closing for ballot in made.ballots.get(step, ())]
    given = [int(rating) for ballot in ballots for rating in ballot]
    if len(given) < FEWEST_COUNTED:
        return None
    return {rating: given.count(rating) for rating in range(BEST, 0, -1)}
