"""Backups: the last one, and the last time that one was tried."""

from datetime import UTC, datetime, timedelta

from learning import backup, clock
from learning.backup import Made
from learning.doctor.finding import Finding, NotThere, Where, fine, look, mend

_BY_HAND = timedelta(days=7)
"""So old a backup may be where nothing makes one by itself."""
_GRACE = timedelta(hours=6)
_TRIED = timedelta(days=90)
_FIRST_DAY = timedelta(days=1)


def last_backup(where: Where) -> Finding:
    """Look when the last backup was made."""
    name, settings = "Last backup", where.settings
    if not settings.data.is_dir():
        raise NotThere
    made = backup.last(settings)
    if made is None:
        return _none(where)
    every = settings.backup_every
    age, longest = clock.now() - made.at, every * 2 + _GRACE if every else _BY_HAND
    said = f"The last was made on {_day(made.at)}"
    if age > longest:
        remedy = "See the log of the server for why none was made since." if every else "Make one."
        return mend(name, f"{said}.", f"{remedy}\n$ learning backup")
    if _is_beside(where, made):
        said += ", and lies on the same disk: take it elsewhere, too"
    return fine(name, f"{said}.")


def last_restore(where: Where) -> Finding:
    """Look when it was last tried whether a backup can be put back."""
    name, settings = "Last restore", where.settings
    if not (made := backup.last(settings)):
        raise NotThere
    how = f"$ learning restore --try {made.path}"
    tried = backup.last_tried(settings)
    if tried is None:
        return look(name, "It was never tried to put a backup back.", f"Try it:\n{how}")
    if clock.now() - tried > _TRIED:
        return look(name, f"It was last tried on {_day(tried)}.", f"Try it again:\n{how}")
    return fine(name, f"On {_day(tried)} a backup could be put back.")


def _none(where: Where) -> Finding:
    """Judge that there is no backup: at first none is due, and some make theirs otherwise."""
    name, settings = "Last backup", where.settings
    if not settings.backup_every:
        return look(
            name,
            "None was made here.",
            "If none is made in another way, such as pg_dump, make one every day:"
            "\n$ learning backup",
        )
    begun = datetime.fromtimestamp(settings.data.stat().st_ctime, UTC)
    kept = settings.data / "secret-key"
    if kept.exists():
        begun = datetime.fromtimestamp(kept.stat().st_mtime, UTC)
    if clock.now() - begun < _FIRST_DAY:
        return look(name, "None was made yet.", "The first is made by itself, within a day.")
    return mend(
        name,
        "None was ever made.",
        "See the log of the server for why, and make one now:\n$ learning backup",
    )


def _is_beside(where: Where, made: Made) -> bool:
    """Tell whether what ends the disk of the data ends the backup, too."""
    return made.path.stat().st_dev == where.settings.data.stat().st_dev


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"
