"""``learning serve`` and ``learning dev``."""

import os
import socket
import sys
from functools import partial
from time import sleep
from typing import TYPE_CHECKING

from learning import clock
from learning.cli.counting import counted_together
from learning.cli.refusal import REFUSALS, in_words, refusing
from learning.config import settings_from_environment
from learning.errors import CannotStart

if TYPE_CHECKING:
    from learning.cli.beginning import Beginning
    from learning.front import Front

_AGAIN = 3.0
"""Seconds until a worker that could not start tries again."""


@refusing
def serve(host: str, port: int, *, processes: int | None, threads: int) -> int:
    """Serve until a signal stops it; refuse to start with content or settings that cannot work.

    Without a number of ``processes`` there are as many as suit the database and the cores.
    """
    from learning.cli.beginning import Beginning
    from learning.cli.processes import serve_with, usual_processes

    port = _free_port(host, port)
    settings = settings_from_environment().prepare()
    processes = processes or usual_processes(is_embedded=not settings.database_url)
    beginning = Beginning(f"Serving on http://{host}:{port} (stop with Ctrl+C)")
    with counted_together(settings):
        load = partial(_loaded, threads, beginning)
        serve_with(load, host, port, processes=processes, is_fit=_is_fit)
    return 1 if beginning.was_refused else 0


def _loaded(threads: int, beginning: "Beginning") -> "Front":
    """Return the application; called in each worker, which tries until it can.

    What was fit when the server was started may not be when a worker has to be replaced. The
    others then go on, and a server without its database is back as soon as that is.
    """
    while True:
        try:
            from learning.asgi import serving

            front = serving(threads)
        except REFUSALS as refusal:
            why = in_words(refusal)
            if not beginning.refuse(why):
                print(f"A worker cannot start, and tries again: {why}", file=sys.stderr, flush=True)
            sleep(_AGAIN)
        else:
            beginning.succeed()
            return front


@refusing
def _is_fit() -> int:
    """Migrate, and look whether what is installed now can be served: before a reload.

    In a process of its own, so that the parent of the workers stays small, and no database is
    ever open in it.
    """
    from learning.cli.opening import open_as_set
    from learning.cli.worker import office_of
    from learning.content import load_programme

    settings = settings_from_environment().prepare()
    settings.secret()
    _ = settings.signing_key
    load_programme(settings.content, today=clock.now().date(), cache=settings.data / "cache")
    database = open_as_set(settings)
    office_of(database, settings)
    database.close()
    return 0


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
