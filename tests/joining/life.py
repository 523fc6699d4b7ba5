"""What somebody does in one account, by chance, with words that nobody else writes."""

from random import Random
from typing import Any

from sqlalchemy.orm import Session

from learning import certificates, clock, followups, journal, letters, organisations, sharing, teams
from learning.accounts import Person
from learning.content import Programme, Rows
from learning.exports import reflective_account
from learning.followups import Given, Moment
from learning.organisations import Nation, Sector, Work
from learning.sharing import Naming, Quotable
from tests.cast import answers_for, finish


class Life:
    """What one account does, by chance, with a word of its own in everything it writes."""

    DEEDS = (
        "write", "write", "write", "account", "share", "share", "leave", "quote", "done", "letter",
        "tell", "agree", "work", "claim",
    )  # fmt: skip

    def __init__(self, db: Session, person: Person, programme: Programme, chance: Random) -> None:
        self.db, self.person, self.programme, self.chance = db, person, programme, chance
        self.words = 0

    def word(self) -> str:
        self.words += 1
        return f"wren-{self.person.id}-{self.words}"

    def write(self) -> None:
        exercise = self.chance.choice(list(self.programme.exercises.values()))
        answers = dict(answers_for(exercise))
        for prompt in exercise.prompts:
            if isinstance(answers.get(prompt.id), str) and prompt.answered_by == "words":
                answers[prompt.id] = self.word()
            elif isinstance(prompt, Rows):
                column = next(c for c in prompt.columns if not (c.choices or c.is_date))
                answers[prompt.id] = {"1": {column.id: self.word()}}
        self._save(exercise, answers, base=self.chance.choice((None, 0)))

    def account(self) -> None:
        own = reflective_account.accounts_of(self.db, self.person)
        form = reflective_account.form_of(len(own) + 1)
        self._save(form, {"learned": self.word()}, base=0)

    def share(self) -> None:
        mine = teams.teams_of(self.db, self.person)
        written = journal.journal_of(self.db, self.person, self.programme)
        written = [entry for entry in written if not entry.is_for_record]
        if mine and written:
            team, entry = self.chance.choice(mine), self.chance.choice(written)
            sharing.share(self.db, self.person, entry.id, team.id)

    def leave(self) -> None:
        for team in teams.teams_of(self.db, self.person)[:1]:
            teams.leave(self.db, self.person, team.id)

    def quote(self) -> None:
        for entry in journal.journal_of(self.db, self.person, self.programme):
            texts = [text for text in entry.answers.values() if isinstance(text, str)]
            said = next((text for text in texts if text.startswith("wren-")), None)
            if said and not entry.is_for_record:
                chosen = Quotable(passage=said, naming=Naming.UNNAMED)
                sharing.let_quote(self.db, self.person, entry.id, chosen, self.programme)
                return

    def done(self) -> None:
        finish(self.db, self.person, self.programme, (self.chance.choice(self.programme.pages),))

    def letter(self) -> None:
        letters.write(self.db, self.person, self.word(), clock.now().replace(year=2028))

    def tell(self) -> None:
        answers: dict[str, Any] = {"used": "often", "story": self.word()}
        seen = followups.follow_ups_of(self.db, self.person)
        version = seen[Moment.END].version if Moment.END in seen else 0
        given = Given(answers=answers, naming=self.chance.choice((None, Naming.UNNAMED)))
        followups.answer(self.db, self.person, Moment.END, given, seen=version)

    def agree(self) -> None:
        self.chance.choice((followups.agree, followups.withdraw))(self.db, self.person)

    def work(self) -> None:
        said: dict[str, Any] = self.chance.choice(
            ({"sector": Sector.HEALTH}, {"nation": Nation.WALES}, {"organisation": self.word()})
        )
        organisations.set_profile(self.db, self.person, Work(**said))

    def claim(self) -> None:
        finish(self.db, self.person, self.programme, self.programme.pages)
        certificates.claim(self.db, self.person, self.programme, holder=self.word())

    def _save(self, exercise: Any, answers: dict[str, object], base: int | None) -> None:
        entry = journal.entries_of(self.db, self.person, [exercise]).get(exercise.id)
        version = base if base is not None else entry.version if entry else 0
        given = journal.Given(exercise, answers, version)
        journal.save_entries(self.db, self.person, self.programme.edition, [given])
