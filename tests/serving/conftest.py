from collections.abc import Iterator

import pytest

from learning.db import Database
from tests.broadcast import spoken
from tests.broadcast.conftest import speaking as speaking
from tests.databases import Databases


@pytest.fixture
def postgresql(databases: Databases) -> Iterator[Database]:
    """The database of several machines, with such topics."""
    with databases.fresh("postgresql") as database:
        spoken.make(database)
        yield database
        spoken.drop(database)
