from datetime import date
from pathlib import Path

import pytest

from learning.content import check_programme
from learning.content.kinds import Kind
from tests.content.edits import BASE

CHECKED = "modules/01-first.md:21:10"
APPEARED = "modules/programme.yaml:19:11"


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 20), []),
        (date(2026, 11, 19), [f"{APPEARED}: {Kind.FUTURE_EDITION.what}"]),
        (date(2027, 3, 30), []),
        (date(2027, 3, 31), [f"{CHECKED}: {Kind.OLD_FACT.what.format(days=181)}"]),
        (
            date(2026, 9, 30),
            [
                f"{CHECKED}: {Kind.FUTURE_FACT.what}",
                f"{APPEARED}: {Kind.FUTURE_EDITION.what}",
            ],
        ),
    ],
)
def test_a_day_that_is_off_is_a_warning_and_stops_nothing(
    today: date, expected: list[str], tmp_path: Path
) -> None:
    for _ in ("read", "from the cache"):
        report = check_programme(BASE, today=today, cache=tmp_path)

        assert report.programme
        assert report.mistakes == ()
        assert [str(w).partition("; ")[0] for w in report.warnings] == expected
