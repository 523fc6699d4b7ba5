"""Lint, format and types: strict from the first commit."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.quality


@pytest.mark.parametrize(
    "command",
    [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]],
    ids=["lint", "format", "types"],
)
def test_quality(command: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_worker_collects_the_same_tests() -> None:
    """Two workers that see other names run nothing: no hour, chance or order of a set in a name."""

    def collecting(seed: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            text=True,
        )

    first = collecting("1")
    time.sleep(1.5)
    second = collecting("2")
    names, others = (
        [line for line in workers.communicate()[0].splitlines() if "::" in line]
        for workers in (first, second)
    )
    assert len(names) > 1_000
    assert names == others
