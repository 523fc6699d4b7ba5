"""Letting somebody in again from the command line."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from learning import second_factor
from learning.accounts import Role, SignIn
from learning.audit import Act, AuditEntry
from learning.cli import main
from learning.db import open_database
from learning.mail import Mail
from tests.cast import join

FORGET = ("admin", "forget-second-factor")


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("LEARNING_DATA", str(tmp_path))
    return f"sqlite:///{tmp_path / 'learning.db'}"


def test_who_lost_everything_is_let_in_and_it_stands_in_the_log(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    database = open_database(url)
    with database.writing.begin() as db:
        dana = join(db, "Dana", Role.ADMIN)
        ben = join(db, "Ben")

    why = ("--reason", "Her phone is lost, she came by.")
    assert main([*FORGET, "Dana@example.org", *why]) == 0
    assert "signs in without a second step" in capsys.readouterr().out
    with database.reading() as db:
        assert not second_factor.is_set_up(db, dana.id)
        whose = select(func.count()).select_from(SignIn).where(SignIn.user_id == dana.id)
        assert db.scalar(whose) == 0
        written = db.execute(select(AuditEntry.act, AuditEntry.about_id, AuditEntry.reason)).all()
        assert written == [(Act.FORGET_SECOND_FACTOR, dana.id, why[1])]
        assert db.scalars(select(Mail.to_address)).all() == [dana.email]

    for email, said in (
        (dana.email, "no second step"), (ben.email, "no second step"), ("x@y.org", "no account"),
    ):  # fmt: skip
        assert main([*FORGET, email, *why]) == 1
        assert said in capsys.readouterr().err
    assert main([*FORGET, dana.email, "--reason", "  "]) == 1
    assert "Say why" in capsys.readouterr().err
    with database.reading() as db:
        assert db.scalar(select(func.count()).select_from(AuditEntry)) == 1
    database.close()
