"""What statistics add to marking a page as done: the same write, by turns, with and without."""

import time

from sqlalchemy import delete

from learning import recount
from learning.progress import Completion
from tests.benchmarks.inside import inside
from tests.benchmarks.result import Row, at_most

ROUNDS = 500
"""Many, because others use the machine, and the calmest moment counts."""
MOST = 1.10


def rows() -> list[Row]:
    """Mark a page as done, the whole request, on SQLite."""
    real = recount.mark
    marks = {True: real, False: lambda *_: None}
    least = {True: float("inf"), False: float("inf")}
    with inside() as served:
        page = next(page for page in served.programme.pages if not page.exercises)
        ask = served.asking(f"{page.path}/completion", {})
        try:
            for _ in range(ROUNDS):
                for is_counted, mark in marks.items():
                    with served.database.writing.begin() as db:
                        db.execute(delete(Completion))
                    recount.mark = mark
                    began = time.process_time()
                    ask()
                    least[is_counted] = min(least[is_counted], time.process_time() - began)
        finally:
            recount.mark = real
    more = f"{least[True] * 1000:.2f} and {least[False] * 1000:.2f} ms"
    return [at_most("mark as done, with statistics", MOST, least[True] / least[False], " ×", more)]
