"""What one person is counted as, a sentence a definition."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from learning.content import Editions, Programme, load_programme
from learning.statistics.counting.facts import Answered, Facts
from learning.statistics.counting.sheet import Rules, Sheet, sheet_of
from learning.statistics.marks import TOOK, took
from tests.conftest import NOON
from tests.rewriting import EVERY_KIND

LONDON = ZoneInfo("Europe/London")
TODAY = NOON.date()
NOBODY = Facts(
    joined_at=NOON, work={}, completions=(), certificates=(), attended=(), wrote_at=None, entries=()
)


@pytest.fixture(scope="session")
def every_kind() -> Programme:
    return load_programme(EVERY_KIND, today=TODAY)


@pytest.fixture
def rules(editions: Editions) -> Rules:
    return Rules(editions.programme, LONDON)


def ticked(programme: Programme, days: Sequence[int], began: datetime = NOON) -> Facts:
    """Return somebody who marked the first pages so many days after ``began``."""
    times = [began + timedelta(days=day) for day in days]
    pages = [page.id for page in programme.pages]
    return replace(NOBODY, completions=tuple(zip(pages, times, strict=False)))


def progress(sheet: Sheet) -> set[str]:
    return set(sheet.marks.get(("progress", ""), ()))


def months(sheet: Sheet) -> dict[str, set[str]]:
    return {
        month: set(names) for (family, month), names in sheet.marks.items() if family == "month"
    }


def test_who_has_joined_and_done_nothing_has_one_mark(rules: Rules) -> None:
    sheet = sheet_of(NOBODY, rules, TODAY)

    assert sheet.marks == {("progress", ""): {"joined"}, ("month", "2026-03"): {"joined"}}
    assert sheet.attributes == {"cohort": "2026-03"}
    assert sheet.active_until is None


def test_a_module_is_done_when_every_page_of_it_is(rules: Rules) -> None:
    one, two, three = (page.id for page in rules.programme.pages)
    first, second = (module.id for module in rules.programme.modules)

    some = progress(sheet_of(ticked(rules.programme, [0]), rules, TODAY))
    more = progress(sheet_of(ticked(rules.programme, [0, 0]), rules, TODAY))
    most = progress(sheet_of(ticked(rules.programme, [0, 0, 3]), rules, TODAY))

    assert some == {"joined", "active", "started", f"page:{one}"}
    assert more == some | {f"page:{two}", f"module:{first}"}
    assert most == more | {
        f"page:{three}", f"module:{second}", "finished", "finished:alone", "took:3",
    }  # fmt: skip


def test_who_finished_and_was_in_a_live_session_finished_in_a_team(rules: Rules) -> None:
    facts = replace(ticked(rules.programme, [0, 0, 0]), attended=(NOON,))

    assert progress(sheet_of(facts, rules, TODAY)) >= {"team", "finished:team"}
    assert "finished:alone" not in progress(sheet_of(facts, rules, TODAY))


def test_a_page_of_an_earlier_edition_counts_for_activity_only(rules: Rules) -> None:
    facts = replace(NOBODY, completions=(("long-retired", NOON),))

    assert progress(sheet_of(facts, rules, TODAY)) == {"joined", "active"}


def test_a_page_marked_under_two_names_counts_since_the_first(rules: Rules) -> None:
    module, *others = rules.programme.modules
    page = replace(module.pages[0], id="renamed", was=(module.pages[0].id,))
    renamed = replace(
        rules.programme, modules=(replace(module, pages=(page, *module.pages[1:])), *others)
    )
    later = NOON + timedelta(days=40)
    facts = replace(NOBODY, completions=(("renamed", later), (module.pages[0].id, NOON)))

    sheet = sheet_of(facts, Rules(renamed, LONDON), later.date())

    assert "page:renamed" in progress(sheet)
    assert months(sheet) == {"2026-03": {"joined", "started"}}


@pytest.mark.parametrize(("days", "active"), [(0, True), (29, True), (30, False)])
def test_somebody_is_active_for_thirty_days(rules: Rules, days: int, active: bool) -> None:
    for facts in (
        ticked(rules.programme, [0]),
        replace(NOBODY, wrote_at=NOON),
        replace(NOBODY, attended=(NOON,)),
    ):
        sheet = sheet_of(facts, rules, TODAY + timedelta(days=days))

        assert ("active" in progress(sheet)) is active
        assert sheet.active_until == (TODAY + timedelta(days=29) if active else None)


def test_months_and_days_are_those_of_the_wall_clock(rules: Rules) -> None:
    summer = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)  # 1 July, 00:30 in London
    winter = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    change = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 01:30, for the first time that night

    def of(at: datetime) -> Sheet:
        return sheet_of(replace(NOBODY, joined_at=at, wrote_at=at), rules, date(2026, 1, 1))

    assert [of(at).attributes["cohort"] for at in (summer, winter, change)] == [  # type: ignore[index]
        "2026-07", "2026-11", "2026-10",
    ]  # fmt: skip
    assert of(summer).active_until == date(2026, 7, 1) + timedelta(days=29)
    assert of(change).active_until == of(change + timedelta(hours=1)).active_until


def test_each_event_is_counted_in_its_own_month(rules: Rules) -> None:
    first, second = (module.id for module in rules.programme.modules)
    began = datetime(2026, 1, 31, 12, tzinfo=UTC)
    facts = replace(
        ticked(rules.programme, [0, 1, 40], began),
        joined_at=began,
        certificates=(began + timedelta(days=80), began + timedelta(days=60)),
    )

    assert months(sheet_of(facts, rules, TODAY)) == {
        "2026-01": {"joined", "started"},
        "2026-02": {f"module:{first}"},
        "2026-03": {f"module:{second}", "finished"},
        "2026-04": {"certificate"},
    }


def test_times_are_told_in_days_then_weeks_then_months() -> None:
    told = {0: 0, 13: 13, 14: 14, 20: 14, 21: 21, 84: 84, 89: 84, 90: 90, 719: 690, 5000: 720}

    assert {days: took(days) for days in told} == {d: f"took:{f}" for d, f in told.items()}
    assert list(TOOK) == sorted(set(TOOK))


def answered(exercise: str, answers: dict[str, Any], **more: Any) -> Answered:
    """Return an entry of which nothing is known but this."""
    rest = {"wording": {}, "firsts": {}, "earlier": ()} | more
    return Answered(exercise, answers, **rest)


def learned(programme: Programme, *entries: Answered) -> set[str]:
    facts = replace(NOBODY, entries=entries)
    sheet = sheet_of(facts, Rules(programme, LONDON), TODAY)
    return set(sheet.marks.get(("learning", ""), ()))


def test_a_rating_is_counted_by_when_it_was_asked(every_kind: Programme) -> None:
    statement = every_kind.exercise("start").prompts[0].id

    entries = answered("start", {statement: 3}), answered("then", {statement: 0})
    marks = {f"rating:start:{statement}:3", f"rating:then:{statement}:0"}
    assert learned(every_kind, *entries) == marks
    assert learned(every_kind, answered("start", {statement: 11})) == set()


def test_of_a_check_the_first_try_and_the_present_choice_are_counted(every_kind: Programme) -> None:
    question: Any = every_kind.exercise("quiz").prompts[0]
    right = next(choice.id for choice in question.choices if choice.right)
    wrong = next(choice.id for choice in question.choices if not choice.right)

    def marks(now: str, first: str) -> set[str]:
        found = learned(
            every_kind, answered("quiz", {question.id: now}, firsts={question.id: first})
        )
        return {mark.rpartition(":")[2] for mark in found}

    assert marks(right, right) == {"tried", "first", "right"}
    assert marks(right, wrong) == {"tried", "right"}
    assert marks(wrong, right) == {"tried", "first"}
    assert marks(wrong, wrong) == {"tried"}
    assert marks(right, "no-longer-offered") == {"tried", "right"}
    assert marks("no-longer-offered", right) == set()


def test_of_a_grid_the_level_and_its_change_are_counted(every_kind: Programme) -> None:
    dimension: Any = every_kind.exercise("stand").prompts[0]
    low, high = dimension.levels[0].id, dimension.levels[-1].id
    name = f"grid:stand.{dimension.id}"

    def at(level: str) -> dict[str, Any]:
        return {dimension.id: {"level": level, "evidence": "Rain"}}

    def marks(now: str, *earlier: str) -> set[str]:
        kept: list[tuple[dict[str, Any], dict[str, Any]]] = [(at(level), {}) for level in earlier]
        return learned(every_kind, answered("stand", at(now), earlier=kept))

    assert marks(low) == {f"{name}:{low}"}
    assert marks(high, low, high) == {f"{name}:{high}", f"{name}:up"}
    assert marks(low, high) == {f"{name}:{low}", f"{name}:down"}
    assert marks(low, "gone", low) == {f"{name}:{low}", f"{name}:same"}


def test_what_was_answered_in_words_is_no_statistic(every_kind: Programme) -> None:
    asked = every_kind.exercise("words")

    assert learned(every_kind) == set()
    assert all(e.id != asked.id for e in Rules(every_kind, LONDON).exercises)
