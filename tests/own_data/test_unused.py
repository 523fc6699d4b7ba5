"""Who has not been here for very long is warned, and gone thirty days later, unless they come."""

from sqlalchemy import delete, func, select

from learning import own_data
from learning.accounts import SignIn, User
from learning.audit import Act, AuditEntry
from learning.db import Database
from learning.mail import Mail
from tests.cast import Cast
from tests.conftest import Browse, StoppedClock
from tests.own_data.going import HERE, run

MONTHS = 36
DAYS = 365 * 3 + 1


def warn(database: Database, months: int = MONTHS) -> int:
    return own_data.warn_unused(database, months, HERE)


def exists(database: Database, user_id: int) -> bool:
    with database.reading() as db:
        return db.get(User, user_id) is not None


def test_learners_are_warned_once_after_years_and_admins_never(
    database: Database, cast: Cast, stopped: StoppedClock
) -> None:
    stopped.move(days=DAYS - 2)
    assert warn(database) == 0
    stopped.move(days=2)

    assert warn(database) == 3
    assert warn(database) == 0
    with database.reading() as db:
        mails = db.scalars(select(Mail).order_by(Mail.user_id)).all()
        acts = db.scalars(select(AuditEntry.act)).all()
    assert [mail.to_address for mail in mails] == [
        f"{name}@example.org" for name in ("ada", "ben", "cleo")
    ]
    assert "unless you sign in" in mails[0].subject
    assert "https://learn.example.org/sign-in" in mails[0].body
    assert acts == [Act.WARN_UNUSED] * 3


def test_they_are_gone_thirty_days_later_and_certificates_stay(
    database: Database, cast: Cast, stopped: StoppedClock
) -> None:
    stopped.move(days=DAYS)
    warn(database)
    stopped.move(days=29.9)
    assert run(database) == 0
    stopped.move(days=0.1)

    assert run(database) == 3
    assert not exists(database, cast.ada.id)
    assert exists(database, cast.dana.id)
    with database.reading() as db:
        bodies = db.scalars(select(Mail.body).where(Mail.subject == "Your account is deleted"))
        assert all("as we wrote on" in body for body in bodies)
        told = db.scalar(select(func.count()).where(AuditEntry.act == Act.DELETE_UNUSED))
    assert told == 3


def test_who_signs_in_before_stays(
    database: Database, cast: Cast, stopped: StoppedClock, browse: Browse
) -> None:
    stopped.move(days=DAYS)
    warn(database)
    stopped.move(days=20)

    assert browse(cast.ada).get("/home")
    stopped.move(days=20)
    assert run(database) == 2
    assert exists(database, cast.ada.id)
    assert warn(database) == 0


def test_signing_out_does_not_make_an_account_unused(
    database: Database, cast: Cast, stopped: StoppedClock, browse: Browse
) -> None:
    stopped.move(days=DAYS - 30)
    browse(cast.ada).post("/sign-out")
    with database.writing.begin() as db:
        db.execute(delete(SignIn))
    stopped.move(days=60)

    assert warn(database) == 2  # Ben and Cleo


def test_whoever_asked_to_go_is_not_warned_and_does_not_come_back_by_signing_in(
    database: Database, cast: Cast, stopped: StoppedClock, browse: Browse
) -> None:
    stopped.move(days=DAYS)
    with database.writing.begin() as db:
        wish = own_data.Wish(keeps_certificate=True, shared_notes=own_data.SharedNotes.UNNAMED)
        own_data.depart(db, cast.ada, wish, HERE)

    assert warn(database) == 2
    browse(cast.ada)
    stopped.move(days=7)
    assert run(database) == 1
    assert not exists(database, cast.ada.id)


def test_nobody_is_warned_where_accounts_are_kept_for_ever(
    database: Database, cast: Cast, stopped: StoppedClock, queries: list[str]
) -> None:
    stopped.move(days=10 * DAYS)
    queries.clear()

    assert warn(database, months=0) == 0
    assert queries == []


def test_nothing_due_costs_one_read(database: Database, cast: Cast, queries: list[str]) -> None:
    queries.clear()
    assert warn(database) == 0
    assert len(queries) == 1
