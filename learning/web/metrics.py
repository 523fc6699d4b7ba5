"""Figures for Prometheus, `/metrics`, for whoever shows the token: names of views, no words.

Several processes share a folder, `PROMETHEUS_MULTIPROC_DIR`, which ``learning serve`` makes: then
whichever is asked answers for all of them. The library is loaded only where a token is set.
"""

import hmac
import logging
import os
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Lock, Thread
from time import sleep
from typing import TYPE_CHECKING, NamedTuple, cast

from flask import Blueprint, Flask, Response, abort, current_app, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from learning import certificates, mail, recount
from learning.db import Busy
from learning.doing import Doing
from learning.web.access import public
from learning.web.context import settings
from learning.web.database import db

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry, Metric

bp = Blueprint("metrics", __name__)
_log = logging.getLogger(__name__)

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
_EVERY = 1.0
"""Seconds between two times at which a process counts what it has noted."""
_AGAIN = 60.0
"""Seconds until it tries again after it could not count."""
_MOST = 50_000
"""Requests that wait to be counted; the oldest are forgotten."""
_WITHOUT_TIME = {"health.health", "health.ready", "metrics.metrics", "streams.events"}
"""Whoever watches the server asks for these all the time, and a long-poll waits on purpose."""
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_WRITERS = {
    "cpd_log", "letters", "live_steps", "modules", "paper", "practice", "reflective_accounts",
}  # fmt: skip
"""The groups of views that take people’s own words."""
_WHY = {
    400: "unreadable", 401: "signed_out", 403: "not_allowed", 404: "gone", 408: "too_slow",
    409: "other_text", 413: "too_large", 422: "to_mend", 429: "too_many", 500: "fault",
    503: "database",
}  # fmt: skip


class _Noted(NamedTuple):
    task: Doing
    method: str
    status: int
    seconds: float


class Metrics:
    """What this process has counted."""

    def __init__(self) -> None:
        from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

        self._noted: deque[_Noted] = deque(maxlen=_MOST)
        self._counting = Lock()
        self._registry = own = CollectorRegistry()
        self._requests = Counter(
            "learning_requests", "Requests answered.", ["view", "method", "status"], registry=own
        )
        self._seconds = Histogram(
            "learning_request_seconds", "Seconds until a page was made.", ["view"],
            buckets=_SECONDS, registry=own,
        )  # fmt: skip
        self._database = Histogram(
            "learning_database_seconds", "Of these, seconds in statements and commits.", ["view"],
            buckets=_SECONDS, registry=own,
        )  # fmt: skip
        self._statements = Counter(
            "learning_statements", "Statements that requests have had done.", registry=own
        )
        self._refused = Counter(
            "learning_saves_refused", "Writes of people’s words refused.", ["why"], registry=own
        )
        self._faults = Counter(
            "learning_faults", "Requests that ended in a fault of ours.", ["view"], registry=own
        )
        self._streams = Gauge(
            "learning_streams", "Event streams that are open.", registry=own,
            multiprocess_mode="livesum",
        )  # fmt: skip
        Thread(target=self._count_again_and_again, name="metrics", daemon=True).start()

    def note(self, task: Doing, method: str, status: int, seconds: float) -> None:
        """Keep what one request took, to be counted within a second."""
        self._noted.append(_Noted(task, method, status, seconds))

    def count(self) -> None:
        """Count what was noted: by the handful it costs a sixth of what it does after each page."""
        with self._counting:
            while self._noted:
                self._count(self._noted.popleft())

    def _count(self, noted: "_Noted") -> None:
        task, method, status, seconds = noted
        self._requests.labels(task.view, method, str(status)).inc()
        self._statements.inc(task.statements)
        if task.view not in _WITHOUT_TIME:
            self._seconds.labels(task.view).observe(seconds)
            self._database.labels(task.view).observe(task.database_seconds)
        if status == 500:
            self._faults.labels(task.view).inc()
        if status >= 400 and method == "POST" and task.view.partition(".")[0] in _WRITERS:
            self._refused.labels(_WHY.get(status, "other")).inc()

    def _count_again_and_again(self) -> None:
        while True:
            sleep(_EVERY)
            try:
                self.count()
            except Exception:  # such as a full disk: figures are lost, and pages go on
                _log.exception("could not count requests, trying again")
                sleep(_AGAIN)

    def stream_began(self) -> None:
        """Count an open stream."""
        self._streams.inc()

    def stream_ended(self) -> None:
        """Count it no more."""
        self._streams.dec()

    def told(self, queues: dict[str, int]) -> bytes:
        """Return the figures of all processes, and how long the queues are."""
        from prometheus_client import CollectorRegistry, generate_latest
        from prometheus_client.multiprocess import MultiProcessCollector

        self.count()
        asked = self._registry
        if folder := os.environ.get(FOLDER):
            _forget_the_dead(Path(folder))
            asked = CollectorRegistry()
            MultiProcessCollector(asked, folder)  # type: ignore[no-untyped-call]
        return generate_latest(asked) + generate_latest(_of_queues(queues))


def metrics_of(app: Flask) -> Metrics | None:
    """Return what ``app`` counts with, None without a token."""
    return cast("Metrics | None", app.extensions["metrics"])


@bp.get("/metrics")
@public
def metrics() -> ResponseReturnValue:
    """Answer with the figures; who does not show the token finds nothing here. Three queries."""
    counted = metrics_of(current_app)
    if counted is None or not _shows_token():
        abort(404)
    from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4

    told = Response(counted.told(_queues()), content_type=CONTENT_TYPE_PLAIN_0_0_4)
    told.headers["Cache-Control"] = "no-store"
    return told


def _shows_token() -> bool:
    token = settings().metrics_token
    wanted = f"Bearer {token.get_secret_value()}" if token else ""
    given = request.headers.get("Authorization", "")
    return bool(token) and hmac.compare_digest(given.encode(), wanted.encode())


def _queues() -> dict[str, int]:
    """Return how many wait where; nothing while the database is away, for the rest still counts."""
    try:
        return _waiting(db())
    except (SQLAlchemyError, Busy):
        return {}


def _waiting(db: Session) -> dict[str, int]:
    return {
        "mail": mail.queue_of(db).due,
        "recount": recount.waiting(db),
        "certificates": certificates.how_many_unsigned(db),
    }


def _of_queues(queues: dict[str, int]) -> "CollectorRegistry":
    from prometheus_client import CollectorRegistry
    from prometheus_client.core import GaugeMetricFamily
    from prometheus_client.registry import Collector

    class Queues(Collector):
        def collect(self) -> "Iterable[Metric]":
            family = GaugeMetricFamily("learning_queue", "How many wait.", labels=["name"])
            for name, waiting in queues.items():
                family.add_metric([name], waiting)
            yield family

    asked = CollectorRegistry()
    asked.register(Queues())
    return asked


def _forget_the_dead(folder: Path) -> None:
    """Forget the streams of processes that have ended; what they counted stays."""
    from prometheus_client.multiprocess import mark_process_dead

    for process in set(_processes_in(folder)):
        if not Path(f"/proc/{process}").exists():
            mark_process_dead(process, str(folder))  # type: ignore[no-untyped-call]


def _processes_in(folder: Path) -> Iterator[int]:
    for file in folder.glob("gauge_live*.db"):
        yield int(file.stem.rpartition("_")[2])
