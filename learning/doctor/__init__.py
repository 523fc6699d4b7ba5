"""What is wrong with an installation, and how to mend it. Whoever looks writes nothing."""

import logging
import platform
from collections.abc import Iterable, Sequence
from importlib.metadata import version

from learning.doctor import backups, database, given, keys, machine, place, post, reaching
from learning.doctor.finding import Check, Finding, NotThere, State, Where, look
from learning.doctor.opening import edition_of, opened
from learning.doctor.reaching import ARRIVAL

__all__ = [
    "ARRIVAL",
    "CHECKS",
    "FROM_OUTSIDE",
    "THOROUGH",
    "Finding",
    "Where",
    "edition_of",
    "findings",
    "opened",
    "summary",
    "versions",
]

CHECKS: tuple[Check, ...] = (
    given.settings,
    place.data_folder,
    place.permissions,
    place.free_space,
    backups.last_backup,
    backups.last_restore,
    database.database,
    database.time_of_day,
    given.programme,
    keys.secret_key,
    keys.certificate_key,
    keys.unsigned_certificates,
    given.address,
    post.mail_settings,
    post.outbox,
    post.worker,
    machine.time_zones,
    machine.open_files,
    machine.typesetter,
)
"""Quick, and on this machine: six queries together."""
FROM_OUTSIDE: tuple[Check, ...] = (
    post.mail_server,
    reaching.public_address,
    reaching.proxy_headers,
    reaching.event_streams,
)
"""They wait for other machines."""
THOROUGH: tuple[Check, ...] = (database.integrity,)
"""They read everything."""
_LIBRARIES = ("learning", "flask", "sqlalchemy", "granian", "typst")
_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
_log = logging.getLogger(__name__)
_log.addHandler(logging.NullHandler())  # a command that sets up no log prints no trace


def findings(where: Where, checks: Iterable[Check]) -> list[Finding]:
    """Return what each check finds, in order; one that breaks itself says so."""
    return [found for check in checks if (found := _found(check, where))]


def summary(found: Sequence[Finding]) -> str:
    """Say how things stand in a sentence, such as “Two things want mending”."""
    wrong = _counted(found, "mend")
    less = _counted(found, "look")
    if wrong:
        return f"{_things(wrong)} {'wants' if wrong == 1 else 'want'} mending."
    if less:
        return f"Nothing is broken. {_things(less)} {'is' if less == 1 else 'are'} worth a look."
    return "Everything is fine."


def versions() -> str:
    """Name the software that runs, with its versions."""
    rest = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return f"Python {platform.python_version()}, {rest}"


def _found(check: Check, where: Where) -> Finding | None:
    """Return what ``check`` finds; nothing if that is not there to be looked at."""
    name = check.__name__.replace("_", " ").capitalize()
    try:
        return check(where)
    except NotThere:
        return None
    except PermissionError:
        return look(name, "It may not be looked at.", "Run this as the user who serves.")
    except Exception as error:
        _log.exception("the check %s broke", name)
        if where.db is not None:
            where.db.rollback()  # PostgreSQL answers nothing more until then
        said = f"It could not be looked at ({type(error).__name__})."
        return look(name, said, "See “Database” first. If that is fine, tell those who made this.")


def _counted(found: Sequence[Finding], state: State) -> int:
    return sum(finding.state == state for finding in found)


def _things(number: int) -> str:
    many = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    return f"{many} thing{'' if number == 1 else 's'}"
