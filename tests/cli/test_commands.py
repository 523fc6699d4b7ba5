"""The command line as an operator or an author uses it."""

import os
import shutil
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from learning import accounts, certificates
from learning.accounts import Role, User
from learning.content import load_programme
from learning.db import connect, open_database
from tests import pace
from tests.cast import PASSWORD, finish, join

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent
SMALL = ROOT / "tests" / "programme"


def learning(
    *arguments: str, data: Path, typed: str = "", **settings: str
) -> "subprocess.CompletedProcess[str]":
    """Run one command as its own process, with nothing but the settings given."""
    environment = {"PATH": os.environ["PATH"], "LEARNING_DATA": str(data)}
    environment |= {f"LEARNING_{name.upper()}": value for name, value in settings.items()}
    return subprocess.run(
        [sys.executable, "-m", "learning", *arguments],
        cwd=ROOT, env=environment, input=typed, capture_output=True, text=True, check=False,
        timeout=30,
    )  # fmt: skip


def test_the_first_admin(tmp_path: Path) -> None:
    new = ("admin", "add", "Dana@example.org", "--name", "Dana", "--password-stdin")

    done = learning(*new, data=tmp_path, typed=f"{PASSWORD}\n")

    assert (done.returncode, done.stdout) == (0, "dana@example.org is an admin.\n"), done.stderr
    assert learning(*new, data=tmp_path).returncode == 0, "a second time changes nothing"
    database = connect(f"sqlite:///{tmp_path / 'learning.db'}")
    with database.reading() as db:
        assert db.execute(select(User.name, User.role)).all() == [("Dana", Role.ADMIN)]
    database.close()


@pytest.mark.parametrize(
    ("arguments", "typed", "said"),
    [
        (("nobody",), "", "not an email address"),
        (("d@example.org", "--name", "D", "--password-stdin"), "short\n", "at least 12"),
        (("d@example.org", "--password-stdin"), "", "--name"),
    ],
)
def test_an_admin_is_refused_in_words(
    tmp_path: Path, arguments: tuple[str, ...], typed: str, said: str
) -> None:
    done = learning("admin", "add", *arguments, data=tmp_path, typed=typed)

    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert said in done.stderr


def test_check_says_every_mistake_with_its_place(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(SMALL, content)
    assert learning("check", str(content), data=tmp_path).returncode == 0

    quiz = content / "quizzes" / "01-listening.yaml"
    quiz.write_text(quiz.read_text().replace("title:", "titel:"), encoding="utf-8")
    done = learning("check", str(content), data=tmp_path)

    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert all(line.startswith("quizzes/01-listening.yaml:") for line in lines[:-1])
    assert "did you mean `title`" in done.stderr
    assert lines[-1].endswith("mistakes to mend.")


def test_the_schemas_that_are_committed_are_current(tmp_path: Path) -> None:
    assert learning("schemas", str(tmp_path), data=tmp_path).returncode == 0

    committed = {p.name: p.read_text("utf-8") for p in (ROOT / "docs" / "schemas").glob("*.json")}
    for downloaded in ("journal", "statistics", "everything"):
        del committed[f"{downloaded}.schema.json"]
    assert {p.name: p.read_text("utf-8") for p in tmp_path.glob("*.json")} == committed


def test_settings_are_listed_and_no_secret_is(tmp_path: Path) -> None:
    given = {"database_url": "postgresql://ada:hush@db/learning", "secret_key": "hush"}
    done = learning("settings", data=tmp_path, **given)

    assert f"LEARNING_DATA = {tmp_path}" in done.stdout
    assert "hush" not in done.stdout


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"database_url": "postgresql://x@127.0.0.1:1/x"}, "LEARNING_SECRET_KEY is missing"),
        ({"database_url": "postgresql://x@127.0.0.1:1/x", "secret_key": "s"}, "cannot be used"),
        ({"database_url": "mysql://x/x", "secret_key": "s"}, "not an address"),
        ({"database_url": "nonsense", "secret_key": "s"}, "not an address"),
        ({"database_url": "postgresql://x:a@b:hush@db/x", "secret_key": "s"}, "not an address"),
        ({"content": "/nowhere"}, "the folder `modules` is missing"),
        ({"trusted_proxies": "many"}, "LEARNING_TRUSTED_PROXIES"),
        ({"data": "/proc/nowhere"}, "cannot be written"),
    ],
)
def test_a_server_that_cannot_work_says_why_and_does_not_start(
    tmp_path: Path, settings: dict[str, str], said: str
) -> None:
    done = learning("serve", "--port", "0", **{"data": tmp_path, **settings})  # type: ignore[arg-type]

    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert said in done.stderr
    assert "hush" not in done.stderr


def test_the_embedded_secret_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    from learning.secret import kept_secret

    first = kept_secret(tmp_path / "secret-key")

    assert kept_secret(tmp_path / "secret-key") == first
    assert len(first) > 40
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


@pytest.mark.budget
def test_help_is_instant() -> None:
    """Seconds of the processor, for it waits for nothing."""

    def once(*command: str) -> None:
        subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, check=True)

    assert not pace.too_long(0.1, lambda: once("-m", "learning", "--help"))


def test_a_certificate_is_withdrawn_with_a_reason(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'learning.db'}")
    programme = load_programme(SMALL, today=date(2026, 3, 2))
    with database.writing.begin() as db:
        ada = join(db, "Ada")
        finish(db, ada, programme, programme.pages)
        code = certificates.claim(db, ada, programme, holder="Ada")

    done = learning("withdraw", code.lower(), "--because", "Issued twice.", data=tmp_path)
    unknown = learning("withdraw", "AAAA", "--because", "Issued twice.", data=tmp_path)

    assert (done.returncode, "made out to Ada" in done.stdout) == (0, True), done.stderr
    assert (unknown.returncode, "No certificate has this code" in unknown.stderr) == (1, True)
    with database.reading() as db:
        assert certificates.by_code(db, code).withdrawn_because == "Issued twice."
    database.close()


def test_a_forgotten_password_is_replaced_and_every_sign_in_ends(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'learning.db'}")
    with database.writing.begin() as db:
        ada = join(db, "Ada")
    given = ("admin", "password", "ada@example.org", "--password-stdin", "--reason", "Forgotten")

    done = learning(*given, data=tmp_path, typed="another set of words\n")
    weak = learning(*given, data=tmp_path, typed="ada\n")

    assert (done.returncode, weak.returncode) == (0, 1), done.stderr
    with database.reading() as db:
        assert accounts.person_of(db, ada.sign_in) is None
        proof = accounts.try_password(
            db, email=ada.email, password="another set of words", address=""
        )
        assert proof.user_id == ada.id
    database.close()


def test_a_reader_who_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    command = f"{sys.executable} -m learning settings | true"
    done = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False,
        env={"PATH": "/usr/bin:/bin", "LEARNING_DATA": str(tmp_path)},
    )  # fmt: skip

    assert done.stderr == ""
