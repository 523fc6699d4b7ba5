"""Teams of invented learners: when they met, who was there, what they agreed to do. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from learning.actions import Status
from learning.crowd.people import Learner

IN_A_TEAM = 0.3
"""How many of those with an organisation learn with colleagues."""
SIZES = (3, 4, 5, 5, 6, 7, 8)
LENGTH = 60
ENOUGH = 20
"""Minutes that count, for who came late or left early."""
CANCELLED = 0.08
CAME = 0.82
KEPT = {Status.DONE: 45, Status.OPEN: 30, Status.CHANGED: 15, Status.DROPPED: 10}
"""Of a hundred actions."""


@dataclass(frozen=True, slots=True)
class Promise:
    """One action; ``owner`` is a position in its team."""

    owner: int
    status: Status
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Meeting:
    """One live session of one team."""

    module_id: str
    starts_at: datetime
    is_cancelled: bool
    minutes: Mapping[int, int]
    """Of those who came, by position in the team; of nobody if it is still to come."""
    promises: tuple[Promise, ...]


@dataclass(frozen=True, slots=True)
class InventedTeam:
    """Some people of one organisation, and when they met."""

    members: tuple[Learner, ...]
    meetings: tuple[Meeting, ...]


def teams(
    chance: Random, people: Sequence[Learner], modules: Sequence[str], now: datetime
) -> Iterator[InventedTeam]:
    """Yield the teams of these people, each of one organisation."""
    waiting: dict[int, list[Learner]] = {}
    wanted: dict[int, int] = {}
    for person in people:
        if person.organisation is None or chance.random() > IN_A_TEAM:
            continue
        group = waiting.setdefault(person.organisation, [])
        group.append(person)
        if len(group) >= wanted.setdefault(person.organisation, chance.choice(SIZES)):
            members = tuple(waiting.pop(person.organisation))
            wanted.pop(person.organisation)
            yield InventedTeam(members, tuple(_meetings(chance, members, modules, now)))


def _meetings(
    chance: Random, members: Sequence[Learner], modules: Sequence[str], now: datetime
) -> Iterator[Meeting]:
    starts_at = max(member.joined for member in members) + timedelta(days=chance.randrange(3, 30))
    held = min(len(modules), int(chance.expovariate(1 / 3)) + 1)
    for module_id in modules[:held]:
        is_over = starts_at + timedelta(minutes=LENGTH) < now
        is_cancelled = chance.random() < CANCELLED
        minutes: dict[int, int] = {}
        if is_over and not is_cancelled:
            came = [at for at in range(len(members)) if chance.random() < CAME] or [0]
            minutes = {at: chance.choice((LENGTH, LENGTH, LENGTH, ENOUGH)) for at in came}
        promises = tuple(_promises(chance, minutes, starts_at)) if minutes else ()
        yield Meeting(module_id, starts_at, is_cancelled, minutes, promises)
        starts_at += timedelta(days=14)
        if not is_over:
            return


def _promises(chance: Random, minutes: Mapping[int, int], starts_at: datetime) -> Iterator[Promise]:
    for _ in range(chance.randrange(4)):
        owner = chance.choice(sorted(minutes))
        status = chance.choices(list(KEPT), list(KEPT.values()))[0]
        yield Promise(owner, status, starts_at + timedelta(minutes=LENGTH - 5))
