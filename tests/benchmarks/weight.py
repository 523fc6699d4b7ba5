"""What travels to a reader: the heaviest page of the programme, cold and warm."""

import re

from tests.benchmarks.inside import Inside, inside
from tests.benchmarks.result import Row, at_most
from tests.cast import finish

_FILES = re.compile(rb'(?:src|href)="(/(?:static|files)/[^"]+)"')


def rows() -> list[Row]:
    """Weigh every page of a guest, and of a learner who has answered everything."""
    with inside() as served:
        guest = Inside(served.app, served.learner, "none=none")
        cold, warm, requests = _heaviest(guest)
        with served.database.writing.begin() as db:
            finish(db, served.learner, served.programme, served.programme.pages)
        cold_answered, warm_answered, _ = _heaviest(served)
    return [
        at_most("heaviest page, cold cache", 60, max(cold, cold_answered) / 1000, " KB"),
        at_most("requests for it", 5, requests, ""),
        at_most("heaviest page, warm", 10, warm / 1000, " KB", "one request"),
        at_most("the same with every answer in it", 10, warm_answered / 1000, " KB"),
    ]


def _heaviest(served: Inside) -> tuple[int, int, int]:
    """Return the most bytes of a page with its files, of a page alone, and the most requests."""
    found = [_weigh(served, page.path) for page in served.programme.pages]
    return max(a for a, _, _ in found), max(b for _, b, _ in found), max(c for _, _, c in found)


def _weigh(served: Inside, path: str) -> tuple[int, int, int]:
    page = len(served.asking(path)())
    plain = served.app.test_client().get(path, headers={"Cookie": served.cookie}).data
    files = {address.decode() for address in _FILES.findall(plain)}
    more = sum(len(served.asking(address)()) for address in files)
    return page + more, page, 1 + len(files)
