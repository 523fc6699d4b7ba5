"""Who leads what in a live session: roles are dealt, rotated, swapped and passed on.

Pure: nothing here knows a database. People are the participants of one session.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from itertools import permutations

from learning.content.scripts import Role
from learning.errors import NotAllowed
from learning.live.rules.state import Participant

Roles = Mapping[Role, Participant]
AWAY_AFTER = timedelta(seconds=20)
_F, _T, _S, _O = Role.FACILITATOR, Role.TIMEKEEPER, Role.SCRIBE, Role.OUTSIDE_IN
_SEATS: Mapping[int, tuple[tuple[tuple[Role, ...], ...], ...]] = {
    1: (((_F, _T, _S, _O),),),
    2: (((_F, _O), (_T, _S)), ((_F, _S), (_T, _O)), ((_F, _T), (_S, _O))),
    3: (((_F,), (_T, _O), (_S,)),),
    4: (((_F,), (_T,), (_S,), (_O,)),),
}
"""Ways to share the roles out, the usual one first, by how many people share them."""


class Action(StrEnum):
    """What somebody may do in a session, in words that follow “can”."""

    BEGIN = "begin the session"
    READY = "say that they are ready"
    ADD_MINUTE = "add a minute"
    SWAP = "swap roles"
    NEXT = "go on to the next step"
    BACK = "go back a step"
    PAUSE = "pause the session"
    RESUME = "end the pause"
    FINISH = "end the session"
    WRITE_LINES = "write for the group"
    DECIDE = "write down what was decided"


_LEADING = (_F, _T)
_HURRYING = (Action.NEXT, Action.BACK, Action.FINISH)
_WRITING = (_S,)
ALLOWED: Mapping[Action, tuple[Role, ...]] = {
    Action.BEGIN: (),
    Action.READY: (),
    Action.ADD_MINUTE: (),
    Action.SWAP: (),
    Action.NEXT: _LEADING,
    Action.BACK: _LEADING,
    Action.PAUSE: _LEADING,
    Action.RESUME: _LEADING,
    Action.FINISH: _LEADING,
    Action.WRITE_LINES: _WRITING,
    Action.DECIDE: _WRITING,
}
"""Which roles may do what; an action without roles is everybody's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Who is in a session, as far as it matters to who may do what."""

    roles: Roles
    names: Mapping[Participant, str] = field(default_factory=dict)
    convenor: Participant | None = None
    away: Collection[Participant] = ()
    is_over_days: bool = False
    """Whether nobody leads, so that only the convenor hurries the others or ends it."""

    def may(self, person: Participant, action: Action) -> bool:
        """Tell whether ``person`` may do it; anybody may while nobody who could is here."""
        if self.is_over_days:
            return action not in _HURRYING or person == self.convenor
        if not ALLOWED[action]:
            return True
        holders = self._holders(action)
        return person in holders or all(holder in self.away for holder in holders)

    def require(self, person: Participant, action: Action) -> None:
        """Raise `NotAllowed`, naming who can, unless ``person`` may do it."""
        if self.may(person, action):
            return
        if self.is_over_days:
            raise NotAllowed(
                f"Over days only the team’s convenor can {action.value}. Say that you have done"
                " the step: when all of you have, it goes on by itself."
            )
        can = [
            f"{self.names[holder]} ({what})" if holder in self.names else f"the {what}"
            for holder, what in self._holders(action).items()
            if holder not in self.away
        ]
        raise NotAllowed(f"Only {_listed(can)} can {action.value}.")

    def _holders(self, action: Action) -> dict[Participant, str]:
        """Return who may do it, each with what they are; the convenor leads, but does not write."""
        found: dict[Participant, str] = {}
        for role in ALLOWED[action]:
            if role in self.roles:
                found.setdefault(self.roles[role], role.value)
        if self.convenor is not None and ALLOWED[action] == _LEADING:
            found.setdefault(self.convenor, "convenor")
        return found


def deal(
    present: Sequence[Participant], last: Roles, by_name: Collection[Participant] = ()
) -> dict[Role, Participant]:
    """Return a role for each who is ``present``, in the order of joining.

    Who had no role in the ``last`` session comes first, and nobody gets the role they had then
    while somebody else can have it. With fewer than four people some have two. Those who are there
    ``by_name``, without a device, come last, and do not write while somebody else can.
    """
    first = sorted(dict.fromkeys(present), key=lambda w: (w in by_name, w in last.values()))
    chosen = first[: max(_SEATS)]
    if not chosen:
        return {}
    deals = (
        {role: who for who, roles in zip(people, seats, strict=True) for role in roles}
        for seats in _SEATS[len(chosen)]
        for people in permutations(chosen)
    )
    # Of equally good deals the first is taken, which keeps to the order of joining.
    dealt = min(
        deals,
        key=lambda roles: (
            roles[_S] in by_name,
            sum(last.get(role) == who for role, who in roles.items()),
        ),
    )
    return {role: dealt[role] for role in Role}


def swap(roles: Roles, one: Participant, other: Participant) -> dict[Role, Participant]:
    """Return the roles after the two people have exchanged all of theirs."""
    instead = {one: other, other: one}
    return {role: instead.get(who, who) for role, who in roles.items()}


def pass_on(
    roles: Roles,
    present: Iterable[Participant],
    away: Collection[Participant],
    by_name: Collection[Participant] = (),
) -> dict[Role, Participant]:
    """Return the roles after those of whoever is ``away`` went to others who are ``present``.

    Each goes to whoever has the fewest, in the order of joining, and to people ``by_name`` only
    when nobody with a device is there. Who comes back gets none back; done twice it changes nothing
    more. In an empty room everybody keeps what they have.
    """
    here = [who for who in present if who not in away]
    if not here:
        return dict(roles)
    here = [who for who in here if who not in by_name] or here
    kept = {role: who for role, who in roles.items() if who not in away}
    has = Counter(kept.values())
    for role in roles:
        if role not in kept:
            kept[role] = min(here, key=lambda who: has[who])
            has[kept[role]] += 1
    return {role: kept[role] for role in roles}


def _listed(words: Sequence[str]) -> str:
    return " or ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)
