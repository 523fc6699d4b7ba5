"""What the server writes down about itself has nothing of what people wrote."""

import json
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from sqlalchemy import text

from learning.db import connect
from tests.cast import PASSWORD
from tests.server import Server
from tests.web.planting import LOOKED_FOR, SENTENCE

METRICS = "shown-by-prometheus"
PAGE = "/modules/listening/a-conversation"
NOT_WRITABLE = """
    CREATE TRIGGER broken BEFORE INSERT ON entry_version BEGIN INSERT INTO away VALUES (1); END
"""
NOT_READABLE = "UPDATE entry SET answers = json_array(answers)"
SEES_ALL = {
    "LEARNING_LOG_FORMAT": "json",
    "LEARNING_LOG_REQUESTS": "true",
    "LEARNING_SLOW_STATEMENT_MS": "0",
    "LEARNING_METRICS_TOKEN": METRICS,
}
SMALL = Path(__file__).parents[1] / "programme"


class Visitor:
    """A browser, as far as this needs one."""

    def __init__(self, server: Server) -> None:
        self._url = server.url
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def post(self, path: str, **fields: str) -> int:
        """Send a form and return the status of the page it leads to."""
        body = urlencode({name.replace("__", "."): value for name, value in fields.items()})
        try:
            with self._opener.open(f"{self._url}{path}", body.encode()) as answer:
                return int(answer.status)
        except HTTPError as refusal:
            return refusal.code

    def shown_metrics(self) -> str:
        """Return what Prometheus is told."""
        self._opener.addheaders = [("Authorization", f"Bearer {METRICS}")]
        with self._opener.open(f"{self._url}/metrics") as answer:
            return str(answer.read().decode())

    def write(self, words: str, **other: str) -> int:
        """Save an answer."""
        sent = {"last-conversation.heard": words, "last-conversation.version": "0"} | other
        return self.post(f"{PAGE}/entries", **sent)


@pytest.mark.slow
def test_the_log_has_nothing_of_it_whether_it_was_saved_or_refused_or_the_server_failed(
    tmp_path: Path,
) -> None:
    with Server(tmp_path / "var", SMALL, settings=SEES_ALL) as server:
        ada = Visitor(server)
        assert ada.write(SENTENCE) in (200, 401), "as a guest"
        ada.post("/sign-up", name="Ada", email="ada@example.org", password=PASSWORD)
        statuses = [
            ada.write(SENTENCE),
            ada.write(SENTENCE + " Again."),
            ada.write(SENTENCE * 1_000),
            ada.write(SENTENCE * 100_000),
            ada.write(SENTENCE, **{"gone.heard": SENTENCE}),
            ada.write(SENTENCE, writer="somebody else"),
        ]
        database = connect(server.database_url)
        for trouble in (NOT_WRITABLE, NOT_READABLE):
            with database.engine.begin() as connection:
                connection.execute(text(trouble))
            statuses.append(ada.write(f"{SENTENCE} At last."))
        database.close()
        figures = ada.shown_metrics()
    written = (tmp_path / "var" / "log").read_text("utf-8").splitlines()
    records = [line for line in written if not line.startswith("Serving on ")]
    log = "\n".join(records)
    events = {json.loads(record)["message"] for record in records}

    assert statuses == [200, 409, 422, 413, 409, 401, 503, 500]
    assert "builtins.AttributeError" in log
    assert {"request", "slow_statement", "signed_in"} <= events
    assert 'learning_saves_refused_total{why="other_text"} 2.0' in figures
    for words in (LOOKED_FOR, "ada@example.org", "Ada", PASSWORD, METRICS, "127.0.0.1", PAGE):
        assert words not in log
        assert words not in figures
