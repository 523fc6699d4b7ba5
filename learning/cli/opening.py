"""What a command does before it touches the database: logs as they are set, then opens it."""

from learning import log
from learning.config import Settings
from learning.db import Database, open_database, warn_beyond


def open_as_set(settings: Settings) -> Database:
    """Open the database of these settings; raise `CannotStart` if that cannot be."""
    log.write_to_stderr(settings.log_format)
    warn_beyond(settings.slow_statement_ms)
    return open_database(settings.url)
