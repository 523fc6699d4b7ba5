"""A certificate: from asking for it to having it on paper."""

import time

from sqlalchemy import select

from learning.certificates import Certificate
from tests import pace
from tests.benchmarks.inside import inside
from tests.benchmarks.result import Row, at_most
from tests.cast import finish


def rows() -> list[Row]:
    """Ask for one, download it, and download it again some times."""
    with inside() as served:
        with served.database.writing.begin() as db:
            finish(db, served.learner, served.programme, served.programme.pages)
        claim = served.asking("/certificates", {"holder": "Ada Lovelace"})
        began = time.perf_counter()
        claim()
        with served.database.reading() as db:
            code = db.scalars(select(Certificate.code)).one()
        download = served.asking(f"/certificates/{code}.pdf")
        paper = download()
        asked = time.perf_counter() - began
        again = pace.least(download, rounds=30) * 1000
        same = "the same bytes twice" if paper == download() else "OTHER BYTES the second time"
    return [
        at_most("certificate, asked to downloaded", 1, asked, " s", "the first of a process"),
        at_most("the request for the PDF", 10, again, " ms", "of the processor"),
        at_most("the PDF", 40, len(paper) / 1000, " KB", same),
    ]
