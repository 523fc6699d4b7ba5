import re
from datetime import date
from pathlib import Path

import pytest
from markdown_it.utils import read_fixture_file

from learning.content import InvalidContent, check_programme, load_programme
from learning.content.kinds import Kind
from tests.content.edits import BASE, apply, copy_base

HERE = Path(__file__).parent
TODAY = date(2026, 11, 25)
CASES = read_fixture_file(HERE / "cases" / "mistakes.md")

# These need more than a text file to be made; each has a test in the file named.
ELSEWHERE = {
    "test_folder.py": {
        Kind.NO_FOLDER,
        Kind.NOT_A_FILE,
        Kind.OUTSIDE,
        Kind.UNREADABLE,
        Kind.TOO_LARGE,
        Kind.NOT_UTF8,
        Kind.CONTROL,
        Kind.LONG_TEXT,
    },
    "test_vanished.py": {Kind.VANISHED},
    "test_warnings.py": {Kind.OLD_FACT, Kind.FUTURE_FACT, Kind.FUTURE_EDITION},
}


def test_the_base_has_no_mistakes() -> None:
    assert check_programme(BASE, today=TODAY).mistakes == ()


@pytest.mark.parametrize(
    ("title", "change", "expected"), [case[1:] for case in CASES], ids=[case[1] for case in CASES]
)
def test_a_mistake_is_reported_where_it_stands(
    title: str, change: str, expected: str, tmp_path: Path
) -> None:
    content = copy_base(tmp_path / "content")
    apply(change, content)

    with pytest.raises(InvalidContent) as refused:
        load_programme(content, today=TODAY)

    assert str(refused.value).splitlines() == expected.splitlines()


def test_every_kind_of_mistake_has_a_case() -> None:
    reported = "".join(expected for _, _, _, expected in CASES).splitlines()
    shown = {kind for kind in Kind for line in reported if pattern(kind).search(line)}

    assert set(Kind) - shown == set().union(*ELSEWHERE.values())


@pytest.mark.parametrize("name", ELSEWHERE)
def test_what_is_tested_elsewhere_is(name: str) -> None:
    assert all(f"Kind.{kind.name}" in (HERE / name).read_text() for kind in ELSEWHERE[name])


def pattern(kind: Kind) -> re.Pattern[str]:
    """Return what reports of ``kind`` look like."""
    words = kind.what.replace("{{", "{").replace("}}", "}")
    return re.compile(re.sub(r"\\{[a-z]+\\}", ".*", re.escape(words)) + "; ")
