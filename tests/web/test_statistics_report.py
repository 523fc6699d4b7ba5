"""The report for funders: the dashboards’ figures and nobody’s secrets, in Word and PDF."""

import io
from itertools import chain

import docx
import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy.orm import Session

from learning import journal, sharing
from learning.content import Programme
from learning.journal import Given
from learning.sharing import Naming, Quotable
from tests.cast import Cast
from tests.conftest import Browse
from tests.web.counted import count
from tests.web.figures_read import from_page

PATH = "/admin/statistics/report"
PASSAGE = "We now ask the porters first"


@pytest.fixture
def counted(db: Session) -> None:
    count(db)
    db.commit()


@pytest.fixture
def quoted(db: Session, cast: Cast, programme: Programme) -> None:
    exercise = programme.exercises["last-conversation"]
    given = Given(exercise, {"heard": f"{PASSAGE}, and nobody else."}, 0)
    journal.save_entries(db, cast.ada, programme.edition, [given])
    entry = journal.entries_of(db, cast.ada, [exercise])[exercise.id]
    how = Quotable(passage=PASSAGE, naming=Naming.UNNAMED, described=None)
    sharing.let_quote(db, cast.ada, entry.id, how, programme)
    db.commit()


def word(client: FlaskClient, query: str = "") -> list[str]:
    """Return every text of the report in Word, paragraphs and cells."""
    document = docx.Document(io.BytesIO(client.post(f"{PATH}.docx{query}").data))
    rows = chain.from_iterable(table.rows for table in document.tables)
    cells = (cell.text for row in rows for cell in row.cells)
    return [*(paragraph.text for paragraph in document.paragraphs), *cells]


def test_its_figures_are_those_of_the_dashboards(browse: Browse, cast: Cast, counted: None) -> None:
    dana = browse(cast.dana)
    texts = set(word(dana.client))
    for path in ("", "/funnel", "/learning", "/practice", "/teams"):
        for table, values in from_page(dana.get(f"/admin/statistics{path}").html).items():
            assert table in texts
            for value in values:
                shown = f"{value:,g}" if isinstance(value, float) else str(value)
                assert any(shown in text for text in texts), (table, value)


def test_it_says_what_it_cannot_say_and_what_each_figure_means(
    browse: Browse, cast: Cast, counted: None
) -> None:
    texts = word(browse(cast.dana).client)

    for heading in ("In short", "Method and limits", "What each figure means"):
        assert heading in texts
    assert any("There is no comparison group" in text for text in texts)
    assert any("is shown as “fewer than 5”" in text for text in texts)
    assert "Counts are rounded to multiples of 5, each by itself" in texts[1]
    assert any("Confidence is rated three times" in text for text in texts)


def test_a_share_has_its_sign_beside_its_number_only(
    browse: Browse, cast: Cast, counted: None
) -> None:
    texts = word(browse(cast.dana).client)

    assert any(text.endswith("%") and text[:-1].isdigit() for text in texts)
    assert not any(text.endswith(", %") for text in texts)


def test_of_a_choice_it_says_that_teams_are_not_in_it(
    browse: Browse, cast: Cast, counted: None
) -> None:
    dana = browse(cast.dana)
    absent = "The work of teams is not in this report"

    assert not any(absent in text for text in word(dana.client))
    assert any(absent in text for text in word(dana.client, "?sector=health"))
    assert "and the work of teams" in dana.get(PATH).text("main")
    assert "in the report on everybody only" in dana.get(f"{PATH}?sector=health").text("main")


def test_of_too_few_there_is_none(browse: Browse, cast: Cast, counted: None) -> None:
    client = browse(cast.dana).client
    page = client.get(f"{PATH}?sector=housing")

    assert page.status_code == 200
    assert "Too few to tell anything about them" in page.text
    assert "Download" not in page.text
    for ending in ("docx", "pdf"):
        sent = client.post(f"{PATH}.{ending}?sector=housing")
        assert (sent.status_code, sent.text) == (422, page.text)
    assert "Too few" not in client.get(PATH).text


def test_the_name_of_the_file_says_who_was_chosen(
    browse: Browse, cast: Cast, counted: None
) -> None:
    sent = browse(cast.dana).client.post(f"{PATH}.docx?sector=health")

    assert (
        "evaluation report - Health or social care - 2026-03-02.docx"
        in sent.headers["Content-Disposition"]
    )


def test_as_pdf_it_reads_the_same(browse: Browse, cast: Cast, counted: None) -> None:
    response = browse(cast.dana).client.post(f"{PATH}.pdf")
    pages = PdfReader(io.BytesIO(response.data)).pages

    assert response.mimetype == "application/pdf"
    assert "evaluation report" in pages[0].extract_text()
    assert "evaluation report" in response.headers["Content-Disposition"]


def test_stories_are_in_it_only_where_they_are_wanted_and_nobody_was_chosen(
    browse: Browse, cast: Cast, counted: None, quoted: None
) -> None:
    client = browse(cast.dana).client

    assert f"“{PASSAGE}”" in word(client, "?stories=yes")
    assert not any(PASSAGE in text for text in word(client))
    assert not any(PASSAGE in text for text in word(client, "?stories=yes&sector=health"))


def test_the_page_says_what_is_in_it(browse: Browse, cast: Cast, counted: None) -> None:
    everybody = browse(cast.dana).get(PATH).text("main")
    some = browse(cast.dana).get(f"{PATH}?sector=health").text("main")

    assert "Everybody, counted at 12:00 on 2 March 2026" in everybody
    assert "With the passages" in everybody
    assert "Sector: Health or social care, counted at" in some
    assert "With the passages" not in some


def test_before_anybody_was_counted_there_is_none(browse: Browse, cast: Cast) -> None:
    client = browse(cast.dana).client

    assert b"Nothing was counted yet" in client.get(PATH).data
    assert client.post(f"{PATH}.docx").mimetype == "text/html"


@pytest.mark.parametrize("path", [PATH, f"{PATH}.docx", f"{PATH}.pdf"])
def test_of_nobody_that_there_is_it_is_not_made(
    browse: Browse, cast: Cast, counted: None, path: str
) -> None:
    client = browse(cast.dana).client
    response = (client.get if path == PATH else client.post)(f"{path}?sector=moon")

    assert response.status_code == 422
    assert "is not on offer" in response.get_data(as_text=True)


@pytest.mark.parametrize("path", [PATH, f"{PATH}.docx", f"{PATH}.pdf"])
def test_learners_do_not_get_it(browse: Browse, cast: Cast, counted: None, path: str) -> None:
    assert browse(cast.ada).client.get(path).status_code == 403


def test_it_costs_the_same_for_any_number_of_people(
    browse: Browse, cast: Cast, counted: None, queries: list[str]
) -> None:
    dana = browse(cast.dana)
    queries.clear()
    dana.client.post(f"{PATH}.docx?stories=yes")

    assert 0 < len(queries) <= 32
