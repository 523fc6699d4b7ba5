"""The setting that lists the organisations, and a sentence for each mistake in it."""

import json
from typing import Any

import pytest

from learning.config import settings_from_environment
from learning.errors import CannotStart

GOOD: dict[str, Any] = {
    "id": "trust", "name": "Trust", "issuer": "https://login.example.org",
    "client_id": "learning", "client_secret": "keep this quiet",
}  # fmt: skip


def start(monkeypatch: pytest.MonkeyPatch, setting: str, base: str = "https://x.example") -> str:
    """Return what the operator is told."""
    monkeypatch.setenv("LEARNING_SINGLE_SIGN_ON", setting)
    monkeypatch.setenv("LEARNING_BASE_URL", base)
    with pytest.raises(CannotStart) as refusal:
        settings_from_environment()
    assert GOOD["client_secret"] not in str(refusal.value)
    return str(refusal.value)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": "The Trust"}, "Provider 1: its 'id' stands in addresses"),
        ({"id": ""}, "Provider 1 needs 'id', a text"),
        ({"name": 3}, "Provider 1 needs 'name', a text"),
        ({"name": "Trust\n"}, "Provider 1 has spaces around its 'name'"),
        ({"issuer": "http://login.example.org"}, "has to begin with https://"),
        ({"issuer": "https://login.example.org/.well-known/x"}, "the address before"),
        ({"issuer": "https://login.example.org/?a"}, "the address before"),
        ({"client_secret": None}, "Provider 1 needs 'client_secret', a text"),
        ({"client_secret": "keep this quiet "}, "has spaces around its 'client_secret'"),
        ({"secret": "keep this quiet"}, "unknown key 'secret'. Known are client_id"),
        ({"is_second_factor": "yes"}, "'is_second_factor' is true or false"),
        ({"domains": "trust.example"}, "'domains' are a list"),
        ({"domains": ["@trust.example"]}, "'domains' are a list"),
    ],
)
def test_each_mistake_gets_a_sentence(
    monkeypatch: pytest.MonkeyPatch, change: dict[str, Any], said: str
) -> None:
    told = start(monkeypatch, json.dumps([GOOD | change]))

    assert said in told
    assert len(told.splitlines()) == 1
    assert told.startswith("LEARNING_SINGLE_SIGN_ON: ")


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("[{", "This is not JSON at character 3"),
        ("{}", "This is not a list"),
        ("[1]", "Provider 1 is not an object"),
        (json.dumps([GOOD, GOOD | {"issuer": "https://b.example"}]), "2 providers have the id"),
        (json.dumps([GOOD, GOOD | {"id": "b"}]), "2 providers have the issuer"),
    ],
)
def test_a_list_that_is_none_is_refused(
    monkeypatch: pytest.MonkeyPatch, setting: str, said: str
) -> None:
    assert said in start(monkeypatch, setting)


def test_every_mistake_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    told = start(monkeypatch, json.dumps([GOOD | {"id": "?", "name": ""}, {}]))

    assert len(told.splitlines()) == 7


def test_people_have_to_be_led_back_somewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "LEARNING_BASE_URL is missing" in start(monkeypatch, json.dumps([GOOD]), base="")


@pytest.mark.parametrize("setting", ["", "[]"])
def test_nobody_listed_is_no_mistake(monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    monkeypatch.setenv("LEARNING_SINGLE_SIGN_ON", setting)
    assert settings_from_environment().providers == ()


def test_what_is_listed_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    more = {"domains": ["Trust.example"], "is_second_factor": True}
    monkeypatch.setenv("LEARNING_SINGLE_SIGN_ON", json.dumps([GOOD | more]))
    monkeypatch.setenv("LEARNING_BASE_URL", "https://x.example")
    settings = settings_from_environment()

    assert settings.providers[0].gives_out("ada@trust.example")
    assert not settings.providers[0].gives_out("ada@not-trust.example")
    assert GOOD["client_secret"] not in repr(settings) + repr(settings.providers)
