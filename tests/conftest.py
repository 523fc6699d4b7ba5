from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from pydantic import SecretStr
from sqlalchemy import event
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from learning import clock
from learning.accounts import Person
from learning.config import Settings
from learning.content import Editions, Programme
from learning.db import Database
from learning.web import create_app
from tests.browser import Browser
from tests.cast import SECRET_KEY, Cast, assemble
from tests.certificates.verapdf import Judge, judging
from tests.databases import Databases

HERE = Path(__file__).parent
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-snapshots", action="store_true")
    parser.addoption("--one-database", action="store_true", help="SQLite only, to be quick")
    parser.addoption("--fuzz", type=int, default=1, help="how many rounds tests/web/test_fuzz.py")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run every test that touches the database on both."""
    if "backend" in metafunc.fixturenames:
        quick = metafunc.config.getoption("--one-database")
        backends = ["sqlite"] if quick else ["sqlite", "postgresql"]
        metafunc.parametrize("backend", backends, scope="session")


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    with Databases(tmp_path_factory.mktemp("databases")) as databases:
        yield databases


@pytest.fixture
def database(backend: str, databases: Databases) -> Iterator[Database]:
    """An empty database at today's edition, for this test alone."""
    with databases.fresh(backend) as database:
        yield database


@pytest.fixture(scope="session")
def editions() -> Editions:
    return Editions(HERE / "programme", today=lambda: NOON.date())


@pytest.fixture
def programme(editions: Editions) -> Programme:
    return editions.programme


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    secret = SecretStr(SECRET_KEY)
    return Settings(data=tmp_path / "var", content=HERE / "programme", secret_key=secret)


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Templates as compiled once, for every application that the tests make."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


class CompiledOnce(Rule):
    """An address as compiled once, for every application that the tests make."""

    _compiled: ClassVar[dict[tuple[object, ...], dict[str, Any]]] = {}

    def compile(self) -> None:
        key = (self.rule, self.endpoint, self.subdomain, repr(self.defaults))
        if key in self._compiled:
            vars(self).update(self._compiled[key])
            return
        super().compile()
        made = ("_parts", "_trace", "_converters", "_build", "_build_unknown", "arguments")
        self._compiled[key] = {name: vars(self)[name] for name in made}


@pytest.fixture(scope="session", autouse=True)
def addresses() -> Iterator[None]:
    """Compile the addresses once: that takes longer than most of the tests."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Flask, "url_rule_class", CompiledOnce)
        yield


@pytest.fixture(scope="session")
def verapdf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judge]:
    """Started once, for it takes a second: marks what asks it as slow."""
    with judging(tmp_path_factory.mktemp("verapdf")) as judge:
        yield judge


@pytest.fixture
def app(
    settings: Settings, database: Database, editions: Editions, compiled: FileSystemBytecodeCache
) -> Flask:
    app = create_app(settings, editions=editions, connected=database)
    app.jinja_env.bytecode_cache = compiled
    app.testing = True
    return app


@pytest.fixture
def db(database: Database) -> Iterator[Session]:
    """A session that writes; commit before another connection shall see what it wrote."""
    with database.writing() as db:
        yield db


@pytest.fixture
def cast(database: Database) -> Cast:
    with database.writing.begin() as db:
        return assemble(db)


class Browse:
    """``browse(cast.ada)`` is a browser in which Ada is signed in."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def __call__(self, person: Person | None = None) -> Browser:
        browser = Browser(self._app.test_client())
        if person:
            browser.sign_in(person.email)
        return browser


@pytest.fixture
def browse(app: Flask) -> Browse:
    return Browse(app)


class StoppedClock:
    """Time stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = NOON

    def move(self, **step: float) -> None:
        self.now += timedelta(**step)


@pytest.fixture(autouse=True)
def stopped(monkeypatch: pytest.MonkeyPatch) -> StoppedClock:
    stopped = StoppedClock()
    monkeypatch.setattr(clock, "now", lambda: stopped.now)
    return stopped


class Snapshot:
    def __init__(self, update: bool) -> None:
        self._update = update

    def __call__(self, name: str, actual: str) -> None:
        path = HERE / "snapshots" / name
        if self._update:
            path.write_text(actual, encoding="utf-8")
        assert actual == path.read_text(encoding="utf-8"), "pytest --update-snapshots, then review"


@pytest.fixture
def snapshot(request: pytest.FixtureRequest) -> Snapshot:
    return Snapshot(request.config.getoption("--update-snapshots"))


@pytest.fixture
def queries(database: Database) -> Iterator[list[str]]:
    """Collect the SQL that runs, for tests that count it."""
    seen: list[str] = []

    def record(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    # On PostgreSQL both share a pool, and the reading engine hears its parent’s events.
    engines = {id(e.pool): e for e in (database.reading.kw["bind"], database.engine)}.values()
    for engine in engines:
        event.listen(engine, "before_cursor_execute", record)
    yield seen
    for engine in engines:
        event.remove(engine, "before_cursor_execute", record)
