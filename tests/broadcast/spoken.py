"""A table of topics and their versions, such as the live session has, for tests that announce."""

from collections.abc import Collection

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from learning.broadcast import VersionsOf, announce
from learning.db import Database

_TABLE = "CREATE TABLE IF NOT EXISTS spoken (topic VARCHAR(80) PRIMARY KEY, version INTEGER)"
_GROW = """
INSERT INTO spoken VALUES (:topic, 1)
ON CONFLICT (topic) DO UPDATE SET version = spoken.version + 1 RETURNING version
"""
_READ = text("SELECT topic, version FROM spoken WHERE topic IN :topics").bindparams(
    bindparam("topics", expanding=True)
)


def make(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text(_TABLE))


def drop(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("DROP TABLE spoken"))


def say(db: Session, topic: str) -> int:
    """Change ``topic``, announce it, and return the version it is at now."""
    version = db.execute(text(_GROW), {"topic": topic}).scalar_one()
    announce(db, topic, version)
    return int(version)


def said(database: Database, topic: str) -> int:
    """Change ``topic`` and commit."""
    with database.writing.begin() as db:
        return say(db, topic)


def versions_in(database: Database) -> VersionsOf:
    def versions_of(topics: Collection[str]) -> dict[str, int]:
        with database.reading() as db:
            rows = db.execute(_READ, {"topics": list(topics)})
            return {row.topic: row.version for row in rows}

    return versions_of
