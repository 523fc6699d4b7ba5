"""The folders and the machine, in order and really broken."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from learning.doctor import Where, database, findings, machine, opened, place
from learning.doctor.finding import NotThere
from learning.typesetting import compiling


def made(folder: Path, name: str, mode: int) -> None:
    (folder / name).write_text("x")
    (folder / name).chmod(mode)


def test_a_data_folder_that_is_not_there_is_said_once(where: Where, tmp_path: Path) -> None:
    assert place.data_folder(where).state == "fine"

    gone = where.settings.model_copy(update={"data": tmp_path / "gone"})
    found = place.data_folder(replace(where, settings=gone))

    assert (found.state, "is not there" in found.sentence) == ("mend", True)
    for check in (place.permissions, place.free_space):
        with pytest.raises(NotThere):
            check(replace(where, settings=gone))


def test_a_folder_of_somebody_else_is_said(where: Where) -> None:
    folder = where.settings.data
    if os.geteuid() == 0:
        os.chown(folder, 65_534, -1)
        found = place.data_folder(where)
        assert found.state == "look"
        assert "$ sudo -u nobody learning doctor" in found.remedy
    else:
        folder.chmod(0o500)
        found = place.data_folder(where)
        folder.chmod(0o700)
        assert found.state == "mend"


def test_who_may_not_look_is_told_so(where: Where) -> None:
    (where.settings.data / "learning.db").touch()
    asked = (place.data_folder, place.permissions, database.database)
    with without_rights(where.settings.data), opened(replace(where, db=None, edition=None)) as seen:
        found = findings(seen, asked)

    assert [one.state for one in found] == ["look", "look", "mend"]
    assert all("as the user who serves" in one.remedy for one in found)


@contextmanager
def without_rights(folder: Path) -> Iterator[None]:
    """Shut the folder above, and be nobody if we are root, to whom nothing is shut."""
    me, mode = os.geteuid(), folder.parent.stat().st_mode
    folder.parent.chmod(0)
    if me == 0:
        os.seteuid(65_534)
    try:
        yield
    finally:
        if me == 0:
            os.seteuid(0)
        folder.parent.chmod(mode)


def test_whoever_can_read_the_database_or_a_key_is_said(where: Where) -> None:
    folder = where.settings.data
    made(folder, "learning.db", 0o644)
    assert place.permissions(where).state == "fine", "nobody else can open the folder"

    folder.chmod(0o755)
    found = place.permissions(where)
    assert (found.state, found.remedy) == ("mend", f"$ chmod 700 {folder}")
    assert "read learning.db." in found.sentence

    (folder / "learning.db").chmod(0o600)
    assert place.permissions(where).state == "fine"

    made(folder, "secret-key", 0o640)
    found = place.permissions(where)
    assert "read secret-key." in found.sentence
    assert "$ learning keys rotate" in found.remedy


def test_little_room_is_said_before_there_is_none(where: Where) -> None:
    folder, megabyte = where.settings.data, 1_000_000
    assert place.free_space(where).state == "fine"

    with (folder / "learning.db").open("wb") as file:  # as large as all that is free, with no bytes
        file.truncate(os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize // 2)
    found = place.free_space(where)
    assert (found.state, "would be safe" in found.sentence) == ("look", True)

    assert place.judged(99 * megabyte, 1_000 * megabyte, folder).state == "mend"
    assert place.judged(101 * megabyte, 1_000 * megabyte, folder).state == "look"
    assert place.judged(1_000 * megabyte, 1_000 * megabyte, folder).state == "fine"


def test_zones_that_are_not_on_the_machine_are_said(where: Where) -> None:
    assert machine.time_zones(where).state == "fine"

    away = where.settings.model_copy(update={"time_zone": "Europe/Nowhere"})
    assert machine.time_zones(replace(where, settings=away)).state == "mend"


def test_a_pdf_is_made_with_our_fonts_or_it_is_said(
    where: Where, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert machine.typesetter(where).state == "fine"

    monkeypatch.setattr(compiling, "_FONTS", tmp_path)
    monkeypatch.setattr(compiling, "_THREAD", type("Thread", (), {})())
    compiling._fonts.cache_clear()
    found = machine.typesetter(where)
    compiling._fonts.cache_clear()

    assert found.state == "mend"
