"""The last backup and whether it was tried, as the folder of backups tells it."""

from dataclasses import replace

from learning import backup
from learning.db import Database
from learning.doctor import Where, backups
from tests.conftest import StoppedClock


def test_a_backup_that_is_missing_old_or_untried_is_said(
    where: Where, database: Database, stopped: StoppedClock
) -> None:
    settings = where.settings
    assert backups.last_backup(where).state == "look", "on the first day none is due"
    stopped.move(days=2)
    assert backups.last_backup(where).sentence == "None was ever made."
    assert backups.last_backup(where).state == "mend"

    made = backup.make(database, settings, "1")
    assert backups.last_backup(where).state == "fine"
    assert "$ learning restore --try" in backups.last_restore(where).remedy

    backup.try_out(made.path, settings)
    assert backups.last_restore(where).state == "fine"

    stopped.move(days=3)
    found = backups.last_backup(where)
    assert (found.state, "$ learning backup" in found.remedy) == ("mend", True)
    stopped.move(days=100)
    assert backups.last_restore(where).state == "look"


def test_where_backups_are_made_by_hand_a_week_is_long(
    where: Where, database: Database, stopped: StoppedClock
) -> None:
    settings = where.settings.model_copy(update={"backup_every_hours": 0})
    by_hand = replace(where, settings=settings)
    stopped.move(days=30)
    assert "pg_dump" in backups.last_backup(by_hand).remedy

    backup.make(database, settings, "1")
    stopped.move(days=3)
    assert backups.last_backup(by_hand).state == "fine"
    stopped.move(days=5)
    assert backups.last_backup(by_hand).state == "mend"
