"""What people rely on is written down, and what is written down is there."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from learning.cli import _parser
from learning.config import Settings
from tests.test_architecture import MAY_USE, TOP

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
README = (ROOT / "README.md").read_text(encoding="utf-8")
OPERATING = (DOCS / "operating.md").read_text(encoding="utf-8")
ARCHITECTURE = (DOCS / "architecture.md").read_text(encoding="utf-8")
FOR_OPERATORS = README + OPERATING
DECISIONS = sorted((DOCS / "decisions").iterdir())
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
LONGEST_DECISION = 300
"""Words."""
LONGEST_README = 60
"""Lines: one screen."""


def commands(
    parser: argparse.ArgumentParser, name: str = "learning"
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Yield each command that can be run, with the parser of its options."""
    groups = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    if not groups or parser.get_default("run"):
        yield name, parser
    for group in groups:
        for word, below in group.choices.items():
            yield from commands(below, f"{name} {word}")


COMMANDS = dict(commands(_parser()))
OPTIONS = sorted(
    {
        (name, option)
        for name, parser in COMMANDS.items()
        for action in parser._actions
        for option in action.option_strings
    }
)
TARGETS = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def row(page: str, first: str) -> str:
    """Return the line of a table in ``page`` whose first cell is ``first``, alone or with more."""
    begins = re.compile(rf"\| `{re.escape(first.rstrip('`'))}(`| [<\[])")
    found = [line for line in page.splitlines() if begins.match(line)]
    assert len(found) == 1, f"one row for {first}, not {len(found)}"
    return found[0]


def words(text: str) -> list[str]:
    return re.findall(r"\S*\w\S*", text)


def prose(path: Path) -> str:
    """Return the page without its code, in which brackets are no links."""
    text = re.sub(r"^(~~~+|```+).*?^\1\s*?$", "", path.read_text("utf-8"), flags=re.DOTALL | re.M)
    return re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", "", text)


def anchors(path: Path) -> set[str]:
    """Return the ids that the headings of a page have where it is shown."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links(path: Path) -> list[str]:
    """Return where a page leads to, within this tree."""
    targets = re.findall(r"\]\(([^)\s]+)", prose(path))
    return [t for t in targets if not re.match(r"[a-z]+:", t)]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_explained(command: str) -> None:
    assert row(OPERATING, command).count("|") == 3


@pytest.mark.parametrize(("command", "option"), OPTIONS, ids=map(" ".join, OPTIONS))
def test_every_option_is_explained(command: str, option: str) -> None:
    everywhere = option in {"-h", "--help"}
    assert f"`{option}`" in (OPERATING if everywhere else row(OPERATING, command))


def test_no_command_is_explained_that_does_not_exist() -> None:
    told = re.findall(
        r"`learning ([a-z]+(?: add| password| forget-second-factor| compare| recount| rotate)?)\b",
        FOR_OPERATORS,
    )

    assert {f"learning {name}" for name in told} <= COMMANDS.keys()


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_explained_with_its_default(name: str) -> None:
    line = row(OPERATING, f"LEARNING_{name.upper()}`")
    default = Settings.model_fields[name].default

    if isinstance(default, str | int):  # a folder’s default depends on where the project lies
        assert f"| `{default}` |" in line or (default == "" and "| empty |" in line)


def test_no_setting_is_explained_that_does_not_exist() -> None:
    told = set(re.findall(r"LEARNING_([A-Z_]+)", "".join(p.read_text("utf-8") for p in PAGES)))

    assert told <= {name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("target", TARGETS)
def test_every_make_target_is_explained(target: str) -> None:
    assert re.search(rf"(^|`)make {target}\b", README, re.MULTILINE)


def test_no_make_target_is_explained_that_does_not_exist() -> None:
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", FOR_OPERATORS, re.MULTILINE)) <= set(TARGETS)


def test_the_readme_is_one_screen() -> None:
    assert len(README.splitlines()) <= LONGEST_README


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [path.name.split("-")[0] for path in DECISIONS]

    assert numbers == [f"{number:04}" for number in range(1, len(DECISIONS) + 1)]


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.name)
def test_a_decision_is_short_and_says_why(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert re.fullmatch(r"\d{4}(-[a-z0-9]+)+\.md", path.name)
    assert text.startswith(f"# {path.name[:4]} ")
    assert re.findall(r"^## (\w+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]
    assert len(words(text)) <= LONGEST_DECISION


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_and_pictures_lead_somewhere(path: Path) -> None:
    for target in links(path):
        name, _, anchor = target.partition("#")
        goal = (path.parent / name).resolve() if name else path
        assert goal.exists(), f"{target} is missing"
        assert goal.is_relative_to(ROOT), f"{target} leads out of the project"
        assert not anchor or anchor in anchors(goal), f"{target}: no such heading"


def test_the_readme_shows_a_picture() -> None:
    assert re.search(r"!\[.+\]\(docs/pictures/.+\)", README)


def test_every_part_may_use_what_the_architecture_page_says() -> None:
    rows = re.findall(r"^\| `(\w+)` \|.*\|(.*)\|$", ARCHITECTURE, re.MULTILINE)

    assert {part: set(re.findall(r"`(\w+)`", used)) for part, used in rows} == MAY_USE


@pytest.mark.parametrize("name", sorted(TOP))
def test_the_architecture_page_shows_the_top_level(name: str) -> None:
    assert re.search(rf"`{re.escape(name)}[/`]|\b{re.escape(name)}/", ARCHITECTURE)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_prose_is_set_with_typographic_signs(path: Path) -> None:
    text = prose(path)
    untouched = re.sub(r"<[^>]+>|\]\([^)]*\)", "", text)

    assert not re.search(r"\w'\w|\s\"\w|\w\"\s| - |!(?!\[)", untouched)
