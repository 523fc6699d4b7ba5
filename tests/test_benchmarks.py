"""Every figure that is promised is measured by `make bench`, and its table is kept."""

import json
from pathlib import Path

import pytest

from learning.paths import SHIPPED
from tests.benchmarks import suite
from tests.benchmarks.__main__ import PAGE, measured
from tests.benchmarks.result import Row, at_least, at_most, beside, handed_on
from tests.benchmarks.table import BEGIN, END, section, table, written

PROMISED = {
    "module page, cold cache": "weight",
    "module page, warm": "weight",
    "database queries": "queries",
    "module page of a signed-in learner, processor": "page",
    "autosave, SQLite": "autosave",
    "autosave, PostgreSQL": "autosave-postgresql",
    "admin with very many learners": "statistics",
    "mark as done": "marking",
    "a step seen by 900 browsers": "live",
    "certificate": "certificate",
    "memory": "memory",
    "start, help, check": "starting",
    "install to first page": "installing",
    "content of 500 modules": "content",
}
"""In the order of the promises: each, and the part that measures it."""
ROWS = {"one": [at_most("a page", 4, 3.25, " ms"), at_least("saves", 0.6, 0.5, " ×")]}


def test_every_promise_is_measured_in_its_order() -> None:
    assert (
        list(suite.parts())
        == list(suite.parts(full=True))
        == list(dict.fromkeys(PROMISED.values()))
    )


def test_a_run_gives_the_rows_of_each_part(capsys: pytest.CaptureFixture[str]) -> None:
    found = measured({"one": lambda: ROWS["one"], "two": lambda: [beside("by hand", "–")]})

    assert list(found) == ["one", "two"]
    assert "saves: 0.5 × (≥ 0.6 ×: does not hold)" in capsys.readouterr().err


def test_the_table_says_what_holds_and_where_it_was_measured() -> None:
    assert "| a page | ≤ 4 ms | 3.25 ms | holds |" in table(ROWS)
    assert "| saves | ≥ 0.6 × | 0.5 × | does not hold |" in table(ROWS)
    said = section(ROWS, "The machine was busy.")
    for part in ("cores", "GB", "Python 3", "SQLite 3", "PostgreSQL", "Flask", "granian", "busy."):
        assert part in said, part


def test_a_run_takes_the_place_of_the_one_before_and_of_nothing_else(tmp_path: Path) -> None:
    page = tmp_path / "benchmarks.md"
    page.write_text(f"# Before\n\n{BEGIN}\nold\n{END}\n\n## After\n")

    written(page, "new")
    written(page, "newer")

    assert page.read_text() == f"# Before\n\n{BEGIN}\nnewer\n{END}\n\n## After\n"
    page.write_text("no lines")
    with pytest.raises(ValueError, match="lacks"):
        written(page, "lost")


def test_the_page_has_room_for_the_table() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert PAGE.is_relative_to(SHIPPED)
    assert (text.count(BEGIN), text.count(END)) == (1, 1)


def test_a_benchmark_of_its_own_hands_its_rows_on(tmp_path: Path) -> None:
    handed_on(ROWS["one"], tmp_path / "rows.json")

    assert [Row(**row) for row in json.loads((tmp_path / "rows.json").read_text())] == ROWS["one"]
