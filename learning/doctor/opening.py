"""The way into the database for whoever only looks: it makes nothing, and does not wait long."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.orm import Session

from learning.db import connect
from learning.doctor.finding import Where
from learning.errors import CannotStart

_PATIENCE = "5"
"""Seconds until a database that does not answer counts as away."""


@contextmanager
def opened(where: Where) -> Iterator[Where]:
    """Give the same place with its database, or with why it is away."""
    url = where.settings.url
    if (missing := _missing(url)) is not None:
        yield replace(where, away=f"{missing} is not there.", is_missing=True)
        return
    try:
        database = connect(_impatient(url))
    except CannotStart as refusal:
        yield replace(where, away=str(refusal))
        return
    asked = database.reading.kw["bind"]
    reading = create_engine(_left_alone(url)) if database.turn else asked
    try:
        with Session(reading) as db:
            if why := _trouble(db):
                yield replace(where, away=why)
            else:
                yield replace(where, db=db, edition=edition_of(db))
    finally:
        reading.dispose()
        database.close()


def edition_of(db: Session) -> str | None:
    """Return the migration the database is at, or None for an empty one; one query."""
    try:
        found = db.scalar(text("SELECT version_num FROM alembic_version"))
    except SQLAlchemyError:  # no such table
        db.rollback()
        return None
    return str(found) if found else None


def _trouble(db: Session) -> str:
    try:
        db.execute(text("SELECT 1"))
        if db.get_bind().dialect.name == "sqlite":
            db.execute(text("SELECT 1 FROM sqlite_master"))  # only now is the file read
    except SQLAlchemyError as error:
        db.rollback()
        return str(getattr(error, "orig", None) or type(error).__name__).splitlines()[0]
    return ""


def _missing(url: str) -> Path | None:
    """Return the file of an embedded database that was not made yet."""
    if not url.startswith("sqlite"):
        return None
    path = Path(make_url(url).database or "")
    try:
        return None if path.exists() else path
    except OSError:  # who may not look learns it from the database
        return None


def _left_alone(url: str) -> str:
    """Have SQLite make and change no file.

    Whoever closes a file last would write its log of writes into it, and whoever opens one that
    has no log, because nobody serves, would make one.
    """
    path = Path(make_url(url).database or "").absolute()
    is_served = os.access(path.with_name(f"{path.name}-wal"), os.F_OK)
    how = "mode=ro" if is_served else "mode=ro&immutable=1"
    return f"sqlite:///file:{quote(str(path))}?{how}&uri=true"


def _impatient(url: str) -> str:
    """Have PostgreSQL give up in time, where the address does not say when."""
    if not url.startswith("postgres") or "connect_timeout" in url:
        return url
    try:
        address = make_url(url).update_query_dict({"connect_timeout": _PATIENCE})
    except (ArgumentError, ValueError):  # whoever connects says what is wrong with it
        return url
    return address.render_as_string(hide_password=False)
