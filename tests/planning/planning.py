"""A team that plans: what the tests of live sessions begin with."""

from datetime import date, time
from typing import Any

from sqlalchemy.orm import Session

from learning import planning, teams
from learning.content import Programme
from learning.planning import Post, Wanted
from tests.cast import Cast

MARCH = date(2027, 3, 26)
"""The Friday before the clocks go forward in London."""


def wanted(**other: Any) -> Wanted:
    """Return a plan that can be made; name what shall differ."""
    usual: dict[str, Any] = {
        "module_id": "listening",
        "length": 45,
        "day": MARCH,
        "at": time(14),
        "time_zone": "Europe/London",
        "place": "Room 4",
    }
    return Wanted(**usual | other)


def post_of(programme: Programme) -> Post:
    """Return what letters are written with."""
    return Post(
        programme=programme,
        base_url="https://learn.example.org",
        secret="a secret of tests",
        organiser="learn@example.org",
    )


def team_of(db: Session, cast: Cast) -> int:
    """Return a team that Ada has started and Ben has joined."""
    team_id = teams.start_team(db, cast.ada, "Harbour Row")
    teams.join(db, cast.ben, teams.team_for(db, cast.ada, team_id).code)
    return team_id


def planned(db: Session, cast: Cast, programme: Programme, **other: Any) -> int:
    """Return a session that Ada has planned for her new team with Ben."""
    return planning.plan(db, cast.ada, team_of(db, cast), wanted(**other), post_of(programme))
