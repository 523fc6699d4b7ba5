"""Where no mail is set up, inviting is not offered."""

from sqlalchemy import select

from learning.db import Database
from learning.invitations import Invitation
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
    sent = {"people": "nia@example.org", "reason": "All of them"}
    for address in ("/organisation/invitations/check", "/organisation/invitations"):
        assert "sends no mail" in ada.post(address, sent, expect=404).text("main")
    with database.reading() as db:
        assert list(db.scalars(select(Invitation.id))) == []
