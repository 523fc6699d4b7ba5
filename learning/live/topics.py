"""What browsers listen to, and which version of it is the newest."""

from collections.abc import Collection

from sqlalchemy import select

from learning.db import Database
from learning.live.tables import LiveRun

_PREFIX = "live/"


def topic_of(session_id: int) -> str:
    """Return what browsers in the session listen to."""
    return f"{_PREFIX}{session_id}"


def session_of(topic: str) -> int:
    """Return the session whose topic this is."""
    return int(topic.removeprefix(_PREFIX))


def versions_of(database: Database, topics: Collection[str]) -> dict[str, int]:
    """Return the version of each session that has been opened, by its topic; one query."""
    wanted = [session_of(topic) for topic in topics]
    query = select(LiveRun.live_session_id, LiveRun.version)
    with database.reading() as db:
        found = db.execute(query.where(LiveRun.live_session_id.in_(wanted)))
        return {topic_of(row.live_session_id): row.version for row in found}
