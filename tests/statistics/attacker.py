"""An attacker who knows every figure that was published, and how they are rounded, but not the key.

For each group that is shown as “fewer than 5” it works out how likely each number is: from every
total that the group is part of, less all the other parts.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import product

from learning.statistics.groups import Attribute, Group

SMALLEST = 5
People = Mapping[Group, int]
"""How many there are of each kind: a group in which everything is said."""
Shown = int | None
"""A published number; None: “fewer than 5”."""
Guess = Mapping[int, float]
"""How likely each number is."""
Likelihood = Callable[[Shown, int], float]
"""How likely a number is shown so."""

_AGAIN = 1 / 10
_FURTHER = {0: 1 - _AGAIN} | {
    sign * steps: _AGAIN**steps * (1 - _AGAIN) / 2 for steps in range(1, 5) for sign in (-1, 1)
}


@cache
def rounded(shown: Shown, true: int) -> float:
    """Return how likely `rounding.Protection` shows ``true`` so, over all keys."""
    if true < SMALLEST:
        return float(shown is None)
    bases = ((true + offset) // SMALLEST for offset in range(SMALLEST))
    ends = ((max(base + steps, 0) * SMALLEST or None, chance)
            for base in bases for steps, chance in _FURTHER.items())  # fmt: skip
    return sum(chance for end, chance in ends if end == shown) / SMALLEST


def hidden_only(shown: Shown, true: int) -> float:
    """Return the same for figures that are exact, where small ones are left out and no more."""
    return float(shown == (true if true >= SMALLEST else None))


def groups_of(choices: Mapping[Attribute, Sequence[str]]) -> Iterator[Group]:
    """Yield every combination of filters."""
    named = [[None, *values] for values in choices.values()]
    for combination in product(*named):
        pairs = zip(choices, combination, strict=True)
        yield Group.of({attribute: value for attribute, value in pairs if value is not None})


def size(people: People, group: Group) -> int:
    """Return how many people are in ``group``."""
    chosen = set(group.chosen)
    return sum(number for kind, number in people.items() if chosen <= set(kind.chosen))


def guesses(
    published: Mapping[Group, Shown],
    choices: Mapping[Attribute, Sequence[str]],
    likelihood: Likelihood,
) -> dict[Group, Guess]:
    """Return what the attacker thinks of each group that is hidden."""
    numbers = _numbers_by_shown(published.values(), likelihood)
    return {
        group: _guess(group, published, choices, likelihood, numbers)
        for group, shown in published.items()
        if shown is None
    }


def _guess(
    group: Group,
    published: Mapping[Group, Shown],
    choices: Mapping[Attribute, Sequence[str]],
    likelihood: Likelihood,
    numbers: Mapping[Shown, Guess],
) -> Guess:
    guess = numbers[None]
    for attribute, value in group.chosen:
        whole = Group.of({a: v for a, v in group.chosen if a is not attribute})
        others = [group.within(attribute, v) for v in choices[attribute] if v != value]
        rest = _sum(numbers[published[other]] for other in others)
        total = published[whole]
        fits = {n: sum(p * likelihood(total, n + r) for r, p in rest.items()) for n in guess}
        guess = _scaled({n: chance * fits[n] for n, chance in guess.items()}) or guess
    return guess


def _numbers_by_shown(shown: Iterable[Shown], likelihood: Likelihood) -> dict[Shown, Guess]:
    """Return what may stand behind each number that was published."""
    return {
        each: _scaled({n: likelihood(each, n) for n in range((each or 0) - 15, (each or 0) + 16)
                       if n >= 0 and likelihood(each, n) > 1e-7})
        for each in set(shown)
    }  # fmt: skip


def _sum(parts: Iterable[Guess]) -> Guess:
    total: Guess = {0: 1.0}
    for part in parts:
        longer: dict[int, float] = defaultdict(float)
        for one, chance in total.items():
            for other, also in part.items():
                longer[one + other] += chance * also
        total = longer
    return total


def _scaled(chances: Guess) -> Guess:
    whole = sum(chances.values())
    return {number: chance / whole for number, chance in chances.items()} if whole else {}
