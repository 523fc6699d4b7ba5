"""Marsh Heron, who has left something everywhere."""

import pytest

from learning.accounts import Person
from learning.content import Programme
from learning.db import Database
from tests.cast import Cast
from tests.conftest import StoppedClock
from tests.own_data.marked import heron


@pytest.fixture
def person(database: Database, cast: Cast, programme: Programme, stopped: StoppedClock) -> Person:
    with database.writing.begin() as db:
        return heron(db, cast, programme, stopped, is_admin=False)
