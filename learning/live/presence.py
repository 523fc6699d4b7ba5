"""Who is here, as this process can tell from the pages that are open; and what follows from it.

A stream or a waiting page tells that somebody is here. It is noted in memory, and a thread writes
what has changed into the database as a lease that runs out by itself: so a process that dies is
found out, and reading a page writes nothing.
"""

import logging
import secrets
from collections import Counter
from datetime import datetime, timedelta
from threading import Event, Lock, Thread

from sqlalchemy import false, func, or_, select
from sqlalchemy.orm import Session

from learning import clock
from learning.db import Database
from learning.live.dealing import keep_dealt
from learning.live.people import HEARD_UNTIL, LAST_STAY, Somebody
from learning.live.rules.roles import AWAY_AFTER
from learning.live.runs import run_called, take
from learning.live.stays import heard, returned, went
from learning.live.tables import Participant, Stay
from learning.planning import LiveSession, session_called

LEASE = timedelta(seconds=90)
"""How long an open page counts, if the process that serves it is never heard of again."""
RENEWED = timedelta(seconds=45)
"""A lease is renewed when less than this is left of it."""
WITHOUT_SCRIPTS = timedelta(minutes=15)
"""How long a page counts that asks for nothing by itself."""
SETTLES = timedelta(seconds=10)
"""A page whose scripts run has opened its stream after so long."""
EVERY = 2.0
"""Seconds between two looks at who has come or gone."""

_log = logging.getLogger(__name__)


class Attendance:
    """Which participants have a page open in this process."""

    def __init__(self) -> None:
        self._process = secrets.token_hex(4)
        self._lock = Lock()
        self._open: Counter[int] = Counter()
        """Participant to streams and waiting pages."""
        self._until: dict[int, datetime] = {}
        """Participant to when they stop counting; those with an open stream are renewed."""
        self._visits: dict[int, datetime] = {}
        """Participant to when they last opened a page, until their scripts are heard of."""
        self._kept: dict[int, datetime] = {}
        """What the database was told."""
        self._sessions: dict[int, int] = {}
        """Participant to live session."""
        self._left: set[int] = set()
        """Who has left in so many words while a page of theirs is open still."""

    def opened(self, session_id: int, participant: int) -> None:
        """Note that a stream was opened, or a page waits for an answer."""
        with self._lock:
            self._sessions[participant] = session_id
            self._open[participant] += 1
            self._left.discard(participant)
            self._visits.pop(participant, None)

    def closed(self, session_id: int, participant: int) -> None:
        """Note that it was closed; twenty seconds later whoever it was counts as away."""
        with self._lock:
            self._open[participant] -= 1
            if self._open[participant] > 0:
                return
            del self._open[participant]
            if participant in self._left:
                self._left.discard(participant)
            else:
                self._until[participant] = clock.now() + AWAY_AFTER

    def asked(self, session_id: int, participant: int) -> None:
        """Note that a page asked what is new: it will ask again within seconds."""
        with self._lock:
            self._sessions[participant] = session_id
            self._left.discard(participant)
            self._visits.pop(participant, None)
            self._until[participant] = clock.now() + AWAY_AFTER

    def visited(self, session_id: int, participant: int) -> None:
        """Note that a page was opened, whose scripts may never be heard of."""
        with self._lock:
            self._sessions[participant] = session_id
            self._left.discard(participant)
            if participant not in self._open:
                self._visits.setdefault(participant, clock.now())

    def left(self, participant: int) -> None:
        """Forget somebody who has left in so many words."""
        with self._lock:
            for known in (self._until, self._visits, self._kept, self._sessions):
                known.pop(participant, None)
            if participant in self._open:  # another device: its page may close after a return
                self._left.add(participant)

    def work(self, database: Database, stop: Event) -> None:
        """Look after all this until ``stop`` is set."""
        while not stop.wait(EVERY):
            try:
                self.look(database)
            except Exception:  # whatever the database does, the next look may be a good one
                _log.exception("could not note who is here")

    def look(self, database: Database) -> None:
        """Write leases that are new or running out, then what follows for the sessions."""
        now = clock.now()
        leases = self._due(now)
        if leases:
            with database.writing.begin() as db:
                heard(db, _known(db, leases), self._process)
        with self._lock:
            self._kept.update(leases)
            sessions = sorted(set(self._sessions.values()))
        if sessions:
            for session_id in _changed(database, sessions, now):
                _note(database, session_id)

    def _due(self, now: datetime) -> dict[int, datetime]:
        with self._lock:
            for participant in self._open.keys() - self._left:
                if self._until.get(participant, now) < now + RENEWED:
                    self._until[participant] = now + LEASE
            for participant, at in list(self._visits.items()):
                if at <= now - SETTLES:
                    del self._visits[participant]
                    self._until[participant] = at + WITHOUT_SCRIPTS
            self._forget(now)
            return {who: at for who, at in self._until.items() if self._kept.get(who) != at}

    def _forget(self, now: datetime) -> None:
        waits = self._open.keys() | self._visits.keys()
        for participant in (self._until.keys() | self._kept.keys() | self._sessions.keys()) - waits:
            until = self._until.get(participant)
            if until is None or until < now - LEASE:
                for known in (self._until, self._kept, self._sessions):
                    known.pop(participant, None)


