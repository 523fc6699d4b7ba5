"""``learning serve`` and ``learning dev``."""

import os
import socket
import sys

from learning.cli.refusal import refusing
from learning.config import settings_from_environment
from learning.errors import CannotStart


@refusing
def serve(host: str, port: int, *, processes: int, threads: int) -> int:
    """Serve until a signal stops it; refuse to start with content or settings that cannot work."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from learning.web import create_app

    _require_free(host, port)
    create_app(settings_from_environment())  # migrates, and stops here if anything is wrong
    _say(f"Serving on http://{host}:{port} (stop with Ctrl+C)")
    Granian(
        "learning.wsgi:app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=threads,
        backlog=2048,
        log_access=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    ).serve()
    return 0


@refusing
def develop(host: str, port: int) -> int:
    """Serve to authors: code, looks and content reload; mistakes are shown in the browser."""
    os.environ["LEARNING_DEVELOPMENT"] = "1"
    from werkzeug.serving import run_simple

    from learning.cli.draft import Draft
    from learning.paths import SHIPPED

    _require_free(host, port)
    watched = [str(path) for path in (SHIPPED / "static").rglob("*.*")]
    _say(f"Serving drafts on http://{host}:{port} (stop with Ctrl+C)")
    run_simple(host, port, Draft(), use_reloader=True, threaded=True, extra_files=watched)
    return 0


def _require_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CannotStart(
                f"Port {port} on {host} cannot be used ({error.strerror}). Stop what uses it,"
                f" or choose another: make run PORT={port + 1}"
            ) from None


def _say(sentence: str) -> None:
    print(sentence, flush=True)
    sys.stdout.flush()
