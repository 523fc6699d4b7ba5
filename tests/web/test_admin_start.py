"""Where admins begin: one list of what there is for them, and a way back to it."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.routing import AnyConverter, BaseConverter, IntegerConverter, Rule

from learning import clock, complaints
from learning.complaints import Complaint, Said
from tests.cast import Cast
from tests.conftest import Browse

PLACES = (
    "people", "complaints", "log", "organisations", "quotes", "statistics", "content", "health",
)  # fmt: skip
LARGEST = 2**31 - 1
"""What a number of a row can be at most, in every database."""
TOO_LARGE = (LARGEST + 1, 10**20 - 1)


@pytest.mark.parametrize("place", PLACES)
def test_the_header_leads_admins_to_a_list_of_what_there_is_and_each_leads_back(
    browse: Browse, cast: Cast, place: str
) -> None:
    dana = browse(cast.dana)

    assert '<a href="/admin">Admin</a>' in dana.get("/home").html
    assert f'<a href="/admin/{place}">' in dana.get("/admin").html
    page = dana.get(f"/admin/{place}").html
    assert '<p class="kicker"><a href="/admin">Admin</a></p>' in page
    assert '<a href="/admin" aria-current="true">Admin</a>' in page


def test_nobody_else_sees_the_way_or_the_list(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)

    assert 'href="/admin' not in ada.get("/home").html
    ada.get("/admin", expect=403)


def test_the_list_says_how_many_complaints_wait(browse: Browse, cast: Cast, db: Session) -> None:
    dana = browse(cast.dana)
    assert "None waits for an answer." in dana.get("/admin").text("main")

    first = complaints.complain(db, cast.ada, Said("Ada", cast.ada.email, "My name"), network="1")
    complaints.complain(db, cast.ben, Said("Ben", cast.ben.email, "My mails"), network="2")
    db.commit()
    assert "2 complaints wait for an answer." in dana.get("/admin").text("main")

    complaints.answer(db, cast.dana, first, "Put right.", today="2 March 2026")
    db.commit()
    assert "1 complaint waits for an answer." in dana.get("/admin").text("main")


def test_a_complaint_that_waits_is_counted_and_listed_whatever_came_after(
    browse: Browse, cast: Cast, db: Session
) -> None:
    now = clock.now()
    about: dict[str, Any] = {"user_id": None, "name": "", "email": "", "text": ""}
    for number in range(202):
        made_at = now + timedelta(minutes=number)
        answered_at = now + timedelta(days=1) if number else None
        one = Complaint(number=f"N{number}", made_at=made_at, answered_at=answered_at, **about)
        db.add(one)
    db.commit()
    dana = browse(cast.dana)

    assert "1 complaint waits for an answer." in dana.get("/admin").text("main")
    assert "Complaint N0 " in dana.get("/admin/complaints").text("main")


def test_every_number_in_an_address_is_one_that_a_database_can_hold(app: Flask) -> None:
    unbounded = [
        f"{rule.rule}: {name}"
        for rule in app.url_map.iter_rules()
        for name, kind in rule._converters.items()
        if isinstance(kind, IntegerConverter) and (kind.max is None or kind.max > LARGEST)
    ]

    assert unbounded == []


@pytest.mark.slow
@pytest.mark.parametrize("number", TOO_LARGE)
def test_a_number_that_no_row_can_have_is_a_page_that_is_not_there(
    browse: Browse, cast: Cast, app: Flask, number: int
) -> None:
    client = browse(cast.dana).client
    asked = [
        (rule, path) for rule in app.url_map.iter_rules() if (path := with_number(rule, number))
    ]
    assert len(asked) > 20

    for rule, path in asked:
        for method in (rule.methods or set()) & {"GET", "POST"}:
            status = client.open(path, method=method).status_code
            assert status in {404, 405}, f"{method} {path}: {status}"


def with_number(rule: Rule, number: int) -> str:
    """Return an address of this rule with this number in it, or nothing if it has none."""
    kinds = rule._converters
    if not any(isinstance(kind, IntegerConverter) for kind in kinds.values()):
        return ""
    filled = {name: _filled(kind, number) for name, kind in kinds.items()}
    built = rule.build(filled)
    assert built
    return built[1]


def _filled(kind: BaseConverter, number: int) -> str | int:
    if isinstance(kind, IntegerConverter):
        return number
    return min(kind.items) if isinstance(kind, AnyConverter) else "name"
