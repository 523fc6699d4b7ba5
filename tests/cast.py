"""The people every test, demo and screenshot uses."""

from dataclasses import dataclass
from functools import cache

from argon2 import PasswordHasher
from sqlalchemy import update
from sqlalchemy.orm import Session

from learning import accounts, journal, progress, teams
from learning.accounts import Person, Role, User
from learning.content import (
    Dimension,
    Exercise,
    Item,
    Page,
    Programme,
    Prompt,
    Question,
    Rows,
    Statement,
)
from learning.journal import Given

PASSWORD = "three unrelated kettles"
WORDS = "We lend the hall to the choir."


@dataclass(frozen=True, slots=True)
class Cast:
    ada: Person  # learner; leads the team
    ben: Person  # learner on Ada's team
    cleo: Person  # learner on no team: the stranger
    dana: Person  # admin


@cache
def cheap_hash() -> str:
    """A hash that is quick to make and to check: tests sign in hundreds of times."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


def join(db: Session, name: str, role: Role = Role.LEARNER) -> Person:
    """Make an account for ``name`` with the cast's password, signed in on the command line."""
    email = f"{name.lower().replace(' ', '.')}@example.org"
    user_id = accounts.register(db, email=email, name=name, password_hash=cheap_hash())
    db.execute(update(User).where(User.id == user_id).values(role=role))
    person = accounts.person_of(db, accounts.sign_in(db, user_id, device="A test"))
    assert person
    return person


def assemble(db: Session) -> Cast:
    return Cast(
        ada=join(db, "Ada"),
        ben=join(db, "Ben"),
        cleo=join(db, "Cleo"),
        dana=join(db, "Dana", Role.ADMIN),
    )


def gather(db: Session, convenor: Person, *others: Person, name: str = "Harbour Row") -> int:
    """Start a team, put the others on it, and return its id."""
    team_id = teams.start_team(db, convenor, name)
    code = teams.team_for(db, convenor, team_id).code
    for person in others:
        teams.join(db, person, code)
    return team_id


def answers_for(exercise: Exercise) -> dict[str, object]:
    """Return an answer to every prompt, of the exercise's kind."""
    return {prompt.id: _answer(prompt, number) for number, prompt in enumerate(exercise.prompts)}


def _answer(prompt: Prompt, number: int) -> object:
    match prompt:
        case Statement():
            return 4
        case Question():
            return prompt.choices[0].id
        case Item():
            return number + 1 if number < prompt.places else None
        case Dimension():
            return {"level": prompt.levels[number % len(prompt.levels)].id, "evidence": WORDS}
        case Rows():
            row = {c.id: c.choices[0] if c.choices else WORDS for c in prompt.columns}
            days = {c.id: "2026-03-01" for c in prompt.columns if c.is_date}
            return {"1": row | days}
    return WORDS


def write(db: Session, learner: Person, programme: Programme, exercise: Exercise) -> None:
    """Answer ``exercise``, or answer it again."""
    entry = journal.entries_of(db, learner, [exercise]).get(exercise.id)
    given = Given(exercise, answers_for(exercise), entry.version if entry else 0)
    journal.save_entries(db, learner, programme.edition, [given])


def finish(db: Session, learner: Person, programme: Programme, pages: tuple[Page, ...]) -> None:
    """Answer what the pages require and mark them as done."""
    for page in pages:
        for exercise in page.exercises:
            if exercise.required:
                write(db, learner, programme, exercise)
        progress.complete_page(db, learner, page, edition=programme.edition)
