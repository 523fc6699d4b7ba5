"""The gallery shows every kind of exercise in every state, and no text breaks out of its box."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from learning.config import Settings
from learning.content import Editions, Rows
from learning.content.reading.written import EXERCISES
from learning.db import Database
from learning.web import create_app
from learning.web.gallery_exercises import Shown, exercises, in_state, saved
from learning.web.gallery_kinds import TABLE
from tests.browser import Browser

HOSTILE = "</textarea></option><script>alert('ŵ')</script> {{ 7 * 7 }}"
STATES = {"guest", "empty", "saved", "refused", "two windows"}


@pytest.fixture
def gallery(settings: Settings, database: Database, editions: Editions) -> Browser:
    shown = settings.model_copy(update={"development": True})
    return Browser(create_app(shown, editions=editions, connected=database).test_client())


def test_every_kind_stands_in_the_gallery_in_every_state() -> None:
    shown = {(s.exercise.kind, s.state) for s in exercises()}
    assert shown >= {(kind, state) for kind in EXERCISES for state in STATES}
    assert {s.exercise.kind for s in saved()} == set(EXERCISES)


def test_the_gallery_has_a_label_for_every_field_and_every_id_once(gallery: Browser) -> None:
    page = gallery.get("/_components")
    assert "Put it back" in page.html


def test_what_is_refused_is_refused_by_the_forms_themselves() -> None:
    assert all(s.form and s.form.refusals for s in exercises() if s.state == "refused")


def test_no_cell_can_break_out_of_its_box(app: Flask) -> None:
    (rows,) = (prompt for prompt in TABLE.prompts if isinstance(prompt, Rows))
    columns = tuple(replace(column, title=f"{HOSTILE} {column.id}") for column in rows.columns)
    answers = {"rows": {"1": {column.id: HOSTILE for column in columns}}}
    table = replace(TABLE, prompts=(replace(rows, columns=columns),))
    html = _rendered(app, in_state(table, "saved", answers))
    assert "<script" not in html
    assert "49" not in html
    assert html.count("&lt;script&gt;") > 3 * len(columns)


def _rendered(app: Flask, shown: Shown) -> str:
    """Return the exercise to fill in, and what was written as the journal shows it."""
    with app.test_request_context():
        form = _macro(app, "components/exercise.html", "exercise")
        kept = _macro(app, "journal/_answers.html", "answers")
        return form(shown.exercise, shown.form, shown.entry, "/") + kept(
            shown.entry, shown.exercise
        )


def _macro(app: Flask, template: str, name: str) -> Callable[..., str]:
    found: Callable[..., str] = getattr(app.jinja_env.get_template(template).module, name)
    return found
