"""``learning demo``: an empty database with invented learners in it, to try things with."""

import time

from learning import clock, crowd
from learning.cli.opening import open_as_set
from learning.cli.refusal import refusing
from learning.config import settings_from_environment
from learning.content import load_programme
from learning.errors import CannotStart


@refusing
def invent(learners: int, seed: int) -> int:
    """Invent so many learners; refuse a database in which there are any."""
    if not 1 <= learners <= crowd.MOST:
        raise CannotStart(f"--learners must be from 1 to {crowd.MOST:,}.")
    settings = settings_from_environment().prepare()
    programme = load_programme(
        settings.content, today=clock.now().date(), cache=settings.data / "cache"
    )
    began = time.perf_counter()
    database = open_as_set(settings)
    try:
        made = crowd.invent(database, programme, learners=learners, seed=seed, now=clock.now())
    finally:
        database.close()
    seconds = time.perf_counter() - began
    print(
        f"{made.learners:,} learners of {made.organisations:,} organisations, in {made.teams:,}"
        f" teams, have done {made.completions:,} pages ({seconds:.0f} s)."
    )
    return 0
