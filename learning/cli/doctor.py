"""``learning doctor``: what is wrong with this installation, and how to mend it."""

import json
import textwrap
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from urllib.parse import urlsplit

from learning import clock, doctor
from learning.cli.refusal import refusing
from learning.config import Settings, readable_settings
from learning.content import Mistake, check_programme
from learning.content.cache import latest
from learning.doctor import Finding, Where
from learning.errors import CannotStart

_WIDTH = 100
_MARKS = {"fine": " ", "look": "?", "mend": "!"}


@refusing
def examine(url: str, *, thorough: bool, as_json: bool) -> int:
    """Print what every check finds; return 1 if anything is to mend. Nothing is written."""
    settings, wrong = readable_settings()
    where = Where(
        settings=settings,
        db=None,
        mistakes=partial(_mistakes, settings),
        wrong_settings=wrong,
        address=_asked_for(url) or _beginning(settings.base_url),
    )
    checks = (*doctor.CHECKS, *doctor.FROM_OUTSIDE, *(doctor.THOROUGH if thorough else ()))
    with doctor.opened(where) as where:
        found = doctor.findings(where, checks)
    print(_as_json(found) if as_json else _as_text(found))
    return 1 if any(finding.state == "mend" for finding in found) else 0


def _mistakes(settings: Settings) -> Sequence[Mistake]:
    """Return why the programme in the folder cannot follow the one that was served last."""
    kept = latest(settings.data / "cache")
    before = kept.programme if kept else None
    today = clock.now().date()
    return check_programme(settings.content, today=today, before=before).mistakes


def _asked_for(url: str) -> str:
    if url and not _beginning(url):
        raise CannotStart("--url: the address begins with https:// and goes on with a name.")
    return _beginning(url)


def _beginning(address: str) -> str:
    """Return scheme and name; nothing for what is no address, which a check says of a setting."""
    parts = urlsplit(address)
    is_one = parts.scheme in {"http", "https"} and bool(parts.netloc)
    return f"{parts.scheme}://{parts.netloc}" if is_one else ""


def _as_json(found: Sequence[Finding]) -> str:
    said = {"findings": [asdict(one) for one in found], "versions": doctor.versions()}
    return json.dumps(said, ensure_ascii=False, indent=1)


def _as_text(found: Sequence[Finding]) -> str:
    column = max(len(finding.name) for finding in found) + 4
    lines = [line for finding in found for line in _lines(finding, column)]
    return "\n".join([*lines, "", doctor.summary(found), doctor.versions()])


def _lines(finding: Finding, column: int) -> list[str]:
    """Return a line, and what to do below it where something is to be done."""
    mark = _MARKS[finding.state]
    remedy = [
        f"  {line}" for part in finding.remedy.splitlines() for line in _wrapped(part, column)
    ]
    first, *rest = [*_wrapped(finding.sentence, column), *remedy]
    return [f"{mark} {finding.name:<{column - 2}}{first}", *(" " * column + line for line in rest)]


def _wrapped(paragraph: str, column: int) -> list[str]:
    """Return the lines of a paragraph; a command stays whole, to be copied."""
    if paragraph.startswith("$ "):
        return [paragraph]
    width = _WIDTH - column - 2
    return textwrap.wrap(paragraph, width, break_long_words=False, break_on_hyphens=False)
