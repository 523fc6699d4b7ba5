"""What people say of their practice reaches the dashboard counted, protected, and without words."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from learning import followups, recount
from learning.accounts import Person, User
from learning.content import Programme
from learning.db import Database
from learning.followups import Given, Moment
from learning.statistics import (
    EVERYBODY,
    NOT_SHOWN,
    Count,
    Dashboard,
    Definition,
    Family,
    Group,
    count_waiting,
    practice,
    protection_of,
)
from learning.statistics.dashboards import (
    definitions,
    definitions_of_practice,
    definitions_of_teams,
)
from learning.statistics.dashboards.words import cell
from learning.web.charts import chart_of
from tests.cast import join
from tests.conftest import StoppedClock
from tests.followups.asked import ask
from tests.statistics.tallied import Alike, publish

ZONE = "Europe/London"
PROMISE = {"what": "When it rains, I will stay", "why": "A copper heron."}


def dashboard(db: Session, programme: Programme, group: Group = EVERYBODY) -> Dashboard:
    return practice(db, programme, protection_of(db, 5), group)


def told(found: Dashboard) -> dict[tuple[str, str], tuple[str, ...]]:
    return {
        (table.id.removeprefix("practice-"), row.key): tuple(
            cell(value, column) for value, column in zip(row.values, table.columns, strict=True)
        )
        for table in found.tables
        for row in table.rows
    }


def answer(db: Session, person: Person, moment: Moment, outcome: str) -> None:
    story = {"story": "A copper heron.", "promises": {"a1": PROMISE | {"outcome": outcome}}}
    given = Given(answers={"used": "often", "helped": ["time", "leaders"]} | story)
    followups.answer(db, person, moment, given, seen=0)


def test_who_was_asked_who_answered_and_what(
    database: Database, programme: Programme, stopped: StoppedClock, queries: list[str]
) -> None:
    with database.writing.begin() as db:
        people = [join(db, f"Learner {number}") for number in range(20)]
        for person in people:
            followups.agree(db, person)
    stopped.move(days=92)
    assert ask(database) == 20
    with database.writing.begin() as db:
        for number, person in enumerate(people[:14]):
            answer(db, person, Moment.THREE, "done" if number else "dropped")
    count_waiting(database, programme, ZONE)

    with database.reading() as db:
        queries.clear()
        found = dashboard(db, programme)
        assert len(queries) <= 4
        protection = protection_of(db, 5)
        shown = told(found)

    def count(true: int, mark: str) -> str:
        return str(protection.count(true, f"practice:{mark}", EVERYBODY))

    answered, asked, of_them = shown["responses", "3"]
    assert (asked, answered) == (count(20, "3:sent"), count(14, "3:answered"))
    assert of_them.endswith("%")
    assert shown["consent", "consent"] == (
        str(protection.count(20, "practice:consent", EVERYBODY)),
    )
    assert shown["promise", "done"][0] == count(13, "3:promise:done")
    assert shown["promise", "dropped"][0] == "fewer than 5"
    assert shown["used", "often"] == (
        "fewer than 5", count(14, "3:used:often"), "fewer than 5",
    )  # fmt: skip
    assert shown["helped", "leaders"][0] == count(14, "3:helped:leaders")
    assert shown["story", "told"][1] == count(14, "3:story:told")
    assert "heron" not in repr(found)


def test_deleted_answers_and_accounts_are_not_counted_any_more(
    database: Database, programme: Programme, stopped: StoppedClock
) -> None:
    with database.writing.begin() as db:
        people = [join(db, f"Learner {number}") for number in range(30)]
        for person in people:
            answer(db, person, Moment.END, "done")
    count_waiting(database, programme, ZONE)
    with database.reading() as db:
        assert told(dashboard(db, programme))["used", "often"][0] != "fewer than 5"
    with database.writing.begin() as db:
        for person in people[:15]:
            followups.remove_answers(db, person, Moment.END)
        db.execute(delete(User).where(User.id.in_([person.id for person in people[15:]])))
        recount.mark(db, *(person.id for person in people))
    count_waiting(database, programme, ZONE)
    with database.reading() as db:
        assert {value for row in told(dashboard(db, programme)).values() for value in row} <= {
            "fewer than 5",
            NOT_SHOWN,
        }


def test_figures_of_a_group_are_of_that_group(db: Session, programme: Programme) -> None:
    marks = {Family.PRACTICE: ["practice:6:sent", "practice:6:answered"]}
    publish(
        db,
        Alike(30, Group(sector="health", cohort="2026-03"), marks),
        Alike(12, Group(sector="council", cohort="2026-03"), marks),
    )
    for group, true in ((EVERYBODY, 42), (Group(sector="health"), 30), (Group(nation="wales"), 0)):
        found = dashboard(db, programme, group)
        (table,) = (table for table in found.tables if table.id == "practice-responses")
        asked = table.rows[2].values[1]
        assert asked == protection_of(db, 5).count(true, "practice:6:sent", group)
        assert isinstance(asked, Count)


def test_the_chart_of_who_answered_is_of_those_who_did(db: Session, programme: Programme) -> None:
    marks = {Family.PRACTICE: ["practice:6:sent", "practice:6:answered"]}
    publish(db, Alike(30, Group(cohort="2026-03"), marks))
    chart = chart_of(dashboard(db, programme).tables[0])

    assert chart
    assert chart.title == "Who answered: answered"
    assert len(dashboard(db, programme).tables) > 3


def test_where_no_answer_can_be_told_one_sentence_stands_for_all_of_them(
    db: Session, programme: Programme
) -> None:
    publish(db, Alike(30, Group(cohort="2026-03"), {Family.PRACTICE: ["practice:6:sent"]}))
    found = dashboard(db, programme)

    assert [table.title for table in found.tables] == [
        "Who answered", "Agreement to be asked", "What they answered",
    ]  # fmt: skip
    assert found.tables[-1].rows == ()
    assert not any(chart_of(table) for table in found.tables)
    assert "too few people answered" in found.tables[-1].note


def test_before_anything_was_counted_there_is_no_table(db: Session, programme: Programme) -> None:
    assert dashboard(db, programme).tables == ()


def test_every_figure_has_one_definition_and_a_name_of_its_own(
    db: Session, programme: Programme
) -> None:
    publish(db, Alike(30, Group(cohort="2026-03"), {Family.PRACTICE: ["practice:consent"]}))
    ours = _defined(definitions_of_practice)
    assert set(dashboard(db, programme).definitions) == set(ours)
    every = [*ours, *_defined(definitions), *_defined(definitions_of_teams)]
    assert len({each.id for each in every}) == len({each.name for each in every}) == len(every)


def _defined(module: object) -> list[Definition]:
    """Return what a module defines; what it has from another is of that."""
    return [each for each in vars(module).values() if isinstance(each, Definition)]
