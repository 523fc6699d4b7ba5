"""``learning serve`` and ``learning dev``."""

import os
import socket
from functools import partial
from typing import TYPE_CHECKING

from learning import clock
from learning.cli.refusal import refusing
from learning.cli.worker import office_of
from learning.config import Settings, settings_from_environment
from learning.content import load_programme
from learning.db import open_database
from learning.errors import CannotStart

if TYPE_CHECKING:
    from collections.abc import Callable

    from learning.front import Front

_MOST_CONNECTIONS = 4096
"""In each process: its streams, and pages besides."""
_LONGEST_SILENCE = 10_000
"""Milliseconds in which a new or an idle connection has to send the head of a request."""
_LONGEST_STOP = 10
"""Seconds that requests are given to end when the server stops."""


@refusing
def serve(host: str, port: int, *, processes: int, threads: int) -> int:
    """Serve until a signal stops it; refuse to start with content or settings that cannot work."""
    port = _free_port(host, port)
    _prepare(settings_from_environment())
    _say(f"Serving on http://{host}:{port} (stop with Ctrl+C)")
    serve_with(partial(_loaded, threads), host, port, processes=processes)
    return 0


def serve_with(load: "Callable[[], Front]", host: str, port: int, *, processes: int) -> None:
    """Serve what ``load`` returns in each process, until a signal stops it."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    Granian(
        "learning.asgi",
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        workers=processes,
        # Told nothing, it waits for ever for the first bytes, to see which HTTP they are.
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=_LONGEST_SILENCE),
        backlog=_MOST_CONNECTIONS,
        backpressure=_MOST_CONNECTIONS,
        websockets=False,
        log_access=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=_LONGEST_STOP,
    ).serve(target_loader=load, wrap_loader=False)


def _loaded(threads: int) -> "Front":
    """Return the application; called in each worker."""
    from learning.asgi import serving

    return serving(threads)


def _prepare(settings: Settings) -> None:
    """Migrate, and stop here if anything is wrong.

    Nothing stays open: the server forks, and a child that inherits an SQLite connection believes
    it holds locks that only its parent has.
    """
    settings.prepare().secret()
    _ = settings.signing_key  # made here at the first start, so that no page ever makes one
    load_programme(settings.content, today=clock.now().date(), cache=settings.data / "cache")
    database = open_database(settings.url)
    office_of(database, settings)
    database.close()


@refusing
def develop(host: str, port: int) -> int:
    """Serve to authors: code, looks and content reload; mistakes are shown in the browser."""
    os.environ["LEARNING_DEVELOPMENT"] = "1"
    from werkzeug.serving import run_simple

    from learning.cli.draft import Draft
    from learning.paths import SHIPPED

    if not os.environ.get("WERKZEUG_RUN_MAIN"):  # the reloader's child finds its parent there
        port = _free_port(host, port)
    watched = [str(path) for path in (SHIPPED / "static").rglob("*.*")]
    _say(f"Serving drafts on http://{host}:{port} (stop with Ctrl+C)")
    run_simple(host, port, Draft(), use_reloader=True, threaded=True, extra_files=watched)
    return 0


def _free_port(host: str, port: int) -> int:
    """Return the port, or any free one for 0; raise `CannotStart` if somebody else has it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise CannotStart(
                f"Port {port} on {host} cannot be used ({error}). Stop what uses it,"
                f" or choose another: make run PORT={port % 60_000 + 1}"
            ) from None
        free: int = probe.getsockname()[1]
        return free


def _say(sentence: str) -> None:
    print(sentence, flush=True)
