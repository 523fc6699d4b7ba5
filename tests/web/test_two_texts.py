"""What a page that stands open is told when another window was first."""

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from learning import journal
from learning.content import Editions, Programme
from learning.web.exercise_form import ExerciseForm, fields_of
from tests.cast import Cast, answers_for
from tests.conftest import HERE, NOON, Browse

PAGE = "/modules/listening/a-conversation"
EXERCISE = "last-conversation"
HEARD = f"{EXERCISE}.heard"


def test_who_was_overtaken_is_sent_both_texts(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)
    typed = ada.get(PAGE).fields(also="writer")
    ada.send(f"{PAGE}/entries", typed | {HEARD: "From the <first>."})
    answer = ada.send(f"{PAGE}/entries", typed | {HEARD: "From the second."})
    assert answer.status_code == 409
    assert answer.json
    other = answer.json["others"][EXERCISE]
    assert other["fields"] == [[HEARD, "From the <first>."]]
    assert other["html"].count("From the &lt;first&gt;.") == 1
    assert other["html"].count("From the second.") == 1
    assert answer.json["versions"] == {EXERCISE: 1}

    chosen = typed | {HEARD: "From the second.", f"{EXERCISE}.version": "1"}
    saved = ada.send(f"{PAGE}/entries", chosen)
    assert (saved.json or {})["versions"][EXERCISE] == 2


def test_what_a_choice_replaces_is_kept_however_short(
    browse: Browse, cast: Cast, db: Session, programme: Programme
) -> None:
    ada = browse(cast.ada)
    typed = ada.get(PAGE).fields(also="writer")
    ada.send(f"{PAGE}/entries", typed | {HEARD: "One"})
    chosen = typed | {HEARD: "Other", f"{EXERCISE}.version": "1", "keeps": "1"}
    ada.send(f"{PAGE}/entries", chosen)
    entry = journal.entries_of(db, cast.ada, [programme.exercise(EXERCISE)])[EXERCISE]
    (version,) = journal.versions_of(db, entry)
    assert (entry.answers, version.answers) == ({"heard": "Other"}, {"heard": "One"})


def test_a_refusal_says_nothing_of_other_texts(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)
    typed = ada.get(PAGE).fields(also="writer")
    answer = ada.send(f"{PAGE}/entries", typed | {HEARD: "ward " * 5_000})
    assert answer.status_code == 422
    assert set(answer.json or {}) == {"message"}
    assert 'data-longest="20000"' in ada.get(PAGE).html


def test_an_answer_as_fields_is_understood_as_the_same_answer(programme: Programme) -> None:
    every_kind = Editions(HERE / "every_kind", today=lambda: NOON.date()).programme
    for exercise in (*programme.exercises.values(), *every_kind.exercises.values()):
        answers = answers_for(exercise)
        given = {key: answer for key, answer in answers.items() if answer is not None}
        sent = MultiDict(fields_of(ExerciseForm(exercise, saved=answers)))
        assert ExerciseForm(exercise, sent=sent).answers == given, exercise.id
