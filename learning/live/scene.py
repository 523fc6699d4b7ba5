"""What one person sees of a live session at this moment; everything a page shows is here."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning import clock, journal
from learning.accounts import Person
from learning.actions import ActionView
from learning.content import Exercise, Programme
from learning.content.scripts import Step, StepKind
from learning.journal import EntryView
from learning.live.cards import FITS_LARGE, RevealedCard, cards_of, fitting, side_by_side
from learning.live.gathering import Turns, before, gathered, looking
from learning.live.guided import WRITTEN_IN, asked_in, step_of
from learning.live.rules.compare import Compared, Difference
from learning.live.rules.days import looked_at
from learning.live.rules.play import Clock, clock_for, warns
from learning.live.rules.reveal import (
    Count,
    Visibility,
    counted,
    is_guessable,
    is_revealed,
    is_to_be_revealed,
    source_of,
)
from learning.live.rules.roles import Action, Room
from learning.live.rules.state import LOBBY, Participant, Planned
from learning.live.runs import Run
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
class Looked:
    """A step that is looked at together with the present one, where a session lasts days."""

    planned: Planned
    step: Step | None
    source_id: str
    """The step whose cards these are."""
    cards: tuple[RevealedCard, ...] = ()
    compared: Compared | None = None
    own: Visibility | None = None
    has_card: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A live session as one person, or a shared screen, sees it now."""

    run: Run
    room: Room
    """Who is here, as far as it decides who may do what; the same for all who look."""
    clock: Clock
    warns: bool
    planned: Planned | None
    """The present step, None in the lobby and after the end."""
    step: Step | None
    """The same in the words of the guide; None if it was taken out of it."""
    coming: Planned | None
    """What comes next."""
    may: frozenset[Action]
    is_ready: bool
    ready: Count | None
    written: Count | None = None
    asked: Exercise | None = None
    """What is written about, for those who write on paper."""
    cards: tuple[RevealedCard, ...] = ()
    own: Visibility | None = None
    """What was chosen for one’s own card of this step’s source; None without a choice."""
    has_card: bool = False
    """Whether one has written a card that this step shows, or would show."""
    compared: Compared | None = None
    lowest_first: tuple[Difference, ...] = ()
    """What the comparison of the step before has found."""
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
    looked: tuple[Looked, ...] = ()
    """What is looked at together with this step."""

    @property
    def marks(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return the cards side by side, each question with their marks; nothing for words."""
        return side_by_side(self.cards)

    @property
    def fitting(self) -> tuple[RevealedCard, ...]:
        """Return the cards that a projector has room for."""
        return fitting(self.cards)

    @property
    def fits_large(self) -> bool:
        """Tell whether it has room for all of them in large type."""
        return len(fitting(self.cards, FITS_LARGE)) == len(self.cards)

    @property
    def is_personal(self) -> bool:
        """Tell whether it shows more of whoever looks than what they may do and have pressed."""
        step = self.planned
        # Also where no card is shown: one’s own may be held back, to be shown after all.
        is_own = step is not None and (step.kind is StepKind.CLOSE or step.of is not None)
        return bool(self.cards or self.compared or self.vote or self.looked or is_own)


def seen_by(scene: Scene, participant: Participant | None) -> Scene:
    """Return what nobody in particular sees as ``participant`` sees it now, but for their cards.

    Of a scene that `is_personal` the rest is asked for with `scene_of`, for the run of this one.
    """
    me = next((p for p in scene.run.people if p.id == participant), None)
    run = replace(scene.run, me=me, now=clock.now())
    return replace(
        scene,
        run=run,
        clock=clock_for(run.state, run.now),
        warns=warns(run.state, run.now),
        may=_may(run, scene.room),
        is_ready=participant in run.state.ready,
    )


def _may(run: Run, room: Room) -> frozenset[Action]:
    return frozenset(a for a in Action if run.me is not None and room.may(run.me.id, a))


def scene_of(db: Session, run: Run, programme: Programme) -> Scene:
    """Return what whoever asked for ``run`` sees.

    Four queries at most, and one for each step that is looked at with the present one.
    """
    state = run.state
    planned = state.step
    step = step_of(run.session, programme, planned.id) if planned else None
    me, room = run.me.id if run.me else None, run.room
    scene = Scene(
        run=run,
        room=room,
        clock=clock_for(state, run.now),
        warns=warns(state, run.now),
        planned=planned,
        step=step,
        coming=next((each for each in state.steps[state.at + 1 :] if each.seconds), None),
        may=_may(run, room),
        is_ready=me in state.ready,
        ready=counted({*state.ready}, run.in_step),
    )
    if planned is None:
        return replace(scene, open_actions=before(db, run)) if state.at == LOBBY else scene
    lines = lines_of(db, run.id, planned.id)
    looked = tuple(_looked(db, run, programme, planned))
    found = gathered(db, run, planned, step, programme)
    return replace(scene, lines=lines, looked=looked, **found)


def _looked(db: Session, run: Run, programme: Programme, present: Planned) -> Iterator[Looked]:
    for planned in looked_at(run.state):
        if present.kind is StepKind.DISCUSS and present.of in (planned.id, planned.of):
            continue  # the discussion shows it
        step = step_of(run.session, programme, planned.id)
        found = looking(db, run, planned, programme)
        source_id = source_of(run.state, planned.id)
        yield Looked(
            planned=planned,
            step=step,
            source_id=source_id,
            cards=found.get("cards", ()),
            compared=found.get("compared"),
            own=found.get("own"),
            has_card=found.get("has_card", False),
        )


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
