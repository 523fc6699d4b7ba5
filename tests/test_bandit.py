"""What bandit finds in our code is known, and each kind has its reason."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.quality

ASSERTS = "B101"
"""They tell the type checker what is so; nothing is guarded by one."""
NO_PASSWORDS = {"B105", "B106", "B107"}
"""Empty texts and words such as `new_password`, which are names of things."""
KNOWN = {
    ("B311", "learning/crowd/write.py"): "invented people for trying, the same for a seed",
    ("B311", "learning/doing.py"): "numbers of requests, which open nothing",
    ("B608", "learning/backup/content.py"): "names of tables, quoted, in a file that is only read",
    ("B404", "learning/typesetting/apart.py"): "our own program, in a process of its own",
    ("B603", "learning/typesetting/apart.py"): "with fixed words, and no shell",
    ("B704", "learning/web/fragments.py"): "what our own templates have rendered and escaped",
    ("B704", "learning/web/gaps.py"): "a mark of ours, of digits and small letters",
    ("B704", "learning/certificates/qr.py"): "what the library draws of an address of ours",
}
"""Which file may have which finding, and why."""


def test_bandit_finds_nothing_that_has_no_reason() -> None:
    command = [sys.executable, "-m", "bandit", "-q", "-r", "learning", "-f", "json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    found = {
        (one["test_id"], one["filename"].removeprefix("./"), one["line_number"])
        for one in json.loads(done.stdout)["results"]
    }
    assert found, "bandit has looked"

    new = sorted(
        one
        for one in found
        if one[0] != ASSERTS and one[0] not in NO_PASSWORDS and one[:2] not in KNOWN
    )
    gone = sorted(KNOWN.keys() - {one[:2] for one in found})
    assert (new, gone) == ([], [])
