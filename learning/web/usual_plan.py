"""What the form for a live session begins with: which module, and how the team meets usually."""

from learning.content import Module, Programme
from learning.errors import NotFound
from learning.planning import Agenda, SessionView
from learning.web.context import programme, settings


def modules() -> list[Module]:
    """Return the modules that a team can do together."""
    return [module for module in programme().modules if module.script]


def guided(module_id: str | None) -> Module | None:
    """Return the module that is or was called so, if it has a guide."""
    try:
        module = programme().module(module_id or "")
    except NotFound:
        return None
    return module if module.script else None


def next_module(agenda: Agenda, edition: Programme) -> Module | None:
    """Return the first module that the team has neither done nor planned, else the first."""
    taken = [
        view.module(edition) for view in (*agenda.ahead, *agenda.past) if not view.is_cancelled
    ]
    found = modules()
    return next((module for module in found if module not in taken), found[0] if found else None)


def usual(module: Module | None, agenda: Agenda) -> dict[str, object]:
    """Return what a new plan begins with: most of it as the team planned the last time.

    Always together at one time: over days is a choice that is made each time.
    """
    script = module.script if module else None
    last = next(iter((*reversed(agenda.ahead), *agenda.past)), None)
    usual: dict[str, object] = {
        "module": module.id if module else "",
        "length": script.usual if script else None,
        "time_zone": settings().time_zone,
        "weeks": 0,
        "times": 4,
        "goes_on": True,
    }
    if last:
        zone = {"time_zone": last.time_zone, "at": last.when.starts.time()}
        usual |= {"place": last.place, "link": last.link} | zone
    return usual


def as_planned(view: SessionView, module: Module | None) -> dict[str, object]:
    """Return the plan as it is, to be changed."""
    script = module.script if module else None
    keeps = script and view.length in script.lengths
    return {
        "module": module.id if module else "",
        "length": view.length if keeps else script.usual if script else None,
        "day": view.when.starts.date(),
        "at": view.when.starts.time(),
        "time_zone": view.time_zone,
        "place": view.place,
        "link": view.link,
        "days": view.days or 0,
        "seen": view.sequence,
    }
