"""Random pairs of accounts: nothing is lost, nobody sees more, and twice changes nothing."""

from random import Random

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning import certificates, clock, planning, sharing, teams
from learning.accounts import Person
from learning.content import Programme
from learning.journal import Entry
from learning.live.tables import Participant, Stay
from learning.progress.tables import Completion
from learning.sharing.tables import Quotation
from tests.cast import Cast, gather, join
from tests.conftest import StoppedClock
from tests.joining.life import Life
from tests.joining.pair import marked, rows, taken, unite
from tests.planning.planning import post_of, wanted

STEPS = 40
TEAMS = 3


def live(
    db: Session,
    pair: tuple[Person, Person],
    cast: Cast,
    programme: Programme,
    chance: Random,
    stopped: StoppedClock,
) -> None:
    """Have both accounts do this and that, on Ben’s teams and in their sessions."""
    codes = []
    for number in range(TEAMS):
        team_id = gather(db, cast.ben, name=f"Team {number}")
        codes.append(teams.team_for(db, cast.ben, team_id).code)
        for _ in range(2):
            plan = wanted(day=clock.now().date(), at=stopped.now.time().replace(minute=30))
            _attend(
                db, planning.plan(db, cast.ben, team_id, plan, post_of(programme)), pair, chance
            )
            stopped.move(hours=1)
    lives = [Life(db, person, programme, chance) for person in pair]
    for _ in range(STEPS):
        stopped.move(minutes=chance.choice((1, 15)))
        life = chance.choice(lives)
        if chance.random() < 0.15:
            teams.join(db, life.person, chance.choice(codes))
        else:
            getattr(life, chance.choice(Life.DEEDS))()


def _attend(db: Session, session_id: int, pair: tuple[Person, Person], chance: Random) -> None:
    for person in chance.sample(pair, chance.randint(0, 2)):
        who = Participant(
            live_session_id=session_id,
            user_id=person.id,
            name=None,
            code=None,
            minutes=chance.choice((None, 0, 20, 45)),
        )
        db.add(who)
        db.flush()
        now = clock.now()
        db.add(Stay(participant_id=who.id, came_at=now, left_at=now, has_left=True))


def shown(db: Session, cast: Cast, writers: tuple[Person, Person]) -> set[tuple[int, str]]:
    """Which texts Ben can read on which team."""
    theirs = {writer.id for writer in writers}
    return {
        (team.id, repr(db.scalar(select(Entry.answers).where(Entry.id == title.entry_id))))
        for team in teams.teams_of(db, cast.ben)
        for title in sharing.shared_with(db, cast.ben, team.id)
        if title.writer_id in theirs
    }


def minutes(db: Session, *people: Person) -> dict[int, int]:
    """How long anybody of them was in which session, the longest."""
    found: dict[int, int] = {}
    columns = (Participant.live_session_id, Participant.minutes)
    query = select(*columns).where(Participant.user_id.in_([p.id for p in people]))
    for session_id, there in db.execute(query):
        found[session_id] = max(found.get(session_id, 0), there or 0)
    return found


def done(db: Session, *people: Person) -> dict[str, object]:
    """Which page was done when, at the earliest."""
    query = select(Completion.page_id, Completion.completed_at)
    of_them = query.where(Completion.user_id.in_([p.id for p in people]))
    latest_first = of_them.order_by(Completion.completed_at.desc())
    return {row.page_id: row.completed_at for row in db.execute(latest_first)}


def places(db: Session, *people: Person) -> set[int]:
    return {team.id for person in people for team in teams.teams_of(db, person)}


def quoted(db: Session) -> set[str]:
    return set(db.scalars(select(Quotation.passage)))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_two_lives_become_one(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock, seed: int
) -> None:
    pair = staying, going = join(db, "Wren"), join(db, "Wren Again")
    live(db, pair, cast, programme, Random(seed), stopped)  # noqa: S311
    db.flush()
    written = {word for one in pair for word in marked(taken(db, one, programme), "wren-")}
    before = shown(db, cast, pair), minutes(db, *pair), done(db, *pair), places(db, *pair)
    passages = quoted(db)
    codes = {c.code for person in pair for c in certificates.certificates_of(db, person)}
    others = taken(db, cast.ben, programme)

    assert unite(db, staying, going, programme)

    assert written <= marked(taken(db, staying, programme), "wren-")
    assert (minutes(db, staying), done(db, staying), places(db, staying)) == before[1:]
    assert shown(db, cast, pair) <= before[0]
    stands = {repr(text) for text in db.scalars(select(Entry.answers))}
    lost = before[0] - shown(db, cast, pair)
    assert not [text for _, text in lost if "wren-" in text and text in stands]
    assert quoted(db) <= passages
    assert {c.code for c in certificates.certificates_of(db, staying)} == codes
    standing = [code for code in codes if certificates.by_code(db, code).newer is None]
    assert len(standing) == bool(codes)
    assert taken(db, cast.ben, programme) == others
    after = rows(db)

    assert not unite(db, staying, going, programme)
    assert rows(db) == after
