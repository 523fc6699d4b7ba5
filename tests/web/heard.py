"""The lines that security events leave in the log, with the cast’s names for numbers."""

import logging
import re

import pytest

from learning import log
from tests.cast import PASSWORD, Cast

SHAPE = re.compile(
    r"([a-z_]+) account=(-|\d+) way=(-|[a-z_]+) view=(-|[a-z_.]+) network=[0-9a-f]{12}"
)


class Heard:
    """What was written since a test began to listen."""

    def __init__(self, caplog: pytest.LogCaptureFixture, cast: Cast) -> None:
        self._caplog = caplog
        people = (cast.ada, cast.ben, cast.cleo, cast.dana)
        self._names = {str(one.id): one.name for one in people} | {"-": "-"}
        self._never = {PASSWORD, *(one.name for one in people), *(one.email for one in people)}
        caplog.set_level(logging.INFO, log.SECURITY)

    @property
    def raw(self) -> list[str]:
        """The lines as they are."""
        return [one.getMessage() for one in self._caplog.records if one.name == log.SECURITY]

    def lines(self) -> list[str]:
        """Return each as event, name, way and view; fail if there is anything else in one."""
        return [self._line(raw) for raw in self.raw]

    def forget(self) -> None:
        self._caplog.clear()

    def _line(self, raw: str) -> str:
        found = SHAPE.fullmatch(raw)
        assert found, raw
        assert not [word for word in self._never if word.casefold() in raw.split("=")], raw
        event, account, way, view = found.groups()
        return f"{event} {self._names.get(account, 'new')} {way} {view}"
