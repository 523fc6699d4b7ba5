"""One transaction a request. No view commits; a GET cannot write."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from flask import Flask, Response, current_app, g, request
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from learning.db import Database, Replica
from learning.doing import committing

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def init_app(app: Flask, database: Database, replica: Replica | None = None) -> None:
    """Commit after a request that changed something and succeeded; what is closed is undone."""
    app.extensions["database"] = database
    app.extensions["replica"] = replica

    @app.after_request
    def settle(response: Response) -> Response:
        keeps = response.status_code < 400 or g.get("keeps", False)
        if "db" in g and keeps and request.method not in SAFE_METHODS:
            with committing():
                g.db.commit()
        return response

    @app.teardown_request
    def close(_: BaseException | None) -> None:
        for name in ("db", "reading", "figures"):
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


def figures() -> Session:
    """Return a session that only reads, on the replica if there is one and it answers: for figures.

    They may be seconds old.
    """
    if "figures" not in g:
        replica = cast("Replica | None", current_app.extensions["replica"])
        g.figures = replica.reading() if replica else None
    return cast("Session", g.figures or reading())


def one_query() -> Connection:
    """Return a connection for a query or two that only read; whoever asked for it closes it.

    A session around them would cost half as much again.
    """
    return _database().asking.connect()


@contextmanager
def looking() -> Iterator[Session | Connection]:
    """Give what a query or two read with: the request’s session if it has one, else `one_query`.

    So a page that is shown again after a refusal sees what the request has written so far.
    """
    if "db" in g:
        yield db()
        return
    with one_query() as connection:
        yield connection


@contextmanager
def before_turn() -> Iterator[Session | Connection]:
    """Give what reads before a write takes its turn, which others wait for meanwhile.

    Where nobody takes turns it is the request's session, which saves a way to the database.
    """
    if _database().turn is None:
        db()
    with looking() as found:
        yield found


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
