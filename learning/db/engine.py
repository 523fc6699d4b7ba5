"""The two ways into the database: one that cannot write, one that waits for its turn.

Functions elsewhere take a ``Session`` as their first argument, named ``db``, and never commit:
whoever opened it decides (`learning.web.database`, `learning.cli`, a test fixture).
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from learning.db.slow import time_statements
from learning.db.turn import PATIENCE, Turn
from learning.errors import CannotStart

_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afs", "ceph"}
_HOLDS_TURN = "holds the writers' turn"
_POOL: dict[str, Any] = {"pool_size": 16, "pool_use_lifo": True}
"""As many stay open as threads answer pages; the one used last is the warmest."""
_AWAY: dict[str, Any] = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,  # milliseconds
}
"""How soon PostgreSQL counts as away: an address that swallows everything must hold no thread."""


@dataclass(frozen=True, slots=True)
class Database:
    """Where sessions come from. A session of ``reading`` is refused every write."""

    reading: sessionmaker[Session]
    writing: sessionmaker[Session]
    engine: Engine
    """The engine that writes; migrations and health checks use it."""
    asking: Engine
    """For what is asked most: one statement that reads, with as little around it as can be."""
    turn: Turn | None = None
    """The writers' queue of an SQLite file."""

    def close(self) -> None:
        """Give every connection back."""
        self.reading.kw["bind"].dispose()
        self.engine.dispose()
        if self.turn:
            self.turn.close()


def connect(url: str, *, longest: int = 0) -> Database:
    """Return the way into the database at ``url``; nothing is opened yet.

    PostgreSQL gives a statement up after ``longest`` seconds; 0: it never does. Raises
    `CannotStart` for an address that is none, and for an SQLite file on a network file system.
    """
    address = _address(url)
    if address.get_backend_name() == "sqlite":
        return _connect_sqlite(url)
    engine = create_engine(
        address,
        connect_args=_patience(address, longest),
        pool_pre_ping=True,
        **_POOL,
        max_overflow=8,
        json_serializer=_json,
        hide_parameters=True,
    )
    event.listen(engine, "handle_error", _quote_no_row)
    time_statements(engine)
    reading = engine.execution_options(postgresql_readonly=True)
    asking = reading.execution_options(isolation_level="AUTOCOMMIT")  # no BEGIN, no ROLLBACK
    return Database(sessionmaker(reading), sessionmaker(engine), engine, asking)


def _patience(address: URL, longest: int) -> dict[str, Any]:
    """Return how long PostgreSQL is waited for; what the address itself says counts more."""
    chosen = {name: value for name, value in _AWAY.items() if name not in address.query}
    if longest:
        limit = f"-c statement_timeout={longest}s"
        chosen["options"] = f"{limit} {address.query.get('options', '')}".strip()
    return chosen


def _quote_no_row(context: ExceptionContext) -> None:
    """Leave an error its first line: below it PostgreSQL quotes the row, with what people wrote."""
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error and error.args:
            error.args = (str(error.args[0]).partition("\n")[0], *error.args[1:])


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):  # the latter’s words may repeat a piece of the password
        address = None
    if address and address.get_backend_name() == "sqlite":
        return address
    if address and address.get_backend_name() in {"postgres", "postgresql"}:
        return address.set(drivername="postgresql+psycopg")
    raise CannotStart(
        "This is not an address of a database we know. Write"
        " postgresql+psycopg://user:password@host/name, with %40 for an @ in the password, or"
        " sqlite:////folder/learning.db. LEARNING_DATABASE_URL may be left empty for SQLite."
    )


def _connect_sqlite(url: str) -> Database:
    path = Path(make_url(url).database or "").absolute()
    if (kind := _file_system(path)) in _NETWORK:
        raise CannotStart(
            f"{path} lies on a network file system ({kind}), where SQLite loses data. Set"
            " LEARNING_DATA to a folder on a local disk, or use PostgreSQL."
        )
    writer = _sqlite_engine(url, reads_only=False)
    reader = _sqlite_engine(url, reads_only=True)
    turn = Turn(path.with_name(path.name + ".turn"))
    _take_turns(writer, turn)
    event.listen(reader, "begin", lambda connection: _execute(connection, "BEGIN"))
    return Database(sessionmaker(reader), sessionmaker(writer), writer, reader, turn)


def _sqlite_engine(url: str, *, reads_only: bool) -> Engine:
    # isolation_level None leaves BEGIN to us: the driver's own hides lost updates.
    engine = create_engine(
        url,
        connect_args={"isolation_level": None, "timeout": PATIENCE, "check_same_thread": False},
        **_POOL,
        max_overflow=24,
        json_serializer=_json,
        hide_parameters=True,  # an error must not print what somebody wrote
    )
    time_statements(engine)

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys = ON")
        if reads_only:
            cursor.execute("PRAGMA query_only = ON")
        else:
            cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute("PRAGMA synchronous = FULL")  # NORMAL may lose the last at a power cut
            cursor.execute("PRAGMA secure_delete = ON")  # what is deleted cannot be read any more
        cursor.close()

    return engine


def _take_turns(engine: Engine, turn: Turn) -> None:
    """Queue before ``BEGIN IMMEDIATE``; give the turn back once the connection is returned.

    The pool's check-in, not the commit event, is the moment: that event comes before the commit.
    """

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        info = cast("dict[str, bool]", connection.connection.record_info)
        if not info.get(_HOLDS_TURN):
            turn.take()
            info[_HOLDS_TURN] = True
        _execute(connection, "BEGIN IMMEDIATE")

    @event.listens_for(engine, "checkin")
    def checkin(_: DBAPIConnection | None, record: ConnectionPoolEntry) -> None:
        if (record.record_info or {}).pop(_HOLDS_TURN, False):
            turn.give_back()


def _execute(connection: Connection, statement: str) -> None:
    driver: Any = connection.connection.driver_connection
    driver.execute(statement)


def _json(value: Any) -> str:
    """Keep letters of every script as they are: shorter, and readable in a dump."""
    return json.dumps(value, ensure_ascii=False)


def _file_system(path: Path) -> str:
    """Return the type of the file system that holds ``path``; empty where nobody can tell."""
    mounts = Path("/proc/self/mounts")
    if not mounts.exists():
        return ""
    found = ("", "")
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        point, kind = line.split(" ")[1:3]
        if path.is_relative_to(point) and len(point) >= len(found[0]):
            found = (point, kind)
    return found[1]
