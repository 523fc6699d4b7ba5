"""Private means private: what Ada writes for herself is searched for wherever others can look."""

import logging
from pathlib import Path

import pytest
from flask import Flask
from flask.typing import ResponseReturnValue
from pydantic import SecretStr
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning import certificates, log, progress, teams
from learning.cli.worker import office_of
from learning.config import Settings
from learning.content import Editions, Page, Programme
from learning.db import Database
from learning.journal import Entry
from learning.web.access import public
from tests.cast import SECRET_KEY, Cast
from tests.conftest import NOON, Browse, StoppedClock
from tests.live.held import come_to
from tests.web.held import Held, at
from tests.web.planting import (
    ASKED,
    LOOKED_FOR,
    SENTENCE,
    addresses,
    found_by,
    links_in,
    mailed,
    merged,
    plant_and_withdraw,
    plant_in_entries,
    plant_in_follow_ups,
    plant_in_letters,
    planted,
)

HERE = Path(__file__).parents[1]
HER_OWN = {
    "/journal", "/journal/1", "/journal/letters/1", "/journal/reflective-accounts/1",
    "/journal/cpd-log", "/journal/cpd-log.xlsx", "/journal/download.docx", "/journal/download.pdf",
    "/journal/download.md", "/journal/download.json", "/practice", "/practice/answers/end",
}  # fmt: skip
HEARD = {"live_write.last-conversation": "write-it", "last-conversation.version": "0"}


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Editions:
    folder = tmp_path_factory.mktemp("merged") / "content"
    content = merged(HERE / "programme", HERE / "every_kind", folder)
    return Editions(content, today=lambda: NOON.date())


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        data=tmp_path / "var",
        content=HERE / "programme",
        base_url="https://learn.example.org",
        secret_key=SecretStr(SECRET_KEY),
        log_requests=True,
        slow_statement_ms=0,
        metrics_token=SecretStr("shown by Prometheus"),
    )


def has_words(page: Page) -> bool:
    """Tell whether anything on the page is answered in words."""
    return SENTENCE in str([planted(exercise) for exercise in page.exercises])


class Planted:
    """Everything that Ada wrote for herself, and who else there is to look for it."""

    def __init__(
        self, app: Flask, browse: Browse, cast: Cast, db: Session, programme: Programme
    ) -> None:
        self._app, self._db, self._cast, self.programme = app, db, cast, programme
        self.session_id = at(db, programme, "write-it", cast.ada, cast.ben)
        (self.team,) = teams.teams_of(db, cast.ada)
        db.rollback()
        self.readers = {
            "the teammate": browse(cast.ben),
            "the stranger": browse(cast.cleo),
            "the admin": browse(cast.dana),
            "a guest": browse(),
        }
        self.ada = browse(cast.ada)
        self.page = Held(browse, cast.ada, self.session_id)

    def write_in_the_session(self) -> None:
        """Write alone in its first box, and the last sentence."""
        self.page.send("steps/write-it/card", HEARD | {"last-conversation.heard": SENTENCE})
        come_to(self._db, self.session_id, "check-out", self._cast.ada, self._cast.ben)
        self._db.commit()
        note = f"live_{self.session_id}_check-out"
        sent = {
            f"live_write.{note}": "check-out",
            f"{note}.words": SENTENCE,
            f"{note}.version": "0",
        }
        self.page.send("steps/check-out/sentence", sent)

    def write_elsewhere(self) -> None:
        """Fill every exercise, and letters; show one entry and take it back; finish."""
        db, ada = self._db, self._cast.ada
        entries = plant_in_entries(db, self._cast, self.programme)
        plant_and_withdraw(db, self._cast, self.programme, entries["words"], self.team.id)
        plant_in_letters(db, self._cast)
        plant_in_follow_ups(db, self._cast)
        for page in self.programme.pages:
            progress.complete_page(db, ada, page, edition=self.programme.edition)
        certificates.claim(db, ada, self.programme, holder="Ada Lovelace")
        db.commit()
        self.ada.post("/journal/reflective-accounts", {"entry": str(entries["words"])})
        log = {"form_cpd-log.version": "0", "form_cpd-log.m-begin-outcomes": SENTENCE}
        self.ada.post("/journal/cpd-log/entries/nmc", log)

    def paths(self) -> list[str]:
        """Return every address there is, with Ada's things in it."""
        mails = mailed(self._db)
        code = teams.team_for(self._db, self._cast.ada, self.team.id).code
        (issued,) = certificates.certificates_of(self._db, self._cast.ada)
        entries = self._db.scalars(select(Entry.id)).all()
        self._db.rollback()
        tokens = [path.rpartition("/")[2] for path in links_in(mails)]
        known = {
            "body": ["nmc", "hcpc", "plain"],
            "code": [code, issued.code],
            "entry_id": [str(one) for one in entries],
            "item_id": ["quiet-round", "second-chair"],
            "module_id": [module.id for module in self.programme.modules],
            "name": ["mark.svg"],
            "number": ["404"],
            "payload": ["AGVNOTHING"],
            "page_id": [page.id for page in self.programme.pages],
            "provider_id": ["no-such-provider"],
            "token": tokens,
        }
        return addresses(self._app, self.programme, known) + links_in(mails)

    def seen(self, query: str = "") -> list[tuple[str, str]]:
        """Return who finds the sentence, and where."""
        paths = self.paths()
        assert len(paths) > 100
        return [
            (who, path)
            for who, reader in self.readers.items()
            for path in found_by(reader, [f"{path}{query}" for path in paths])
        ]


@pytest.fixture
def private(app: Flask, browse: Browse, cast: Cast, db: Session, programme: Programme) -> Planted:
    return Planted(app, browse, cast, db, programme)


@pytest.mark.slow
def test_what_ada_writes_for_herself_is_nowhere_anybody_else_can_look(
    private: Planted,
    database: Database,
    settings: Settings,
    db: Session,
    stopped: StoppedClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    caplog.handler.setFormatter(log.Json())
    private.write_in_the_session()
    private.write_elsewhere()
    assert private.seen() == []

    stopped.move(hours=2)
    office_of(database, settings).write()
    assert private.seen(ASKED) == []

    assert LOOKED_FOR not in mailed(db)
    assert LOOKED_FOR not in caplog.text
    assert {"learning.requests", "learning.db.slow"} <= {one.name for one in caplog.records}
    own = set(found_by(private.ada, private.paths()))
    written = {page.path for page in private.programme.pages if has_words(page)}
    assert own >= written | HER_OWN, "Ada has it all"


def test_a_page_that_showed_it_would_be_found(
    app: Flask, browse: Browse, cast: Cast, db: Session, programme: Programme, database: Database
) -> None:
    @public
    def leak() -> ResponseReturnValue:
        with database.reading() as reading:
            return str([entry.answers for entry in reading.scalars(select(Entry))])

    app.add_url_rule("/statistics-of-words", "leak", leak)
    private = Planted(app, browse, cast, db, programme)
    private.write_elsewhere()

    paths = [path for path in private.paths() if "statistics" in path]
    assert len(paths) > 2
    for reader in private.readers.values():
        assert found_by(reader, paths) == ["/statistics-of-words"]
