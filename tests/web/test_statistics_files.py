"""The files of statistics, read back by readers that did not write them: equal to the page."""

import csv
import io
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.cast import Cast
from tests.conftest import Browse
from tests.web.counted import LONG, NAMES, count
from tests.web.figures_read import (
    HEADERS,
    from_csv,
    from_json,
    from_page,
    from_workbook,
    opened,
)

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs/schemas/statistics.schema.json").read_text("utf-8")
)
ASKED = [
    ("overview", ""),
    ("overview", "?sector=health"),
    ("overview", "?sector=health&cohort=2026-02"),
    ("overview", "?sector=housing"),
    ("overview", "?organisation=%3D1%2B1"),
    ("funnel", ""),
    ("funnel", "?nation=wales"),
    ("groups", ""),
    ("groups", "?by=cohort"),
    ("groups", "?by=organisation"),
    ("groups", "?by=organisation&words=w"),
    ("learning", ""),
    ("learning", "?sector=housing"),
    ("teams", ""),
]


@pytest.fixture
def counted(db: Session) -> None:
    count(db)
    db.commit()


@pytest.mark.parametrize(("name", "query"), ASKED)
def test_every_file_equals_its_page_cell_by_cell(
    browse: Browse, cast: Cast, counted: None, name: str, query: str
) -> None:
    dana = browse(cast.dana)
    path = "" if name == "overview" else f"/{name}"
    page = from_page(dana.get(f"/admin/statistics{path}{query}").html)
    sent = {
        kind: dana.client.post(f"/admin/statistics/{name}.{kind}{query}").data
        for kind in ("csv", "xlsx", "json")
    }

    assert page
    assert from_csv(sent["csv"]) == page
    assert from_json(sent["json"]) == page
    assert [cells for cells in from_workbook(sent["xlsx"]) if cells] == list(page.values())


@pytest.mark.parametrize(("name", "query"), ASKED)
def test_every_figure_in_a_file_has_its_definition_there(
    browse: Browse, cast: Cast, counted: None, name: str, query: str
) -> None:
    client = browse(cast.dana).client
    said = json.loads(client.post(f"/admin/statistics/{name}.json{query}").data)
    book = opened(client.post(f"/admin/statistics/{name}.xlsx{query}").data)
    lines = client.post(f"/admin/statistics/{name}.csv{query}").data.decode("utf-8-sig")

    Draft202012Validator(SCHEMA).validate(said)
    used = {figure for table in said["tables"] for figure in table["figures"]}
    assert [d["id"] for d in said["definitions"]] == [
        row[0].value for row in book.worksheets[-1].iter_rows(min_row=HEADERS + 1)
    ]
    assert {d["id"] for d in said["definitions"]} == used
    rows = [row for row in csv.DictReader(io.StringIO(lines)) if row["Table"] != "About"]
    rules = {d["name"]: d["rule"] for d in said["definitions"]}
    assert all(row["Definition"].startswith(rules[row["Figure"]]) for row in rows)


def test_a_file_says_whose_figures_it_has_when_they_were_counted_and_how_they_are_rounded(
    browse: Browse, cast: Cast, counted: None
) -> None:
    client = browse(cast.dana).client
    path = "/admin/statistics/overview.{}?sector=health&organisation=%3D1%2B1"
    book = opened(client.post(path.format("xlsx")).data)
    about = [
        [cell.value for cell in row] for row in book.worksheets[0].iter_rows(min_row=HEADERS + 1)
    ]
    lines = client.post(path.format("csv")).data.decode("utf-8-sig")
    said = json.loads(client.post(path.format("json")).data)

    assert ["Who", "Organisation: =1+1; Sector: Health or social care"] in about
    assert ["Counted", "2 March 2026, 12:00 (GMT)"] in about
    assert sum(what == "Rounding" for what, _ in about) == 5
    assert book.sheetnames[0].endswith("About")
    assert book.sheetnames[-1].endswith("Data dictionary")
    assert "Organisation: =1+1; Sector: Health or social care" in lines
    assert "2 March 2026, 12:00 (GMT)" in lines
    assert said["who"] == {"Organisation": "=1+1", "Sector": "Health or social care"}
    assert said["counted_at"] == "2026-03-02T12:00:00Z"


