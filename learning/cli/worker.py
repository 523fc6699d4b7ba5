"""``learning worker``: send mails, as a process of its own."""

import logging
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from email.utils import parseaddr
from functools import partial
from threading import Event

from sqlalchemy.exc import OperationalError

from learning import (
    certificates,
    clock,
    complaints,
    followups,
    invitations,
    letters,
    live,
    mail,
    mailed_links,
    organisations,
    own_data,
    planning,
    statistics,
)
from learning.cli.backup import back_up_due
from learning.cli.opening import open_as_set
from learning.cli.refusal import refusing
from learning.config import Settings, settings_from_environment
from learning.content import load_programme
from learning.db import Database, wipe_log
from learning.doing import busy_with
from learning.mail import PostOffice

_log = logging.getLogger(__name__)


@refusing
def work(*, once: bool) -> int:
    """Send what is due until a signal stops it, or only what is due now."""
    settings = settings_from_environment().prepare()
    database = open_as_set(settings)
    try:
        office = office_of(database, settings)
        if not settings.sends_mail:
            print("LEARNING_SMTP_URL is not set, so mails wait.", file=sys.stderr, flush=True)
        if once:
            _empty(office)
        else:
            office.work(_until_told())
    finally:
        database.close()
    return 0


def office_of(database: Database, settings: Settings) -> PostOffice:
    """Return the post office of these settings; raise `CannotStart` if they cannot work."""
    office = mail.post_office(
        database,
        smtp_url=settings.smtp_url.get_secret_value() if settings.smtp_url else "",
        mail_from=settings.mail_from,
        base_url=settings.base_url,
        secret=settings.secret(),
    )
    return replace(office, write_due=partial(_write_due, database, settings), held=own_data.HELD)


def _write_due(database: Database, settings: Settings) -> int:
    """Write reminders, close the records of live sessions, return letters, ask what came of it.

    Delete the accounts of those who wanted to go and whose day has come. Then count whom that or
    anything else has changed, and forget what is not needed any more: words of complaints,
    organisations that nobody names, links. The programme is read only when something is due.
    """
    post = partial(_post, settings)
    tasks = (planning.remind_due, live.remind_steps, live.settle_due)
    written = sum(_done(partial(task, database, post), task.__name__) for task in tasks)
    base_url = settings.base_url.rstrip("/")
    back = partial(letters.return_due, database, base_url)
    written += _done(back, letters.return_due.__name__)
    if settings.sends_mail:  # a question that cannot go is not asked yet
        ask = partial(followups.ask_due, database, base_url, settings.secret())
        written += _done(ask, followups.ask_due.__name__)
    if settings.mails_links:
        written += _invite(database, settings, post)
    here = own_data.Where(settings.base_url, settings.time_zone)
    if settings.mails_links:  # nobody is deleted who could not be warned
        warn = partial(own_data.warn_unused, database, settings.unused_after_months, here)
        written += _done(warn, own_data.warn_unused.__name__)
    go = partial(own_data.delete_due, database, here, sends_mail=settings.sends_mail)
    gone = _done(go, own_data.delete_due.__name__)
    gone += _done(partial(own_data.forget_told, database), own_data.forget_told.__name__)
    unsaid = partial(complaints.forget_answered, database)
    gone += _done(unsaid, complaints.forget_answered.__name__)
    count = partial(statistics.count_due, database, lambda: post().programme, settings.time_zone)
    _done(count, statistics.count_due.__name__)
    if settings.base_url:  # a record says where it can be checked
        _done(partial(_sign, database, settings), certificates.sign_waiting.__name__)
    forget = partial(organisations.forget_unused, database)
    _done(forget, organisations.forget_unused.__name__)
    over = partial(mailed_links.forget_over, database)
    _done(over, mailed_links.forget_over.__name__)
    past = partial(invitations.forget_over, database)
    _done(past, invitations.forget_over.__name__)
    if gone:
        _done(partial(wipe_log, database), wipe_log.__name__)
    _done(partial(back_up_due, database, settings), back_up_due.__name__)
    return written


def _sign(database: Database, settings: Settings) -> int:
    """Sign certificates that were issued anew, by an admin or as two accounts became one."""
    key, home = settings.signing_key, settings.base_url
    signer = certificates.Signer.of(key, home, zone=settings.time_zone)
    return certificates.sign_waiting(database, signer)


def _invite(database: Database, settings: Settings, post: Callable[[], planning.Post]) -> int:
    """Write the mails of invitations whose turn it is."""

    def paper() -> invitations.Post:
        made = post()
        return invitations.Post(made.programme.title, made.base_url, made.secret)

    write = partial(invitations.mail_due, database, paper, settings.invitations_a_day)
    return _done(write, invitations.mail_due.__name__)


def _done(task: Callable[[], int], name: str) -> int:
    """Do it and return how much there was; whatever goes wrong in it keeps no other back."""
    with busy_with(name):
        try:
            return task()
        except OperationalError as away:  # so it will be for all of them: a line each, no trace
            _log.error("the database is away or full, so this waits: %s: %s", name, away.orig)
        except Exception:
            _log.exception("could not write the mails whose day has come: %s", name)
        return 0


def _post(settings: Settings) -> planning.Post:
    return planning.Post(
        programme=load_programme(
            settings.content, today=clock.now().date(), cache=settings.data / "cache"
        ),
        base_url=settings.base_url.rstrip("/"),
        secret=settings.secret(),
        organiser=parseaddr(settings.mail_from)[1],
    )


def _empty(office: PostOffice) -> None:
    office.tidy()
    office.write()
    while office.send_due():
        pass


def _until_told() -> Event:
    """Return an event that SIGTERM or Ctrl+C sets: the mail in hand is finished first."""
    stop = Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    return stop
