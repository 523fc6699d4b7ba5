"""Reflective accounts, through the browser: begun from entries, written, looked through, taken."""

from io import BytesIO

import pytest
from docx import Document as WordFile

from learning import journal
from learning.content import Programme
from learning.db import Database
from learning.journal import Given
from tests.browser import Browser
from tests.cast import Cast
from tests.conftest import Browse

ALL = "/journal/reflective-accounts"
ONE = f"{ALL}/1"
FORM = "form_reflective-account-1"
HEARD = "The copper heron kept the bus stop waiting."
CONVERSATION = "last-conversation"


@pytest.fixture
def entry(database: Database, cast: Cast, programme: Programme) -> int:
    """An entry of Ada’s, by its number."""
    with database.writing.begin() as db:
        given = Given(programme.exercise(CONVERSATION), {"heard": HEARD}, 0)
        journal.save_entries(db, cast.ada, programme.edition, [given])
        return journal.journal_of(db, cast.ada, programme)[0].id


def begun(ada: Browser, *entries: int) -> dict[str, str]:
    """Begin an account and return the fields of its form, no theme ticked."""
    ada.client.post(ALL, data={"entry": [str(entry) for entry in entries]})
    fields = ada.get(ONE).fields(also="writer")
    return {name: value for name, value in fields.items() if value != "yes"}


def test_it_begins_with_ones_own_words_marked_as_to_be_edited(
    browse: Browse, cast: Cast, entry: int
) -> None:
    ada = browse(cast.ada)
    assert "No account yet" in ada.get(ALL).text("main")
    assert "Your last conversation" in ada.get(f"{ALL}/new").text("main")
    for _ in range(2):
        ada.post(ALL, {"entry": entry})

    fields = ada.get(ONE).fields()
    assert "Learning with the programme" in fields[f"{FORM}.nature"]
    assert "(2 March 2026)" in fields[f"{FORM}.nature"]
    mark = "[From your journal, to be edited: Your last conversation]"
    assert fields[f"{FORM}.learned"].splitlines() == [mark, HEARD]
    assert ada.get(ALL).text("main").count("Reflective account") == 3, "heading, crumb, one row"


def test_it_is_saved_like_any_entry_and_keeps_its_versions(
    browse: Browse, cast: Cast, entry: int, programme: Programme, database: Database
) -> None:
    ada = browse(cast.ada)
    fields = begun(ada, entry)
    sent = fields | {f"{FORM}.learned": "To wait.", f"{FORM}.preserve": "yes"}
    answer = ada.send(f"{ONE}/entries", sent)
    assert answer.json == {"versions": {FORM: 2}, "saved": "12:00"}
    ada.post(f"{ONE}/entries", sent | {f"{FORM}.version": "2", f"{FORM}.practice": "I wait."})

    page = ada.get(ONE)
    assert page.fields()[f"{FORM}.learned"] == "To wait."
    assert page.html.count(" checked") == 1
    with database.reading() as db:
        (kept,) = journal.forms_of(db, cast.ada)
        assert HEARD in journal.versions_of(db, kept)[-1].answers["learned"]
        assert kept.is_for_record
    seen = ada.get(f"/journal/{kept.id}").text("main")
    assert "To wait." in seen
    assert "Preserve safety Yes" in seen


def test_another_window_is_never_overwritten(browse: Browse, cast: Cast, entry: int) -> None:
    ada = browse(cast.ada)
    fields = begun(ada, entry)
    ada.post(f"{ONE}/entries", fields | {f"{FORM}.learned": "The first window."})
    late = fields | {f"{FORM}.learned": "The second window."}

    page = ada.post(f"{ONE}/entries", late, expect=409)
    assert "The first window." in page.text("main")
    assert page.fields()[f"{FORM}.learned"] == "The second window."
    answer = ada.send(f"{ONE}/entries", late | {f"{FORM}.learned": "The third."})
    assert answer.status_code == 409
    assert answer.json is not None
    assert answer.json["versions"] == {FORM: 2}
    assert "The first window." in answer.json["others"][FORM]["html"]


def test_what_one_person_wrote_is_never_saved_for_another(
    browse: Browse, cast: Cast, entry: int
) -> None:
    typed = begun(browse(cast.ada), entry) | {f"{FORM}.learned": "Ada’s own"}
    ben = browse(cast.ben)
    assert "Ada’s own" in ben.post(f"{ONE}/entries", typed, expect=401).html
    assert ben.send(f"{ONE}/entries", typed).status_code == 401
    assert browse().send(f"{ONE}/entries", typed).status_code == 401
    assert "No account yet" in ben.get(ALL).text("main")


