"""The application for an ASGI server: `learning.asgi:serving` makes it."""

import gc

from learning.front import THREADS, Front


def serving(threads: int = THREADS) -> Front:
    """Return the application as this process serves it, with that many threads for pages."""
    from learning.wsgi import app  # loads the programme, opens the database, starts the loops

    # What is loaded now stays. To look for garbage in it again and again would now and then hold
    # up everybody for 50 milliseconds.
    gc.collect()
    gc.freeze()
    return Front(app, threads)
