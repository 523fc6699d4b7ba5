"""An hour that was held, for the demo: played through as its people would, with the clock moved.

Ada, Ben and three more sit around one screen with Rosa from the bakery, who was added by name. One
of them leaves early; one shows a sentence without a name, and one shows none.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from learning import clock, journal, live, planning
from learning.accounts import Person
from learning.content import Dimension, Exercise, Programme
from learning.content.scripts import Role, StepKind
from learning.journal import Given
from learning.live import Run, Visibility
from learning.live.guided import asked_in
from learning.live.rules.state import Planned
from learning.live.stays import heard
from learning.planning import Post, SessionView

GUEST = "Rosa Ibarra"
SHOWN = (
    Visibility.NAMED, Visibility.UNNAMED, Visibility.NAMED, Visibility.UNNAMED, Visibility.WITHHELD,
)  # fmt: skip
LEVELS = (
    (2, 3, 1, 2, 0, 2, 1), (3, 3, 2, 1, 1, 4, 1), (1, 3, 2, 2, 0, 2, 2),
    (2, 4, 1, 2, 1, 1, 1), (2, 3, 2, 2, 0, 3, 1),
)  # fmt: skip
"""Whose marks are where on the grid, as positions of its levels."""
SENTENCES = (
    "We do this together because in this place one family in four waits for a repair, and because"
    " none of us alone owns both the key and the tools.",
    "Because in this place the bus stops at six, and because none of us alone can move a shift, a"
    " timetable and a nursery.",
    "Because in this place we all hire the same forty people, and because none of us alone can keep"
    " them.",
    "Because in this place the young leave, and because none of us alone is a reason to stay.",
    "Because nobody asked before.",
)
LINES = {
    "the-missing-voice": (
        "The canteen contract: nobody asked those who eat at night.",
        "The new entrance: the street traders heard of it from the fence.",
    ),
    "lowest-two": (
        "Shared money: begin with one small budget that two of us hold together.",
        "Honest talk: say at the start of each meeting what we cannot promise.",
    ),
}
FOR_ONESELF = "Say less in the first ten minutes, and ask Rosa first."
RATINGS = "54544"

Decide = Callable[[Person, Run], None]


@contextmanager
def moved_to(moment: datetime) -> Iterator[None]:
    """Let it be that moment."""
    today = clock.now
    clock.now = lambda: moment
    try:
        yield
    finally:
        clock.now = today


def hold(
    db: Session,
    programme: Programme,
    session_id: int,
    people: tuple[Person, ...],
    post: Post,
    decide: Decide,
) -> None:
    """Play the session through, from the lobby to its record; ``decide`` says what is agreed."""
    view = planning.session_called(db, session_id)
    moment = view.starts_at
    with moved_to(moment):
        for person in people:
            live.enter(db, person, session_id, programme)
        live.add_by_name(db, people[0], session_id, GUEST)
        _stay(db, people, session_id)
        live.begin(db, people[0], session_id)
    while True:
        with moved_to(moment):
            run = _run(db, people[0], session_id)
            if run.state.step is None or run.state.ends_at is None:
                break
            _act(db, programme, run, run.state.step, people, decide)
            if run.state.step.kind is StepKind.DECIDE:
                live.leave(db, people[-1], session_id)
            moment = run.state.ends_at
    with moved_to(moment + timedelta(minutes=16)):
        live.close_record(db, session_id, post)


def _act(
    db: Session,
    programme: Programme,
    run: Run,
    step: Planned,
    people: tuple[Person, ...],
    decide: Decide,
) -> None:
    here = {somebody.user_id for somebody in run.people if somebody.is_here}
    people = tuple(person for person in people if person.id in here)
    if step.kind in (StepKind.WRITE, StepKind.CLOSE):
        _write(db, programme, run.session, step, people)
    if step.kind is StepKind.VOTE:
        _vote(db, programme, run, step, people)
    if step.kind is StepKind.CLOSE:
        for person, rating in zip(people, RATINGS, strict=False):
            live.rate(db, person, run.id, step.id, rating)
    scribe = _who(run, people, Role.SCRIBE)
    for line in LINES.get(step.id, ()):
        live.add_line(db, scribe, run.id, step.id, line)
    if step.kind is StepKind.DECIDE:
        decide(scribe, run)


def _write(
    db: Session, programme: Programme, view: SessionView, step: Planned, people: tuple[Person, ...]
) -> None:
    exercise = asked_in(view, programme, step.id)
    for number, person in enumerate(people):
        entry = journal.entries_of(db, person, [exercise]).get(exercise.id)
        answers = _answers(exercise, step, number)
        given = Given(exercise, answers, entry.version if entry else 0)
        shown = SHOWN[number] if step.kind is StepKind.WRITE else None
        live.write(db, person, view.id, step.id, given, programme, visibility=shown)


def _answers(exercise: Exercise, step: Planned, number: int) -> dict[str, object]:
    if step.kind is StepKind.CLOSE:
        return {exercise.prompts[0].id: FOR_ONESELF}
    dimensions = [prompt for prompt in exercise.prompts if isinstance(prompt, Dimension)]
    if not dimensions:
        return {exercise.prompts[0].id: SENTENCES[number]}
    places = zip(dimensions, LEVELS[number], strict=True)
    return {d.id: {"level": d.levels[at].id, "evidence": ""} for d, at in places}


def _vote(
    db: Session, programme: Programme, run: Run, step: Planned, people: tuple[Person, ...]
) -> None:
    for number, person in enumerate(people):
        scene = live.scene_of(db, _run(db, person, run.id), programme)
        assert scene.vote
        keys = [option.key for option in scene.vote.options]
        live.vote(db, person, run.id, step.id, {keys[number % len(keys)]: 1, keys[0]: 1}, programme)


def _stay(db: Session, people: tuple[Person, ...], session_id: int) -> None:
    """Keep everybody’s page open for longer than the session lasts."""
    ids = [_run(db, person, session_id).me for person in people]
    heard(db, {me.id: clock.now() + timedelta(hours=3) for me in ids if me}, "page")


def _who(run: Run, people: tuple[Person, ...], role: Role) -> Person:
    """Return whoever has the role; Ada where it is somebody without a device."""
    user_id = next((p.user_id for p in run.people if p.id == run.roles.get(role)), None)
    return next((person for person in people if person.id == user_id), people[0])


def _run(db: Session, person: Person, session_id: int) -> Run:
    run = live.run_for(db, person, session_id)
    assert run
    return run
