"""Finding people: a few, by what they have given, and never without a trace."""

import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

from learning import audit, certificates, clock, people
from learning.accounts import Role, User
from learning.audit import Chosen
from learning.content import Programme
from learning.errors import NotAllowed
from tests.cast import Cast, finish, join


@pytest.fixture
def several(db: Session, cast: Cast) -> Cast:
    for name in ("Élodie Dupont", "Ada Lovelace", "100% Cotton"):
        join(db, name)
    return cast


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ada@example.org", ["Ada"]),
        ("ADA@", ["Ada"]),
        ("ada", ["Ada", "Ada Lovelace"]),
        ("lovelace ada", ["Ada Lovelace"]),
        ("élodie", ["Élodie Dupont"]),
        ("ÉLODIE", ["Élodie Dupont"]),
        ("%", None),
        ("100%", ["100% Cotton"]),
        ("a_a", []),
        ("nobody", []),
        (" ", None),
    ],
)
def test_by_address_or_name_in_any_case(
    db: Session, several: Cast, text: str, names: list[str] | None
) -> None:
    if names is None:
        with pytest.raises(NotAllowed, match="at least 2"):
            people.find(db, several.dana, text, "Why")
        return
    found = people.find(db, several.dana, text, "Why")
    assert [each.name for each in found.people] == names


def test_by_the_number_of_a_certificate_however_it_is_typed(
    db: Session, cast: Cast, programme: Programme
) -> None:
    finish(db, cast.ada, programme, programme.pages)
    code = certificates.claim(db, cast.ada, programme, holder="A. King")
    for typed in (code, code.lower(), certificates.grouped(code)):
        (found,) = people.find(db, cast.dana, typed, "Why").people
        assert (found.id, found.email) == (cast.ada.id, "ada@example.org")


def test_at_most_fifty_are_shown_and_it_says_that_there_are_more(db: Session, cast: Cast) -> None:
    row = {"name": "Sam", "password_hash": "", "role": Role.LEARNER, "joined_at": clock.now()}
    many = [row | {"email": f"sam{number}@example.org"} for number in range(51)]
    db.execute(insert(User), many[:50])
    found = people.find(db, cast.dana, "sam", "Why")
    assert (len(found.people), found.is_cut) == (50, False)
    db.execute(insert(User), many[50:])
    found = people.find(db, cast.dana, "sam", "Why")
    assert (len(found.people), found.is_cut) == (50, True)


def test_each_search_is_written_down_and_never_what_was_looked_for(db: Session, cast: Cast) -> None:
    people.find(db, cast.dana, "cleo@example.org", "She called")
    people.find(db, cast.dana, "xylophone", "He called")

    latest, first = audit.log_of(db, Chosen()).entries
    assert (first.actor, first.about, first.reason) == ("Dana", "1 found", "She called")
    assert (latest.about, latest.about_id) == ("0 found", None)
    assert "cleo" not in str(first)


def test_only_admins_find_anybody(db: Session, cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        people.find(db, cast.ada, "ben", "Why")
