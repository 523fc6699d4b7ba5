"""The product as it is served, with topics whose versions stand in the table of these tests.

``python -m tests.broadcast.served <port> <processes>``; what is said is said by others.
"""

import sys

from learning import broadcast
from learning.cli.processes import serve_with
from learning.config import settings_from_environment
from learning.db import open_database
from learning.front import Front
from learning.web import create_app, signals
from tests.broadcast.spoken import make, versions_in


def loaded() -> Front:
    """Return the application with these tests’ topics; called in each process."""
    app = create_app()
    versions_of = versions_in(app.extensions["database"])
    signals.connect(app, versions_of=versions_of, opened=_note, closed=_note)
    hub = signals.signals_of(app).hub
    broadcast.carry(app.extensions["database"], hub, versions_of)
    return Front(app)


def _note(_topic: str, _who: str) -> None:
    """Nobody asks who listens."""


def main(port: int, processes: int) -> None:
    database = open_database(settings_from_environment().prepare().url)
    make(database)
    database.close()
    serve_with(loaded, "127.0.0.1", port, processes=processes)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
