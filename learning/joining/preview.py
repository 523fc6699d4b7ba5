"""What would come along, in numbers, before anything is done."""

from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from learning.actions import Action
from learning.certificates import Certificate
from learning.joining.both import Both
from learning.joining.second_step import Second, second_of
from learning.journal import Entry
from learning.letters.tables import Letter
from learning.live.tables import Participant
from learning.progress.tables import Completion
from learning.teams import Membership


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """How much of what the other account brings."""

    pages: int
    """Pages done there and not here."""
    entries: int
    """Entries to exercises that are not answered here."""
    two_texts: int
    """Exercises that are answered in both."""
    letters: int
    teams: int
    live_sessions: int
    actions: int
    certificates: int
    has_two_chains: bool
    """Whether both hold a certificate of one programme, of which one will stand."""
    second: Second


def coming(db: Session, both: Both) -> Coming:
    """Return what joining would bring; ten queries at most."""
    pages = {name: page.id for name, page in both.programme.canonical_pages.items()}
    exercises = {name: exercise.id for name, exercise in both.programme.exercises.items()}
    done = _sets(db, both, Completion.user_id, Completion.page_id, pages)
    written = _sets(db, both, Entry.user_id, Entry.exercise_id, exercises)
    certified = _sets(db, both, Certificate.user_id, Certificate.programme_id, {})
    return Coming(
        pages=len(done[1] - done[0]),
        entries=len(written[1] - written[0]),
        two_texts=len(written[0] & written[1]),
        letters=_count(db, both, Letter.user_id),
        teams=_count(db, both, Membership.user_id),
        live_sessions=_count(db, both, Participant.user_id),
        actions=_count(db, both, Action.owner_id),
        certificates=_count(db, both, Certificate.user_id),
        has_two_chains=bool(certified[0] & certified[1]),
        second=second_of(db, both),
    )


def _sets(
    db: Session,
    both: Both,
    whose: InstrumentedAttribute[int] | InstrumentedAttribute[int | None],
    what: InstrumentedAttribute[str],
    today: dict[str, str],
) -> tuple[set[str], set[str]]:
    """Return what is in the account that stays, and in the other, under today’s names."""
    found: tuple[set[str], set[str]] = (set(), set())
    for user_id, name in db.execute(select(whose, what).where(whose.in_(both.ids))):
        found[user_id == both.going.id].add(today.get(name, name))
    return found


def _count(
    db: Session, both: Both, whose: InstrumentedAttribute[int] | InstrumentedAttribute[int | None]
) -> int:
    query: Select[int] = select(func.count()).where(whose == both.going.id)
    return db.scalar(query) or 0
