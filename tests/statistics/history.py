"""People who do things at random, in any order, while authors change the programme under them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from learning import (
    certificates,
    clock,
    followups,
    journal,
    organisations,
    progress,
    recount,
    teams,
)
from learning.accounts import Person, Role, User
from learning.certificates import Certificate
from learning.content import (
    Dimension,
    Exercise,
    Programme,
    Question,
    Statement,
    load_programme,
)
from learning.db import Database
from learning.followups import FollowUp, Moment
from learning.journal import Given
from learning.live.tables import Participant
from learning.organisations import Nation, Sector, Stage, Work, WorkRole
from learning.planning import LiveSession
from tests.cast import answers_for, join
from tests.conftest import NOON, StoppedClock
from tests.rewriting import EDITS, Book

PLACES = ("Harbour Row NHS Trust", "Tollgate Council", "Mill Lane Homes", None)


@dataclass
class History:
    """Everything that has happened so far."""

    database: Database
    luck: Random
    clock: StoppedClock
    folder: Path
    people: list[Person] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.book = Book(self.luck)
        self.programme = self._published()

    def go_on(self, deeds: int) -> None:
        """Let so many things happen, each in a transaction of its own."""
        for _ in range(deeds):
            deed = self.luck.choices(list(DEEDS), list(DEEDS.values()))[0]
            self.clock.now += timedelta(minutes=self.luck.choice((1, 7, 60, 900, 9000)))
            with self.database.writing.begin() as db:
                deed(self, db)

    def somebody(self) -> Person:
        return self.luck.choice(self.people)

    def joins(self, db: Session) -> None:
        self.people.append(join(db, f"Learner {uuid4()}"))

    def marks_pages(self, db: Session) -> None:
        person, pages = self.somebody(), self.programme.pages
        for page in pages[: self.luck.randint(1, len(pages))]:
            for exercise in page.exercises:
                self._answer(db, person, exercise)
            progress.complete_page(db, person, page, edition=self.programme.edition)

    def undoes(self, db: Session) -> None:
        progress.undo_completion(db, self.somebody(), self.luck.choice(self.programme.pages))

    def answers(self, db: Session) -> None:
        exercises = [e for page in self.programme.pages for e in page.exercises]
        if exercises:
            self._answer(db, self.somebody(), self.luck.choice(exercises))

    def _answer(self, db: Session, person: Person, exercise: Exercise) -> None:
        entry = journal.entries_of(db, person, [exercise]).get(exercise.id)
        said = {prompt.id: self._said(prompt) for prompt in exercise.prompts}
        counted = {name: answer for name, answer in said.items() if answer is not None}
        given = Given(exercise, answers_for(exercise) | counted, entry.version if entry else 0)
        journal.save_entries(db, person, self.programme.edition, [given])

    def _said(self, prompt: Any) -> Any:
        match prompt:
            case Statement():
                return self.luck.randint(0, 10)
            case Question():
                return self.luck.choice(prompt.choices).id
            case Dimension():
                return {"level": self.luck.choice(prompt.levels).id, "evidence": "Rain"}
        return None

    def says(self, db: Session) -> None:
        work = Work(
            organisation=self.luck.choice(PLACES),
            sector=self.luck.choice((None, Sector.HEALTH, Sector.COUNCIL)),
            nation=self.luck.choice((None, Nation.WALES, Nation.ENGLAND)),
            role=self.luck.choice((None, WorkRole.BUYING, WorkRole.GREEN)),
            stage=self.luck.choice((None, Stage.NEW)),
        )
        organisations.set_profile(db, self.somebody(), work)

    def claims(self, db: Session) -> None:
        for person in self.people:
            if progress.progress_of(db, person, self.programme).is_complete:
                certificates.claim(db, person, self.programme, holder=person.name)

    def is_withdrawn(self, db: Session) -> None:
        codes = list(db.scalars(select(Certificate.code).order_by(Certificate.id)))
        if codes:
            certificates.withdraw(db, self.luck.choice(codes), because="A mistake")

    def attends(self, db: Session) -> None:
        """Write what the end of a live session writes."""
        person, now = self.somebody(), clock.now()
        team_id = teams.start_team(db, person, "Harbour Row")
        plan = {
            "team_id": team_id, "module_id": "one", "length": 60, "starts_at": now,
            "time_zone": "Europe/London", "uid": str(uuid4()), "sequence": 0, "created_at": now,
            "ended_at": self.luck.choice((now, None)),
        }  # fmt: skip
        session_id = db.execute(insert(LiveSession).values(plan).returning(LiveSession.id)).scalar()
        row = {
            "live_session_id": session_id,
            "user_id": person.id,
            "minutes": self.luck.choice((0, 40)),
        }
        db.execute(insert(Participant).values(row | {"is_by_name": False}))
        recount.mark(db, person.id)

    def tells(self, db: Session) -> None:
        """Agree to be asked, be asked, answer, delete it, want to be asked no more."""
        person, moment = self.somebody(), self.luck.choice(list(Moment))
        kept = followups.follow_ups_of(db, person).get(moment)
        mine = (FollowUp.user_id == person.id, FollowUp.moment == moment)
        if moment is Moment.END or (kept and kept.sent_at):
            outcome = self.luck.choice(("done", "dropped"))
            said = {"used": self.luck.choice(("often", "once")), "story": "Rain"}
            promises = {"a1": {"what": "Rain", "outcome": outcome, "why": ""}}
            given = followups.Given(answers=said | {"promises": promises})
            followups.answer(db, person, moment, given, seen=kept.version if kept else 0)
        elif kept:
            db.execute(update(FollowUp).where(*mine).values(sent_at=clock.now()))
            recount.mark(db, person.id)
        act = self.luck.choice((followups.agree, followups.withdraw, None, None))
        if act:
            act(db, person)
        elif self.luck.random() < 0.2:
            followups.remove_answers(db, person, moment)

    def leaves(self, db: Session) -> None:
        """Delete an account, as whatever does that has to."""
        if len(self.people) > 3:
            person = self.people.pop(self.luck.randrange(len(self.people)))
            db.execute(delete(User).where(User.id == person.id))
            recount.mark(db, person.id)

    def becomes_admin(self, db: Session) -> None:
        person = self.somebody()
        role = self.luck.choice(list(Role))
        db.execute(update(User).where(User.id == person.id).values(role=role))
        recount.mark(db, person.id)

    def rests(self, db: Session) -> None:
        self.clock.now += timedelta(days=self.luck.choice((3, 31)))

    def publishes(self, db: Session) -> None:
        """Edit the programme; what cannot be loaded is edited further, as authors do."""
        self.luck.choice(EDITS)(self.book)
        self.programme = self._published()

    def _published(self) -> Programme:
        self.book.write(self.folder)
        return load_programme(self.folder, today=NOON.date())


DEEDS: dict[Callable[[History, Session], None], float] = {
    History.joins: 2,
    History.marks_pages: 6,
    History.undoes: 2,
    History.answers: 6,
    History.says: 4,
    History.claims: 2,
    History.is_withdrawn: 1,
    History.attends: 2,
    History.tells: 3,
    History.leaves: 1,
    History.becomes_admin: 0.5,
    History.rests: 1,
    History.publishes: 1.5,
}
