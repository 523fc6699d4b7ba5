"""Where the lived-in cast works: invented organisations, some of them spelt in several ways."""

from collections.abc import Sequence
from itertools import cycle

from sqlalchemy.orm import Session

from learning import organisations
from learning.accounts import Person
from learning.organisations import Nation, Sector, Stage, Work, WorkRole

HARBOUR = "Harbour Row NHS Foundation Trust"
KETTLE = "Kettle Bay City Council"
_SAID = (
    (HARBOUR, Sector.HEALTH, 14),
    ("harbour row nhs ft", Sector.HEALTH, 4),
    ("HRFT", Sector.HEALTH, 2),
    (KETTLE, Sector.COUNCIL, 7),
    ("Kettle Bay Council", Sector.COUNCIL, 2),
    ("University of Kettle Bay", Sector.EDUCATION, 5),
    ("Lamplight Homes", Sector.HOUSING, 3),
    ("جمعية الميناء", Sector.VOLUNTARY, 1),
)
"""What is typed, and by how many of the crowd."""


def give_work(db: Session, ada: Person, ben: Person, crowd: Sequence[Person]) -> None:
    """Let them say where they work; some of the crowd decline, and the last are not asked."""
    typed = [(name, sector) for name, sector, times in _SAID for _ in range(times)]
    kinds = zip(cycle(Nation), cycle(WorkRole), cycle(Stage), strict=False)
    for person, (name, sector), (nation, role, stage) in zip(crowd, typed, kinds, strict=False):
        said = Work(organisation=name, sector=sector, nation=nation, role=role, stage=stage)
        organisations.set_profile(db, person, said)
    everything = Work(
        organisation=HARBOUR, sector=Sector.HEALTH, nation=Nation.ENGLAND,
        role=WorkRole.ESTATES, stage=Stage.STARTED,
    )  # fmt: skip
    organisations.set_profile(db, ada, everything)
    organisations.decline(db, ben)