def keep_presence(database: Database, attendance: Attendance) -> Event:
    """Start the thread; it ends with the process, or once the returned event is set."""
    stop = Event()
    Thread(target=attendance.work, args=(database, stop), name="presence", daemon=True).start()
    return stop


def _note(database: Database, session_id: int) -> None:
    try:
        with database.writing.begin() as db:
            note(db, session_id)
    except Exception:  # whatever is wrong with one session keeps no other back
        _log.exception("could not note who is here in live session %d", session_id)


def note(db: Session, session_id: int) -> None:
    """Write what follows from who is here now: stays, roles that pass on, a step that is over.

    Doing it twice, or in two processes at once, changes nothing more.
    """
    take(db, session_id)
    view = session_called(db, session_id)
    run = run_called(db, view)
    if run is None or run.state.ended_at or run.state.is_over_days:
        return
    gone = [p for p in run.people if _has_gone(p)]
    back = [p for p in run.people if _is_back(p, run.now)]
    for person in gone:
        went(db, person.id, person.until or run.now, has_left=False)
    for person in back:
        returned(db, person.id, run.now)
    if (gone or back) and (now_there := run_called(db, view)):
        keep_dealt(db, now_there)


def _has_gone(person: Somebody) -> bool:
    return person.has_device and person.is_in and not person.is_here


def _is_back(person: Somebody, now: datetime) -> bool:
    is_heard = person.until is not None and person.until > now
    lost = person.has_device and not person.is_in and not person.has_left
    return lost and is_heard and person.is_member


def _changed(database: Database, sessions: list[int], now: datetime) -> list[int]:
    """Return the sessions in which somebody has gone or is back, by their leases; one query."""
    is_in, is_heard = Stay.left_at.is_(None), func.coalesce(now < HEARD_UNTIL, false())
    query = (
        select(Participant.live_session_id)
        .join(Stay, Stay.id == LAST_STAY)
        .join(LiveSession, LiveSession.id == Participant.live_session_id)
        .where(
            Participant.live_session_id.in_(sessions),
            ~Participant.is_by_name,
            Participant.user_id.is_not(None),
            LiveSession.ended_at.is_(None),
            LiveSession.days.is_(None),
            or_(is_in & ~is_heard, ~is_in & ~Stay.has_left & is_heard),
        )
        .distinct()
    )
    with database.reading() as db:
        return list(db.scalars(query))


def _known(db: Session, leases: dict[int, datetime]) -> dict[int, datetime]:
    """Return the leases of participants who are still there; one query."""
    found = set(db.scalars(select(Participant.id).where(Participant.id.in_(leases))))
    return {who: at for who, at in leases.items() if who in found}
