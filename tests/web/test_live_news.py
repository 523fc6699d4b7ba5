"""Only what a browser does not have is sent to it, and packed."""

import gzip
import json

import pytest
from sqlalchemy.orm import Session

from learning import live
from learning.content import Programme
from learning.content.scripts import Role
from tests.cast import Cast
from tests.conftest import Browse
from tests.live.held import run_of, team
from tests.web.held import Held, at


@pytest.fixture
def ada(browse: Browse, cast: Cast, db: Session, programme: Programme) -> Held:
    return Held(browse, cast.ada, at(db, programme, "in-turn", cast.ada, cast.ben, cast.cleo))


def test_parts_that_the_browser_has_are_not_sent_again(
    ada: Held, browse: Browse, cast: Cast
) -> None:
    first = ada.state()
    have = ".".join(first["hashes"].values())
    cleo = Held(browse, cast.cleo, int(ada.path.rpartition("/")[2]))
    cleo.press("ready")
    news = ada.state(f"?v={first['version']}&have={have}")

    assert set(first["regions"]) == set(first["hashes"])
    assert set(news["regions"]) == {"controls"}
    assert set(news["hashes"]) == set(first["hashes"])
    changed = {n for n, each in news["hashes"].items() if each != first["hashes"][n]}
    assert changed == {"controls"}
    shown = first["regions"] | news["regions"]
    assert shown == ada.state()["regions"], "with what it has, it has everything"


def test_two_parts_that_are_alike_are_told_apart(ada: Held) -> None:
    hashes = list(ada.state("?screen=1")["hashes"].values())
    assert len(set(hashes)) == len(hashes)


def test_what_the_browser_made_up_is_no_harm(ada: Held) -> None:
    assert ada.state("?have=" + "x." * 2_000)["regions"] == ada.state()["regions"]


def test_packed_or_not_it_says_the_same(ada: Held) -> None:
    hashes = ada.state()["hashes"]
    for known in ([], ["people"], ["line", "head", "card"], list(hashes)):
        have = ".".join(hashes[name] for name in known)
        plain = ada.state(f"?have={have}")
        packed = ada.browser.client.get(
            f"{ada.path}/state?have={have}", headers={"Accept-Encoding": "gzip"}
        )

        assert set(plain["regions"]) == set(hashes) - set(known)
        assert json.loads(gzip.decompress(packed.data)) == plain


def test_a_state_is_packed_where_the_browser_can(
    ada: Held, db: Session, cast: Cast, programme: Programme
) -> None:
    number = int(ada.path.rpartition("/")[2])
    run = run_of(db, cast.ada, number)
    people = {p.id: p.user_id for p in run.people}
    scribe = next(p for p in team(cast) if p.id == people[run.roles[Role.SCRIBE]])
    live.add_line(db, scribe, number, "in-turn", "Rain. " * 800)
    db.commit()
    answer = ada.browser.client.get(f"{ada.path}/state", headers={"Accept-Encoding": "gzip"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert len(answer.data) < 6_000
    assert "Rain." in json.loads(gzip.decompress(answer.data))["regions"]["gathered"]
    assert ada.state()["regions"]["gathered"].count("Rain.") >= 800, "and not where it cannot"
