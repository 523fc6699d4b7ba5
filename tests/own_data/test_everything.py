"""Everything that is kept about somebody can be taken along, and nothing of others."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from sqlalchemy import Column, Table, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.visitors import iterate

from learning import complaints, exports, mail, own_data
from learning.accounts import Person, User
from learning.content import Programme
from learning.db import Base
from learning.mail import Kind
from learning.own_data import LEFT_OUT, OWNED
from learning.own_data.readable import readable
from learning.own_data.schema import schema
from tests.cast import Cast
from tests.conftest import StoppedClock
from tests.own_data.going import HERE, WISH
from tests.own_data.marked import EMAIL, HEARD, heron

SCHEMA = Path(__file__).parents[2] / "docs" / "schemas" / "everything.schema.json"
TABLES = Base.metadata.tables
NAMES_PEOPLE = {"user_id", "by_user_id", "owner_id", "admin_id", "actor_id", "about_id"}


@pytest.fixture
def person(db: Session, cast: Cast, programme: Programme, stopped: StoppedClock) -> Person:
    """Marsh Heron as an admin, so that those tables hold something too."""
    return heron(db, cast, programme, stopped)


def taken(db: Session, person: Person, programme: Programme) -> dict[str, Any]:
    everything = own_data.everything_of(db, person, programme)
    whole: dict[str, Any] = json.loads(own_data.json_of(everything))
    return whole


def names_people(column: Column[Any]) -> bool:
    refers = any(key.target_fullname == "user.id" for key in column.foreign_keys)
    return refers or column.name in NAMES_PEOPLE or column.name.endswith("user_id")


def asked(table: Table, person: Person) -> set[str]:
    """The columns of ``table`` by which somebody’s rows are found, and those left out in words."""
    found = set()
    for owned in (owned for owned in OWNED if owned.table is table):
        found |= set(owned.without)
        for part in iterate(owned.whose(person)):
            if isinstance(part, Column) and part.table is table:
                found.add(part.name)
    return found


def test_every_table_is_somebodys_or_says_why_it_is_nobodys() -> None:
    owned = {owned.table.name for owned in OWNED}

    assert not owned & LEFT_OUT.keys()
    assert owned | LEFT_OUT.keys() == TABLES.keys()


def test_every_column_that_names_somebody_is_asked(cast: Cast) -> None:
    """A new one would leave somebody’s rows out, or tell whose another’s are."""
    for table in TABLES.values():
        people = {column.name for column in table.columns if names_people(column)}
        if table.name not in LEFT_OUT:
            assert people <= asked(table, cast.ada), table.name
        else:
            assert people <= {"user_id"}
            assert not people or table.name in {"counted", "recount"}, table.name


def test_nothing_that_opens_an_account_leaves() -> None:
    for owned in OWNED:
        for name in owned.columns:
            assert not any(word in name for word in ("hash", "secret", "password")), name
            assert getattr(owned.columns[name].type, "python_type", str) is not bytes, name


def test_the_schema_in_the_docs_is_the_one_of_the_tables(request: pytest.FixtureRequest) -> None:
    made = json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
    if request.config.getoption("--update-snapshots"):
        SCHEMA.write_text(made, encoding="utf-8")

    assert made == SCHEMA.read_text(encoding="utf-8"), "pytest --update-snapshots, then review"


def test_everything_keeps_to_the_schema_and_leaves_nothing_out(
    db: Session, person: Person, programme: Programme
) -> None:
    own_data.depart(db, person, WISH, HERE)
    accounts_left = taken(db, person, programme)
    Draft202012Validator(schema(), format_checker=FormatChecker()).validate(accounts_left)

    empty = [owned.name for owned in OWNED if not accounts_left[owned.name]]
    assert empty == ["sign_ins"], "they ended with the wish to go"
    said = json.dumps(accounts_left)
    for marker in (
        "heron-entry", "heron-version", "heron-letter", "heron-story", "heron-described",
        "heron-trust", "heron-team alone", "heron-card", "heron-passkey", "heron-subject",
        "heron-body", "heron-complaint as a guest", "cormorant card", "cormorant action",
    ):  # fmt: skip
        assert marker in said, marker
    for hidden in ("heron-secret", "heron-app", "heron-id", "heron-code", "Dana", "bakery"):
        assert hidden not in said, hidden


def test_where_one_is_signed_in_comes_along_without_what_opens_it(
    db: Session, person: Person, programme: Programme
) -> None:
    (sign_in,) = taken(db, person, programme)["sign_ins"]

    assert sign_in["device"] == "heron-device"
    assert person.sign_in not in str(sign_in)


def test_nothing_of_hers_is_in_what_another_takes(
    db: Session, person: Person, programme: Programme, cast: Cast
) -> None:
    for other in (cast.ada, cast.ben, cast.cleo, cast.dana):
        said = json.dumps(taken(db, other, programme)).lower()
        assert "heron" not in said, other.name


def test_an_address_that_is_not_confirmed_finds_nothing_of_its_owner(
    db: Session, person: Person, programme: Programme, cast: Cast
) -> None:
    """Whoever signs up with another’s address gets neither their mails nor their complaints."""
    guest = complaints.Said("Owner", "ada@example.org", "The owner’s words")
    complaints.complain(db, None, guest, network="192.0.2.9")
    sent: dict[str, Any] = {"subject": "To the owner", "body": "The owner’s words"}
    mail.send(db, to="ada@example.org", kind=Kind.SESSION, by_user_id=cast.ben.id, **sent)
    assert "The owner" not in json.dumps(taken(db, cast.ada, programme), ensure_ascii=False)

    db.execute(update(User).where(User.id == cast.ada.id).values(confirmed_at=cast.ada.joined_at))
    own_data.depart(db, cast.ada, WISH, HERE)
    leaving = own_data.leaving_of(db, cast.ada.id)
    assert leaving
    assert "The owner" in json.dumps(taken(db, leaving.person, programme), ensure_ascii=False)


def test_what_admins_did_to_an_earlier_account_of_that_number_is_not_told(
    db: Session, person: Person, programme: Programme
) -> None:
    assert taken(db, person, programme)["admins_about_you"]
    later = {"joined_at": person.joined_at + timedelta(days=1)}
    db.execute(update(User).where(User.id == person.id).values(later))
    own_data.depart(db, person, WISH, HERE)
    leaving = own_data.leaving_of(db, person.id)
    assert leaving

    assert taken(db, leaving.person, programme)["admins_about_you"] == []


def test_the_page_reads_well_needs_nothing_else_and_keeps_the_veil_of_letters(
    db: Session, person: Person, programme: Programme
) -> None:
    everything = own_data.everything_of(db, person, programme)
    copy = exports.copy_of(db, person, programme, with_versions=True)
    page = exports.page(readable(everything, copy, lambda moment: moment))

    for said in (HEARD, "heron-version", "heron-story", EMAIL, "cormorant card", "Sealed until"):
        assert said in page, said
    assert "heron-letter" not in page
    for needless in ("<script", "src=", "http-equiv", "@import", "url(", "_id", "None"):
        assert needless not in page, needless


def test_what_was_typed_is_never_markup(db: Session, person: Person, programme: Programme) -> None:
    db.execute(update(User).where(User.id == person.id).values(name="<script>alert(1)</script>"))
    everything = own_data.everything_of(db, person, programme)
    copy = exports.copy_of(db, person, programme)
    page = exports.page(readable(everything, copy, lambda moment: moment))

    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_it_costs_one_query_a_table(
    db: Session, person: Person, programme: Programme, queries: list[str]
) -> None:
    db.flush()
    queries.clear()
    own_data.everything_of(db, person, programme)

    assert len(queries) == len(OWNED)
