"""Who they are, when they joined and how far they got. Pure: only the seed decides."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar

from learning.organisations import Nation, Sector, Stage, WorkRole

_Choice = TypeVar("_Choice")
PLACES = (
    "Ashcombe", "Brackwater", "Calderhythe", "Dunmere", "Eastwick", "Fernley", "Glenhaven",
    "Harrowby", "Inchcastle", "Kirkmoor", "Llanfedw", "Marlstone", "Northbeck", "Oakhampton",
    "Penrhos", "Quarrydale", "Ravensea", "Stonebridge", "Thornbury Vale", "Westholme",
)  # fmt: skip
"""Of no map."""
KINDS = (
    ("Hospitals", Sector.HEALTH, 30),
    ("Council", Sector.COUNCIL, 30),
    ("University", Sector.EDUCATION, 12),
    ("Homes", Sector.HOUSING, 14),
    ("Community Action", Sector.VOLUNTARY, 14),
)
"""What follows the place, the sector it is in, and how many in a hundred are."""
FIRST = ("Amara", "Bethan", "Callum", "Devi", "Elif", "Fergus", "Grace", "Hamza", "Ines", "Joan")
LAST = ("Okafor", "Rhys", "Reid", "Raman", "Kaya", "Boyd", "Mensah", "Sheikh", "Duarte", "Whitlock")
NEVER_START = 0.14
GO_ON = 0.975
"""How likely somebody goes on from one page to the next; at the end of a module less likely."""
GO_ON_TO_NEXT_MODULE = 0.9
SAID = 0.8
"""How likely somebody fills in each part of the profile."""
_MONTHS = 24


@dataclass(frozen=True, slots=True)
class Place:
    """An invented organisation."""

    name: str
    sector: Sector
    nation: Nation


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """One invented person."""

    number: int
    name: str
    joined: datetime
    organisation: int | None
    """Position among the places."""
    sector: Sector | None
    nation: Nation | None
    role: WorkRole | None
    stage: Stage | None
    done: tuple[datetime, ...]
    """When each page was done, in the order of the programme."""
    better: int
    """By how much they rate themselves higher at the end."""


def places(chance: Random, number: int) -> tuple[Place, ...]:
    """Return so many organisations, each with a name of its own."""
    weights = [weight for *_, weight in KINDS]
    found = []
    for count in range(number):
        kind, sector, _ = chance.choices(KINDS, weights)[0]
        again, place = divmod(count, len(PLACES))
        name = f"{PLACES[place]} {kind}" + (f" {again + 1}" if again else "")
        found.append(Place(name, sector, _one_of(chance, Nation, (80, 8, 8, 4))))
    return tuple(found)


def learners(
    chance: Random, number: int, places: tuple[Place, ...], sizes: tuple[int, ...], now: datetime
) -> Iterator[Learner]:
    """Yield so many people; ``sizes`` are the modules' numbers of pages."""
    reach = [1 / (rank + 2) for rank in range(len(places))]
    from_places = chance.choices(range(len(places)), reach, k=number)
    for count in range(number):
        # More of them lately than at first, as a programme that becomes known.
        age = _MONTHS * 30.4 * (1 - chance.random() ** 0.6)
        joined = now - timedelta(days=age, seconds=chance.randrange(86_400))
        where = from_places[count] if chance.random() < SAID else None
        place = places[where] if where is not None else None
        yield Learner(
            number=count,
            name=f"{chance.choice(FIRST)} {chance.choice(LAST)}",
            joined=joined,
            organisation=where,
            sector=place.sector if place else None,
            nation=place.nation if place else None,
            role=_one_of(chance, WorkRole) if chance.random() < SAID else None,
            stage=_one_of(chance, Stage) if chance.random() < SAID else None,
            done=_done(chance, joined, sizes, now),
            better=chance.choice((0, 1, 1, 2, 2, 3)),
        )


def _done(
    chance: Random, joined: datetime, sizes: tuple[int, ...], now: datetime
) -> tuple[datetime, ...]:
    """Return when each page was done: some in one sitting, then weeks of nothing."""
    if chance.random() < NEVER_START:
        return ()
    moment = joined + timedelta(minutes=chance.expovariate(1 / 600))
    found: list[datetime] = []
    for size in sizes:
        for _ in range(size):
            if moment > now or (found and chance.random() > GO_ON):
                return tuple(found)
            found.append(moment)
            moment += timedelta(minutes=5 + chance.expovariate(1 / 20))
        if chance.random() > GO_ON_TO_NEXT_MODULE:
            break
        moment += timedelta(days=chance.expovariate(1 / 9))
    return tuple(found)


def _one_of(
    chance: Random, choices: Iterable[_Choice], weights: tuple[int, ...] | None = None
) -> _Choice:
    every = list(choices)
    return chance.choices(every[: len(weights)] if weights else every, weights)[0]
