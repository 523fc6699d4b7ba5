from collections.abc import Iterator
from pathlib import Path

import pytest

from learning.config import Settings
from learning.db import Database
from tests.backup.installed import installed
from tests.databases import Databases


@pytest.fixture
def here(databases: Databases, tmp_path: Path) -> Iterator[tuple[Settings, Database]]:
    """An installation on SQLite."""
    with installed(databases, "sqlite", tmp_path / "here") as installation:
        yield installation


@pytest.fixture
def either(
    databases: Databases, backend: str, tmp_path: Path
) -> Iterator[tuple[Settings, Database]]:
    """An installation on SQLite, and one on PostgreSQL."""
    with installed(databases, backend, tmp_path / "here") as installation:
        yield installation
