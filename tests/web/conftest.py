"""A team that meets and agrees, by the addresses of its pages."""

import pytest
from sqlalchemy.orm import Session

from learning import actions
from tests.actions.agreeing import agreed
from tests.cast import Cast, gather
from tests.conftest import Browse
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
