"""`learning doctor` as whoever looks after a server runs it."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from learning.db import open_database
from learning.doctor import CHECKS, FROM_OUTSIDE, THOROUGH
from tests.databases import Databases, free_port
from tests.server import Server

pytestmark = pytest.mark.slow
PROGRAMME = Path(__file__).parents[1] / "programme"
KEY = "RxwHEOq6nxBgl0o8hzgG3rVqhPkS8Ns1C2bUzQqT0aM"


def examined(
    data: Path,
    *options: str,
    before: str = "",
    **settings: str,
) -> tuple[int, str]:
    """Run the command in a shell of its own, after ``before``; return status and output."""
    given = {"PATH": os.environ["PATH"], "LEARNING_DATA": str(data)}
    given |= {"LEARNING_CONTENT": str(PROGRAMME), "PYTHONPATH": str(PROGRAMME.parents[1])}
    given |= {f"LEARNING_{name.upper()}": value for name, value in settings.items()}
    command = f"{before} exec {shlex.join([sys.executable, '-m', 'learning', 'doctor', *options])}"
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd="/", env=given, capture_output=True, text=True,
        check=False, timeout=60,
    )  # fmt: skip
    assert done.stderr == ""
    return done.returncode, done.stdout


def states(output: str) -> dict[str, str]:
    return {one["name"]: one["state"] for one in json.loads(output)["findings"]}


def kept_in(folder: Path) -> dict[str, bytes]:
    """Return all files but the memory that those who have the database open share."""
    files = (path for path in folder.iterdir() if path.is_file())
    return {path.name: path.read_bytes() for path in files if not path.name.endswith("-shm")}


def test_a_served_installation_is_looked_at_and_left_as_it_is(tmp_path: Path) -> None:
    data = tmp_path / "var"
    data.mkdir(0o700)
    settings = {"secret_key": KEY}
    with Server(data, PROGRAMME, settings={"LEARNING_SECRET_KEY": KEY}) as server:
        status, output = examined(data, "--url", server.url, "--thorough", "--json", **settings)
    assert status == 0
    every = {one.__name__.replace("_", " ") for one in (*CHECKS, *FROM_OUTSIDE, *THOROUGH)}
    assert every - {name.lower() for name in states(output)} == {"last restore"}, "none was made"
    assert {n: s for n, s in states(output).items() if s != "fine"} == {
        "Address": "look", "Mail settings": "look", "Last backup": "look",
    }  # fmt: skip

    before = kept_in(data)
    status, output = examined(data, **settings)
    assert status == 0
    assert "Nothing is broken. Three things are worth a look.\nPython 3." in output
    assert kept_in(data) == before


@pytest.mark.parametrize("kind", ["sqlite", "postgresql", "nonsense"])
def test_while_the_database_is_away_the_rest_is_looked_at(tmp_path: Path, kind: str) -> None:
    data = tmp_path / "var"
    data.mkdir(0o700)
    settings = {"secret_key": KEY}
    if kind == "sqlite":
        (data / "learning.db").write_bytes(b"this is no database, " * 1000)
    elif kind == "nonsense":
        settings["database_url"] = "postgresql://ada:a@b:hush@db/learning"
    else:
        settings["database_url"] = f"postgresql://ada:hush@127.0.0.1:{free_port()}/learning"

    status, output = examined(data, "--json", **settings)

    found = states(output)
    assert (status, found["Database"], found["Programme"]) == (1, "mend", "fine")
    assert not {"Outbox", "Worker", "Time of day"} & found.keys(), "said once is enough"
    assert "hush" not in output


def test_on_postgresql_everything_is_looked_at(tmp_path: Path, databases: Databases) -> None:
    url = databases.server.url("doctored")
    open_database(url).close()

    status, output = examined(tmp_path, "--json", database_url=url, secret_key=KEY)

    found = states(output)
    assert (found["Database"], found["Time of day"], found["Worker"]) == ("fine",) * 3
    assert status == (1 if "mend" in found.values() else 0)


def test_where_nothing_is_right_each_is_said_and_nothing_is_made(tmp_path: Path) -> None:
    gone = tmp_path / "gone"

    status, output = examined(gone, time_zone="Moon", trusted_proxies="many", content=str(tmp_path))

    assert status == 1
    for said in ("Moon is not a time zone", "LEARNING_TRUSTED_PROXIES", "is not there", "modules"):
        assert said in output
    assert not gone.exists()


def test_few_open_files_are_said(tmp_path: Path) -> None:
    _, output = examined(tmp_path, "--json", before="ulimit -Sn 256; ulimit -Hn 256;")

    assert states(output)["Open files"] == "look"


def test_each_setting_that_is_wrong_is_said_once_and_in_our_words(tmp_path: Path) -> None:
    wrong = {
        "base_url": "learn.example.org",
        "database_url": "postgresql://nobody@127.0.0.1:9/none",
        "log_format": "xml",
        "trusted_proxies": "-1",
    }
    status, output = examined(tmp_path / "var", "--json", **wrong)
    said = {one["name"]: one for one in json.loads(output)["findings"]}
    mistakes = said["Settings"]["remedy"].splitlines()

    assert status == 1
    assert len(mistakes) == len(set(mistakes)) == 3
    assert "LEARNING_LOG_FORMAT: Write 'text' or 'json'" in mistakes
    assert "LEARNING_TRUSTED_PROXIES: Give 0 or more" in mistakes
    assert "LEARNING_SECRET_KEY is missing" in " ".join(mistakes)
    assert (said["Address"]["state"], said["Secret key"]["state"]) == ("mend", "mend")
