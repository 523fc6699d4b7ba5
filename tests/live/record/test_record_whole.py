"""A record with everything in it, as text and as mail: marks, evidence, tables, days, ratings."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from learning import live
from learning.accounts import Person
from learning.actions import Agreed
from learning.content import Programme
from learning.content.load import load_programme
from learning.content.scripts import Role
from learning.journal import Given
from learning.live.guided import asked_in
from learning.planning import session_called
from tests.cast import Cast
from tests.conftest import NOON, Browse, StoppedClock
from tests.live.ended import NAMED, UNNAMED, end, mails
from tests.live.held import begun, run_of, team
from tests.planning.planning import post_of

EVERY_KIND = Path(__file__).parents[2] / "every_kind"
GRID: tuple[dict[str, Any], ...] = (
    {
        "employer": {"level": "starting", "evidence": ""},
        "buyer": {"level": "trying", "evidence": "The school kitchens."},
    },
    {"employer": {"level": "steady", "evidence": "Our last post."}},
    {"buyer": {"evidence": "Nobody could say."}, "surprise": "How little we know."},
)
TABLE = {"rows": {"1": {"asset": "The yard", "use": "Hardly ever"}, "2": {"asset": "A van"}}}

SAID = (
    "- Open the yard (Rosa, by 1 April 2026)\n",
    "- Ada:\n  As an employer\n  Starting: We advertise.\n"
    "  As a buyer\n  Trying: One tender asked.\n"
    "  What shows it?\n  The school kitchens.\n",
    "- Without a name:\n  As an employer\n  Steady: Every team does.\n",
    "- Cleo:\n  As a buyer\n  No mark\n  What shows it?\n  Nobody could say.\n",
    "- As an employer\n  Starting: Ada\n  Steady: somebody\n",
    "What we hold\n------------\n",
    "  Asset: The yard; Used: Hardly ever\n  Asset: A van\n",
    "- 5 of 5: 2 people\n- 4 of 5: 1 person\n",
    "scribe at the end",
)


@pytest.fixture
def guide(programme: Programme) -> Programme:
    """The middle of `every_kind`, whose grid is compared, whose table is shown."""
    every = load_programme(EVERY_KIND, today=NOON.date())
    module = every.module("middle")
    script = programme.modules[0].script
    assert script
    steps = {step.id: step for step in script.steps}
    write, show = steps["rate-it"], steps["show-it"]
    played = (
        replace(write, id="stand", exercise="stand"),
        replace(show, id="show-stand", of="stand", title="Where we stand"),
        replace(steps["differences"], of="stand"),
        replace(write, id="hold", exercise="hold"),
        replace(show, id="show-hold", of="hold", title="What we hold"),
        steps["actions"],
        steps["check-out"],
    )
    module = replace(module, script=replace(script, read=(), steps=played))
    return replace(every, modules=(every.modules[0], module, *every.modules[2:]))


def test_everything_reads_well_as_text_and_as_mail(
    db: Session, cast: Cast, guide: Programme, stopped: StoppedClock, browse: Browse
) -> None:
    session_id = begun(db, guide, *team(cast), module_id="middle")
    for person, answers in zip(team(cast), GRID, strict=True):
        shown = UNNAMED if person is cast.ben else NAMED
        write(db, guide, session_id, person, "stand", answers, shown)
    go_to(db, cast, session_id, "hold")
    write(db, guide, session_id, cast.cleo, "hold", TABLE, NAMED)
    go_to(db, cast, session_id, "actions")
    agreed = Agreed(what="Open the yard", owner_name="Rosa", by=date(2026, 4, 1))
    live.decide(db, scribe(db, cast, session_id), session_id, "actions", agreed)
    go_to(db, cast, session_id, "check-out")
    for person, rating in zip(team(cast), "554", strict=True):
        live.rate(db, person, session_id, "check-out", rating)
    stopped.move(minutes=2)
    end(db, stopped, guide, session_id, cast.ada)

    text = live.text_of(live.record_of(db, cast.ada, session_id, guide), post_of(guide))
    body = mails(db)[0].body
    assert body.startswith("Hello Ada,\n\nHere is the record of your live session.")
    for whole in (text, body):
        for words in SAID:
            assert words in whole
        assert "None" not in whole

    db.commit()
    page = browse(cast.ada).get(f"/live/{session_id}/record").text("main")
    for words in ("As a buyer: No mark “Nobody could say.”", "As an employer: Steady: Every team"):
        assert words in page
    assert "None" not in page


def write(
    db: Session, guide: Programme, session_id: int, person: Person, step: str,
    answers: dict[str, Any], shown: live.Visibility,
) -> None:  # fmt: skip
    exercise = asked_in(session_called(db, session_id), guide, step)
    given = Given(exercise, answers, 0)
    live.write(db, person, session_id, step, given, guide, visibility=shown)


def go_to(db: Session, cast: Cast, session_id: int, step: str) -> None:
    """Let the facilitator press *next* until the session is at that step."""
    while (run := run_of(db, cast.ada, session_id)).state.step and run.state.step.id != step:
        live.go_on(db, cast.ada, session_id, seen=run.state.at)


def scribe(db: Session, cast: Cast, session_id: int) -> Person:
    run = run_of(db, cast.ada, session_id)
    return next(p for p in team(cast) if p.name == run.name(run.roles[Role.SCRIBE]))
