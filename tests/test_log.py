"""Records as a program reads them."""

import json
import logging
import sys
from typing import TextIO

import pytest

from learning import doing, log
from learning.doing import busy_with


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> logging.StreamHandler[TextIO]:
    """The handler that a process begins with."""
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [])
    monkeypatch.setattr(root, "level", root.level)
    log.write_to_stderr("json")
    (handler,) = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    return handler


def test_a_record_is_one_line_of_json_whatever_is_in_it(
    written: logging.StreamHandler[TextIO], capsys: pytest.CaptureFixture[str]
) -> None:
    written.setStream(sys.stderr)
    nasty = 'a "word"\r\nERROR forged\x00\x1b[2J\x7f\x85\u2028\u202e'

    log.write(logging.getLogger("learning"), logging.WARNING, "slow", statement=nasty, level="LOW")

    (line,) = capsys.readouterr().err.splitlines()
    assert line.isascii()
    assert line.isprintable()
    told = json.loads(line)
    assert (told["message"], told["level"], told["statement"]) == ("slow", "WARNING", nasty)


def test_of_a_fault_kind_and_places_are_told_and_never_its_words(
    written: logging.StreamHandler[TextIO], capsys: pytest.CaptureFixture[str]
) -> None:
    written.setStream(sys.stderr)
    try:
        try:
            raise ValueError("what somebody wrote")
        except ValueError as first:
            raise OSError(28, "No space left on device", "/home/ada") from first
    except OSError:
        logging.getLogger("learning").exception("it went wrong")

    line = capsys.readouterr().err
    outer, inner = json.loads(line)["fault"]
    assert outer["kind"] == "builtins.OSError: No space left on device"
    assert inner["kind"] == "builtins.ValueError"
    assert inner["places"][0].startswith(__file__)
    assert "somebody wrote" not in line
    assert "/home/ada" not in line


def test_every_record_of_a_task_has_its_number_and_no_other_has(
    written: logging.StreamHandler[TextIO], capsys: pytest.CaptureFixture[str]
) -> None:
    written.setStream(sys.stderr)
    with busy_with("count_due") as task:
        logging.getLogger("learning.content").warning("within")
    logging.getLogger("learning.content").warning("after")

    within, after = map(json.loads, capsys.readouterr().err.splitlines())
    assert (within["request"], within["view"]) == (task.number, "count_due")
    assert "request" not in after
    assert doing.now() is None
