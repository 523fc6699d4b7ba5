"""The rules of docs/architecture.md that a machine can check."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from learning.web.access import audience
from tests.conftest import Snapshot

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "learning"
FRAMEWORKS = {"flask", "flask_login", "wtforms"}
BOTTOM = {"clock", "config", "db", "errors"}
# Each part may use those listed; `web`, `front`, `cli`, `wsgi` and `asgi` may use anything.
MAY_USE: dict[str, set[str]] = {
    "errors": set(),
    "clock": set(),
    "paths": {"errors"},
    "secret": set(),
    "doing": set(),
    "log": {"doing"},
    "providers": set(),
    "sealing": {"errors"},
    "signing": {"clock", "db", "errors"},
    "config": {"errors", "paths", "providers", "secret", "signing"},
    "db": {"doing", "errors", "log"},
    "migrations": {"db"},
    "content": {"errors"},
    "recount": {"db"},
    "accounts": {"clock", "db", "errors", "recount"},
    "journal": {"accounts", "clock", "content", "db", "errors", "recount"},
    "mail": {"accounts", "clock", "db", "errors"},
    "audit": {"accounts", "clock", "db"},
    "mailed_links": {"accounts", "clock", "db", "errors", "mail"},
    "second_factor": {"accounts", "clock", "db", "errors", "mail", "sealing"},
    "single_sign_on": {"accounts", "clock", "db", "errors", "mail", "providers"},
    "complaints": {"accounts", "audit", "clock", "db", "errors", "mail"},
    "letters": {"accounts", "clock", "db", "errors", "mail"},
    "search": {"accounts", "content", "journal"},
    "copying": {"db", "errors"},
    "backup": {"certificates", "clock", "config", "copying", "db", "errors", "paths"},
    "progress": {"accounts", "clock", "content", "db", "errors", "journal", "recount"},
    "teams": {"accounts", "clock", "content", "db", "errors", "progress"},
    "planning": {"accounts", "clock", "content", "db", "errors", "mail", "teams"},
    "organisations": {"accounts", "clock", "db", "errors", "recount"},
    "invitations": {"accounts", "clock", "db", "errors", "mail", "organisations"},
    "broadcast": {"db"},
    "actions": {"accounts", "clock", "db", "errors", "teams"},
    "sharing": {"accounts", "clock", "content", "db", "errors", "journal", "teams"},
    "followups": {
        "accounts", "actions", "clock", "content", "db", "errors", "journal", "mail", "recount",
        "sharing",
    },
    "live": {
        "accounts", "actions", "broadcast", "clock", "content", "db", "errors", "journal", "mail",
        "planning", "recount", "teams",
    },
    "typesetting": {"errors"},
    "certificates": {
        "accounts", "clock", "content", "db", "errors", "progress", "recount", "signing",
        "typesetting",
    },
    "exports": {
        "accounts", "clock", "content", "db", "errors", "journal", "live", "progress", "sharing",
        "typesetting",
    },
    "statistics": {
        "accounts", "actions", "certificates", "clock", "content", "db", "errors", "exports",
        "followups", "journal", "live", "organisations", "planning", "progress", "recount", "teams",
    },
    "people": {
        "accounts", "audit", "certificates", "clock", "content", "db", "errors", "mail",
        "mailed_links", "organisations", "own_data", "progress", "recount", "second_factor",
        "single_sign_on",
    },
    "own_data": {
        "accounts", "actions", "audit", "certificates", "clock", "complaints", "content", "db",
        "errors", "exports", "followups", "invitations", "journal", "letters", "live", "mail",
        "mailed_links", "organisations", "planning", "progress", "recount", "second_factor",
        "sharing", "single_sign_on", "teams",
    },
    "joining": {
        "accounts", "actions", "audit", "certificates", "clock", "complaints", "content", "db",
        "errors", "exports", "followups", "invitations", "journal", "letters", "live", "mail",
        "mailed_links", "organisations", "own_data", "planning", "progress", "recount",
        "second_factor", "sharing", "single_sign_on", "teams",
    },
    "doctor": {
        "accounts", "backup", "broadcast", "certificates", "clock", "config", "content", "db",
        "errors", "live", "mail", "recount", "signing", "statistics", "typesetting",
    },
    "crowd": {
        "accounts", "actions", "certificates", "content", "db", "errors", "followups", "journal",
        "live", "organisations", "planning", "progress", "recount", "teams",
    },
}  # fmt: skip
OUTER = {"web", "front", "cli", "wsgi", "asgi", "__main__", "__init__"}
FILES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TOP = {
    "learning", "modules", "quizzes", "templates", "static", "tests", "pyproject.toml",
    "README.md", "CHANGELOG.md", "LICENSE", "Makefile", "docs",
}  # fmt: skip


def part(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "learning":
            yield from (f"learning.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_inwards(path: Path) -> None:
    assert part(path) in MAY_USE.keys() | OUTER, "a new part needs its line in MAY_USE"
    if part(path) in OUTER:
        return
    used = {name.split(".")[1] for name in imports(path) if name.startswith("learning.")}

    assert used - {part(path)} <= MAY_USE[part(path)]
    assert not FRAMEWORKS & {name.split(".")[0] for name in imports(path)}


@pytest.mark.parametrize(
    "path",
    [*FILES, *sorted((ROOT / "tests").rglob("*.py"))],
    ids=lambda p: str(p.relative_to(ROOT)),
)
def test_a_file_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 250


def test_the_parts_have_no_cycle() -> None:
    resolved: set[str] = set()
    while len(resolved) < len(MAY_USE):
        ready = {name for name, used in MAY_USE.items() if used <= resolved} - resolved
        assert ready, f"a cycle among {MAY_USE.keys() - resolved}"
        resolved |= ready


def test_the_top_level_shows_what_the_product_is() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    top = {line.split("/")[0] for line in listed.stdout.splitlines()}

    assert {name for name in top if not name.startswith(".")} <= TOP


def loaded_by(code: str) -> set[str]:
    """Return the modules that running ``code`` in a fresh interpreter loads."""
    program = f"{code}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return {name.split(".")[0] for name in done.stdout.splitlines()[-1].split()}


def test_content_loads_without_flask_or_a_database() -> None:
    assert not {"flask", "sqlalchemy"} & loaded_by("import learning.content")


def test_help_and_check_load_only_what_they_need() -> None:
    help_ = (
        "from contextlib import suppress\nfrom learning.cli import main\n"
        "with suppress(SystemExit): main(['--help'])"
    )
    check = "from learning.cli import main\nmain(['check'])"

    assert not {"flask", "sqlalchemy", "pydantic", "yaml", "markdown_it"} & loaded_by(help_)
    assert not {"flask", "sqlalchemy"} & loaded_by(check)


def test_what_makes_proofs_is_loaded_once_a_proof_is_made() -> None:
    assert not {"pyld", "c14n", "joserfc"} & loaded_by("import learning.web, learning.signing")


def test_html_is_trusted_in_one_place_only() -> None:
    safe = [p for p in (ROOT / "templates").rglob("*.html") if "|safe" in p.read_text("utf-8")]

    assert safe == []


def test_who_may_reach_what(app: Flask, snapshot: Snapshot) -> None:
    with app.app_context():
        lines = sorted(
            f"{rule.rule} {'/'.join(sorted((rule.methods or set()) - {'HEAD', 'OPTIONS'}))}"
            f" {audience(rule.endpoint)}"
            for rule in app.url_map.iter_rules()
        )
    snapshot("routes.txt", "\n".join(lines) + "\n")
