"""A file that somebody has damaged or made up, and a place that somebody else takes meanwhile."""

import random
import threading
from pathlib import Path
from time import sleep
from zipfile import ZipFile

import pytest

from learning import backup
from learning.backup.archive import opened
from learning.config import Settings
from learning.db import Database
from learning.errors import Conflict
from tests.backup.test_restore import rewritten, settings_at

Installation = tuple[Settings, Database]


def test_whichever_bytes_are_wrong_it_is_said_in_words(here: Installation, tmp_path: Path) -> None:
    settings, database = here
    made = backup.make(database, settings, "", tmp_path / "one.backup")
    whole, chance, refused = made.path.read_bytes(), random.Random(8), 0  # noqa: S311
    end = len(whole) - 2_000  # where the list of what is in it lies: every byte of it matters
    for _ in range(400):
        wrong = bytearray(whole)
        for _ in range(chance.choice((1, 3))):
            at = (
                chance.randrange(end, len(whole))
                if chance.random() < 0.8
                else chance.randrange(900)
            )
            wrong[at] = chance.randrange(256)
        made.path.write_bytes(wrong)
        try:
            with opened(made.path):
                pass
        except Conflict:
            refused += 1
    assert refused > 100


@pytest.mark.parametrize("key", ["edition", "software"])
def test_what_would_steer_a_terminal_is_refused(here: Installation, key: str) -> None:
    settings, database = here
    made = backup.make(database, settings, "")
    rewritten(made.path, lambda about, _: about.update({key: "\x1b[2J2026"}))

    with pytest.raises(Conflict, match="cannot be understood"):
        backup.try_out(made.path, settings)
    assert backup.last(settings) is None, "nor is it in the way of the next one"


def test_it_says_once_what_it_is(here: Installation) -> None:
    settings, database = here
    made = backup.make(database, settings, "")
    with ZipFile(made.path, "a") as packed, pytest.warns(UserWarning, match="Duplicate"):
        packed.writestr("about.json", packed.read("about.json"))

    with pytest.raises(Conflict, match="does not hold what it says"):
        backup.try_out(made.path, settings)


@pytest.mark.parametrize("name", ["learning.db", "secret-key"])
def test_what_a_server_makes_meanwhile_is_not_overwritten(
    here: Installation, tmp_path: Path, name: str
) -> None:
    settings, database = here
    made = backup.make(database, settings, "")
    there = settings_at(tmp_path / "there", settings)
    there.data.mkdir()

    def come_in_between() -> None:
        while not list(there.data.glob(".restore-*/database.db")):
            sleep(0.0005)
        (there.data / name).write_bytes(b"of a server that was started meanwhile")

    server = threading.Thread(target=come_in_between)
    server.start()
    with pytest.raises(Conflict, match=r"there already|meanwhile"):
        backup.restore(made.path, there)
    server.join()

    assert (there.data / name).read_bytes() == b"of a server that was started meanwhile"
    assert not list(there.data.glob(".restore-*"))
