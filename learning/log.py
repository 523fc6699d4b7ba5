"""How what goes wrong, or concerns security, is written down: nothing forged, nobody’s words."""

import logging
import re
import time
import traceback
from copy import copy
from types import TracebackType

SHAPE = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_INDENT = "  "
SECURITY = "learning.security"
"""The logger of security events: the only one whose INFO is written."""

_Fault = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


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
        """Return the first line."""
        return _UNSEEN.sub(_escaped, super().formatMessage(record))

    def formatException(self, ei: _Fault) -> str:  # noqa: N802
        """Return where it happened, each line indented, from the outermost call inwards."""
        fault = ei[1]
        lines: list[str] = []
        while fault is not None:
            lines += traceback.format_tb(fault.__traceback__)
            kind = f"{type(fault).__module__}.{type(fault).__qualname__}"
            why = fault.strerror if isinstance(fault, OSError) else None  # of the system, not typed
            lines.append(f"{kind}: {why}" if why else kind)
            fault = fault.__cause__
        return "\n".join(_INDENT + line for part in lines for line in part.splitlines())


def write_to_stderr() -> None:
    """Have warnings, errors and security events written to standard error.

    Whoever set up more keeps it.
    """
    root = logging.getLogger()
    if not root.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(Plain(SHAPE))
        root.addHandler(handler)
        root.setLevel(logging.WARNING)
    if not (security := logging.getLogger(SECURITY)).level:
        security.setLevel(logging.INFO)


def _escaped(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")
