"""About one’s work, through the browser: typed, asked about, kept, cleared, declined."""

import pytest

from learning import organisations
from learning.db import Database
from learning.organisations import Nation, Sector, Work
from tests.browser import Page
from tests.cast import Cast
from tests.conftest import Browse
from tests.organisations.peopled import peopled

HERE = "/account/work"
BARTS = "Barts Health NHS Trust"
INVITATION = "say where you work"


def typed(page: Page) -> str:
    """Return what stands in the box for the organisation."""
    (box,) = (a for _, a in page.tags if a.get("name") == "organisation")
    return box.get("value") or ""


def offered(page: Page) -> list[str]:
    """Return what can be chosen where a name is asked about, by value."""
    return [a["value"] or "" for _, a in page.tags if a.get("name") == "meant"]


def test_it_is_kept_shown_again_and_cleared(browse: Browse, cast: Cast) -> None:
    ada = browse(cast.ada)
    assert "About your work" in ada.get("/account").text("main")
    said = {"organisation": BARTS, "sector": "health", "nation": "wales", "role": "", "stage": ""}
    for _ in range(2):
        ada.post(HERE, said)
    page = ada.get(f"{HERE}?changed=kept")
    assert "Kept." in page.text("main")
    assert typed(page) == BARTS
    assert page.fields() == {"sector": "health", "nation": "wales", "role": "", "stage": ""}
    for _ in range(2):
        ada.post(f"{HERE}/removal")
    page = ada.get(f"{HERE}?changed=cleared")
    assert typed(page) == ""
    assert "Clear all of it" not in page.html
    assert not any(page.fields().values())


def test_all_of_it_can_be_left_open(browse: Browse, database: Database, cast: Cast) -> None:
    browse(cast.ada).post(HERE, {})
    with database.reading() as db:
        assert organisations.profile_of(db, cast.ada) == Work()


def test_a_name_like_a_known_one_is_asked_about_before_it_is_kept(
    browse: Browse, database: Database, cast: Cast
) -> None:
    with database.writing.begin() as db:
        peopled(db, BARTS)
    ada = browse(cast.ada)
    sent = {"organisation": "Barst Health", "sector": "health"}
    page = ada.post(HERE, sent, expect=422)
    assert offered(page) == ["1", "new"]
    assert typed(page) == "Barst Health"
    assert page.fields()["sector"] == "health"
    with database.reading() as db:
        assert organisations.profile_of(db, cast.ada) is None

    for wrong in ({"meant": "99"}, {"meant": "1"}, {"meant": "1", "asked": "Bart"}):
        assert offered(ada.post(HERE, sent | wrong, expect=422)) == ["1", "new"]
    ada.post(HERE, sent | {"meant": "1", "asked": "Barst Health"})
    assert typed(ada.get(HERE)) == BARTS


def test_another_one_of_a_similar_name_is_kept_as_typed(
    browse: Browse, database: Database, cast: Cast
) -> None:
    with database.writing.begin() as db:
        peopled(db, BARTS)
    ada = browse(cast.ada)
    ada.post(HERE, {"organisation": "Barts", "meant": "new", "asked": "Barts"})
    assert typed(ada.get(HERE)) == "Barts"
    ada.post(HERE, {"organisation": "barts."})
    assert typed(ada.get(HERE)) == "barts.", "said before, so they are not asked again"


def test_nobody_finds_out_that_a_single_person_is_somewhere(browse: Browse, cast: Cast) -> None:
    ada, ben = browse(cast.ada), browse(cast.ben)
    ada.post(HERE, {"organisation": "Tiny Hospice of Zennor"})
    for name in ("Tiny Hospise of Zennor", "THE tiny hospice of ZENNOR"):
        ben.post(HERE, {"organisation": name})
        page = ben.get(f"{HERE}?changed=kept")
        assert typed(page) == name
        assert "Kept. You can" in page.text("main")
        assert "Tiny Hospice" not in page.html


