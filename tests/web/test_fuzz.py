"""Every form there is, sent as nobody would: whatever comes, no answer is a fault of ours.

`pytest tests/web/test_fuzz.py --fuzz 100` sends a hundred rounds of other inventions; the number
of a round is the seed it was made from.
"""

import random
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.databases import Databases
from tests.web.forms_read import Form, forms_of
from tests.web.hostile import EVERYTHING, encoded, made_up
from tests.web.house import ROOT, House, opened
from tests.web.walked import Step, is_number, steps

ENDS_IT = re.compile(r"/sign-|/new-password|/account(?!/work|/name|/mail)|/admin/people")
"""Where somebody may lose their way in: this is rehearsed only, for everybody has to come again."""
SEVERAL = 3
"""Ways to fill one address."""
ASKED_FOR = sorted(
    {
        name
        for path in (ROOT / "learning" / "web").rglob("*.py")
        for name in re.findall(r"args\.get(?:list)?\(\"(\w+)", path.read_text("utf-8"))
    }
)
"""What our views read from behind the question mark."""
pytestmark = pytest.mark.slow


class Rounds:
    """Asks, and notes what went wrong."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.asked = 0
        self.faults: list[str] = []

    def ask(self, who: str, step: Step, body: bytes | None = None, **headers: str) -> str:
        """Return the page that is answered, or nothing; note a fault of ours."""
        self.asked += 1
        try:
            response = self.house.walkers[who].send(step, body, **headers)
        except Exception as fault:
            self.faults.append(f"{who} {step} {(body or b'')[:600]!r}: {fault!r}"[:2_000])
            return ""
        if response.status_code >= 500:
            self.faults.append(f"{who} {step} {(body or b'')[:600]!r}: {response.status}")
        if response.mimetype != "text/html":
            return ""
        if "<script>zq7x" in response.text or "<img src=x" in response.text:
            self.faults.append(f"{who} {step}: a script that somebody typed")
        return response.text

    def pages(self) -> Iterator[tuple[str, str, str]]:
        """Open every page as everybody; yield who, where and what is there."""
        for rule in self.house.rules():
            for step in islice(steps(rule, self.house.common, self.house.of_ada), SEVERAL):
                for who in self.house.walkers if step.method == "GET" else ():
                    if page := self.ask(who, step):
                        yield who, step.path, page

    def forms(self) -> list[tuple[str, Form]]:
        """Return every form that everybody is shown, each once."""
        found = {
            (who, form.method, form.action, *form.fields): (who, form)
            for who, path, page in self.pages()
            for form in forms_of(page, path)
        }
        return list(found.values())

    def send(self, dice: random.Random, who: str, form: Form) -> None:
        """Send one form with something made up in it."""
        sent = encoded(made_up(dice, form))
        headers: dict[str, Any] = {"Accept": "application/json"} if dice.random() < 0.2 else {}
        if form.method == "GET":
            self.ask(who, Step("GET", f"{urlsplit(form.action).path}?{sent.decode()}"), **headers)
        elif ENDS_IT.search(form.action):
            with self.house.rehearsal:
                self.ask(who, Step("POST", form.action), sent, **headers)
        else:
            self.ask(who, Step("POST", form.action), sent, **headers)

    def probe(self, dice: random.Random) -> None:
        """Ask every address, with strange words in it and behind it."""
        known = self.house.common | self.house.of_ada
        for rule in self.house.rules():
            words = [name for name in rule.arguments if not is_number(rule, name)]
            strange = {name: dice.sample(EVERYTHING[1:], 2) for name in words}
            for things in (known, known | strange):
                for step in islice(steps(rule, things), SEVERAL):
                    query = encoded([(name, dice.choice(EVERYTHING)) for name in ASKED_FOR])
                    with self.house.rehearsal:
                        self.ask("convenor", Step(step.method, f"{step.path}?{query.decode()}"))


@pytest.fixture
def rounds(
    backend: str, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Rounds]:
    with databases.fresh(backend) as database, opened(database, tmp_path_factory) as house:
        yield Rounds(house)


def test_whatever_is_sent_no_answer_is_a_fault_of_ours(
    rounds: Rounds, pytestconfig: pytest.Config
) -> None:
    forms = rounds.forms()
    assert len(forms) > 200
    for seed in range(pytestconfig.getoption("--fuzz")):
        dice = random.Random(seed)  # noqa: S311
        for who, form in forms:
            rounds.send(dice, who, form)
        rounds.probe(dice)
        rounds.house.come_in()
        assert not rounds.faults, "\n".join([f"round {seed}", *rounds.faults])
    assert len(rounds.forms()) > 200, "what was typed is shown on every page there is"
    assert not rounds.faults, "\n".join(rounds.faults)
