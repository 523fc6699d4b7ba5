from collections.abc import Iterator

import pytest

from learning.broadcast import Hub, attach
from learning.db import Database
from tests.broadcast import spoken


@pytest.fixture
def speaking(database: Database) -> Iterator[Database]:
    """A database in which topics have versions."""
    spoken.make(database)
    yield database
    spoken.drop(database)


@pytest.fixture
def hub(speaking: Database) -> Iterator[Hub]:
    """This process’s hub, which hears what is committed here."""
    hub = Hub()
    attach(hub, speaking)
    yield hub
    speaking.writing.kw.pop("info")
