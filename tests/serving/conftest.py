from collections.abc import Iterator

import pytest

from learning.db import Database
from tests.broadcast import spoken
from tests.databases import Databases


@pytest.fixture
def speaking(database: Database) -> Iterator[Database]:
    """A database in which topics have versions."""
    spoken.make(database)
    yield database
    spoken.drop(database)


@pytest.fixture
def postgresql(databases: Databases) -> Iterator[Database]:
    """The database of several machines, with such topics."""
    with databases.fresh("postgresql") as database:
        spoken.make(database)
        yield database
        spoken.drop(database)
