"""Real databases for tests: an SQLite file, and PostgreSQL started for the run."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection

from learning.db import Base, Database, connect, open_database

FULL_SYNC_IS_SLOW = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
NO_ORDER_AMONG_TABLES = "SET LOCAL session_replication_role = replica"
COUNT_FROM_ONE = "SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'"


class Databases:
    """Makes an empty database at today's edition, as often as it is asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template: Path | None = None
        self._server: PostgresServer | None = None
        self._postgres: Database | None = None
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._postgres:
            self._postgres.close()
        if self._server:
            self._server.stop()

    @contextmanager
    def fresh(self, backend: str) -> Iterator[Database]:
        """Give an empty database; what the test leaves in it is gone afterwards."""
        if backend == "postgresql":
            yield self._emptied_postgres()
            return
        database = connect(self.sqlite_url())
        event.listen(database.engine, "connect", _without_full_sync)
        yield database
        database.close()

    def sqlite_url(self) -> str:
        """Return the address of a new SQLite file with today's tables."""
        if self._template is None:
            self._template = self._folder / "template.db"
            open_database(f"sqlite:///{self._template}").close()
        self._count += 1
        path = self._folder / f"test-{self._count}.db"
        shutil.copyfile(self._template, path)
        return f"sqlite:///{path}"

    @property
    def server(self) -> "PostgresServer":
        """Return the PostgreSQL server, started on first use."""
        if self._server is None:
            self._server = PostgresServer()
        return self._server

    def _emptied_postgres(self) -> Database:
        if self._postgres is None:
            self._postgres = open_database(self.server.url("tests"))
        # TRUNCATE makes every table and index anew, which takes longer than most of the tests.
        rows = (str(table.delete()) for table in Base.metadata.sorted_tables)
        with self._postgres.engine.begin() as connection:
            connection.exec_driver_sql("; ".join([NO_ORDER_AMONG_TABLES, *rows, COUNT_FROM_ONE]))
        return self._postgres


def _without_full_sync(connection: DBAPIConnection, _: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous = OFF")  # on a busy disk it takes longer than the tests
    cursor.close()


class PostgresServer:
    """The distribution's PostgreSQL on loopback, in a temporary folder, never as root.

    The folder is none of pytest's: those are shut to other users whenever another run begins.
    """

    def __init__(self) -> None:
        self._bin = binaries()
        self._folder = Path(tempfile.mkdtemp(prefix="learning-postgresql-"))
        self._folder.chmod(0o755)
        self._as = unprivileged()
        self._port = free_port()
        if self._as:
            shutil.chown(self._folder, *self._as)
        self._run(
            "initdb", "-D", "data", "-A", "trust", "-U", "learning", "-E", "UTF8", "--no-sync"
        )
        self.start()

    def start(self) -> None:
        """Serve, at first or again."""
        self._run(
            "pg_ctl",
            "-D",
            "data",
            "-w",
            "-l",
            "log",
            "-o",
            f"-p {self._port} -c listen_addresses=127.0.0.1 -k {self._folder} {FULL_SYNC_IS_SLOW}",
            "start",
        )

    def url(self, name: str) -> str:
        """Make the database ``name`` and return its address."""
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self._port), "-U", "learning", name)
        return f"postgresql+psycopg://learning@127.0.0.1:{self._port}/{name}"

    @contextmanager
    def replica(self) -> Iterator[int]:
        """Stream to another server that only reads; give its port."""
        port = free_port()
        of = ("-h", "127.0.0.1", "-p", str(self._port), "-U", "learning")
        self._run("pg_basebackup", "-D", "replica", "-R", "--no-sync", "-c", "fast", *of)
        options = f"-p {port} -c listen_addresses=127.0.0.1 -k {self._folder} {FULL_SYNC_IS_SLOW}"
        self._run("pg_ctl", "-D", "replica", "-w", "-l", "replica-log", "-o", options, "start")
        try:
            yield port
        finally:
            self._run("pg_ctl", "-D", "replica", "-m", "immediate", "stop")
            shutil.rmtree(self._folder / "replica")

    def halt(self) -> None:
        """Be away for everybody, at once, until `start`."""
        self._run("pg_ctl", "-D", "data", "-m", "immediate", "stop")

    def stop(self) -> None:
        self.halt()
        shutil.rmtree(self._folder)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._bin / program), *arguments]
        done = subprocess.run(
            command,
            cwd=self._folder,
            capture_output=True,
            text=True,
            check=False,
            user=self._as[0] if self._as else None,
            group=self._as[1] if self._as else None,
            extra_groups=[] if self._as else None,
            env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8"},
        )
        assert done.returncode == 0, f"{program}: {done.stdout}{done.stderr}"


def binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    which = shutil.which("initdb")
    assert found or which, "PostgreSQL is missing: apt-get install postgresql"
    return found[-1].parent if found else Path(which or "").parent


def unprivileged() -> tuple[str, str] | None:
    """Return the user and group to run the server as when we are root, who may not."""
    if os.getuid() != 0:
        return None
    return next((n, pwd_group(n)) for n in ("postgres", "nobody") if _exists(n))


def pwd_group(name: str) -> str:
    import grp

    return grp.getgrgid(pwd.getpwnam(name).pw_gid).gr_name


def _exists(name: str) -> bool:
    return any(entry.pw_name == name for entry in pwd.getpwall())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