def test_what_is_too_long_is_refused_and_kept_on_the_page(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)
    sent = begun(ada) | {f"{FORM}.code": "a" * 20_001}
    page = ada.post(f"{ONE}/entries", sent, expect=422)
    assert "longer than 20,000 characters" in page.text("main")
    assert len(page.fields()[f"{FORM}.code"]) == 20_001
    assert ada.send(f"{ONE}/entries", sent).status_code == 422


def test_one_may_look_through_it_and_gets_a_hint_and_no_hindrance(
    browse: Browse, cast: Cast, entry: int
) -> None:
    ada = browse(cast.ada)
    told = {f"{FORM}.learned": "Mrs Ahmed waited with me.", f"{FORM}.promote": "yes"}
    fields = begun(ada, entry) | told
    answer = ada.client.post(f"{ONE}/entries", data=fields | {"download": "yes"})
    assert answer.location == f"{ONE}/download"

    said = ada.get(f"{ONE}/download").text("main")
    assert "You may want to look at this again." in said
    assert "“Mrs Ahmed” may be somebody’s name" in said
    assert "Under “What did you learn from it?”" in said
    assert "Promote professionalism and trust" in said
    assert "Promote professionalism and trust" in ada.client.get(f"{ONE}.md").text


def test_marks_that_are_still_to_be_edited_are_said_first_and_hinder_nothing(
    browse: Browse, cast: Cast, entry: int
) -> None:
    ada = browse(cast.ada)
    fields = begun(ada, entry)
    mark = "From your journal, to be edited"
    said = ada.get(f"{ONE}/download").text("main")
    warning = f"A mark “{mark}” is still in your text."
    assert said.index(warning) < said.index("What was the nature")
    twice = {f"{FORM}.version": "1", f"{FORM}.practice": f"[{mark}: Plan]\nI wait."}
    ada.post(f"{ONE}/entries", fields | twice)
    assert f"2 marks “{mark}” are still in your text." in ada.get(f"{ONE}/download").text("main")
    assert mark in ada.client.get(f"{ONE}.md").text
    ada.post(f"{ONE}/entries", fields | {f"{FORM}.version": "2", f"{FORM}.learned": "To wait."})
    assert "still in your text" not in ada.get(f"{ONE}/download").text("main")


def test_it_is_taken_along_as_word_pdf_and_markdown(browse: Browse, cast: Cast, entry: int) -> None:
    ada = browse(cast.ada)
    begun(ada, entry)
    word = WordFile(BytesIO(ada.client.get(f"{ONE}.docx").data))
    texts = [paragraph.text for paragraph in word.paragraphs]
    assert word.core_properties.title == "Reflective account 1"
    assert "How is this relevant to the Code?" in texts
    assert any(HEARD in text for text in texts)
    assert ada.client.get(f"{ONE}.pdf").data.startswith(b"%PDF")
    markdown = ada.client.get(f"{ONE}.md")
    assert HEARD in markdown.text
    assert "Themes of the Code" not in markdown.text, "none is ticked"
    assert "Written by Ada" in markdown.text
    assert markdown.headers["Cache-Control"] == "no-store"


def test_it_can_be_thrown_away_and_the_others_stay(browse: Browse, cast: Cast, entry: int) -> None:
    ada = browse(cast.ada)
    fields = begun(ada, entry)
    ada.post(f"{ONE}/entries", fields | {f"{FORM}.learned": "Another."})
    ada.post(ALL, {"entry": entry})
    for _ in range(2):
        ada.post(f"{ONE}/removal")
    ada.get(ONE, expect=404)
    ada.get(f"{ALL}/2")
    assert "Your last conversation" in ada.get("/journal").text("main")


def test_nobody_reaches_anybody_elses(browse: Browse, cast: Cast, entry: int) -> None:
    begun(browse(cast.ada), entry)
    for stranger in (cast.ben, cast.dana):
        other = browse(stranger)
        for path in (ONE, f"{ONE}/download", f"{ONE}.md"):
            assert HEARD not in other.client.get(path).text
        other.post(ALL, {"entry": entry}, expect=404)
        other.post(f"{ONE}/removal")
    assert browse().client.get(ONE).status_code == 302
    assert HEARD in browse(cast.ada).get(ONE).html


def test_too_many_entries_at_once_are_refused_with_the_ticks_kept(
    browse: Browse, cast: Cast
) -> None:
    ada = browse(cast.ada)
    answer = ada.client.post(ALL, data={"entry": [str(number) for number in range(1, 22)]})
    assert answer.status_code == 409
    assert "Choose 20 entries or fewer" in answer.text
