"""The database is full or away: a sentence, and the text stays."""

from sqlalchemy import event, text

from learning.config import Settings
from learning.content import Editions
from learning.db import connect
from learning.web import create_app
from tests.browser import Browser
from tests.cast import PASSWORD, join
from tests.databases import Databases

PAGE = "/modules/listening/a-conversation"
HEARD = "last-conversation.heard"
VERSION = "last-conversation.version"


def test_a_full_disk_is_answered_in_words_and_the_text_stays(
    settings: Settings, editions: Editions, databases: Databases
) -> None:
    database = connect(databases.sqlite_url())
    with database.writing.begin() as db:
        ada = join(db, "Ada")
        pages = db.scalar(text("PRAGMA page_count"))
    app = create_app(settings, editions=editions, connected=database)
    browser = Browser(app.test_client())
    browser.sign_in(ada.email)
    full = f"PRAGMA max_page_count = {pages}"
    event.listen(database.engine, "begin", lambda c: c.connection.driver_connection.execute(full))

    page = browser.post(f"{PAGE}/entries", {HEARD: "x" * 20_000, VERSION: "0"}, expect=503)

    assert "nothing was saved" in page.text("main")
    assert "x" * 20_000 in page.text("main")
    database.close()


def test_without_its_database_the_programme_can_still_be_read(
    settings: Settings, editions: Editions
) -> None:
    away = connect("postgresql://nobody@127.0.0.1:1/nothing")
    guest = Browser(create_app(settings, editions=editions, connected=away).test_client())

    guest.get("/")
    guest.get(PAGE)
    sent = {"name": "Eve", "email": "eve@example.org", "password": PASSWORD}
    assert "nothing was saved" in guest.post("/sign-up", sent, expect=503).text("main")
    assert guest.client.get("/ready").status_code == 503
    assert guest.client.get("/health").status_code == 200
    away.close()
