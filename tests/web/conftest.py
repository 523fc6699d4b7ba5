"""A team that meets and agrees, and somebody who has finished, by the addresses of their pages."""

import re

import pytest
from sqlalchemy.orm import Session

from learning import actions, followups
from learning.accounts import Person
from learning.config import Settings
from learning.content import Programme
from learning.db import Database
from tests.actions.agreeing import agreed
from tests.cast import Cast, finish, gather
from tests.conftest import Browse, StoppedClock
from tests.followups.asked import BASE, mails, plan
from tests.web.planned import PLAN


@pytest.fixture
def team(db: Session, cast: Cast) -> str:
    """Ada's team with Ben, by the address of its page."""
    team_id = gather(db, cast.ada, cast.ben)
    db.commit()
    return f"/teams/{team_id}"


@pytest.fixture
def session(browse: Browse, cast: Cast, team: str) -> str:
    """A session that Ada has planned, by the address of its page."""
    browse(cast.ada).post(f"{team}/sessions", PLAN)
    return "/sessions/1"


@pytest.fixture
def action(db: Session, cast: Cast, team: str) -> str:
    """An action that Ada has taken on, by the address of its page."""
    one = agreed(owner_id=cast.ada.id)
    action_id = actions.agree(db, cast.ada, int(team.rpartition("/")[2]), one)
    db.commit()
    return f"/actions/{action_id}"


@pytest.fixture
def finished(database: Database, cast: Cast, programme: Programme) -> Person:
    """Ada, who has done every page and has a plan, of an exercise that is retired by now."""
    with database.writing.begin() as db:
        finish(db, cast.ada, programme, programme.pages)
        plan(db, cast.ada, row1={"when": "the list is out", "will": "read it"})
    return cast.ada


@pytest.fixture
def asked_link(
    browse: Browse, finished: Person, database: Database, settings: Settings, stopped: StoppedClock
) -> str:
    """The address in the mail that Ada gets after three months."""
    browse(finished).post("/practice/consent", {"agree": "y"})
    stopped.move(days=92)
    followups.ask_due(database, BASE, settings.secret())
    found = re.search(rf"{BASE}(/practice/\S+)", mails(database)[-1].body)
    assert found
    return found[1]
