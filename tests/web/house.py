"""A house in which two teams live, and what stands in addresses for the things of each."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from pydantic import SecretStr
from sqlalchemy import ColumnElement, FromClause, delete, insert, select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from learning import accounts, actions, clock, journal, letters, second_factor, sharing, teams
from learning.accounts import Person
from learning.certificates import Certificate
from learning.config import Settings
from learning.content import Editions, Programme
from learning.db import Base, Database
from learning.journal import EntryVersion, Given
from learning.live.tables import Line, Participant
from learning.organisations.tables import Organisation, OrganisationAdmin
from learning.planning.tables import LiveSession
from learning.web import create_app
from learning.web.access import audience
from tests.cast import SECRET_KEY, WORDS, answers_for, finish, give_app, give_passkey, join
from tests.conftest import NOON
from tests.demo import populate
from tests.meetings import meet
from tests.web.walked import Rehearsal, Step, Things, Walker

WRITTEN = "what-we-hold"
"""An exercise that both have answered, in two windows, and show to their team."""

ROOT = Path(__file__).parents[2]
PEOPLE = {
    "stranger": "Cleo", "teammate": "Ben", "convenor": "Ada", "organisation admin": "Finn",
    "admin": "Dana",
}  # fmt: skip
ROUTES = (ROOT / "tests" / "snapshots" / "routes.txt").read_text("utf-8")
BY_CODE = ("/join/", "/claim/", "/certificates/")
"""Whoever has the code may."""
NOWHERE = 987_654
"""An id that nothing has."""


def move_in(database: Database, programme: Programme) -> dict[str, Person]:
    """Let the lived-in cast move in, and Cleo begin a team of her own that has met as well."""
    cast = populate(database, programme)
    with database.writing.begin() as db:
        others = [join(db, name) for name in ("Gus", "Hal", "Ida", "Jo")]
        team_id = teams.start_team(db, cast["Cleo"], "The other shift")
        code = teams.team_for(db, cast["Cleo"], team_id).code
        for person in others:
            teams.join(db, person, code)
        finish(db, cast["Cleo"], programme, programme.pages[:8])
        meet(db, programme, team_id, cast["Cleo"], *others)
        for name in ("Ada", "Cleo"):
            _live_in(db, cast[name], programme)
        give_app(db, cast["Finn"].id)
        rights = {"organisation_id": _organisation(db), "given_at": clock.now()}
        db.execute(insert(OrganisationAdmin).values(user_id=cast["Finn"].id, **rights))
    return cast


def _organisation(db: Session) -> int:
    return db.scalars(select(Organisation.id).order_by(Organisation.id)).all()[0]


def _live_in(db: Session, person: Person, programme: Programme) -> None:
    """Write in two windows, show it to the team, send oneself a letter, sign in elsewhere."""
    exercise = programme.exercise(WRITTEN)
    for base in (0, 1):
        given = Given(exercise, answers_for(exercise) | {"first-question": f"{WORDS} {base}"}, base)
        journal.save_entries(db, person, programme.edition, [given])
    stale = Given(exercise, answers_for(exercise) | {"first-question": "In another window"}, 0)
    journal.save_entries(db, person, programme.edition, [stale])
    entry_id = journal.entries_of(db, person, [exercise])[exercise.id].id
    sharing.share(db, person, entry_id, teams.teams_of(db, person)[0].id)
    letters.write(db, person, "Ask again.", clock.now())
    accounts.sign_in(db, person.id, device="Elsewhere")
    give_app(db, person.id)
    give_passkey(db, person)


def things_of(db: Session, person: Person, programme: Programme) -> Things:
    """Return what stands in addresses for things of ``person`` and of their team."""
    team = teams.teams_of(db, person)[0]
    sessions = list(db.scalars(select(LiveSession.id).where(LiveSession.team_id == team.id)))
    exercise = programme.exercise(WRITTEN)
    entry_id = journal.entries_of(db, person, [exercise])[exercise.id].id
    versions = select(EntryVersion.id).where(EntryVersion.entry_id == entry_id)
    here = select(Participant.id).where(Participant.live_session_id.in_(sessions))
    lines = select(Line.id).where(Line.live_session_id.in_(sessions))
    others = [member.user_id for member in teams.members_of(db, team.id)]
    return {
        "entry_id": [entry_id],
        "version_id": list(db.scalars(versions)),
        "passkey_id": [key.id for key in second_factor.ways_of(db, person.id).passkeys],
        "letter_id": [letter.id for letter in letters.letters_of(db, person)],
        "handle": [one.handle for one in accounts.sign_ins_of(db, person) if not one.is_this][:1],
        "team_id": [team.id],
        "user_id": [one for one in others if one != person.id][:1],
        "session_id": sessions,
        "live_session_id": sessions,
        "participant": list(db.scalars(here)),
        "line_id": list(db.scalars(lines)),
        "action_id": [action.id for action in actions.actions_of(db, team.id)],
    }


def common_things(db: Session, person: Person, programme: Programme) -> Things:
    """Return what stands in addresses that are nobody's own."""
    team = teams.team_for(db, person, teams.teams_of(db, person)[0].id)
    scripts = [module.script for module in programme.modules if module.script]
    steps = chain.from_iterable(script.steps for script in scripts)
    page = programme.pages[0]
    return {
        "module_id": [page.module_id],
        "page_id": [page.id],
        "item_id": [programme.cases[0].id],
        "body": ["nmc"],
        "code": [team.code, db.scalars(select(Certificate.code)).first()],
        "step_id": sorted({step.id for step in steps}),
        "name": ["mark.svg"],
        "number": [1],
        "payload": ["AGVNOTHING"],
        "token": ["no-such-token"],
        "organisation_id": [_organisation(db)],
        "provider_id": ["no-such-provider"],
    }


