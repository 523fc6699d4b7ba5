"""How long statements take: counted for whatever asks, and those that take long written down."""

import logging
from time import perf_counter
from typing import Any

from sqlalchemy import Engine, event

from learning import doing
from learning.log import write

_LONGEST = 500
"""Signs of a statement that are written down."""
_log = logging.getLogger(__name__)
_beyond = 0.5
"""Seconds, for the whole process."""


def warn_beyond(milliseconds: float) -> None:
    """Have this process write down each statement that takes longer."""
    global _beyond
    _beyond = milliseconds / 1000


def time_statements(engine: Engine) -> None:
    """Time each statement of ``engine``, from asking the driver to its first answer.

    Instead of SQLAlchemy’s own call of the driver, which costs half of what two events around it
    would: nothing has to be kept from one to the other.
    """
    event.listen(engine, "do_execute", _execute)
    event.listen(engine, "do_executemany", _execute_many)


def _execute(cursor: Any, statement: str, parameters: Any, _context: object) -> bool:
    began = perf_counter()
    try:
        cursor.execute(statement, parameters)
    finally:
        _took(statement, perf_counter() - began)
    return True


def _execute_many(cursor: Any, statement: str, parameters: Any, _context: object) -> bool:
    began = perf_counter()
    try:
        cursor.executemany(statement, parameters)
    finally:
        _took(statement, perf_counter() - began)
    return True


def _took(statement: str, seconds: float) -> None:
    task = doing.now()
    if task:
        task.statements += 1
        task.database_seconds += seconds
    if seconds > _beyond:
        # The parameters, which may be what somebody wrote, are no part of the text.
        short = " ".join(statement.split())[:_LONGEST]
        took = round(seconds * 1000)
        view = task.view if task else "-"
        write(_log, logging.WARNING, "slow_statement", ms=took, view=view, statement=short)
