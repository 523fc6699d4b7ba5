"""The application for an ASGI server: `learning.asgi:serving` makes it."""

from learning.front import THREADS, Front


def serving(threads: int = THREADS) -> Front:
    """Return the application as this process serves it, with that many threads for pages."""
    from learning.wsgi import app  # loads the programme, opens the database, starts the loops

    return Front(app, threads)
