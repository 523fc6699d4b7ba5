"""Mail, and what else happens by itself: whether it can, and what waits."""

import smtplib
import ssl
from datetime import datetime, timedelta

from sqlalchemy import func, select

from learning import clock, mail
from learning.doctor.finding import LOOPBACK, Finding, Where, fine, look, mend
from learning.errors import CannotStart
from learning.live.tables import LiveRun
from learning.mail import Smtp
from learning.recount import Recount
from learning.statistics.tables import Counting

_PATIENCE = 10.0
"""Seconds for each step of the talk with the mail server."""
_LATE = timedelta(minutes=10)
"""The worker looks every three seconds; a mail that is due for so long was left lying."""
_VERY_LATE = timedelta(hours=1)
_MANY = 20
"""People who wait to be counted: fewer may have come since the last look."""


def mail_settings(where: Where) -> Finding:
    """Look whether the settings say how mails go."""
    name, settings = "Mail settings", where.settings
    if not settings.sends_mail:
        return look(
            name,
            "No mail is sent: no reminders, and nobody can choose a new password by themselves.",
            "Set LEARNING_SMTP_URL and LEARNING_MAIL_FROM, and restart.",
        )
    try:
        _server(where)
        mail.letterhead_of(settings.mail_from or "-", base_url=settings.base_url, secret="")
    except CannotStart as refusal:
        return mend(name, "It cannot be sent with these settings.", str(refusal))
    if not settings.base_url:
        return look(
            name,
            "Mails go, but none that holds a link: nobody can choose a new password by themselves.",
            "Set LEARNING_BASE_URL, and restart.",
        )
    return fine(name, "The settings say how it goes.")


def mail_server(where: Where) -> Finding:
    """Talk to the mail server, as far as its greeting; no password and no mail is sent."""
    name, settings = "Mail server", where.settings
    if not settings.sends_mail:
        return fine(name, "No mail server is set.")
    try:
        server = _server(where)
    except CannotStart:
        return mend(name, "Its address cannot be read.", "See “Mail settings”.")
    remedy = (
        f"See whether {server.host} is right, runs, and lets this machine in on port {server.port}."
    )
    try:
        is_encrypted = _greeted(server)
    except ssl.SSLCertVerificationError as error:
        return mend(
            name,
            f"Its certificate is not trusted: {error.verify_message}",
            "For an authority of your own, name its file in SSL_CERT_FILE.",
        )
    except (OSError, smtplib.SMTPException, UnicodeError) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        return mend(name, f"{server.host}:{server.port} does not answer: {why}", remedy)
    if not is_encrypted and server.password and server.host not in LOOPBACK:
        return mend(
            name,
            "It offers no encryption, so the password is never sent, and no mail.",
            "Use its encrypted port: smtps://… in LEARNING_SMTP_URL.",
        )
    return fine(name, "It answers" + (", encrypted." if is_encrypted else "."))


def outbox(where: Where) -> Finding:
    """Count the mails that wait and those that were given up; one query."""
    name, queue = "Outbox", mail.queue_of(where.asked())
    if queue.due and queue.due_since and clock.now() - queue.due_since > _LATE:
        waits = f"{_mails(queue.due)} {'waits' if queue.due == 1 else 'wait'} since"
        return _stuck(where, name, f"{waits} {_moment(queue.due_since)}.")
    if queue.failed:
        return look(
            name,
            f"{_mails(queue.failed)} could not be sent in the last week and will not be.",
            "Mostly an address with a mistake in it. If there are many: see “Mail server”.",
        )
    if queue.retrying:
        return look(
            name,
            f"{_mails(queue.retrying)} did not go at the first try, and will be tried again.",
            "If it stays so: see “Mail server”.",
        )
    waiting = f"; {_mails(queue.later)} wait for their day" if queue.later else ""
    return fine(name, f"{_mails(queue.sent)} went in the last week{waiting}.")


def worker(where: Where) -> Finding:
    """Look whether what happens by itself does: records, counting; one query."""
    name, now = "Worker", clock.now()
    over = LiveRun.over_at < now - _VERY_LATE
    row = where.asked().execute(
        select(
            select(func.count(Recount.user_id.distinct())).scalar_subquery(),
            select(Counting.counted_at).scalar_subquery(),
            select(func.min(LiveRun.over_at)).where(over, LiveRun.settled_at.is_(None))
            .scalar_subquery(),
        )
    ).one()  # fmt: skip
    waiting, counted_at, over_at = row
    if over_at:
        return mend(
            name,
            f"The record of a live session that was over {_moment(over_at)} was not closed.",
            _start(where),
        )
    if waiting > _MANY and (counted_at is None or now - counted_at > _VERY_LATE):
        last = f"the last time was {_moment(counted_at)}" if counted_at else "nobody ever was"
        return look(name, f"{waiting:,} people wait to be counted; {last}.", _start(where))
    return fine(name, "Nothing waits for it too long.")


def _server(where: Where) -> Smtp:
    given = where.settings.smtp_url
    return mail.smtp_at(given.get_secret_value() if given else "")


def _greeted(server: Smtp) -> bool:
    """Greet the server and leave; return whether the talk was encrypted."""
    safe = ssl.create_default_context()
    if server.encrypted:
        with smtplib.SMTP_SSL(server.host, server.port, timeout=_PATIENCE, context=safe) as talk:
            talk.ehlo_or_helo_if_needed()
        return True
    with smtplib.SMTP(server.host, server.port, timeout=_PATIENCE) as talk:
        talk.ehlo_or_helo_if_needed()
        if offered := talk.has_extn("starttls"):
            talk.starttls(context=safe)
            talk.ehlo()
        return offered


def _stuck(where: Where, name: str, sentence: str) -> Finding:
    if where.settings.sends_mail:
        return mend(name, sentence, f"See “Mail server”. {_start(where)}")
    return look(name, sentence, "Set LEARNING_SMTP_URL; after 30 days a mail is given up.")


def _start(where: Where) -> str:
    if where.settings.database_url:
        return "See whether learning worker runs, and its log:\n$ systemctl status learning-worker"
    return "See whether learning serve runs, and its log; restart it."


def _mails(number: int) -> str:
    return "No mail" if number == 0 else f"{number:,} mail{'' if number == 1 else 's'}"


def _moment(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"
