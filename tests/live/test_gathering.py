"""What a group needs to see: who is lowest, whose marks are alone, and no step about nothing."""

from dataclasses import replace

from sqlalchemy.orm import Session

from learning import actions, planning
from learning.accounts import Person
from learning.actions import Agreed
from learning.content import Programme
from learning.live import Visibility
from learning.live.entering import _without_looking_back
from learning.live.guided import guide_of
from tests.cast import Cast, gather
from tests.live.held import begun, come_to, planned_now, run_of, scene, team
from tests.live.test_writing import rated


def test_the_marks_of_one_alone_are_not_close_together(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = begun(db, programme, *team(cast))
    come_to(db, session_id, "rate-it", *team(cast))
    rated(db, cast.ada, session_id, programme, Visibility.NAMED, 4)
    come_to(db, session_id, "differences", *team(cast))
    compared = scene(db, cast.ben, session_id, programme).compared

    assert compared
    assert compared.givers == 1
    assert compared.spreads
    assert not compared.lowest_first


def test_those_who_write_on_paper_see_what_is_asked(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = begun(db, programme, *team(cast))
    come_to(db, session_id, "rate-it", *team(cast))

    assert scene(db, cast.ada, session_id, programme).asked == programme.exercise(
        "confidence-start"
    )


def test_who_has_nothing_to_look_back_on_does_not_look_back(
    db: Session, cast: Cast, programme: Programme
) -> None:
    looks_back = _looking_back(programme)
    assert "check-in" not in _steps(db, looks_back, *team(cast))

    team_id = gather(db, *team(cast))
    actions.agree(db, cast.ada, team_id, Agreed(what="Ring them"))
    view = replace(
        planning.session_called(db, planned_now(db, looks_back, *team(cast))), team_id=team_id
    )
    script = guide_of(view, looks_back)
    assert _without_looking_back(db, view, script) == script


def _looking_back(programme: Programme) -> Programme:
    """Return the programme with a first step that looks back."""
    module = programme.modules[0]
    assert module.script
    first, *others = module.script.steps
    script = replace(module.script, steps=(replace(first, shows="actions"), *others))
    return replace(programme, modules=(replace(module, script=script), *programme.modules[1:]))


def _steps(db: Session, programme: Programme, *people: Person) -> set[str]:
    session_id = begun(db, programme, *people)
    return {step.id for step in run_of(db, people[0], session_id).state.steps}
