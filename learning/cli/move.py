"""``learning move``: everything from one database to another, and compared."""

import sys
from pathlib import Path

from sqlalchemy.exc import OperationalError

# Together they use every slice, and so bring every table.
from learning import copying, own_data, statistics  # noqa: F401
from learning.cli.refusal import refusing
from learning.config import settings_from_environment
from learning.copying import Copied
from learning.db import Database, connect
from learning.errors import CannotStart, Conflict


@refusing
def move(to: str, source: str | None, *, while_running: bool) -> int:
    """Copy all rows to ``to``, an empty database; the old one stays as it is."""
    settings = settings_from_environment().prepare()
    ours, theirs = connect(source or settings.url), connect(to)
    try:
        if ours.engine.url == theirs.engine.url:
            raise Conflict("Both are the same database. Name another one with --to.")
        _refuse_nothing(ours)
        if not while_running:
            copying.refuse_while_served(ours)
        made = copying.copy_everything(ours, theirs)
    except OperationalError as error:
        raise CannotStart(f"A database cannot be used: {error.orig}") from None
    finally:
        ours.close()
        theirs.close()
    _say(made)
    _say_what_next(is_sqlite=theirs.turn is not None)
    return 0


def _refuse_nothing(source: Database) -> None:
    """Refuse a file that is not there: to open it would make it."""
    path = Path(source.engine.url.database or "")
    if source.turn and not path.exists():
        raise Conflict(f"There is nothing to move: {path} is not there.")


def _say(made: Copied) -> None:
    for table, rows in made.rows.items():
        if rows:
            print(f"{rows:>12,}  {table}")
    print(f"{made.total:>12,}  rows, each compared with its copy ({made.seconds:.0f} s)")
    if made.left_behind:
        left = ", ".join(made.left_behind)
        print(f"Not copied, for they are not ours: {left}.", file=sys.stderr)


def _say_what_next(*, is_sqlite: bool) -> None:
    print("The old database is as it was. To go on with the new one:")
    if is_sqlite:
        print("- The file is learning.db in a data folder; take LEARNING_DATABASE_URL away.")
        print("- Keep LEARNING_SECRET_KEY: with another one everybody has to sign in again, and")
        print("  codes of apps no longer work.")
    else:
        print("- Set LEARNING_DATABASE_URL to it.")
        print("- Set LEARNING_SECRET_KEY to what it was, or to what is in secret-key of the")
        print("  data folder: with another one everybody has to sign in again, and codes of apps")
        print("  no longer work.")
    print("- Keep the folder keys/ of the data folder; certificates are signed with it.")
    print("- Start the server, look whether all is well, and only then delete the old one.")
