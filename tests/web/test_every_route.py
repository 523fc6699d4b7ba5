"""Every route there is, walked by everybody, with everybody's ids."""

from collections.abc import Iterator
from itertools import islice, product

import pytest

from tests.databases import Databases
from tests.web.house import House, opened
from tests.web.walked import Step, chosen_words, steps

PRIVATE = ("/journal/", "/account/")
"""Where even a teammate is a stranger."""
NAMED_IN_A_FIELD = {"POST /live/<int(max=2147483647):session_id>/record/withdrawal"}
"""Where what it is about is not in the address: an empty form is about nothing."""
SEVERAL = 4
"""Ways to fill one address that are tried by those who may not."""
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def house(
    backend: str, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    with databases.fresh(backend) as database, opened(database, tmp_path_factory) as house:
        yield house


def one_address(asked: Iterator[Step]) -> list[Step]:
    """Return the first of the addresses, in every way that it can be asked."""
    found = list(islice(asked, SEVERAL))
    return [step for step in found if step.path == found[0].path]


def is_right(status: int, location: str, who: str, group: str, step: Step) -> bool:
    """Tell whether an answer keeps those out who are not of the audience, and nobody else."""
    to_sign_in = location.startswith("/sign-in?next=")
    if group == "learners and guests" and who == "nobody":
        return status in {303, 401}  # a page that does not say “guest” was somebody’s
    if group == "everyone":
        return status != 401 and not to_sign_in
    if who == "nobody":
        return to_sign_in if step.method == "GET" else status == 401
    if group in {"admins", "organisation admins"} and f"{who}s" != group:
        return status == 403
    return status != 401 and not to_sign_in


def test_every_route_is_for_whom_it_says(house: House) -> None:
    wrong = []
    with house.rehearsal:
        for rule in house.rules():
            group = house.audience(rule)
            for step in one_address(steps(rule, house.common, house.of_ada)):
                for who in house.walkers:
                    status, location, _ = house.said(who, step)
                    if not is_right(status, location, who, group, step):
                        wrong.append((who, str(step), group, status, location))
    assert wrong == []


def test_what_somebody_may_not_know_of_is_as_if_it_were_not_there(house: House) -> None:
    before = house.rows()
    told, found = [], 0
    for rule in house.rules_with_ids():
        outside = {"nobody", "stranger", "organisation admin", "admin"}
        outside |= {"teammate"} if rule.rule.startswith(PRIVATE) else set()
        there = islice(steps(rule, house.common, house.of_ada), SEVERAL)
        nowhere = islice(steps(rule, house.common, house.nowhere), SEVERAL)
        for who, (step, no_step) in product(outside, list(zip(there, nowhere, strict=False))):
            found += 1
            if house.said(who, step) != house.said(who, no_step):
                told.append((who, str(step), house.said(who, step)[:2]))
    assert told == []
    assert found > 200
    assert house.rows() == before


def test_with_one_id_of_their_own_and_one_of_somebody_else_nobody_gets_further(
    house: House,
) -> None:
    before = house.rows()
    told = []
    for rule in house.rules_with_ids():
        names = sorted(rule.arguments & house.own)
        for others in names if len(names) > 1 else ():
            own = {name: house.of_cleo[name][:2] for name in names if name != others}
            theirs = house.of_ada[others][:2]
            there = steps(rule, house.common, own, {others: theirs})
            nowhere = steps(rule, house.common, own, {others: house.nowhere[others] * len(theirs)})
            for step, no_step in islice(zip(there, nowhere, strict=True), SEVERAL * 2):
                if house.said("stranger", step) != house.said("stranger", no_step):
                    told.append((str(step), house.said("stranger", step)[:2]))
    assert told == []
    assert house.rows() == before


def test_those_who_may_are_let_in(house: House) -> None:
    """Without this, ids that are wrong would make the other walks pass."""
    missing = []
    with house.rehearsal:
        for rule in house.rules_with_ids():
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                asked = (s for s in steps(rule, house.common, house.of_ada) if s.method == method)
                tried = (house.said(who, s)[0] for s in asked for who in ("convenor", "teammate"))
                if all(status == 404 for status in tried):
                    missing.append(f"{method} {rule.rule}")
    assert set(missing) == NAMED_IN_A_FIELD


def test_every_part_of_an_address_is_known_to_these_walks(house: House) -> None:
    unknown = {
        name: rule.rule
        for rule in house.rules()
        for name in rule.arguments - house.common.keys() - house.own
        if not chosen_words(rule, name)
    }
    assert unknown == {}, "say in tests/web/house.py what may stand there, and whose it is"
