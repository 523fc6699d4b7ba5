import logging
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from learning.content import Editions, InvalidContent
from tests.content.edits import apply, copy_base

CHANGE = "modules/01-first.md\n- title: First\n+ title: Changed"
SLIP = "modules/02-second.md\n- title: Second\n+ titel: Second"
MENDED = "modules/02-second.md\n- titel: Second\n+ title: Mended"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return copy_base(tmp_path / "content")


@pytest.fixture
def editions(content: Path) -> Editions:
    return open_editions(content)


def open_editions(content: Path) -> Editions:
    return Editions(content, today=lambda: date(2026, 11, 25))


def titles(editions: Editions) -> list[str]:
    return [module.title for module in editions.programme.modules]


def test_nothing_happens_without_a_change(editions: Editions) -> None:
    before = editions.programme

    assert not editions.look_again()
    assert editions.programme is before


def test_a_changed_file_is_taken_up_whole(
    editions: Editions, content: Path, caplog: pytest.LogCaptureFixture
) -> None:
    apply(CHANGE, content)

    with caplog.at_level(logging.INFO):
        assert editions.look_again()

    assert titles(editions) == ["Changed", "Second"]
    assert len(caplog.records) == 1
    assert not editions.look_again()


def test_the_old_edition_stays_until_every_mistake_is_mended(
    editions: Editions, content: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = editions.programme
    apply(CHANGE, content)
    apply(SLIP, content)

    assert not editions.look_again()
    assert editions.programme is before
    assert "modules/02-second.md:2:1: unknown key" in str(editions.mistakes[-1])
    assert len(caplog.records) == 1

    apply(MENDED, content)
    assert editions.look_again()
    assert titles(editions) == ["Changed", "Mended"]
    assert editions.mistakes == ()


def test_a_folder_that_is_gone_and_comes_back_changes_nothing(
    editions: Editions, content: Path
) -> None:
    before = editions.programme
    content.rename(content.with_name("away"))

    assert not editions.look_again()
    assert editions.programme is before
    assert editions.mistakes

    content.with_name("away").rename(content)
    assert not editions.look_again()
    assert editions.programme == before
    assert editions.mistakes == ()


def test_every_file_may_vanish_in_turn(editions: Editions, content: Path) -> None:
    for path in sorted(content.rglob("*.*")):
        path.unlink()
        editions.look_again()

        assert titles(editions) == ["First", "Second"]


def test_a_start_with_mistakes_is_refused(content: Path) -> None:
    apply(SLIP, content)

    with pytest.raises(InvalidContent):
        open_editions(content)


def test_many_threads_see_one_edition_or_the_other(editions: Editions, content: Path) -> None:
    def look(turn: int) -> list[str]:
        if turn == 5:
            apply(CHANGE, content)
        editions.look_again()
        return titles(editions)

    with ThreadPoolExecutor(8) as pool:
        seen = list(pool.map(look, range(60)))

    editions.look_again()
    assert titles(editions) == ["Changed", "Second"]
    assert all(found in (["First", "Second"], ["Changed", "Second"]) for found in seen)


def test_what_is_served_needs_no_files(editions: Editions, content: Path) -> None:
    shutil.rmtree(content)

    assert titles(editions) == ["First", "Second"]
