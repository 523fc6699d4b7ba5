from sqlalchemy.orm import Session

from learning import certificates, statistics
from learning.content import Programme
from tests.cast import Cast, finish, join
from tests.conftest import StoppedClock


def crowd(db: Session, programme: Programme, size: int, pages: int) -> None:
    """Let ``size`` learners join who each finish the first ``pages`` pages."""
    for number in range(size):
        person = join(db, f"Learner {size} {pages} {number}")
        finish(db, person, programme, programme.pages[:pages])
        if pages == len(programme.pages):
            certificates.claim(db, person, programme, holder=person.name)


def test_learners_are_counted_and_admins_are_not(
    db: Session, cast: Cast, programme: Programme
) -> None:
    crowd(db, programme, 6, pages=3)
    crowd(db, programme, 5, pages=1)
    finish(db, cast.dana, programme, programme.pages)

    overview = statistics.overview(db, programme)

    # Ada, Ben and Cleo have joined and done nothing.
    assert [str(f.count) for f in overview.people] == ["14", "11", "6", "6"]
    assert [str(f.count) for f in overview.modules] == ["6", "6"]
    assert [[str(f.count) for f in figures] for _, figures in overview.pages] == [
        ["11", "6"],
        ["6"],
    ]


def test_a_group_under_five_is_never_told(db: Session, cast: Cast, programme: Programme) -> None:
    crowd(db, programme, 4, pages=3)

    overview = statistics.overview(db, programme)

    assert [f.count.number for f in overview.people] == [7, None, None, None]
    assert {str(f.count) for f in overview.modules} == {"fewer than 5"}


def test_pages_done_under_a_former_name_count_once(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    from dataclasses import replace

    crowd(db, programme, 5, pages=3)
    module = programme.modules[1]
    page = replace(module.pages[0], id="as-a-camera", was=("say-what-you-saw",))
    renamed = replace(programme, modules=(programme.modules[0], replace(module, pages=(page,))))
    crowd(db, renamed, 1, pages=3)

    overview = statistics.overview(db, renamed)

    assert str(overview.people[2].count) == "6"
    assert str(overview.modules[1].count) == "6"


def test_the_number_of_queries_does_not_grow(
    db: Session, cast: Cast, programme: Programme, queries: list[str]
) -> None:
    def cost() -> int:
        queries.clear()
        statistics.overview(db, programme)
        return len(queries)

    before = cost()
    crowd(db, programme, 30, pages=2)

    assert cost() == before <= 8
