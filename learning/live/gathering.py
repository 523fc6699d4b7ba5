"""What a step gathers, by its kind: from the tables, through the rules of `reveal`."""

from dataclasses import dataclass
from typing import TypedDict

from sqlalchemy.orm import Session

from learning import actions
from learning.actions import ActionView
from learning.content import Exercise, Programme
from learning.content.exercises import Grid, Scale
from learning.content.scripts import Step, StepKind
from learning.live.cards import RevealedCard, cards_of, in_view, revealed_in
from learning.live.guided import previous, step_of
from learning.live.rules.compare import Compared, Difference, compare
from learning.live.rules.reveal import Card, Count, Visibility, count_written, source_of
from learning.live.rules.state import Planned
from learning.live.rules.talking import seconds_each, talking_order
from learning.live.runs import Run
from learning.live.votes import Vote, ballots_of, vote_of


@dataclass(frozen=True, slots=True)
class Turns:
    """Who speaks after whom."""

    names: tuple[str, ...]
    seconds_each: int | None


class Gathered(TypedDict, total=False):
    """Fields of a `Scene`."""

    cards: tuple[RevealedCard, ...]
    compared: Compared
    own: Visibility | None
    has_card: bool
    written: Count | None
    asked: Exercise | None
    lowest_first: tuple[Difference, ...]
    vote: Vote
    rating: str | None
    turns: Turns
    agreed: tuple[ActionView, ...]
    open_actions: tuple[ActionView, ...]


def _written(
    db: Session, run: Run, planned: Planned, step: Step | None, programme: Programme
) -> Gathered:
    written = count_written(cards_of(db, run.id), planned.id, run.in_step)
    return {"written": written, "asked": _exercise(run, planned, programme)}


def _revealed(
    db: Session, run: Run, planned: Planned, step: Step | None, programme: Programme
) -> Gathered:
    cards = cards_of(db, run.id)
    shown = revealed_in(run, cards, planned.id, _exercise(run, planned, programme))
    return {"cards": shown, **_own(in_view(run, cards, planned.id).own)}


def _own(card: Card | None) -> Gathered:
    if card is None:
        return {}
    return {"own": card.visibility, "has_card": not card.is_blank}


def _compared(
    db: Session, run: Run, planned: Planned, step: Step | None, programme: Programme
) -> Gathered:
    exercise = _exercise(run, planned, programme)
    if not isinstance(exercise, Grid | Scale):  # words are compared by reading them side by side
        return _revealed(db, run, planned, step, programme)
    found = in_view(run, cards_of(db, run.id), planned.id)
    names = {p.id: p.name for p in run.people}
    return {"compared": compare(exercise, found.revealed, names), **_own(found.own)}


def looking(db: Session, run: Run, planned: Planned, programme: Programme) -> Gathered:
    """Return what a step shows of the cards of another, as whoever asked for ``run`` sees it."""
    compares = planned.kind is StepKind.COMPARE
    return (_compared if compares else _revealed)(db, run, planned, None, programme)


def _voted(
    db: Session, run: Run, planned: Planned, step: Step | None, programme: Programme
) -> Gathered:
    return {"vote": vote_of(db, run, step)} if step else {}


def _just_found(db: Session, run: Run, planned: Planned, programme: Programme) -> Gathered:
    """Return what the step before has found and the group looks at next.

    The sums of a vote; of a comparison, for a discussion, what is lowest.
    """
    before = run.state.steps[run.state.at - 1] if run.state.at > 0 else None
    if before is None or before.id == planned.of:  # it is gathered anyhow
        return {}
    if before.kind is StepKind.VOTE:
        return _voted(db, run, before, step_of(run.session, programme, before.id), programme)
    if (before.kind, planned.kind) != (StepKind.COMPARE, StepKind.DISCUSS):
        return {}
    compared = _compared(db, run, before, None, programme).get("compared")
    return {"lowest_first": compared.lowest_first} if compared else {}


def _discussed(
    db: Session, run: Run, planned: Planned, step: Step | None, programme: Programme
) -> Gathered:
    found: Gathered = {"turns": _turns(run, planned)}
    if planned.of is None:
        return found
    source = run.state.steps[run.state.position(planned.of)]
    kind = StepKind.REVEAL if source.kind is StepKind.WRITE else source.kind
    used = step_of(run.session, programme, source.id)
    found.update(_GATHERED.get(kind, _nothing)(db, run, source, used, programme))
    return found


def _turns(run: Run, planned: Planned) -> Turns:
    since = run.state.since or run.now
    late = {p.id for p in run.people if p.came_at and p.came_at > since}
    number = previous(run, StepKind.DISCUSS, run.state.at)
    order = talking_order([p.id for p in run.people], number, late)
    here = set(run.here)
    names = tuple(name for who in order if who in here and (name := run.name(who)))
    return Turns(names, seconds_each(planned.seconds, len(names)))


def _decided(
    db: Session, run: Run, planned: Planned, step: Step | None, programme: Programme
) -> Gathered:
    return {"agreed": actions.made_in(db, run.id)}


def _closed(
    db: Session, run: Run, planned: Planned, step: Step | None, programme: Programme
) -> Gathered:
    own = ballots_of(db, run.id, planned.id).get(run.me.id, {}) if run.me else {}
    return {"rating": next(iter(own), None)}


def _nothing(
    db: Session, run: Run, planned: Planned, step: Step | None, programme: Programme
) -> Gathered:
    return {}


_GATHERED = {
    StepKind.WRITE: _written,
    StepKind.REVEAL: _revealed,
    StepKind.COMPARE: _compared,
    StepKind.VOTE: _voted,
    StepKind.DISCUSS: _discussed,
    StepKind.DECIDE: _decided,
    StepKind.CLOSE: _closed,
}


def _exercise(run: Run, planned: Planned, programme: Programme) -> Exercise | None:
    source = step_of(run.session, programme, source_of(run.state, planned.id))
    return programme.exercises.get(source.exercise) if source and source.exercise else None


def _looking_back(db: Session, run: Run, step: Step | None) -> Gathered:
    looks = step is not None and step.shows == "actions"
    return {"open_actions": before(db, run)} if looks else {}


def before(db: Session, run: Run) -> tuple[ActionView, ...]:
    """Return what the team had agreed earlier and is still open; one query."""
    return actions.open_of_team(db, run.session.team_id, run.id)


def gathered(
    db: Session, run: Run, planned: Planned, step: Step | None, programme: Programme
) -> Gathered:
    """Return what the step has gathered, as whoever asked for ``run`` sees it."""
    return {
        **_looking_back(db, run, step),
        **_just_found(db, run, planned, programme),
        **_GATHERED.get(planned.kind, _nothing)(db, run, planned, step, programme),
    }
