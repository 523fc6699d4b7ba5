"""Hearing what other processes announce: a thread in each process, by what the database offers.

Neither carrier can lose a change: whenever something may have been missed, versions are asked for.
"""

import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from threading import Event, Thread

from learning.broadcast.announce import CHANNEL, HUB
from learning.broadcast.hub import Hub, VersionsOf
from learning.db import Database

LOOK_EVERY = 0.05
"""Seconds between two looks at whether the SQLite file has changed; a look takes microseconds."""
PATIENCE = 1.0
"""Seconds until a carrier notices that it shall stop."""
SHORTEST_PAUSE, LONGEST_PAUSE = 0.1, 5.0
"""Seconds before the database is tried again; doubled each time it fails."""

_log = logging.getLogger(__name__)


def attach(hub: Hub, database: Database) -> None:
    """Have what this process announces reach ``hub`` as soon as it is committed."""
    database.writing.configure(info={HUB: hub})


def carry(database: Database, hub: Hub, versions_of: VersionsOf) -> Event:
    """Have what other processes announce reach ``hub``, from a thread of its own.

    It ends with the process, or soon after the returned event is set.
    """
    carrier = _listen if database.engine.dialect.name == "postgresql" else _watch
    stop = Event()
    work = partial(carrier, database, hub, versions_of, stop)
    Thread(target=_keep_on, args=(work, stop), name="signals", daemon=True).start()
    return stop


def _keep_on(work: Callable[[Callable[[], None]], None], stop: Event) -> None:
    """Work until told to stop; after trouble begin anew, after a pause that grows."""
    pause = SHORTEST_PAUSE

    def well() -> None:
        nonlocal pause
        pause = SHORTEST_PAUSE

    while not stop.is_set():
        try:
            work(well)
        except Exception as trouble:  # whatever the database does, the next try may be a good one
            _log.warning("signals of other processes are not heard, trying again: %s", trouble)
            stop.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE)


def _listen(
    database: Database,
    hub: Hub,
    versions_of: VersionsOf,
    stop: Event,
    well: Callable[[], None],
) -> None:
    """LISTEN on a connection of its own."""
    import psycopg  # only where PostgreSQL is used

    engine = database.engine
    _, address = engine.dialect.create_connect_args(engine.url)
    # A connection that died without a word is found within half a minute.
    alive = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
    alive["connect_timeout"] = 5
    with psycopg.connect(autocommit=True, **{**alive, **address}) as connection:
        connection.execute(f"LISTEN {CHANNEL}")
        hub.catch_up(versions_of)
        well()
        while not stop.is_set():
            for heard in connection.notifies(timeout=PATIENCE):
                topic, _, version = heard.payload.rpartition(" ")
                hub.publish(topic, int(version))


def _watch(
    database: Database,
    hub: Hub,
    versions_of: VersionsOf,
    stop: Event,
    well: Callable[[], None],
) -> None:
    """Look whether the file has changed, while anybody listens, and ask for versions if so."""
    with closing(sqlite3.connect(str(database.engine.url.database))) as connection:
        seen = None
        while not stop.is_set():
            if not hub.wanted.wait(PATIENCE):
                seen = None
                continue
            (change,) = connection.execute("PRAGMA data_version").fetchone()
            if change != seen:
                hub.catch_up(versions_of)
                seen = change
                well()
            stop.wait(LOOK_EVERY)
