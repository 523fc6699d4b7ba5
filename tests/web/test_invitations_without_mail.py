"""Where no mail is set up, inviting is not offered."""

from learning.db import Database
from tests.cast import Cast
from tests.conftest import Browse
from tests.organisations.looked_after import looked_after


def test_without_mail_the_page_says_what_to_do_instead(
    database: Database, cast: Cast, browse: Browse
) -> None:
    with database.writing.begin() as db:
        looked_after(db, cast.ada)
    ada = browse(cast.ada)
    page = ada.get("/organisation/invitations")
    assert "This site sends no mail" in page.text("main")
    assert "textarea" not in page.texts
    ada.post("/organisation/invitations/check", {"people": "nia@example.org"}, expect=404)
