"""Live sessions full of people, in a fresh database, and a browser for each of them."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask

from learning import broadcast, clock, live, planning
from learning.accounts import Person
from learning.config import Settings
from learning.content import Programme, load_programme
from learning.db import Database, open_database
from learning.planning import Post
from learning.web import create_app
from tests.cast import gather, join

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Browser:
    """Somebody’s browser on the page of their session."""

    session_id: int
    cookie: str
    ticket: str
    place: int
    """Among those of the session, from 0."""
    leads: bool
    """Whether its owner convenes the team, and may move the session on."""


def gathered(settings: Settings, sessions: int, people: int) -> list[Browser]:
    """Fill the database with sessions that are under way, and return everybody’s browser."""
    settings.prepare()
    programme = load_programme(ROOT, today=clock.now().date())
    app = create_app(settings)
    database = open_database(settings.url)
    browsers = [
        browser
        for number in range(sessions)
        for browser in _session(app, database, programme, number, people)
    ]
    database.close()
    app.extensions["database"].close()
    return browsers


def _session(
    app: Flask, database: Database, programme: Programme, number: int, people: int
) -> list[Browser]:
    module = next(module for module in programme.modules if module.script)
    assert module.script
    post = Post(programme=programme, base_url="", secret="", organiser="")
    with database.writing.begin() as db:
        team = [join(db, f"Person {number} {place}") for place in range(people)]
        team_id = gather(db, *team, name=f"Team {number}")
        session_id = planning.start_now(
            db, team[0], team_id, module.id, module.script.usual, "Europe/London", post
        )
        for person in team:
            live.enter(db, person, session_id, programme)
        live.begin(db, team[0], session_id)
        run = live.run_for(db, team[0], session_id)
        assert run
    ids = {each.user_id: str(each.id) for each in run.people}
    secret, until = app.config["SECRET_KEY"], clock.now() + timedelta(hours=1)
    topic = live.topic_of(session_id)
    return [
        Browser(
            session_id,
            cookie_of(app, person),
            broadcast.ticket(secret, topic, ids[person.id], until),
            place=place,
            leads=place == 0,
        )
        for place, person in enumerate(team)
    ]


def cookie_of(app: Flask, person: Person) -> str:
    """Return what the browser of somebody who is signed in sends."""
    signing: Any = app.session_interface
    value = signing.get_signing_serializer(app).dumps({"_user_id": person.sign_in, "_fresh": True})
    return f"{app.config['SESSION_COOKIE_NAME']}={value}"
