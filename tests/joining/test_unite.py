"""What two accounts hold twice: which of it stands, who sees it, and what is refused."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning import (
    accounts,
    audit,
    followups,
    joining,
    journal,
    mail,
    sharing,
    teams,
)
from learning.accounts import Person
from learning.content import Programme
from learning.db import Database
from learning.followups import Moment
from learning.journal import Given
from learning.mail import Kind, Mail
from learning.recount import Recount
from tests.cast import Cast, gather
from tests.conftest import StoppedClock
from tests.joining.pair import unite
from tests.mailed_links.mailed import SITE, arrived
from tests.sharing.entries import written


def entry_of(db: Session, person: Person, programme: Programme) -> journal.EntryView:
    exercise = programme.exercise("last-conversation")
    return journal.entries_of(db, person, [exercise])[exercise.id]


def heard(db: Session, person: Person, programme: Programme) -> object:
    return entry_of(db, person, programme).answers["heard"]


@pytest.mark.parametrize("is_own_newer", [True, False])
def test_the_newer_text_stands_and_the_other_waits_beside_it(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock, is_own_newer: bool
) -> None:
    older, newer = (cast.ben, cast.ada) if is_own_newer else (cast.ada, cast.ben)
    written(db, older, programme, "The older words.")
    stopped.move(minutes=1)
    written(db, newer, programme, "The newer words.")

    unite(db, cast.ada, cast.ben, programme)

    entry = entry_of(db, cast.ada, programme)
    (waits,) = journal.waiting(entry, journal.versions_of(db, entry))
    assert (entry.answers["heard"], waits.answers["heard"]) == (
        "The newer words.",
        "The older words.",
    )
    journal.put_together(db, cast.ada, programme, entry.id, waits.id)
    assert heard(db, cast.ada, programme) == "The newer words.\n\nThe older words."


def test_the_same_text_twice_is_nothing_to_choose_between(
    db: Session, cast: Cast, programme: Programme
) -> None:
    for person in (cast.ada, cast.ben):
        written(db, person, programme)

    unite(db, cast.ada, cast.ben, programme)

    assert not entry_of(db, cast.ada, programme).has_aside


def test_a_page_left_open_overwrites_nothing(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    for person in (cast.ada, cast.ben):
        written(db, person, programme, f"{person.name} heard rain.")
        stopped.move(minutes=1)
    seen = entry_of(db, cast.ada, programme).version
    unite(db, cast.ada, cast.ben, programme)

    given = Given(programme.exercise("last-conversation"), {"heard": "Typed on."}, seen)
    saved = journal.save_entries(db, cast.ada, programme.edition, [given])

    assert saved["last-conversation"].differs
    assert heard(db, cast.ada, programme) == "Ben heard rain."


def test_a_team_is_not_shown_words_that_were_not_shared_with_it(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    team_id = gather(db, cast.cleo, cast.ada)
    sharing.share(db, cast.ada, written(db, cast.ada, programme), team_id)
    stopped.move(minutes=1)
    written(db, cast.ben, programme, "For nobody else.")

    unite(db, cast.ada, cast.ben, programme)

    assert sharing.shared_with(db, cast.cleo, team_id) == ()
    assert not entry_of(db, cast.ada, programme).is_shared


def test_what_was_shared_before_leaving_does_not_come_back(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    team_id = gather(db, cast.cleo, cast.ada, cast.ben)
    sharing.share(db, cast.ada, written(db, cast.ada, programme), team_id)
    teams.leave(db, cast.ada, team_id)
    assert sharing.shared_with(db, cast.cleo, team_id) == ()

    unite(db, cast.ada, cast.ben, programme)

    assert sharing.shared_with(db, cast.cleo, team_id) == ()
    assert [team.id for team in teams.teams_of(db, cast.ada)] == [team_id]


@pytest.mark.parametrize("is_own", [True, False])
def test_who_convenes_in_either_account_convenes(
    db: Session, cast: Cast, programme: Programme, is_own: bool
) -> None:
    first, second = (cast.cleo, cast.ben) if is_own else (cast.ben, cast.cleo)
    team_id = gather(db, first, second, cast.ada)
    teams.show_progress(db, cast.ben, team_id, shows=True)

    unite(db, cast.cleo, cast.ben, programme)

    members = teams.members_of(db, team_id)  # without a mark Ada would be the first
    assert [member.user_id for member in members] == [cast.cleo.id, cast.ada.id]
    assert not members[0].shows_progress  # which Cleo never said


def test_a_stop_stays_a_stop(db: Session, cast: Cast, programme: Programme) -> None:
    mail.stop(db, cast.ben.email, Kind.REMINDER)
    followups.agree(db, cast.ada)
    followups.agree(db, cast.ben)
    followups.withdraw(db, cast.ben)

    unite(db, cast.ada, cast.ben, programme)

    assert Kind.REMINDER in mail.stopped_by(db, cast.ada.email)
    consent = followups.consent_of(db, cast.ada)
    assert consent
    assert not consent.holds
    assert set(db.scalars(select(followups.FollowUp.next_at))) == {None}


def test_both_stories_are_kept_and_the_newer_choice(
    db: Session, cast: Cast, programme: Programme, stopped: StoppedClock
) -> None:
    for person, used in ((cast.ada, "once"), (cast.ben, "often")):
        answers = {"used": used, "story": f"{person.name} took the bus."}
        given = followups.Given(answers=answers)
        followups.answer(db, person, Moment.END, given, seen=0)
        stopped.move(days=1)

    unite(db, cast.ada, cast.ben, programme)

    told = followups.follow_ups_of(db, cast.ada)[Moment.END].answers
    assert told == {"used": "often", "story": "Ben took the bus.\n\nAda took the bus."}


def test_mails_go_to_the_address_that_stays_and_both_are_told(
    db: Session, cast: Cast, programme: Programme
) -> None:
    to = cast.ben.email
    mail.send(db, to=to, user_id=cast.ben.id, kind=Kind.SESSION, subject="Soon", body="At two.")

    unite(db, cast.ada, cast.ben, programme)

    assert [(one.to, one.subject) for one in arrived(db)] == [
        (cast.ada.email, "Soon"),
        (cast.ada.email, f"Your two accounts at {SITE.title} are one"),
        (cast.ben.email, f"Your two accounts at {SITE.title} are one"),
    ]
    assert set(db.scalars(select(Mail.user_id))) == {cast.ada.id, None}


def test_it_is_written_down_by_number_and_counted_anew(
    db: Session, cast: Cast, programme: Programme
) -> None:
    unite(db, cast.ada, cast.ben, programme)

    noted = db.scalars(select(audit.AuditEntry)).one()
    assert (noted.actor, noted.actor_id, noted.about_id) == (audit.OWNER, None, cast.ada.id)
    assert noted.about == f"account {cast.ben.id}"
    assert {cast.ada.id, cast.ben.id} <= set(db.scalars(select(Recount.user_id)))


def test_signing_in_to_the_account_that_goes_is_over(
    db: Session, cast: Cast, programme: Programme
) -> None:
    unite(db, cast.ada, cast.ben, programme)

    assert accounts.person_of(db, cast.ben.sign_in) is None
    assert accounts.person_of(db, cast.ada.sign_in)


def test_of_two_clicks_at_once_one_does_it(
    database: Database, cast: Cast, programme: Programme
) -> None:
    def click(_: int) -> bool:
        with database.writing.begin() as db:
            return joining.unite(db, cast.ada, cast.ben.id, programme, SITE)

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(click, range(2))) == [False, True]
    with database.reading() as db:
        assert len(arrived(db)) == 2


def test_what_comes_along_is_counted(
    db: Session, cast: Cast, programme: Programme, queries: list[str]
) -> None:
    for person in (cast.ada, cast.ben):
        written(db, person, programme)
    gather(db, cast.ben, cast.cleo)
    db.commit()
    both = joining.both_of(db, cast.ada, cast.ben.id, programme)
    assert both
    queries.clear()

    comes = joining.coming(db, both)

    assert (comes.entries, comes.two_texts, comes.teams, comes.pages) == (0, 1, 1, 0)
    assert len(queries) <= 10