def test_no_name_of_an_organisation_is_worked_out_by_a_spreadsheet(
    browse: Browse, cast: Cast, counted: None
) -> None:
    client = browse(cast.dana).client
    path = "/admin/statistics/groups.{}?by=organisation"
    sheet = opened(client.post(path.format("xlsx")).data).worksheets[1]
    lines = client.post(path.format("csv")).data.decode("utf-8-sig")
    names = [row[0] for row in sheet.iter_rows(min_row=HEADERS + 1)]

    assert {cell.value for cell in names} == {*NAMES[:5], "Not said"}
    assert {cell.data_type for cell in names} == {"s"}
    for row in csv.reader(io.StringIO(lines)):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)
    assert "'=1+1" in lines
    assert LONG in lines


def test_the_addresses_of_earlier_files_lead_to_the_buttons_that_send_them(
    browse: Browse, cast: Cast, counted: None
) -> None:
    client = browse(cast.dana).client
    for path, goal in (
        (".csv", "#take"),
        ("/overview.csv?sector=health", "?sector=health#take"),
        ("/funnel.xlsx?sector=health", "/funnel?sector=health#take"),
        ("/report.pdf?sector=health", "/report?sector=health"),
    ):
        answer = client.get(f"/admin/statistics{path}")
        assert (answer.status_code, answer.location) == (302, f"/admin/statistics{goal}")

    sent = client.post("/admin/statistics/overview.csv")
    assert "A small programme - statistics overview - 2026-03-02.csv" in called(sent)
    assert sent.mimetype == "text/csv"


def called(sent: TestResponse) -> str:
    """Return what the file that was sent is called, in plain letters."""
    return str(sent.headers["Content-Disposition"])


def test_its_name_says_whose_figures_it_has(browse: Browse, cast: Cast, counted: None) -> None:
    client = browse(cast.dana).client
    health = client.post("/admin/statistics/funnel.xlsx?sector=health")
    long = client.post("/admin/statistics/overview.json", query_string={"organisation": LONG})
    typed = client.post("/admin/statistics/overview.csv", query_string={"organisation": NAMES[4]})

    assert "- statistics funnel - Health or social care - 2026-03-02.xlsx" in called(health)
    assert f"- statistics overview - {'W' * 60} - 2026-03-02.json" in called(long)
    assert "<" not in called(typed)
    assert "Sons" in called(typed)


def test_every_sheet_says_its_whole_title_and_the_first_lists_them(
    browse: Browse, cast: Cast, counted: None
) -> None:
    client = browse(cast.dana).client
    book = opened(client.post("/admin/statistics/learning.xlsx").data)
    titles = [*from_page(client.get("/admin/statistics/learning").text), "Data dictionary"]
    listed = dict(row[:2] for row in book.worksheets[0].iter_rows(values_only=True))

    assert [sheet["A1"].value for sheet in book.worksheets[1:]] == titles
    for number, title in enumerate(titles, 2):
        assert listed[f"Sheet {number}"] == title
        assert book.sheetnames[number - 1].startswith(f"{number} ")


def test_a_file_of_nothing_counted_says_so(browse: Browse, cast: Cast) -> None:
    client = browse(cast.dana).client

    assert "Nothing was counted yet" in client.post("/admin/statistics/overview.csv").text
    said = json.loads(client.post("/admin/statistics/overview.json").data)
    Draft202012Validator(SCHEMA).validate(said)
    assert (said["counted_at"], said["tables"]) == (None, [])
    opened(client.post("/admin/statistics/overview.xlsx").data)


def test_the_schema_is_one_and_refuses_a_number_for_a_small_group() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    value = {"$ref": "#/$defs/value", "$defs": SCHEMA["$defs"]}
    hidden = {"number": None, "shown": "fewer than 5", "hidden": "small group"}

    assert Draft202012Validator(value).is_valid(hidden)
    assert not Draft202012Validator(value).is_valid(hidden | {"hidden": "because"})
