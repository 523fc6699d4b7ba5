"""A backup is one moment of everything, made while people write, and whole or not there."""

import os
import resource
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import insert, select, text, update

from learning import backup
from learning.accounts import User
from learning.backup.archive import opened, unpack
from learning.backup.disk import refuse_a_full_disk
from learning.backup.folder import only_one
from learning.config import Settings
from learning.db import Database, connect
from learning.errors import Conflict
from learning.statistics.tables import TallyRow
from learning.teams import Team
from tests.backup.installed import SMALL, standing
from tests.cast import assemble, gather
from tests.conftest import StoppedClock

ROOT = Path(__file__).parents[2]
Installation = tuple[Settings, Database]


def test_what_is_in_it_and_who_can_read_it(either: Installation, backend: str) -> None:
    settings, database = either
    made = backup.make(database, settings, "2026.1")

    with opened(made.path) as (_, about):
        names = set(about.members)
        missing = " ".join(about.not_in_it)
    assert {"database.db", "keys/certificate-key.pem", "programme/modules/programme.yaml"} <= names
    assert ("secret-key" in names) is (backend == "sqlite")
    assert ("LEARNING_SECRET_KEY" in missing) is (backend == "postgresql")
    assert (about.edition, about.came_from) == ("2026.1", backend)
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.path.parent.stat().st_mode) == 0o700
    assert backup.last(settings) == made
    assert standing(made.path.parent) == [made.path.name]


def keep_writing(database: Database, stop: Event) -> None:
    """Write the same growing number into two tables, in one transaction each time."""
    number = 0
    while not stop.is_set():
        number += 1
        with database.writing.begin() as db:
            db.execute(update(User).values(name=str(number)))
            db.execute(update(Team).values(name=str(number)))


def numbers(database: Database) -> tuple[int, int]:
    with database.reading() as db:
        asked = select(User.name, Team.name).join(Team, Team.id > 0).limit(1)
        person, team = db.execute(asked).one()
    return int(person), int(team)


def test_under_a_storm_of_writes_it_is_one_moment(either: Installation, tmp_path: Path) -> None:
    settings, database = either
    with database.writing.begin() as db:
        gather(db, assemble(db).ada)
        db.execute(update(User).values(name="0"))
        db.execute(update(Team).values(name="0"))
    stop = Event()
    writer = Thread(target=keep_writing, args=(database, stop))
    writer.start()
    try:
        while numbers(database)[0] < 3:
            stop.wait(0.01)
        before = numbers(database)[0]
        made = backup.make(database, settings, "")
        after = numbers(database)[0]
    finally:
        stop.set()
        writer.join()
    with opened(made.path) as (packed, about):
        unpack(packed, about, "database.db", tmp_path / "copy.db")
    copy = connect(f"sqlite:///{tmp_path / 'copy.db'}")
    person, team = numbers(copy)
    copy.close()

    assert person == team, "both tables as of one moment"
    assert before <= person <= after
    assert after > before, "writers went on meanwhile"


def fill(database: Database, megabytes: int) -> None:
    """Add what cannot be packed smaller, so that making a backup takes a while."""
    which = dict.fromkeys(("organisation", "sector", "nation", "role", "stage", "cohort"), "")
    with database.writing.begin() as db:
        for number in range(megabytes):
            row = {"key": f"{number}", "family": "f", "month": "", "kept": 1, "counts": b""}
            row["counts"] = os.urandom(1_000_000)
            db.execute(insert(TallyRow).values(**row, **which))


def command(settings: Settings) -> "subprocess.Popen[str]":
    environment = {"PATH": os.environ["PATH"], "LEARNING_DATA": str(settings.data)}
    return subprocess.Popen(
        [sys.executable, "-m", "learning", "backup"], cwd=ROOT,
        env=environment | {"LEARNING_CONTENT": str(SMALL)}, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.mark.slow
def test_killed_in_the_middle_it_leaves_nothing_with_a_backups_name(here: Installation) -> None:
    settings, database = here
    fill(database, megabytes=20)
    folder = settings.backups_folder
    running = command(settings)
    while not list(folder.glob(".backup-*/packed")):
        assert running.poll() is None, running.communicate()
        time.sleep(0.002)
    running.send_signal(signal.SIGKILL)
    running.communicate()

    assert [name for name in standing(folder) if name.startswith("learning-")] == []
    assert backup.last(settings) is None
    made = backup.make(database, settings, "")
    assert standing(folder) == [made.path.name], "what the killed one left is gone"


@pytest.mark.slow
def test_a_full_disk_is_told_and_the_others_stay(here: Installation) -> None:
    settings, database = here
    before = backup.make(database, settings, "")
    fill(database, megabytes=5)
    database.close()
    most = resource.getrlimit(resource.RLIMIT_FSIZE)
    running = command(settings)
    resource.prlimit(running.pid, resource.RLIMIT_FSIZE, (3_000_000, most[1]))
    _, said = running.communicate()

    assert running.returncode == 1
    assert "Traceback" not in said
    assert "Nothing is left there" in said
    assert standing(settings.backups_folder) == [before.path.name]
    assert backup.last(settings) == before


def test_more_than_the_disk_holds_is_refused_beforehand(here: Installation) -> None:
    with pytest.raises(Conflict, match="too little room"):
        refuse_a_full_disk(here[0].data, 10**18)


def test_only_the_newest_stay_and_nothing_else_goes(
    here: Installation, stopped: StoppedClock
) -> None:
    settings, database = here
    settings = settings.model_copy(update={"backups_kept": 2})
    folder = settings.backups_folder
    folder.mkdir()
    foreign = ["holiday.backup", "learning-2020-01-01T000000Z.backup", "notes.txt"]
    for name in foreign:
        (folder / name).write_bytes(b"not one of ours")
    for _ in range(4):
        stopped.move(hours=1)
        made = backup.make(database, settings, "")

    ours = [name for name in standing(folder) if name not in foreign]
    assert len(ours) == 2
    assert made.path.name in ours
    assert set(foreign) <= set(standing(folder))


def test_one_at_a_time_and_never_over_another(here: Installation, tmp_path: Path) -> None:
    settings, database = here
    with only_one(settings.backups_folder), pytest.raises(Conflict, match="Another process"):
        backup.make(database, settings, "")
    taken = tmp_path / "taken"
    taken.write_bytes(b"mine")
    with pytest.raises(Conflict, match="there already"):
        backup.make(database, settings, "", taken)

    assert taken.read_bytes() == b"mine"


def test_it_is_made_by_itself_once_a_day(here: Installation, stopped: StoppedClock) -> None:
    settings, database = here

    def due() -> bool:
        return backup.make_due(database, settings, lambda: "") is not None

    assert not due(), "there is little to keep yet"
    stopped.move(hours=1)
    assert due()
    for _ in range(23):
        stopped.move(hours=1)
        assert not due()
    stopped.move(hours=1)
    assert due()
    by_hand = settings.model_copy(update={"backup_every_hours": 0})
    stopped.move(days=2)
    assert backup.make_due(database, by_hand, lambda: "") is None


def test_a_failed_one_is_tried_again_after_an_hour(
    here: Installation, stopped: StoppedClock
) -> None:
    settings, database = here
    backup.make_due(database, settings, lambda: "")
    stopped.move(hours=1)
    with database.writing.begin() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Conflict, match="9999"):
        backup.make_due(database, settings, lambda: "")

    stopped.move(minutes=30)
    assert backup.make_due(database, settings, lambda: "") is None
    stopped.move(minutes=30)
    with pytest.raises(Conflict, match="9999"):
        backup.make_due(database, settings, lambda: "")
