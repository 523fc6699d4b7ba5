"""What an admin does for somebody: once, with a reason, told to the person."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from learning import accounts, audit, certificates, own_data, people, second_factor
from learning.accounts import Person, Role, User
from learning.audit import Act, Chosen
from learning.content import Programme
from learning.errors import Conflict, NotAllowed, NotFound
from learning.mail import Mail
from learning.mailed_links import Site
from learning.own_data import SharedNotes, Where, Wish
from tests.cast import Cast, finish, give_app, join

SITE = Site("https://learn.example.org", "A small programme")
TOLD: dict[str, Any] = {"reason": "She asked by letter", "site": SITE}
WISH = Wish(keeps_certificate=True, shared_notes=SharedNotes.UNNAMED)
WHERE = Where("https://learn.example.org", "Europe/London")

Help = Callable[[Session, Person, int], object]
HELP: dict[str, Help] = {
    "correct-name": lambda db, admin, who: people.correct_name(db, admin, who, "Ada King", **TOLD),
    "end-sign-ins": lambda db, admin, who: people.end_sign_ins(db, admin, who, **TOLD),
    "send-new-password": lambda db, admin, who: people.send_new_password(db, admin, who, **TOLD),
    "forget-second-factor": lambda db, admin, who: people.forget_second_factor(
        db, admin, who, reason="She asked by letter"
    ),
    "make-admin": lambda db, admin, who: people.make_admin(db, admin, who, **TOLD),
    "begin-deletion": lambda db, admin, who: people.begin_deletion(
        db, admin, who, WISH, reason="She asked by letter", where=WHERE
    ),
}


def mails(db: Session) -> list[Mail]:
    return list(db.scalars(select(Mail).order_by(Mail.id)))


def acts(db: Session) -> list[str]:
    return [entry.act for entry in audit.log_of(db, Chosen()).entries]


@pytest.mark.parametrize("act", HELP)
def test_it_is_written_down_with_its_reason_and_told_by_mail(
    db: Session, cast: Cast, act: str
) -> None:
    give_app(db, cast.ada.id)
    HELP[act](db, cast.dana, cast.ada.id)

    (entry,) = audit.log_of(db, Chosen(about_id=cast.ada.id)).entries
    assert (entry.act, entry.actor) == (act, "Dana")
    assert entry.reason == "She asked by letter"
    assert [mail.to_address for mail in mails(db)] == ["ada@example.org"]


@pytest.mark.parametrize("act", HELP)
def test_only_admins_and_only_for_others_that_there_are(db: Session, cast: Cast, act: str) -> None:
    for admin, who, refusal in (
        (cast.ben, cast.ada.id, NotAllowed),
        (cast.dana, cast.dana.id, NotAllowed),
        (cast.dana, 999, NotFound),
    ):
        with pytest.raises(refusal):
            HELP[act](db, admin, who)
    assert (acts(db), mails(db)) == ([], [])


def test_a_mail_says_what_changed_who_did_it_and_why(db: Session, cast: Cast) -> None:
    people.correct_name(db, cast.dana, cast.ada.id, "Ada King", **TOLD)
    (mail,) = mails(db)
    assert mail.subject == "Your account at A small programme was changed"
    for said in ("Ada King", "Dana", "“She asked by letter”", f"{SITE.base_url}/account/log"):
        assert said in mail.body


def test_twice_changes_nothing_more(db: Session, cast: Cast) -> None:
    give_app(db, cast.ada.id)
    for act in ("correct-name", "forget-second-factor", "make-admin"):
        for _ in range(2):
            HELP[act](db, cast.dana, cast.ada.id)
    assert acts(db) == ["make-admin", "forget-second-factor", "correct-name"]
    assert len(mails(db)) == 3
    person = accounts.absent_person(db, cast.ada.id)
    assert person is not None
    assert (person.name, person.role) == ("Ada King", Role.ADMIN)
    assert not second_factor.is_set_up(db, cast.ada.id)


def test_sign_ins_and_departures_are_ended_and_begun(db: Session, cast: Cast) -> None:
    people.end_sign_ins(db, cast.dana, cast.ada.id, **TOLD)
    assert accounts.person_of(db, cast.ada.sign_in) is None
    HELP["begin-deletion"](db, cast.dana, cast.ben.id)
    leaving = own_data.leaving_of(db, cast.ben.id)
    assert leaving is not None
    assert leaving.wish == WISH


def test_of_two_who_unmake_each_other_one_stays(db: Session, cast: Cast) -> None:
    erin = join(db, "Erin", Role.ADMIN)
    people.unmake_admin(db, cast.dana, erin.id, **TOLD)
    people.unmake_admin(db, cast.dana, erin.id, **TOLD)
    assert acts(db) == [Act.UNMAKE_ADMIN]
    with pytest.raises(NotAllowed, match="not an admin any more"):
        people.unmake_admin(db, erin, cast.dana.id, **TOLD)
    with pytest.raises(NotAllowed, match="not an admin any more"):
        people.make_admin(db, erin, cast.ada.id, **TOLD)
    assert db.scalars(select(User.id).where(User.role == Role.ADMIN)).all() == [cast.dana.id]


@pytest.fixture
def issued(db: Session, cast: Cast, programme: Programme) -> str:
    finish(db, cast.ada, programme, programme.pages)
    return certificates.claim(db, cast.ada, programme, holder="Ada Kign")


def reissue(db: Session, cast: Cast, programme: Programme) -> None:
    people.reissue_certificate(db, cast.dana, cast.ada.id, programme, **TOLD)


def test_a_certificate_is_issued_anew_under_the_corrected_name(
    db: Session, cast: Cast, programme: Programme, issued: str
) -> None:
    for _ in range(2):
        reissue(db, cast, programme)

    new, old = certificates.certificates_of(db, cast.ada)
    assert (new.snapshot.holder, old.snapshot.holder) == ("Ada", "Ada Kign")
    assert new.snapshot.modules == old.snapshot.modules
    assert old.snapshot.code == issued != new.snapshot.code
    assert certificates.claim(db, cast.ada, programme, holder="X") == new.snapshot.code
    (entry,) = audit.log_of(db, Chosen()).entries
    assert entry.about == f"certificate {new.code}"
    assert new.code in mails(db)[0].body


def test_without_a_certificate_or_with_a_withdrawn_one_there_is_none_to_issue(
    db: Session, cast: Cast, programme: Programme, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotFound):
        reissue(db, cast, programme)
    code: Any = request.getfixturevalue("issued")
    db.execute(update(User).where(User.id == cast.ada.id).values(name="Ada \U000f0000"))
    with pytest.raises(Conflict, match="cannot print"):
        reissue(db, cast, programme)
    certificates.withdraw(db, code, because="Twice")
    with pytest.raises(Conflict, match="withdrawn"):
        reissue(db, cast, programme)
    assert (acts(db), mails(db)) == ([], [])


def test_the_mail_names_whom_to_write_to_if_anybody_is_named(db: Session, cast: Cast) -> None:
    named = Site(SITE.base_url, SITE.title, "help@example.org")
    for site, name in ((SITE, "Ada King"), (named, "Ada Byron")):
        people.correct_name(db, cast.dana, cast.ada.id, name, reason="By letter", site=site)

    unnamed, to_contact = (mail.body for mail in mails(db))
    assert "answer whoever runs A small programme" in unnamed
    assert "write to help@example.org" in to_contact
