"""The programme with one exercise of every kind, served to the cast."""

from pathlib import Path

import pytest

from learning.config import Settings
from learning.content import Editions
from tests.conftest import NOON
from tests.rewriting import EVERY_KIND


@pytest.fixture(scope="session")
def editions() -> Editions:
    return Editions(EVERY_KIND, today=lambda: NOON.date())


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "var", content=EVERY_KIND)
