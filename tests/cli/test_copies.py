"""`learning backup`, `restore` and `move`, as an operator types them."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from learning.accounts import User
from learning.cli import main
from learning.db import Base, connect, open_database
from learning.web import create_app  # noqa: F401 (brings every table)
from tests.cast import SECRET_KEY, assemble
from tests.databases import Databases

SMALL = Path(__file__).parents[1] / "programme"


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with the cast in it, which the settings name."""
    monkeypatch.setenv("LEARNING_DATA", str(tmp_path / "var"))
    monkeypatch.setenv("LEARNING_CONTENT", str(SMALL))
    (tmp_path / "var").mkdir()
    database = open_database(f"sqlite:///{tmp_path / 'var' / 'learning.db'}")
    with database.writing.begin() as db:
        assemble(db)
    database.close()
    return tmp_path


def names(url: str) -> list[str]:
    database = connect(url)
    with database.reading() as db:
        found = list(db.scalars(select(User.name).order_by(User.id)))
    database.close()
    return found


def test_kept_tried_and_put_back(
    at: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(at / "kept.backup")

    assert main(["backup", "--to", file]) == 0
    assert "everybody’s words" in capsys.readouterr().out
    assert main(["restore", "--try", file]) == 0
    assert "It can be restored." in capsys.readouterr().out
    assert main(["restore", file]) == 1
    assert "is there already" in capsys.readouterr().err
    monkeypatch.setenv("LEARNING_DATA", str(at / "new"))
    assert main(["restore", file]) == 0
    assert "is here again" in capsys.readouterr().out
    assert names(f"sqlite:///{at / 'new' / 'learning.db'}") == ["Ada", "Ben", "Cleo", "Dana"]


def test_nothing_to_keep_makes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LEARNING_DATA", str(tmp_path / "none"))

    assert main(["backup"]) == 1
    assert "nothing to keep yet" in capsys.readouterr().err
    assert not (tmp_path / "none" / "learning.db").exists()


def test_moved_to_postgresql_and_back(
    at: Path,
    databases: Databases,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    there, back = databases.server.url("moved"), f"sqlite:///{at / 'back.db'}"
    serving = connect(f"sqlite:///{at / 'var' / 'learning.db'}")
    with serving.reading() as db:
        db.scalar(select(User.id))
        assert main(["move", "--to", there]) == 1
    serving.close()
    assert "Stop every server" in capsys.readouterr().err

    assert main(["move", "--to", there]) == 0
    said = capsys.readouterr().out
    assert "4  user" in said
    assert "Set LEARNING_SECRET_KEY to what it was" in said
    monkeypatch.setenv("LEARNING_SECRET_KEY", SECRET_KEY)
    assert main(["move", "--from", there, "--to", back]) == 0
    assert names(back) == names(there) == ["Ada", "Ben", "Cleo", "Dana"]


def test_the_commands_know_every_table() -> None:
    said = "from learning.cli import backup, move; from learning.db import Base"
    done = subprocess.run(
        [sys.executable, "-c", f"{said}; print(*Base.metadata.tables)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert set(done.stdout.split()) == set(Base.metadata.tables)
