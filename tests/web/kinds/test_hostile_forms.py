"""Forms that no browser of ours would send: far too much, twice, in the wrong hands."""

import pytest

from learning.journal import MOST_ROWS
from learning.web.page_work import MOST_ROWS_SENT
from tests.browser import Browser
from tests.cast import Cast
from tests.conftest import Browse
from tests.web.kinds.test_hostile_answers import HOLD, PLAN, SORTED, STAND

SIGNS = "\"><svg onload=alert(1)>'{{7*7}}</textarea><script>alert(1)</script>&lt;"
URLENCODED = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("path", [f"{HOLD}/entries", "/nowhere", "/sign-in"])
@pytest.mark.parametrize("part", ["a.b=x&", "hold.rows.1.asset=x&", "a=&"])
def test_thousands_of_fields_are_refused_before_they_cost_anything(
    browse: Browse, cast: Cast, path: str, part: str
) -> None:
    for somebody in (browse(), browse(cast.ada)):
        sent = part * 5_001
        response = somebody.client.post(path, data=sent, content_type=URLENCODED)
        assert response.status_code == 413
        assert "in thousands of pieces" in response.text
        assert len(response.data) < 10_000


def rows_of(many: int) -> dict[str, str]:
    return {f"hold.rows.{number}.asset": "x" for number in range(1, many + 1)}


@pytest.mark.parametrize("act", ["entries", "completion"])
def test_a_table_longer_than_any_page_is_refused_before_it_is_built(
    browse: Browse, cast: Cast, act: str
) -> None:
    for somebody, writer in ((browse(), {"writer": "guest"}), (browse(cast.ada), {})):
        response = somebody.client.post(f"{HOLD}/{act}", data=rows_of(4_989) | writer)
        assert response.status_code == 413
        assert len(response.data) < 10_000
        assert somebody.send(f"{HOLD}/{act}", rows_of(121) | writer).status_code == 413


def test_a_table_that_a_person_could_have_typed_is_shown_again_with_every_row(
    browse: Browse, cast: Cast
) -> None:
    for somebody, writer in ((browse(), {"writer": "guest"}), (browse(cast.ada), {})):
        sent = rows_of(MOST_ROWS_SENT)
        page = somebody.post(f"{HOLD}/entries", sent | writer, expect=422)
        assert f"{MOST_ROWS} can be kept" in page.text("main")
        assert page.fields().items() >= sent.items()

        spare = {f"hold.rows.{number}.use": "" for number in range(1_000, 1_200)}
        page = somebody.post(f"{HOLD}/entries", rows_of(MOST_ROWS + 1) | spare | writer, expect=422)
        assert f"{MOST_ROWS} can be kept" in page.text("main")


def test_what_a_refusal_shows_back_is_kept_by_no_cache(browse: Browse) -> None:
    guest = browse().client.post(f"{HOLD}/entries", data={"hold.rows.1.asset": "My words"})

    assert "My words" in guest.text
    assert guest.headers["Cache-Control"] == "no-store"


def test_a_button_that_removes_a_row_is_no_words_of_the_writers(browse: Browse) -> None:
    sent = {"hold.rows.1.asset": "Hall", "hold.rows.2._remove": "1"}
    page = browse().post(f"{HOLD}/entries", sent, expect=401)

    assert page.fields() == sent
    assert len(page.texts["textarea"]) == 1


@pytest.mark.parametrize("day", ["20260401", "2026-W14-3", "2026W143", "2026-4-1", " 2026-04-01"])
def test_a_day_that_browsers_would_not_show_is_refused_and_shown_as_text(
    browse: Browse, cast: Cast, day: str
) -> None:
    page = browse(cast.ada).post(f"{PLAN}/entries", {"plan.actions.1.date": day}, expect=422)

    assert "Write the day as" in page.text("main")
    (box,) = [a for _, a in page.tags if a.get("name") == "plan.actions.1.date"]
    assert (box["type"], box["value"]) == ("text", day)


def test_a_week_in_a_table_stays_a_week(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)
    ada.post(f"{HOLD}/entries", {"hold.rows.1.asset": "2026-W14-3"})

    assert "2026-W14-3" in ada.get("/journal").text("main")


SENT = [
    (HOLD, {"hold.rows.1.asset": SIGNS, "hold.rows.1.use": SIGNS, "hold.missing": SIGNS}),
    (PLAN, {"plan.actions.1.will": SIGNS, "plan.actions.1.when": SIGNS}),
    (PLAN, {"plan.actions.1.will": SIGNS, "plan.actions.1.date": "2026-03-04"}),
    (STAND, {"stand.employer.evidence": SIGNS, "stand.employer.level": "trying"}),
    (SORTED, {"first-two.because": SIGNS, "measures.hardest": SIGNS}),
]


@pytest.mark.parametrize(("path", "fields"), SENT)
def test_signs_that_mean_something_to_machines_are_only_shown(
    browse: Browse, cast: Cast, path: str, fields: dict[str, str]
) -> None:
    ada = browse(cast.ada)
    ada.post(f"{path}/entries", fields)

    for where in (path, "/home", "/journal", "/journal/1", "/search?q=svg+alert"):
        page = ada.get(where)
        assert "<svg onload" not in page.html
        assert "<script>alert" not in page.html
    assert ada.get(path).fields().items() >= fields.items()


@pytest.mark.parametrize(
    "name",
    ["hold.rows.1.colour", f"{SIGNS}.x", "plan.actions.1.date", "stand.employer.level",
     "first-two.jobs", "measures.sleep"],
)  # fmt: skip
def test_signs_in_what_is_refused_are_only_shown(browse: Browse, cast: Cast, name: str) -> None:
    for somebody in (browse(), browse(cast.ada)):
        response = somebody.client.post(f"{HOLD}/entries", data={name: SIGNS})
        assert response.status_code in {401, 409, 422}
        assert "<svg onload" not in response.text
        assert "<script>alert" not in response.text


def third_row(browser: Browser, words: str) -> dict[str, str]:
    return browser.get(HOLD).fields() | {"hold.rows.3.asset": words}


def test_two_windows_that_both_add_a_third_row_keep_both(browse: Browse, cast: Cast) -> None:
    laptop, phone = browse(cast.ada), browse(cast.ada)
    laptop.post(f"{HOLD}/entries", {"hold.rows.1.asset": "Hall", "hold.rows.2.asset": "Barn"})
    from_laptop, from_phone = third_row(laptop, "Van"), third_row(phone, "Boat")
    laptop.post(f"{HOLD}/entries", from_laptop)

    page = phone.post(f"{HOLD}/entries", from_phone, expect=409)
    assert "Van" in page.text("main")
    assert page.fields()["hold.rows.3.asset"] == "Boat"

    phone.post(f"{HOLD}/entries", page.fields())
    for words in ("Van", "Boat"):
        assert words in laptop.get("/journal/1").text("main")