def contents(db: Session) -> dict[str, list[str]]:
    """Return every row of every table, but for when somebody was last here."""
    return {
        table.name: sorted(map(repr, db.execute(select(*_lasting(table))).all()))
        for table in Base.metadata.sorted_tables
    }


def _lasting(table: FromClause) -> list[ColumnElement[Any]]:
    return [column for column in table.columns if column.name != "used_at"]


class House:
    """The house, and everybody who walks through it."""

    def __init__(self, app: Flask, database: Database, editions: Editions) -> None:
        self.app, self.database, self.rehearsal = app, database, Rehearsal(app)
        cast = move_in(database, editions.programme)
        self.people = {who: cast[name] for who, name in PEOPLE.items()}
        self.come_in()
        with database.reading() as db:
            self.common = common_things(db, cast["Ada"], editions.programme)
            self.of_ada = things_of(db, cast["Ada"], editions.programme)
            self.of_cleo = things_of(db, cast["Cleo"], editions.programme)
        for who, things in (("convenor", self.of_ada), ("stranger", self.of_cleo)):
            about = {"for": "nmc", "entry": str(things["entry_id"][0])}
            self.walkers[who].ask(Step("POST", "/journal/reflective-accounts"), about)
        self.own = self.of_ada.keys()
        self.nowhere: Things = {name: [NOWHERE] for name in self.own} | {"handle": ["nosuchid"]}

    def come_in(self) -> None:
        """Sign everybody in, anew if they were; wrong tries of before are forgiven."""
        with self.database.writing.begin() as db:
            db.execute(delete(accounts.FailedTry))
        self.walkers = {"nobody": Walker(self.app)}
        self.walkers |= {who: Walker(self.app, person) for who, person in self.people.items()}

    def rules(self) -> list[Rule]:
        return sorted(self.app.url_map.iter_rules(), key=lambda rule: rule.rule)

    def rules_with_ids(self) -> list[Rule]:
        """Return those that lead to something of one person or one team."""
        return [
            rule
            for rule in self.rules()
            if rule.arguments & self.own and not rule.rule.startswith((*BY_CODE, "/admin"))
        ]

    def audience(self, rule: Rule) -> str:
        """Return whom the address is for, as the snapshot says; of a new one, as its view says."""
        said = re.search(rf"^{re.escape(rule.rule)} \S+ (.+)$", _listed(rule), re.MULTILINE)
        if said:
            return said[1]
        with self.app.app_context():
            return audience(rule.endpoint)

    def rows(self) -> dict[str, list[str]]:
        with self.database.reading() as db:
            return contents(db)

    def said(self, who: str, step: Step) -> tuple[int, str, str]:
        """Return what is answered, without the ids that stood in the question."""
        response = self.walkers[who].ask(step)
        assert response.status_code < 500, (who, step)
        ids = r"\b\d+\b|nosuchid|" + "|".join(map(re.escape, self.of_ada["handle"]))
        return (
            response.status_code,
            re.sub(ids, "#", response.headers.get("Location", "")),
            re.sub(ids, "#", response.text) if response.status_code != 200 else "",
        )


@contextmanager
def opened(database: Database, folders: pytest.TempPathFactory) -> Iterator[House]:
    """Give the house at noon, in an empty database."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(clock, "now", lambda: NOON)
        editions = Editions(ROOT, today=lambda: NOON.date())
        secret = SecretStr(SECRET_KEY)
        settings = Settings(data=folders.mktemp("house"), secret_key=secret)
        app = create_app(settings, editions=editions, connected=database)
        app.testing = True
        yield House(app, database, editions)


def _listed(rule: Rule) -> str:
    """Return the lines of the snapshot that are about this way of asking."""
    methods = "/".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
    return "\n".join(line for line in ROUTES.splitlines() if f" {methods} " in line)
