"""The two accounts of one person: the one that stays, and the one that goes."""

from dataclasses import dataclass

from learning.accounts import Person
from learning.content import Programme


@dataclass(frozen=True, slots=True)
class Both:
    """Two accounts that are becoming one."""

    staying: Person
    going: Person
    programme: Programme
    """Today’s: it knows what pages and exercises were called before."""

    @property
    def ids(self) -> tuple[int, int]:
        """Return the numbers of both."""
        return self.staying.id, self.going.id
