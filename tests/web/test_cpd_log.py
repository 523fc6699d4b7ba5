"""The CPD log, through the browser: rows from what was done, corrected, looked through, taken."""

import csv
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import pytest
from docx import Document as WordFile
from openpyxl import load_workbook

from learning import progress
from learning.content import Programme
from learning.db import Database
from tests.cast import Cast, finish
from tests.conftest import Browse, StoppedClock
from tests.live.ended import begun_worded, end

LOG = "/journal/cpd-log"
ALONE = "form_cpd-log.m-listening"
TOGETHER = "form_cpd-log.s-1"


@pytest.fixture
def done(database: Database, cast: Cast, programme: Programme, stopped: StoppedClock) -> None:
    """Ada has read the first module over two days, and was in a live session of nine minutes."""
    first, second = programme.modules[0].pages
    with database.writing.begin() as db:
        finish(db, cast.ada, programme, (first,))
    with database.writing.begin() as db:
        session_id = begun_worded(db, programme, cast.ada, cast.ben)
        stopped.move(minutes=9)
        end(db, stopped, programme, session_id, cast.ada)
    stopped.move(days=1)
    with database.writing.begin() as db:
        finish(db, cast.ada, programme, (second,))


def table(browse: Browse, cast: Cast, body: str = "plain") -> list[list[str]]:
    text = browse(cast.ada).client.get(f"{LOG}.csv?for={body}").data.decode("utf-8-sig")
    return list(csv.reader(StringIO(text)))


def test_who_has_done_nothing_is_told_what_will_stand_there(browse: Browse, cast: Cast) -> None:
    assert "Nothing to log yet" in browse(cast.cleo).get(LOG).text("main")
    browse(cast.cleo).get(f"{LOG}/download")


@pytest.mark.usefixtures("done")
def test_rows_are_dated_and_say_what_was_alone_and_what_was_participatory(
    browse: Browse, cast: Cast
) -> None:
    headers, alone, together, total = table(browse, cast)
    assert headers == [
        "First day", "Last day", "Activity", "Method", "Minutes alone, as planned unless corrected",
        "Participatory minutes", "What the module is for", "What I learned", "Link to practice",
    ]  # fmt: skip
    assert alone == [
        "2026-03-02", "2026-03-03", "Module 1: Listening",
        "Reading and exercises, alone (2 of 2 pages)", "12", "",
        "tell hearing from waiting to speak", "", "",
    ]  # fmt: skip
    assert together[:2] == ["2026-03-02", "2026-03-02"]
    assert together[4:] == ["", "9", "", "", ""], "being there claims no outcomes"
    assert total == ["", "", "Total", "", "12", "9", "", "", ""]
    said = browse(cast.ada).get(LOG).text("main")
    assert "as planned by the programme, not measured: reading is not tracked" in said
    assert "Alone 12 minutes Participatory 9 minutes" in said


@pytest.mark.usefixtures("done")
@pytest.mark.parametrize(
    ("body", "asked", "header"),
    [
        ("nmc", "How it links to the Code", "Link to the Code"),
        ("hcpc", "How it benefits the people who use your service", "Benefit to service users"),
    ],
)
def test_each_body_has_a_field_of_its_own(
    browse: Browse, cast: Cast, body: str, asked: str, header: str
) -> None:
    ada = browse(cast.ada)
    page = ada.get(f"{LOG}?for={body}")
    assert asked in page.text("main")
    assert asked not in ada.get(LOG).text("main")
    own = {"nmc": "code", "hcpc": "benefit"}[body]
    sent = page.fields(also="writer") | {f"{ALONE}-{own}": "Own words", f"{ALONE}-practice": "All"}
    ada.post(f"{LOG}/entries/{body}", sent)
    ada.post(f"{LOG}/entries/plain", ada.get(LOG).fields(also="writer") | {f"{ALONE}-practice": ""})

    headers, alone, *_ = table(browse, cast, body)
    assert headers[-1] == header
    assert alone[-2:] == ["", "Own words"], "what another body asks for is not lost"
    ada.get(f"{LOG}?for=nobody", expect=404)


@pytest.mark.usefixtures("done")
def test_a_number_is_corrected_and_one_that_is_not_grows_with_what_is_done(
    browse: Browse, cast: Cast, database: Database, programme: Programme
) -> None:
    ada = browse(cast.ada)
    fields = ada.get(LOG).fields(also="writer")
    ada.post(f"{LOG}/entries/plain", fields | {f"{TOGETHER}-minutes": " 45 "})
    assert table(browse, cast)[-1][4:6] == ["12", "45"]

    with database.writing.begin() as db:
        finish(db, cast.ada, programme, programme.modules[1].pages[:1])
    minutes = 12 + programme.modules[1].pages[0].minutes
    assert table(browse, cast)[-1][4:6] == [str(minutes), "45"]


@pytest.mark.usefixtures("done")
@pytest.mark.parametrize("minutes", ["an hour", "-5", "1.5", "6001", "٣"])
def test_minutes_that_are_no_number_are_refused_and_nothing_typed_is_lost(
    browse: Browse, cast: Cast, minutes: str
) -> None:
    ada = browse(cast.ada)
    told = {f"{ALONE}-minutes": minutes, f"{ALONE}-practice": "Kept on the page"}
    sent = ada.get(LOG).fields(also="writer") | told
    page = ada.post(f"{LOG}/entries/plain", sent, expect=422)
    assert "Write a whole number of minutes" in page.text("main")
    assert page.fields()[f"{ALONE}-minutes"] == minutes
    assert page.fields()[f"{ALONE}-practice"] == "Kept on the page"
    answer = ada.send(f"{LOG}/entries/plain", sent)
    assert answer.status_code == 422
    assert "whole number" in answer.text


