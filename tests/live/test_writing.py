"""What one writes alone: always in the journal, on a card as chosen, and never cut off."""

import json
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning import journal, live, planning, teams
from learning.accounts import Person
from learning.content import Programme
from learning.errors import Conflict, NotFound
from learning.journal import Given
from learning.live import Visibility, Written
from learning.live.tables import KeptCard, LiveRun
from tests.cast import Cast, answers_for
from tests.conftest import StoppedClock
from tests.live.held import begun, come_to, run_of, scene, team

SECRET = "Nobody ever asked the porters."


def rated(
    db: Session,
    person: Person,
    session_id: int,
    programme: Programme,
    visibility: Visibility | None,
    rating: int = 4,
) -> Written:
    exercise = programme.exercise("confidence-start")
    entry = journal.entries_of(db, person, [exercise]).get(exercise.id)
    answers: dict[str, Any] = dict.fromkeys(answers_for(exercise), rating)
    given = Given(exercise, answers, entry.version if entry else 0)
    return live.write(db, person, session_id, "rate-it", given, programme, visibility=visibility)


def sentence(
    db: Session, person: Person, session_id: int, programme: Programme, step: str, text: str
) -> Written:
    writing = live.writing_of(db, person, run_of(db, person, session_id), programme, step)
    assert writing
    prompt = writing.exercise.prompts[0]
    given = Given(writing.exercise, {prompt.id: text}, 0)
    return live.write(db, person, session_id, step, given, programme)


