"""The people every test, demo and screenshot uses."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

import pyotp
from argon2 import PasswordHasher
from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from learning import accounts, clock, journal, progress, teams
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
from learning.sealing import Sealer
from learning.second_factor import Authenticator, Passkey

PASSWORD = "three unrelated kettles"
SECRET_KEY = "the key of servers that tests start"
APP_KEY = "ANCHOREDHEREANCHOREDHEREANCHORED"
"""What every admin's app knows."""
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


@cache
def sealed_app_key() -> bytes:
    return Sealer([SECRET_KEY], "authenticator").seal(APP_KEY.encode())


def give_app(db: Session, user_id: int) -> None:
    """Give somebody an app that shows codes, as every admin of the cast has one."""
    row = {"secret": sealed_app_key(), "made_at": clock.now(), "last_step": 0}
    db.execute(insert(Authenticator).values(user_id=user_id, **row))


def give_passkey(db: Session, person: Person) -> int:
    """Give somebody a passkey that nobody can show; return its id."""
    kept = Passkey(
        user_id=person.id,
        credential_id=f"of {person.id}".encode(),
        public_key=b"",
        sign_count=0,
        name="Laptop",
        made_at=person.joined_at,
    )
    db.add(kept)
    db.flush()
    return kept.id


def next_code(db: Session, at: datetime) -> str:
    """Return what the apps show, as if it had never been given: clocks of tests stand still."""
    db.execute(update(Authenticator).values(last_step=0))
    return pyotp.TOTP(APP_KEY).at(at)


def join(db: Session, name: str, role: Role = Role.LEARNER) -> Person:
    """Make an account for ``name`` with the cast's password, signed in on the command line."""
    email = f"{name.lower().replace(' ', '.')}@example.org"
    user_id = accounts.register(db, email=email, name=name, password_hash=cheap_hash())
    db.execute(update(User).where(User.id == user_id).values(role=role))
    if role is Role.ADMIN:
        give_app(db, user_id)
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
