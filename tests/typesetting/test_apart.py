"""A PDF made in another process is the same; and when that process ends early, people are told."""

from pathlib import Path

import pytest

from learning.errors import Conflict, TooMany
from learning.typesetting import apart, compiled, compiled_apart
from tests.conftest import NOON

WORDS = "مرحبا 🦀 #let"
TEMPLATE = """
#let it = json(bytes(printed)).text
#set document(title: it)
#it
"""


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "page.typ"
    path.write_text(TEMPLATE, encoding="utf-8")
    return path


def made(template: Path) -> bytes:
    return compiled_apart(template, {"text": WORDS}, made_at=NOON, standards=["ua-1"])


def test_it_is_what_our_own_process_would_make(template: Path) -> None:
    here = compiled(template, {"text": WORDS}, made_at=NOON, standards=["ua-1"])

    assert made(template) == here
    assert here.startswith(b"%PDF")


@pytest.mark.parametrize("ends", ["os.abort()", "os.kill(os.getpid(), 9)"])
def test_a_process_without_memory_is_a_refusal_in_words(
    template: Path, monkeypatch: pytest.MonkeyPatch, ends: str
) -> None:
    monkeypatch.setattr(apart, "_PROGRAM", f"import os; {ends}")

    with pytest.raises(Conflict, match="Choose less, or take it as Word"):
        made(template)


def test_a_process_that_takes_too_long_is_one_too(
    template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "LONGEST", 0.001)

    with pytest.raises(Conflict, match="Choose less, or take it as Word"):
        made(template)


def test_whoever_waits_for_others_in_vain_is_told(
    template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "LONGEST_WAIT", 0.01)

    with apart._ONE_AT_A_TIME, pytest.raises(TooMany, match="Other PDFs"):
        made(template)
    assert made(template)


def test_a_mistake_of_ours_is_not_hidden(template: Path) -> None:
    template.write_text("#panic()", encoding="utf-8")

    with pytest.raises(RuntimeError, match="panicked"):
        made(template)
