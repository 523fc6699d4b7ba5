"""What a plan must keep to, whoever makes it; no database."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit

from learning import clock
from learning.content import Programme
from learning.content.scripts import DAYS
from learning.errors import Conflict, LearningError, NotFound

MOST_TIMES = 12
"""Sessions of one series."""
FURTHEST = timedelta(days=731)
LONGEST_PLACE = 200
LONGEST_LINK = 1000


class NotThen(LearningError):
    """The day is past or too far ahead."""


class TooManyTimes(LearningError):
    """A series that goes on has more sessions than there are modules left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A plan as people make it: by the clock on a wall."""

    module_id: str
    length: int
    day: date
    at: time
    time_zone: str
    place: str | None = None
    link: str | None = None
    days: int | None = None
    """Days for each step, of `DAYS`, where each does it when it suits; None to do it at once."""


def link_problem(link: str) -> str | None:
    """Return what is wrong with the address of a video call, or None. It is never opened by us."""
    try:
        parts = urlsplit(link)
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        return "This link cannot be read. Copy it again from the invitation to the call"
    if parts.scheme != "https" or not parts.hostname or not port_is_fine:
        return "Enter a link that begins with https://"
    if parts.username is not None or "." not in parts.hostname or not link.isprintable():
        return "This link cannot be read. Copy it again from the invitation to the call"
    return "Enter a link without spaces" if " " in link else None


def refuse_length(programme: Programme, wanted: Wanted) -> None:
    """Raise `NotFound` for a module that is not there, `Conflict` for a length it has not.

    The same for days that are not on offer.
    """
    script = programme.module(wanted.module_id).script
    if script is None:
        raise NotFound("This module has no session guide, so it cannot be done together.")
    if wanted.length not in script.lengths:
        raise Conflict("The guide of this module has no session of that length.")
    if wanted.days not in (None, *DAYS):
        raise Conflict("Each step can last 1, 2 or 3 days.")


def refuse_overlap(programme: Programme, each: Iterable[Wanted], weeks: int) -> None:
    """Raise `Conflict` if a session over days would last longer than until the one after it."""
    *earlier, _ = (days_of(programme, one) for one in each)
    if max(earlier, default=0) > weeks * 7:
        raise Conflict(
            f"Over days, this session lasts {max(earlier)} days, so the next cannot begin after"
            f" {weeks * 7}. Meet less often, or give each step fewer days."
        )


def days_of(programme: Programme, wanted: Wanted) -> int:
    """Return how many days a session lasts, 0 for one at a time."""
    script = programme.module(wanted.module_id).script
    return script.days_in(wanted.length, wanted.days) if script and wanted.days else 0


def one_after_another(programme: Programme, wanted: Wanted, times: int) -> list[Wanted]:
    """Return the same plan for the module and those after it, in lengths that their guides have."""
    first = programme.module(wanted.module_id)
    rest = programme.modules[programme.modules.index(first) :]
    guided = [(module, module.script) for module in rest if module.script]
    if len(guided) < times:
        if len(guided) == 1:
            raise TooManyTimes("This is the last module, so plan it just once or without the tick")
        raise TooManyTimes(
            f"From this one on there are {len(guided)} modules. Meet {len(guided)} times at most"
        )
    return [
        replace(
            wanted,
            module_id=module.id,
            length=wanted.length if wanted.length in script.lengths else script.usual,
        )
        for module, script in guided[:times]
    ]


def refuse_days(moments: Iterable[datetime]) -> None:
    """Raise `NotThen` for a moment that is past or too far ahead."""
    now = clock.now()
    for moment in moments:
        if moment <= now:
            raise NotThen("This moment is past. Choose a later one")
        if moment > now + FURTHEST:
            raise NotThen("Choose a day within the next two years")