def test_who_types_another_spelling_is_told_by_which_name_they_are_counted(
    browse: Browse, database: Database, cast: Cast
) -> None:
    with database.writing.begin() as db:
        peopled(db, "Harbour <Row>")
    ada = browse(cast.ada)
    for name, told in (("HARBOUR row", "counted as “Harbour <Row>”"), ("Harbour <Row>", "Kept.")):
        ada.post(HERE, {"organisation": name})
        page = ada.get(f"{HERE}?changed=kept")
        assert told in page.text("main")
        assert typed(page) == name
    assert "counted as" not in page.text("main")


def test_names_are_compared_before_the_writers_turn(
    browse: Browse, database: Database, cast: Cast
) -> None:
    with database.writing.begin() as db:
        peopled(db, BARTS)
    ada = browse(cast.ada)
    with database.writing.begin() as db:
        organisations.decline(db, cast.ben)  # holds the turn until the end of the block
        assert offered(ada.post(HERE, {"organisation": "Barts"}, expect=422))


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("  Two\r\n lines\t\x00\x1b ", "Two lines"),
        ("بلدية القدس", "بلدية القدس"),
        ("\u202eevil\u2066 name", "evil name"),
        ("<script>alert(1)</script> & Co", "<script>alert(1)</script> & Co"),
        ("ﷺ" * 120, "ﷺ" * 120),
        ("x" * 120, "x" * 120),
        ("🏥 Ward", "🏥 Ward"),
    ],
)
def test_odd_names_are_kept_as_text(browse: Browse, cast: Cast, name: str, kept: str) -> None:
    ada, dana = browse(cast.ada), browse(cast.dana)
    ada.post(HERE, {"organisation": name})
    page = ada.get(HERE)
    assert typed(page) == kept
    assert "<script>alert" not in page.html + dana.get("/admin/organisations").html
    assert " ".join(kept.split()) in dana.get("/admin/organisations").text("main")


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"organisation": "x" * 121}, "Use at most 120 characters"),
        ({"organisation": "&–!"}, "Write its name in letters"),
        ({"sector": "pirates"}, "Choose from the list"),
        ({"nation": "England"}, "Choose from the list"),
        ({"role": "admin"}, "Choose from the list"),
        ({"stage": "NEW"}, "Choose from the list"),
    ],
)
def test_what_cannot_be_kept_is_shown_again_with_what_to_mend(
    browse: Browse, database: Database, cast: Cast, sent: dict[str, str], words: str
) -> None:
    page = browse(cast.ada).post(HERE, sent, expect=422)
    assert words in page.text("main")
    assert typed(page) == sent.get("organisation", "")
    with database.reading() as db:
        assert organisations.profile_of(db, cast.ada) is None


def test_home_invites_once_until_there_is_an_answer(browse: Browse, cast: Cast) -> None:
    ada, ben, dana = browse(cast.ada), browse(cast.ben), browse(cast.dana)
    assert INVITATION in ada.get("/home").text("main")
    assert INVITATION not in dana.get("/home").text("main")
    for _ in range(2):
        ada.post(f"{HERE}/not-now")
    ben.post(HERE, {"nation": "scotland"})
    for browser in (ada, ben):
        assert INVITATION not in browser.get("/home").text("main")


def test_nobody_else_sees_what_somebody_says(
    browse: Browse, database: Database, cast: Cast
) -> None:
    with database.writing.begin() as db:
        said = Work(organisation="The Copper Heron", sector=Sector.HOUSING, nation=Nation.WALES)
        organisations.set_profile(db, cast.ada, said)
    dana = browse(cast.dana)
    for browser in (browse(cast.ben), dana):
        assert typed(browser.get(HERE)) == ""
    listed = dana.get("/admin/organisations").text("main")
    assert "The Copper Heron" in listed
    assert "Ada" not in listed


def test_a_guest_is_asked_to_sign_in(browse: Browse) -> None:
    guest = browse()
    assert guest.client.get(HERE).location == f"/sign-in?next={HERE}"
    for path in (HERE, f"{HERE}/removal", f"{HERE}/not-now"):
        guest.post(path, {"nation": "wales"}, expect=401)


def test_the_pages_cost_few_queries(browse: Browse, cast: Cast, queries: list[str]) -> None:
    ada = browse(cast.ada)
    queries.clear()
    ada.client.get(HERE)
    assert len(queries) == 2
    queries.clear()
    ada.client.post(HERE, data={"organisation": "New", "nation": "wales"})
    assert 0 < len(queries) <= 8
