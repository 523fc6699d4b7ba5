"""`/metrics`: for who shows the token, of all processes together, and of nobody in particular."""

import re
from functools import partial
from pathlib import Path
from time import monotonic, sleep
from urllib.request import build_opener

import pytest
from flask import Flask
from pydantic import SecretStr

from learning.config import Settings
from learning.content import Editions
from learning.db import Database, connect
from learning.doing import Doing
from learning.web import create_app, metrics
from tests.cast import SECRET_KEY, Cast
from tests.conftest import Browse
from tests.server import Server
from tests.test_architecture import loaded_by

TOKEN = "shown-by-prometheus"
SHOWN = {"Authorization": f"Bearer {TOKEN}"}
PAGE = "/modules/listening/a-conversation"
SMALL = Path(__file__).parents[1] / "programme"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        data=tmp_path / "var",
        content=SMALL,
        secret_key=SecretStr(SECRET_KEY),
        metrics_token=SecretStr(TOKEN),
        base_url="https://learn.example.org",
    )


def figures(text: str) -> dict[str, float]:
    """Return each sample by its name and labels, without the buckets."""
    lines = [line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#")]
    return {name: float(figure) for name, figure in lines if "_bucket" not in name}


@pytest.mark.parametrize("given", ["", TOKEN, f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer é"])
def test_who_does_not_show_the_token_finds_nothing(app: Flask, given: str) -> None:
    here = "https://learn.example.org"
    guest = app.test_client()
    refused = guest.get("/metrics", headers={"Authorization": given}, base_url=here)
    nowhere = guest.get("/metrics-of-us", base_url=here)

    assert (refused.status_code, refused.data) == (404, nowhere.data)
    assert guest.get("/metrics", headers=SHOWN).status_code == 200, "asked for by its number"


def test_without_the_setting_nobody_finds_it_and_nothing_is_loaded(
    settings: Settings, editions: Editions, database: Database
) -> None:
    closed = settings.model_copy(update={"metrics_token": None})
    app = create_app(closed, editions=editions, connected=database)

    for given in ({}, {"Authorization": "Bearer "}, {"Authorization": "Bearer None"}):
        assert app.test_client().get("/metrics", headers=given).status_code == 404
    assert "prometheus_client" not in loaded_by("import learning.web, learning.front")


def test_it_tells_how_many_how_long_and_what_waits(
    app: Flask, browse: Browse, cast: Cast, queries: list[str]
) -> None:
    ada = browse(cast.ada)
    heard = {"last-conversation.heard": "We listened.", "last-conversation.version": "0"}
    ada.get(PAGE)
    ada.post(f"{PAGE}/entries", heard)
    ada.post(f"{PAGE}/entries", heard | {"last-conversation.heard": "Or not."}, expect=409)
    for path in ("/nowhere", "/nowhere/else", "/health"):
        ada.client.get(path)
    queries.clear()
    answer = ada.client.get("/metrics", headers=SHOWN)

    assert len(queries) <= 3
    assert answer.content_type.startswith("text/plain")
    assert answer.headers["Cache-Control"] == "no-store"
    told = figures(answer.text)
    assert told['learning_requests_total{method="GET",status="404",view="none"}'] == 2
    assert told['learning_request_seconds_count{view="modules.save_entries"}'] == 2
    assert told['learning_database_seconds_sum{view="modules.save_entries"}'] > 0
    assert told["learning_statements_total"] > 5
    assert told['learning_saves_refused_total{why="other_text"}'] == 1
    assert told['learning_queue{name="recount"}'] > 0
    assert told['learning_queue{name="certificates"}'] == 0
    assert not [name for name in told if "seconds" in name and "health" in name]
    assert not re.search(r"nowhere|listening|example\.org|Ada", answer.text)


def test_the_rest_is_told_while_the_database_is_away(
    settings: Settings, editions: Editions
) -> None:
    away = connect("postgresql://nobody@127.0.0.1:1/nothing")
    client = create_app(settings, editions=editions, connected=away).test_client()

    ready = client.get("/ready")
    assert (ready.status_code, ready.headers["Cache-Control"]) == (503, "no-store")
    assert ready.json == {"status": "The database cannot be reached."}
    assert client.head("/ready").status_code == 503
    told = figures(client.get("/metrics", headers=SHOWN).text)
    assert told['learning_requests_total{method="GET",status="503",view="health.ready"}'] == 1
    assert not [name for name in told if "queue" in name]
    away.close()


def test_counting_goes_on_after_what_cannot_be_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metrics, "_EVERY", 0.01)
    monkeypatch.setattr(metrics, "_AGAIN", 0.01)
    counted = metrics.Metrics()
    counted.note(Doing("1", "modules.show_page"), "GET", "a full disk", 0.1)  # type: ignore[arg-type]
    counted.note(Doing("2", "modules.show_page"), "GET", 200, 0.1)

    labels = {"method": "GET", "status": "200", "view": "modules.show_page"}
    read = partial(counted._registry.get_sample_value, "learning_requests_total", labels)
    until = monotonic() + 20
    while not read() and monotonic() < until:
        sleep(0.01)
    assert read() == 1
    counted._noted.extend([metrics._Noted(Doing("3"), "GET", 200, 0.1)] * (metrics._MOST + 1))
    assert len(counted._noted) <= metrics._MOST, "what nobody counts is kept for ever"


@pytest.mark.slow
def test_whichever_process_is_asked_it_answers_for_all(tmp_path: Path) -> None:
    opener = build_opener()
    opener.addheaders = list(SHOWN.items())

    def asked(path: str) -> str:
        with opener.open(f"{server.url}{path}") as answer:
            return str(answer.read().decode())

    counted = 'learning_requests_total{method="GET",status="200",view="modules.show_page"}'
    token = {"LEARNING_METRICS_TOKEN": TOKEN, "TMPDIR": str(tmp_path)}
    options = ("--processes", "2")
    with Server(tmp_path / "var", SMALL, settings=token, options=options) as server:
        for _ in range(40):
            asked(PAGE)
        (folder,) = tmp_path.glob("learning-metrics-*")
        sleep(1.5)  # each counts once a second
        told = [figures(asked("/metrics")) for _ in range(10)]
        assert {one[counted] for one in told} == {40}
        assert {one["learning_streams"] for one in told} == {0}
    assert not folder.exists()
