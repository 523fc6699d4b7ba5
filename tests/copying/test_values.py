"""Every kind of value goes over to the other kind of database and back, and is the same."""

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from learning.accounts import User
from learning.copying import copy_everything
from learning.db import Database
from learning.journal import Entry
from learning.statistics.tables import Counted, TallyRow
from tests.copying.both import another, everything
from tests.databases import Databases

WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60)
MOMENTS = st.datetimes(timezones=st.just(UTC))
PLACES = ("organisation", "sector", "nation", "role", "stage")
DAYS = st.none() | st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))
WHOLE = st.integers(-(2**31), 2**31 - 1)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | WORDS
)
ANSWERS = st.dictionaries(
    WORDS, st.recursive(LEAVES, lambda some: st.lists(some) | st.dictionaries(WORDS, some))
)
LARGE: dict[str, Any] = {"🙂 " * 50_000: ["漢字" * 50_000] * 2}

ODD: dict[str, Any] = {
    "email": "zoë@例え.テスト", "name": "👩‍👩‍👧 \u202e \U0010ffff e\u0301", "sure": True,
    "at": datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC), "later": None,
    "answers": LARGE, "day": date(1, 1, 1), "bytes": bytes(range(256)) * 100,
}  # fmt: skip


@st.composite
def people(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Rows of people, each with an entry and a record of what was counted."""
    names = draw(st.lists(WORDS, unique=True, max_size=12))
    return [
        {
            "email": name, "name": draw(WORDS), "at": draw(MOMENTS), "sure": draw(st.booleans()),
            "answers": draw(ANSWERS), "day": draw(DAYS), "bytes": draw(st.binary()),
            "number": draw(WHOLE), "later": draw(st.none() | MOMENTS),
        }
        for name in names
    ]  # fmt: skip


def keep(database: Database, rows: list[dict[str, Any]]) -> None:
    """Write ``rows`` into tables that have every type there is."""
    with database.writing.begin() as db:
        for number, row in enumerate(rows, start=1):
            person: dict[str, Any] = {"id": number, "email": row["email"], "name": row["name"]}
            when = {"joined_at": row["at"], "used_at": row["later"]}
            db.execute(insert(User).values(**person, **when, password_hash="-", role="learner"))
            entry = {"user_id": number, "exercise_id": "one", "title": row["name"], "version": 1}
            flags = {"has_aside": row["sure"], "is_shared": not row["sure"], "is_quotable": False}
            told = {"answers": row["answers"], "wording": {"a": row["name"]}, "firsts": {}}
            days = {"edition": "", "sitting_at": row["at"], "saved_at": row["at"]}
            db.execute(insert(Entry).values(**entry, **flags, **told, **days))
            marks = {"attributes": [row["number"]], "marks": [], "active_until": row["day"]}
            db.execute(insert(Counted).values(user_id=number, **marks))
            which = dict.fromkeys(PLACES, row["name"])
            tally = {"key": row["email"], "family": "f", "month": "", "kept": row["number"]}
            db.execute(insert(TallyRow).values(**tally, **which, cohort="", counts=row["bytes"]))


@given(people())
@settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # to shrink takes minutes: each try copies a database twice
    suppress_health_check=list(HealthCheck),
)
def test_any_value_goes_there_and_back(databases: Databases, rows: list[dict[str, Any]]) -> None:
    with (
        another(databases, "sqlite") as here,
        another(databases, "postgresql") as there,
        another(databases, "sqlite") as back,
    ):
        keep(here, [*rows, {**ODD, "number": len(rows) + 1}])

        copy_everything(here, there)
        copy_everything(there, back)

        assert everything(here) == everything(there) == everything(back)
