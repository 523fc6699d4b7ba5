"""How many statements a request asks the database."""

from dataclasses import replace

from sqlalchemy import Engine, event

from learning import accounts
from learning.accounts import Role
from learning.content import Reflection
from tests.benchmarks.gathering import cookie_of
from tests.benchmarks.inside import Inside, inside
from tests.benchmarks.result import Row, at_most
from tests.cast import finish, join

_LISTS = (
    "/admin", "/admin/people", "/admin/organisations", "/admin/quotes", "/admin/complaints",
    "/admin/log", "/admin/statistics", "/admin/statistics/funnel", "/admin/statistics/groups",
)  # fmt: skip
_MORE = 50
"""People who come between the first count and the second."""


def rows() -> list[Row]:
    """Count for a module's page, an autosave, and admins' lists with few and many people."""
    asked: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        with inside() as served:
            return _counted(served, asked)
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def _counted(served: Inside, asked: list[str]) -> list[Row]:
    saving = _autosave(served, asked)
    admin = _admin(served)
    few = {path: _cost(admin, path, asked) for path in _LISTS}
    with served.database.writing.begin() as db:
        for number in range(_MORE):
            finish(db, join(db, f"Learner {number}"), served.programme, served.programme.pages[:1])
    many = {path: _cost(admin, path, asked) for path in _LISTS}
    with served.database.writing.begin() as db:
        finish(db, served.learner, served.programme, served.programme.pages)
    page = max(_cost(served, page.path, asked) for page in served.programme.pages)
    grown = [path for path in _LISTS if many[path] > max(few[path], 8)]
    more = f"more with more people: {', '.join(grown)}" if grown else f"with {_MORE} people more"
    return [
        at_most("module page: queries", 4, page, ""),
        at_most("autosave: queries, with the sign-in", 4, saving, ""),
        at_most("any admin list: queries", 8, max(many.values()), "", more),
    ]


def _admin(served: Inside) -> Inside:
    with served.database.writing.begin() as db:
        dana = join(db, "Dana", Role.ADMIN)
        sign_in = accounts.sign_in(db, dana.id, device="A benchmark", second=True)
    return replace(served, cookie=cookie_of(served.app, replace(dana, sign_in=sign_in)))


def _cost(served: Inside, path: str, asked: list[str]) -> int:
    asked.clear()
    served.asking(path)()
    return len(asked)


def _autosave(served: Inside, asked: list[str]) -> int:
    """Return the most queries of three saves of one entry: the first, and two that change it."""
    exercises = [(page, e) for page in served.programme.pages for e in page.exercises]
    page, exercise = next((page, e) for page, e in exercises if isinstance(e, Reflection))
    costs = []
    for version, words in enumerate(("Rain", "Rain and wind", "Hail")):
        fields = {
            f"{exercise.id}.{exercise.prompts[0].id}": words,
            f"{exercise.id}.version": str(version),
        }
        ask = served.asking(f"{page.path}/entries", fields)
        asked.clear()
        ask()
        costs.append(len(asked))
    return max(costs)
