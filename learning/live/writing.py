"""Writing in a live session: always into one’s own journal, and onto a card if one wishes."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlalchemy.orm import Session

from learning import journal, planning, teams
from learning.accounts import Person
from learning.content import Exercise, Programme
from learning.content.scripts import StepKind
from learning.db import insert_or
from learning.errors import Conflict, NotFound
from learning.journal import Given, Saved
from learning.live.guided import asked_in, step_of
from learning.live.rules.reveal import Visibility, is_revealed
from learning.live.runs import Run, hold, keep, run_called, run_for, take
from learning.live.tables import KeptCard, Participant
from learning.planning import SessionView, session_called

SHOWN_ALREADY = (
    "The cards have been shown, so yours stays there as it was. Your journal has the new words."
)
OVER_ALREADY = "This session is over, so the others do not get it. It is in your journal."
NOT_ON_THE_TEAM = "You are not on this team any more. What you wrote is in your journal."


@dataclass(frozen=True, slots=True)
class Written:
    """What became of something written."""

    saved: Saved
    """In the writer’s own journal."""
    note: str | None = None
    """Why the others do not get it, if they do not."""


def write(
    db: Session,
    person: Person,
    session_id: int,
    step_id: str,
    given: Given,
    programme: Programme,
    *,
    visibility: Visibility | None = None,
) -> Written:
    """Save what ``person`` wrote in a step, and who may see it when the cards are shown.

    The same again changes nothing. It is in their own journal whatever happens: also when the step
    is over, the session has ended, or they were taken off the team meanwhile. Raises `NotFound` for
    who never took part, or a step that is gone.
    """
    view = session_called(db, session_id)
    own = _own(db, session_id, person)
    asked_in(view, programme, step_id)
    saved = journal.save_entries(db, person, programme.edition, [given])[given.exercise.id]
    if not teams.is_on(db, view.team_id, person.id):
        return Written(saved, NOT_ON_THE_TEAM)
    if _is_private(view, programme, step_id):
        return Written(saved)
    take(db, session_id)
    run = run_for(db, person, session_id)
    if run is None or is_revealed(run.state, step_id):
        return Written(saved, SHOWN_ALREADY)
    if run.state.ended_at:
        return Written(saved, OVER_ALREADY)
    _put_on_card(db, person, run, own.id, step_id, given, visibility)
    return Written(saved)


def asked_of(
    db: Session, person: Person, session_id: int, step_id: str, programme: Programme
) -> Exercise:
    """Return what ``person`` is asked in a step; two queries.

    Raises `NotFound` for who never took part or a step that is gone, `Conflict` for one without
    writing.
    """
    _own(db, session_id, person)
    return asked_in(session_called(db, session_id), programme, step_id)


def choose(
    db: Session, person: Person, session_id: int, step_id: str, visibility: Visibility
) -> None:
    """Choose again who may see one’s card; the last choice counts.

    Once the cards are shown it can be withdrawn, or shown with a name after all: without one,
    everybody would know whose it is. Raises `Conflict` for that, `NotFound` without a card or step.
    """
    run = hold(db, person, session_id)
    assert run.me  # noqa: S101 - `hold` refuses who has not come in
    _refuse_unknown(run, step_id)
    mine = (KeptCard.participant_id == run.me.id, KeptCard.step == step_id)
    card = db.execute(select(KeptCard.visibility).where(*mine)).first()
    if card is None:
        raise NotFound("You have not written a card in this step.")
    if card.visibility == visibility:
        return
    if visibility is Visibility.WITHHELD:
        withdraw(db, person, session_id, step_id)
        return
    if is_revealed(run.state, step_id) and visibility is Visibility.UNNAMED:
        raise Conflict(
            "The cards have been shown. A card that appears now would tell whose it is: show it"
            " with your name, or keep it to yourself."
        )
    db.execute(update(KeptCard).where(*mine).values(visibility=visibility))
    keep(db, run)


def withdraw(db: Session, person: Person, session_id: int, step_id: str) -> None:
    """Take one’s card back, at any time, also from the record; twice changes nothing.

    Once the session is over nobody can choose again, so then the text is deleted. Raises `NotFound`
    for who never took part, and a step that the session has not.
    """
    own = _own(db, session_id, person)
    take(db, session_id)
    run = run_called(db, session_called(db, session_id))
    assert run  # noqa: S101 - somebody has come in
    _refuse_unknown(run, step_id)
    mine = (KeptCard.participant_id == own.id, KeptCard.step == step_id)
    shown = KeptCard.visibility.is_distinct_from(Visibility.WITHHELD)
    gone = update(KeptCard).where(*mine, shown).values(visibility=Visibility.WITHHELD)
    taken = delete(KeptCard).where(*mine) if run.session.ended_at else gone
    if db.scalar(taken.returning(KeptCard.id)):
        keep(db, run)


def card_of_note(db: Session, person: Person, exercise_id: str) -> tuple[int, str] | None:
    """Return the session and the step of the card that was made of a note in the journal.

    None if the others do not see it, and for what is no such note. It is found also by who has left
    the team, and cannot open the record any more. One query.
    """
    session_id, _, step_id = exercise_id.removeprefix(journal.NOTE).partition("_")
    if not exercise_id.startswith(journal.NOTE) or not session_id.isdecimal():
        return None
    query = (
        select(KeptCard.id)
        .join(Participant, Participant.id == KeptCard.participant_id)
        .where(
            Participant.user_id == person.id,
            Participant.live_session_id == int(session_id),
            KeptCard.step == step_id,
            KeptCard.visibility.in_((Visibility.NAMED, Visibility.UNNAMED)),
        )
    )
    return (int(session_id), step_id) if db.scalar(query) else None


def _refuse_unknown(run: Run, step_id: str) -> None:
    if step_id not in {step.id for step in run.state.steps}:
        raise NotFound("There is no such step in this session.")


def _put_on_card(
    db: Session,
    person: Person,
    run: Run,
    participant: int,
    step_id: str,
    given: Given,
    visibility: Visibility | None,
) -> None:
    entry = journal.entries_of(db, person, [given.exercise]).get(given.exercise.id)
    mine = (KeptCard.participant_id == participant, KeptCard.step == step_id)
    before = db.execute(select(KeptCard.answers, KeptCard.visibility).where(*mine)).first()
    answers: dict[str, Any] = dict(entry.answers) if entry else {}
    if before and (before.answers, before.visibility) == (answers, visibility):
        return
    content = {
        "answers": answers,
        "wording": dict(entry.wording) if entry else {},
        "visibility": visibility or (before.visibility if before else None),
        "user_id": person.id,
    }
    new = insert_or(db, KeptCard).values({"participant_id": participant, "step": step_id} | content)
    db.execute(new.on_conflict_do_update(index_elements=["participant_id", "step"], set_=content))
    if bool(before and before.answers) != bool(answers):  # the others see how many have written
        keep(db, run)


def _own(db: Session, session_id: int, person: Person) -> Row[*tuple[object, ...]]:
    row = db.execute(
        select(Participant.id).where(
            Participant.live_session_id == session_id, Participant.user_id == person.id
        )
    ).first()
    if row is None:
        raise NotFound(planning.STRANGER)
    return row


def _is_private(view: SessionView, programme: Programme, step_id: str) -> bool:
    step = step_of(view, programme, step_id)
    return step is None or step.kind is not StepKind.WRITE
