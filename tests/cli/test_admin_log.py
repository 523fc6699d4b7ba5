"""Every command that an admin would use stands in the log, with who it concerns and why."""

import argparse
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from learning import audit, certificates
from learning.audit import Chosen, EntryView
from learning.cli import _parser, main
from learning.content import load_programme
from learning.db import Database, open_database
from tests.cast import Cast, assemble, finish, give_app

SMALL = Path(__file__).parents[1] / "programme"
WHY = ("--reason", "Asked by telephone")
COMMANDS = {
    "admin add": ("ada@example.org", *WHY),
    "admin password": ("ada@example.org", "--password-stdin", *WHY),
    "admin forget-second-factor": ("ada@example.org", *WHY),
    "withdraw": ("--because", "Asked by telephone"),
}
"""What each is given; a certificate’s number comes after it."""


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A server’s data with the cast in it; Ada has an app and a certificate."""
    monkeypatch.setenv("LEARNING_DATA", str(tmp_path))
    database = open_database(f"sqlite:///{tmp_path / 'learning.db'}")
    yield database
    database.close()


@pytest.fixture
def cast(kept: Database) -> Cast:
    with kept.writing.begin() as db:
        cast = assemble(db)
        give_app(db, cast.ada.id)
    return cast


@pytest.fixture
def code(kept: Database, cast: Cast) -> str:
    programme = load_programme(SMALL, today=date(2026, 3, 2))
    with kept.writing.begin() as db:
        finish(db, cast.ada, programme, programme.pages)
        return certificates.claim(db, cast.ada, programme, holder="Ada")


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def log(database: Database) -> list[EntryView]:
    with database.reading() as db:
        return list(audit.entries_of(db, Chosen()))


def of_admins() -> Iterator[str]:
    """Yield every command about admins, accounts and certificates that there is."""
    groups = next(a for a in _parser()._actions if isinstance(a, argparse._SubParsersAction))
    yield "withdraw"
    actions = groups.choices["admin"]._actions
    admin = next(a for a in actions if isinstance(a, argparse._SubParsersAction))
    yield from (f"admin {name}" for name in admin.choices)


@pytest.mark.parametrize("command", tuple(of_admins()))
def test_every_command_writes_down_what_it_did_and_why(
    kept: Database, cast: Cast, code: str, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert command in COMMANDS, "a new command needs its line here, and writes into the log"
    typed(monkeypatch, "another set of words\n")
    number = (code,) if command == "withdraw" else ()

    assert main([*command.split(), *COMMANDS[command], *number]) == 0
    (entry,) = log(kept)
    assert (entry.actor, entry.about_id) == ("The command line", cast.ada.id)
    assert entry.reason == "Asked by telephone"


@pytest.mark.parametrize("command", [("admin", "add"), ("withdraw",)])
def test_what_was_done_before_is_not_done_again(
    kept: Database, cast: Cast, code: str, command: tuple[str, ...]
) -> None:
    given = COMMANDS[" ".join(command)] + ((code,) if command == ("withdraw",) else ())
    for _ in range(2):
        assert main([*command, *given]) == 0
    assert len(log(kept)) == 1


def test_the_first_admin_needs_no_reason_and_every_later_one_does(
    kept: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = "three unrelated kettles\n"
    for name, status in (("dana", 0), ("erin", 1)):
        typed(monkeypatch, words)
        add = ["admin", "add", f"{name}@example.org", "--name", name, "--password-stdin"]
        assert main(add) == status
    assert "--reason" in capsys.readouterr().err
    (entry,) = log(kept)
    assert (entry.about_name, entry.reason) == ("dana", "The first admin")


def test_a_password_that_waits_is_never_taken_for_the_reason(
    kept: Database, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "another set of words\n")
    assert main(["admin", "password", "ada@example.org", "--password-stdin"]) == 1
    typed(monkeypatch, "Asked by telephone\n")
    assert main(["admin", "add", "ada@example.org"]) == 0
    assert [entry.reason for entry in log(kept)] == ["Asked by telephone"]
