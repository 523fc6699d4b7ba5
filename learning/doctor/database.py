"""The database: whether it answers, its edition, its clock, whether its file is sound."""

from datetime import datetime, timedelta

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from learning import clock
from learning.accounts import User
from learning.certificates import Certificate
from learning.db.migrate import HEAD
from learning.doctor.finding import Finding, Where, fine, look, mend
from learning.mail import Mail
from learning.statistics.tables import Counting

_AHEAD = timedelta(minutes=2)
"""By so much two clocks may differ."""
_SET_CLOCK = "Set the clock by the network:\n$ timedatectl set-ntp true"


def database(where: Where) -> Finding:
    """Look whether the database answers and is of today’s edition."""
    name = "Database"
    if where.is_missing:
        return look(
            name,
            where.away,
            "learning serve makes it. If there was one, put a backup back:"
            "\n$ learning restore FILE",
        )
    if where.db is None:
        return mend(name, f"It cannot be asked. {where.away}", _way_back(where))
    edition = where.edition
    if edition is None:
        return look(name, "It is empty.", "learning serve makes the tables.")
    if edition > HEAD:
        return mend(
            name,
            f"A newer version wrote it: edition {edition}, and this one knows {HEAD}.",
            "Install the newer version again, or put back a backup made before:"
            "\n$ learning restore FILE",
        )
    if edition < HEAD:
        return look(
            name,
            f"It is of edition {edition}, and this version wants {HEAD}.",
            "Make a backup, then restart: the start brings it up to date.\n$ learning backup",
        )
    return fine(name, f"It answers, and is of today’s edition ({HEAD}).")


def time_of_day(where: Where) -> Finding:
    """Compare this machine’s clock with the database’s, and with what was written last; one query.

    An embedded database has no clock of its own.
    """
    name, now = "Time of day", clock.now()
    theirs, newest = _times(where.asked())
    if theirs and abs(theirs - now) > _AHEAD:
        return mend(
            name,
            f"This machine and the database’s differ by {_long(abs(theirs - now))}.",
            f"On whichever is wrong. {_SET_CLOCK}",
        )
    if newest and newest - now > _AHEAD:
        return mend(
            name,
            f"Something was written {_long(newest - now)} from now: the clock was wrong then, or is"
            " now.",
            f"{_SET_CLOCK}\nIf it is right now, this passes by itself.",
        )
    return fine(name, f"It is {now:%H:%M} UTC here, and nothing was written later.")


def integrity(where: Where) -> Finding:
    """Read the whole file of an embedded database; some seconds a gigabyte."""
    name, db = "Integrity", where.asked()
    if db.get_bind().dialect.name != "sqlite":
        return fine(name, "PostgreSQL looks after its own: pg_amcheck reads all of it.")
    if (found := db.scalar(text("PRAGMA quick_check(1)"))) == "ok":
        return fine(name, "The whole file was read and is sound.")
    return mend(
        name,
        f"It is damaged: {found}",
        "Stop the server, keep the file, and put back the last backup. Then find out whether the"
        " disk is failing.\n$ learning restore FILE\n$ journalctl -k",
    )


def _times(db: Session) -> tuple[datetime | None, datetime | None]:
    """Return the time of a database that has a clock, and of the newest row of those looked at."""
    has_clock = db.get_bind().dialect.name == "postgresql"
    last = [
        select(column).order_by(table.id.desc()).limit(1).scalar_subquery()
        for table, column in (
            (User, User.joined_at), (Mail, Mail.created_at), (Certificate, Certificate.issued_at),
        )
    ]  # fmt: skip
    last.append(select(Counting.counted_at).scalar_subquery())
    theirs = func.clock_timestamp() if has_clock else text("NULL")
    row = db.execute(select(*last, theirs)).one()
    return row[-1], max((moment for moment in row[:-1] if moment), default=None)


def _way_back(where: Where) -> str:
    if where.settings.database_url:
        return (
            "See whether LEARNING_DATABASE_URL is right, and whether PostgreSQL runs:"
            "\n$ systemctl status postgresql"
        )
    run = "Run this as the user who serves. If the file is damaged, put back the last backup:"
    return f"{run}\n$ learning restore FILE"


def _long(span: timedelta) -> str:
    """Return a span in words, rounded: ``3 minutes``, ``2 days``."""
    minutes = round(span.total_seconds() / 60)
    for size, word in ((1440, "day"), (60, "hour"), (1, "minute")):
        if minutes >= size:
            many = minutes // size
            return f"{many:,} {word}{'' if many == 1 else 's'}"
    return "a moment"
