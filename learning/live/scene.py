"""What one person sees of a live session at this moment; everything a page shows is here."""

from dataclasses import dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning import journal
from learning.accounts import Person
from learning.actions import ActionView
from learning.content import Exercise, Programme
from learning.content.scripts import Step
from learning.journal import EntryView
from learning.live.cards import RevealedCard, cards_of
from learning.live.gathering import Compared, Turns, before, gathered
from learning.live.guided import WRITTEN_IN, asked_in, step_of
from learning.live.play import Clock, clock_for, warns
from learning.live.reveal import (
    Count,
    Visibility,
    counted,
    is_guessable,
    is_revealed,
    is_to_be_revealed,
)
from learning.live.roles import Action
from learning.live.runs import Run
from learning.live.state import LOBBY, Planned
from learning.live.tables import Line
from learning.live.votes import Vote


@dataclass(frozen=True, slots=True)
class LineView:
    """A line that was written for the group."""

    id: int
    step: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """What one person writes alone, and what the others may know of it."""

    exercise: Exercise
    entry: EntryView | None = field(repr=False)
    """What is in their journal."""
    is_card: bool
    """Whether the others may see it in a later step; otherwise it is for the writer only."""
    visibility: Visibility | None
    is_shown: bool
    """Whether the cards have been shown already."""
    is_guessable: bool
    """Whether a card without a name would be easy to place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A live session as one person, or a shared screen, sees it now."""

    run: Run
    clock: Clock
    warns: bool
    planned: Planned | None
    """The present step, None in the lobby and after the end."""
    step: Step | None
    """The same in the words of the guide; None if it was taken out of it."""
    source: Step | None
    """The step whose results are used."""
    coming: Planned | None
    """What comes next."""
    may: frozenset[Action]
    is_ready: bool
    ready: Count | None
    written: Count | None = None
    cards: tuple[RevealedCard, ...] = ()
    own: Visibility | None = None
    """What was chosen for one’s own card of this step’s source; None without a choice."""
    has_card: bool = False
    """Whether one has written a card that this step shows, or would show."""
    compared: Compared | None = None
    vote: Vote | None = None
    """The vote that is held, or the one of the step before with its sums."""
    rating: str | None = None
    """How one has rated the hour."""
    turns: Turns | None = None
    lines: tuple[LineView, ...] = ()
    agreed: tuple[ActionView, ...] = ()
    """What was agreed in this session."""
    open_actions: tuple[ActionView, ...] = ()
    """What the team had agreed before, where the guide looks back on it."""


def scene_of(db: Session, run: Run, programme: Programme) -> Scene:
    """Return what whoever asked for ``run`` sees; four queries at most."""
    state = run.state
    planned = state.step
    step = step_of(run.session, programme, planned.id) if planned else None
    position = state.at + 1
    me = run.me.id if run.me else None
    scene = Scene(
        run=run,
        clock=clock_for(state, run.now),
        warns=warns(state, run.now),
        planned=planned,
        step=step,
        source=step_of(run.session, programme, planned.of) if planned and planned.of else None,
        coming=state.steps[position] if position < len(state.steps) else None,
        may=frozenset(a for a in Action if me is not None and run.room.may(me, a)),
        is_ready=me in state.ready,
        ready=counted(set(state.ready) & set(run.pressing), run.pressing),
    )
    if planned is None:
        return replace(scene, open_actions=before(db, run)) if state.at == LOBBY else scene
    lines = lines_of(db, run.id, planned.id)
    return replace(scene, lines=lines, **gathered(db, run, planned, step, programme))


def writing_of(
    db: Session, person: Person, run: Run, programme: Programme, step_id: str
) -> Writing | None:
    """Return what ``person`` writes alone in a step, None where nothing is; two queries."""
    step = step_of(run.session, programme, step_id)
    if step is None or step.kind not in WRITTEN_IN or run.me is None:
        return None
    exercise = asked_in(run.session, programme, step_id)
    cards = cards_of(db, run.id)
    own = next((c for c in cards if c.step == step_id and c.writer == run.me.id), None)
    return Writing(
        exercise=exercise,
        entry=journal.entries_of(db, person, [exercise]).get(exercise.id),
        is_card=is_to_be_revealed(run.state, step_id),
        visibility=own.visibility if own else None,
        is_shown=is_revealed(run.state, step_id),
        is_guessable=is_guessable(cards, step_id, run.pressing, run.me.id),
    )


def lines_of(db: Session, session_id: int, step_id: str | None = None) -> tuple[LineView, ...]:
    """Return the lines of a session, or of one step, in the order of writing; one query."""
    query = select(Line.id, Line.step, Line.text).where(Line.live_session_id == session_id)
    if step_id is not None:
        query = query.where(Line.step == step_id)
    return tuple(LineView(*row) for row in db.execute(query.order_by(Line.id)))
