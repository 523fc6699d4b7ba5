"""``learning backup`` and ``learning restore``."""

from pathlib import Path

# Together they use every slice, and so bring every table.
from learning import backup, clock, own_data, statistics  # noqa: F401
from learning.backup import Restored
from learning.cli.refusal import refusing
from learning.config import Settings, settings_from_environment
from learning.content import InvalidContent, load_programme
from learning.db import Database, connect


@refusing
def back_up(to: str | None) -> int:
    """Make a backup, here or where it is asked for."""
    settings = settings_from_environment()
    goal = Path(to) if to else None
    database = connect(settings.url)
    try:
        made = backup.make(database, settings, edition_of(settings), goal)
    finally:
        database.close()
    print(f"{made.path}: {made.rows:,} rows, {made.size / 1e6:,.1f} MB, read back and whole.")
    print(
        "It holds everybody’s words and, unless they are given by setting, the keys. Keep a copy on"
        " another machine, where nobody else can read it; docs/operating.md says how."
    )
    return 0


def back_up_due(database: Database, settings: Settings) -> int:
    """Make a backup if it is time for one; return how many were made."""
    return 1 if backup.make_due(database, settings, lambda: edition_of(settings)) else 0


@refusing
def restore(file: str, *, only_try: bool, with_programme: bool) -> int:
    """Put a backup back, or see whether that would work."""
    settings = settings_from_environment()
    if only_try:
        print(f"{_said(backup.try_out(Path(file), settings))} It can be restored.")
        return 0
    done = backup.restore(Path(file), settings, with_programme=with_programme)
    print(f"{_said(done)} It is back.")
    for sentence in _next(settings, done, with_programme=with_programme):
        print(f"- {sentence}")
    return 0


def edition_of(settings: Settings) -> str:
    """Return the edition of the programme; empty if it has mistakes, which keep no backup back."""
    cache = settings.data / "cache"
    try:
        return load_programme(settings.content, today=clock.now().date(), cache=cache).edition
    except InvalidContent:
        return ""


def _said(done: Restored) -> str:
    at, older = done.about.made_at, ", brought up to date" if done.is_older else ""
    return (
        f"As of {at:%d %B %Y %H:%M} UTC, edition {done.about.edition}: {done.rows:,} rows{older}."
    )


def _next(settings: Settings, done: Restored, *, with_programme: bool) -> list[str]:
    """Return what is left to do for whoever restored it."""
    sentences = [f"The backup does not hold {what}." for what in done.about.not_in_it]
    if settings.secret_key and "secret-key" in done.about.members:
        sentences.append(
            f"Cookies and second factors were made with the key that is now in"
            f" {settings.data / 'secret-key'}: set LEARNING_SECRET_KEY to it."
        )
    if with_programme:
        sentences.append(f"Its programme is in {settings.data / backup.BESIDE}.")
    return [
        *sentences,
        "Whatever was deleted, withdrawn or taken back since that day is here again, and mails that"
        " waited then go once more. Look through it before you start: docs/operating.md, Backups.",
        "Then start: learning serve",
    ]
