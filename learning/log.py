"""How what goes wrong, or concerns security, is written down: nothing forged, nobody’s words."""

import json
import logging
import re
import time
import traceback
from collections.abc import Iterator
from copy import copy
from types import TracebackType
from typing import Any, Literal

from learning import doing

SHAPE = "%(asctime)s %(levelname)s %(name)s: %(message)s"
Format = Literal["text", "json"]
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_INDENT = "  "
SECURITY = "learning.security"
"""The logger of security events."""
REQUESTS = "learning.requests"
"""The logger of requests; with that of security events the only one whose INFO is written."""

_Fault = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def write(logger: logging.Logger, level: int, event: str, /, **fields: object) -> None:
    """Write an event and what belongs to it: ``event name=value …``, in JSON each a field."""
    if logger.isEnabledFor(level):
        line = " ".join([event, *(f"{name}={value}" for name, value in fields.items())])
        logger.log(level, "%s", line, extra={"event": event, "fields": fields})


class Plain(logging.Formatter):
    """Writes a record so that nothing in it passes for another one, or steers a terminal.

    Of an exception it writes kind and place, and never the words: those of a database, or of a
    parser, repeat what somebody has typed.
    """

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%SZ"
    default_msec_format = None

    def format(self, record: logging.LogRecord) -> str:
        """Return the record, whatever another formatter has made of it before."""
        own = copy(record)
        own.exc_text = None
        return super().format(own)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        """Return the first line, with the number of the request."""
        number = getattr(record, "request", None)
        line = super().formatMessage(record)
        return _UNSEEN.sub(_escaped, f"{line} request={number}" if number else line)

    def formatException(self, ei: _Fault) -> str:  # noqa: N802
        """Return where it happened, each line indented, from the outermost call inwards."""
        lines: list[str] = []
        for fault in _causes(ei[1]):
            lines += traceback.format_tb(fault.__traceback__)
            lines.append(_kind(fault))
        return "\n".join(_INDENT + line for part in lines for line in part.splitlines())


class Json(Plain):
    """Writes a record as one line of JSON, in ASCII, for a program to read."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; what an event is called by is never taken by one of its fields."""
        said: dict[str, Any] = {
            "time": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": getattr(record, "event", None) or record.getMessage(),
        }
        for name in ("request", "view"):
            if value := getattr(record, name, None):
                said[name] = value
        said |= {k: v for k, v in getattr(record, "fields", {}).items() if k not in said}
        if record.exc_info and record.exc_info[1]:
            said["fault"] = [_told(fault) for fault in _causes(record.exc_info[1])]
        return json.dumps(said, default=str).replace("\x7f", "\\u007f")  # all other signs are ASCII


class Numbered(logging.Filter):
    """Marks each record with the request, or the task, in which it was written."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let it pass, marked."""
        if task := doing.now():
            record.request, record.view = task.number, task.view
        return True


def write_to_stderr(how: Format = "text", *, requests: bool = False) -> None:
    """Have warnings, errors and security events written to standard error, and each request.

    Whoever set up more keeps it.
    """
    root = logging.getLogger()
    if not root.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(Json() if how == "json" else Plain(SHAPE))
        handler.addFilter(Numbered())
        root.addHandler(handler)
        root.setLevel(logging.WARNING)
    for name in (SECURITY, REQUESTS) if requests else (SECURITY,):
        if not (logger := logging.getLogger(name)).level:
            logger.setLevel(logging.INFO)


def _causes(fault: BaseException | None) -> Iterator[BaseException]:
    while fault is not None:
        yield fault
        fault = fault.__cause__


def _kind(fault: BaseException) -> str:
    kind = f"{type(fault).__module__}.{type(fault).__qualname__}"
    why = fault.strerror if isinstance(fault, OSError) else None  # of the system, not typed
    return f"{kind}: {why}" if why else kind


def _told(fault: BaseException) -> dict[str, Any]:
    places = traceback.extract_tb(fault.__traceback__)
    return {
        "kind": _kind(fault),
        "places": [f"{place.filename}:{place.lineno} {place.name}" for place in places],
    }


def _escaped(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")
