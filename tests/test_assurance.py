"""The security table and the assurance pack say what is so."""

import ast
import json
import re
from pathlib import Path

import pytest

from tests.assurance import FOLDER, ROOT, files, packages

SECURITY = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
STATES = {"done", "by design", "operator", "none here", "partly", "open"}
REQUIREMENTS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1,
    "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4,
    "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3, "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5,
    "6.6": 3, "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2, "8.1": 2,
    "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4,
    "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4,
    "11.5": 1, "11.6": 1, "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2,
    "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3, "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1,
    "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4, "17.3": 2,
}  # fmt: skip
"""ASVS 5.0.0: requirements of levels 1 and 2 in each section; those of level 3 come last."""
ROWS = re.findall(r"^\| (\d+\.\d+\.\d[^|]*) \| ([^|]+) \| ([^|]+) \| ([^|]*) \|$", SECURITY, re.M)


def names_of_tests() -> set[str]:
    """Return the name of every test."""
    trees = (ast.parse(path.read_text("utf-8")) for path in (ROOT / "tests").rglob("test_*.py"))
    return {
        node.name
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_every_requirement_of_levels_one_and_two_has_its_line_once() -> None:
    asked = [f"{one}.{n + 1}" for one, count in REQUIREMENTS.items() for n in range(count)]
    said = [number for ids, *_ in ROWS for number in ids.split(", ")]

    assert len(asked) == 253
    assert sorted(said) == sorted(asked)


def test_what_is_done_names_a_test_and_every_test_that_is_named_exists() -> None:
    named = {name for *_, shown in ROWS for name in re.findall(r"`(\w+)`", shown)}
    for page in FOLDER.glob("*.md"):
        named.update(re.findall(r"`(test_\w+)`", page.read_text("utf-8")))

    assert {state for _, state, *_ in ROWS} <= STATES
    assert [ids for ids, state, _, shown in ROWS if state == "done" and "`" not in shown] == []
    assert named - names_of_tests() == set()


@pytest.mark.parametrize("name", ["dependencies.md", "sbom.json", "inventory.md"])
def test_the_list_of_dependencies_is_of_what_is_pinned(name: str) -> None:
    current = files()[name]

    assert (FOLDER / name).read_text("utf-8") == current, "run python -m tests.assurance"


def test_everything_we_use_is_pinned_with_hashes_and_says_its_licence() -> None:
    found = packages()

    assert len(found) > 30
    assert [one.name for one in found if not one.hashes] == []
    assert [one.name for one in found if one.licence == "unknown"] == []
    assert "http" not in (ROOT / ".ci" / "run.lock").read_text("utf-8")


def test_the_bill_of_materials_reads_as_one() -> None:
    bill = json.loads((FOLDER / "sbom.json").read_text("utf-8"))

    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    refs = [one["bom-ref"] for one in bill["components"]]
    assert len(refs) == len(set(refs)) == len(packages())


def test_the_picture_of_what_goes_where_is_a_picture() -> None:
    picture = (Path(FOLDER) / "data-flow.svg").read_text("utf-8")

    assert picture.startswith("<svg")
    assert "<title" in picture
    assert "<script" not in picture
