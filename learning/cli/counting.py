"""Where the processes of one server count together, for `/metrics` to tell their sums."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory

from learning.config import Settings

_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""Read by the Prometheus library as it is loaded, so it is set before any worker begins."""


@contextmanager
def counted_together(settings: Settings) -> Iterator[None]:
    """Give the workers a folder to count in, made anew and removed at the end.

    Without a token nobody can ask for the figures, and nothing is counted.
    """
    if not settings.metrics_token:
        yield
        return
    with TemporaryDirectory(prefix="learning-metrics-", ignore_cleanup_errors=True) as folder:
        os.environ[_FOLDER] = folder
        yield