@pytest.mark.usefixtures("done")
@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠A1"])
def test_a_cell_that_begins_like_a_formula_stays_text(
    browse: Browse, cast: Cast, formula: str
) -> None:
    ada = browse(cast.ada)
    sent = ada.get(LOG).fields(also="writer") | {f"{ALONE}-practice": formula}
    ada.post(f"{LOG}/entries/plain", sent)
    assert table(browse, cast)[1][8] == f"'{formula}"
    book = load_workbook(BytesIO(ada.client.get(f"{LOG}.xlsx").data))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    (cell,) = [cell for cell in cells if cell.value == formula]
    assert cell.data_type == "s"


@pytest.mark.usefixtures("done")
def test_in_the_workbook_minutes_are_numbers_and_days_are_dates(browse: Browse, cast: Cast) -> None:
    book: Any = load_workbook(BytesIO(browse(cast.ada).client.get(f"{LOG}.xlsx").data))
    _, alone, together, total = book.worksheets[0].iter_rows(values_only=True)
    assert [day.date() for day in alone[:2]] == [date(2026, 3, 2), date(2026, 3, 3)]
    assert (alone[4], together[5], total[4:6]) == (12, 9, (12, 9))


def test_only_a_module_that_is_whole_says_what_it_is_for(
    browse: Browse, cast: Cast, database: Database, programme: Programme
) -> None:
    first, second = programme.modules[0].pages
    outcome = "tell hearing from waiting to speak"
    ada = browse(cast.ada)
    with database.writing.begin() as db:
        finish(db, cast.ada, programme, (first,))
    assert "Nothing added yet" in ada.get(LOG).text("main")
    told = {f"{ALONE}-outcomes": "That I talk too much."}
    ada.post(f"{LOG}/entries/plain", ada.get(LOG).fields(also="writer") | told)
    assert "What I learned That I talk too much." in ada.get(f"{LOG}/download").text("main")
    for is_whole in (False, True):
        if is_whole:
            with database.writing.begin() as db:
                finish(db, cast.ada, programme, (second,))
        word = WordFile(BytesIO(ada.client.get(f"{LOG}.docx").data))
        lines = [line.text for line in word.paragraphs]
        page = ada.get(f"{LOG}/download").text("main")
        assert table(browse, cast)[1][6] == (outcome if is_whole else "")
        assert table(browse, cast)[1][7] == "That I talk too much."
        assert (f"What the module is for {outcome}" in page) == is_whole
        assert (outcome in page) == is_whole
        assert ("What the module is for" in lines and outcome in lines) == is_whole
        assert lines[lines.index("What I learned") + 1] == "That I talk too much."


@pytest.mark.usefixtures("done")
def test_it_is_looked_through_and_taken_along(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)
    told = {f"{ALONE}-practice": "We tried it at Rose Court Care Home.", "download": "yes"}
    answer = ada.client.post(f"{LOG}/entries/nmc", data=ada.get(f"{LOG}?for=nmc").fields() | told)
    assert answer.location == f"{LOG}/download?for=nmc"
    said = ada.get(answer.location).text("main")
    assert "“Rose Court Care Home” may be a place of care" in said

    word = WordFile(BytesIO(ada.client.get(f"{LOG}.docx?for=nmc").data))
    assert word.core_properties.title == "CPD log for revalidation with the NMC"
    assert "We tried it at Rose Court Care Home." in [line.text for line in word.paragraphs]
    assert [cell.text for cell in word.tables[-1].rows[-1].cells] == ["", "Total", "12", "9"]
    assert ada.client.get(f"{LOG}.pdf?for=nmc").data.startswith(b"%PDF")


@pytest.mark.usefixtures("done")
def test_it_is_ones_own_and_costs_five_queries_at_most(
    browse: Browse, cast: Cast, queries: list[str]
) -> None:
    assert "Live session" in browse(cast.ben).get(LOG).text("main"), "Ben was there too"
    assert "of 2 pages" not in browse(cast.ben).get(LOG).text("main")
    assert browse().client.get(LOG).status_code == 302
    ada = browse(cast.ada)
    queries.clear()
    ada.get(LOG)
    assert len(queries) <= 5, queries


@pytest.mark.usefixtures("done")
def test_a_tick_that_is_taken_back_leaves_the_log_and_keeps_the_words(
    browse: Browse, cast: Cast, database: Database, programme: Programme
) -> None:
    ada = browse(cast.ada)
    sent = ada.get(LOG).fields(also="writer") | {f"{ALONE}-practice": "Still mine"}
    ada.post(f"{LOG}/entries/plain", sent)
    with database.writing.begin() as db:
        for page in programme.modules[0].pages:
            progress.undo_completion(db, cast.ada, page)
    assert len(table(browse, cast)) == 3
    ada.post(f"{LOG}/entries/plain", ada.get(LOG).fields(also="writer"))
    assert "Still mine" in ada.get("/journal").text("main")
    ada.post(f"{LOG}/entries/plain", sent, expect=409)
