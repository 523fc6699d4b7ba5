"""One transaction a request. No view commits; a GET cannot write."""

from typing import cast

from flask import Flask, Response, current_app, g, request
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from learning.db import Database

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def init_app(app: Flask, database: Database) -> None:
    """Commit after a request that changed something and succeeded; what is closed is undone."""
    app.extensions["database"] = database

    @app.after_request
    def settle(response: Response) -> Response:
        keeps = response.status_code < 400 or g.get("keeps", False)
        if "db" in g and keeps and request.method not in SAFE_METHODS:
            g.db.commit()
        return response

    @app.teardown_request
    def close(_: BaseException | None) -> None:
        for name in ("db", "reading"):
            if session := g.pop(name, None):
                session.close()


def db() -> Session:
    """Return this request's session, opened on first use; in a GET it is refused every write."""
    if "db" not in g:
        database = _database()
        safe = request.method in SAFE_METHODS
        g.db = database.reading() if safe else database.writing()
    return cast("Session", g.db)


def reading() -> Session:
    """Return a session that only reads, also in a POST: for what is slow before a write."""
    if request.method in SAFE_METHODS:
        return db()
    if "reading" not in g:
        g.reading = _database().reading()
    return cast("Session", g.reading)


def one_query() -> Connection:
    """Return a connection for one query that only reads; whoever asked for it closes it."""
    return _database().asking.connect()


def keep() -> None:
    """Commit what this request wrote although it is answered with a refusal."""
    g.keeps = True


def abandon() -> None:
    """Undo what this request has written so far; its session can then be used again."""
    g.keeps = False
    if "db" in g:
        g.db.rollback()


def _database() -> Database:
    return cast("Database", current_app.extensions["database"])