def test_what_is_written_is_in_the_writers_own_journal(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = begun(db, programme, *team(cast))
    come_to(db, session_id, "write-it", *team(cast))
    sentence(db, cast.ada, session_id, programme, "write-it", SECRET)

    (entry,) = journal.journal_of(db, cast.ada, programme)
    assert SECRET in json.dumps(dict(entry.answers))
    assert not journal.journal_of(db, cast.ben, programme)


def test_cards_are_seen_by_others_only_as_chosen_and_only_when_shown(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = begun(db, programme, *team(cast), cast.dana)
    people = (*team(cast), cast.dana)
    come_to(db, session_id, "rate-it", *people)
    choices = (Visibility.NAMED, Visibility.UNNAMED, Visibility.WITHHELD, None)
    for number, (person, choice) in enumerate(zip(people, choices, strict=True)):
        rated(db, person, session_id, programme, choice, rating=number + 1)
    before = scene(db, cast.ben, session_id, programme)
    assert before.written
    assert (before.written.done, before.written.of) == (4, 4)
    assert not before.cards

    come_to(db, session_id, "show-it", *people)
    for person in people:
        shown = scene(db, person, session_id, programme).cards
        found = {(card.writer, card.answers[0].answer) for card in shown}
        assert found == {("Ada", 1), (None, 2)}


def test_two_people_are_not_counted(db: Session, cast: Cast, programme: Programme) -> None:
    session_id = begun(db, programme, cast.ada, cast.ben)
    come_to(db, session_id, "rate-it", cast.ada, cast.ben)
    rated(db, cast.ada, session_id, programme, None)

    assert scene(db, cast.ben, session_id, programme).written is None


def test_a_shown_card_stays_as_it_was_and_can_be_withdrawn(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = begun(db, programme, *team(cast))
    come_to(db, session_id, "rate-it", *team(cast))
    rated(db, cast.ada, session_id, programme, Visibility.UNNAMED, rating=2)
    come_to(db, session_id, "show-it", *team(cast))

    late = rated(db, cast.ada, session_id, programme, Visibility.NAMED, rating=9)
    assert late.note
    assert "stays there as it was" in late.note
    (card,) = scene(db, cast.ben, session_id, programme).cards
    assert (card.writer, card.answers[0].answer) == (None, 2)
    (entry,) = journal.journal_of(db, cast.ada, programme)
    assert set(entry.answers.values()) == {9}

    live.choose(db, cast.ada, session_id, "rate-it", Visibility.WITHHELD)
    assert not scene(db, cast.ben, session_id, programme).cards
    with pytest.raises(Conflict, match="would tell whose it is"):
        live.choose(db, cast.ada, session_id, "rate-it", Visibility.UNNAMED)
    live.choose(db, cast.ada, session_id, "rate-it", Visibility.NAMED)
    assert scene(db, cast.ben, session_id, programme).cards[0].writer == "Ada"
    for _ in range(2):
        live.withdraw(db, cast.ada, session_id, "rate-it")
    assert not scene(db, cast.ben, session_id, programme).cards


def test_what_is_typed_after_the_step_or_the_session_is_kept(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    session_id = begun(db, programme, *team(cast))
    stopped.move(minutes=46)
    sentence(db, cast.ada, session_id, programme, "write-it", SECRET)
    sentence(db, cast.ada, session_id, programme, "check-out", "I will ask first.")

    titles = [entry.title for entry in journal.journal_of(db, cast.ada, programme)]
    assert len(titles) == 2


def test_somebody_taken_off_the_team_while_writing_keeps_the_text(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = begun(db, programme, *team(cast))
    come_to(db, session_id, "rate-it", *team(cast))
    team_id = planning.session_for(db, cast.ada, session_id).team_id
    teams.remove(db, cast.ada, team_id, cast.ben.id)

    written = rated(db, cast.ben, session_id, programme, Visibility.NAMED)
    assert written.note == "You are not on this team any more. What you wrote is in your journal."
    assert journal.journal_of(db, cast.ben, programme)
    assert db.scalar(select(KeptCard.id)) is None


def test_a_private_sentence_is_on_no_card(db: Session, cast: Cast, programme: Programme) -> None:
    session_id = begun(db, programme, *team(cast))
    come_to(db, session_id, "check-out", *team(cast))
    sentence(db, cast.ada, session_id, programme, "check-out", SECRET)

    assert db.scalar(select(KeptCard.id)) is None
    for person in team(cast):
        assert SECRET not in repr(scene(db, person, session_id, programme))
    assert SECRET not in json.dumps(db.scalar(select(LiveRun.state)))


def test_nobody_writes_in_a_session_they_never_came_to(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = begun(db, programme, cast.ada, cast.ben)
    come_to(db, session_id, "rate-it", cast.ada, cast.ben)
    with pytest.raises(NotFound):
        rated(db, cast.cleo, session_id, programme, None)
    assert not journal.journal_of(db, cast.cleo, programme)


def test_saving_the_same_again_changes_nothing(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = begun(db, programme, *team(cast))
    come_to(db, session_id, "rate-it", *team(cast))
    rated(db, cast.ada, session_id, programme, Visibility.NAMED)
    before = db.scalar(select(LiveRun.version))
    rated(db, cast.ada, session_id, programme, Visibility.NAMED)
    rated(db, cast.ada, session_id, programme, None)

    assert db.scalar(select(LiveRun.version)) == before
    assert db.scalar(select(KeptCard.visibility)) is Visibility.NAMED


def test_going_back_lets_no_card_appear_or_change_that_would_tell_whose_it_is(
    db: Session, cast: Cast, programme: Programme
) -> None:
    session_id = begun(db, programme, *team(cast))
    come_to(db, session_id, "rate-it", *team(cast))
    rated(db, cast.ada, session_id, programme, Visibility.UNNAMED, rating=2)
    rated(db, cast.ben, session_id, programme, Visibility.WITHHELD, rating=5)
    come_to(db, session_id, "show-it", *team(cast))
    before = scene(db, cast.ada, session_id, programme).cards
    at = run_of(db, cast.ada, session_id).state.at
    live.go_back(db, cast.ada, session_id, seen=at)

    for person in team(cast):
        late = rated(db, person, session_id, programme, Visibility.UNNAMED, rating=8)
        assert late.note
        assert "stays there as it was" in late.note
    with pytest.raises(Conflict, match="would tell whose it is"):
        live.choose(db, cast.ben, session_id, "rate-it", Visibility.UNNAMED)
    live.go_on(db, cast.ada, session_id, seen=at - 1)
    assert scene(db, cast.ada, session_id, programme).cards == before
