import subprocess
import sys
from pathlib import Path

from tests.content.edits import BASE

ROOT = Path(__file__).parents[2]
HEAVY = {"markdown_it", "nh3", "pydantic", "yaml"}
LOAD = """
from datetime import date
from pathlib import Path
from learning.content import load_programme
load_programme(Path({content!r}), today=date(2026, 11, 25), cache=Path({cache!r}))
"""


def loaded_by(code: str) -> set[str]:
    """Return the packages that running ``code`` in a fresh interpreter loads."""
    program = f"{code}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return {name.split(".")[0] for name in done.stdout.splitlines()[-1].split()}


def test_the_model_is_light() -> None:
    assert not HEAVY & loaded_by("import learning.content")


def test_a_start_without_changes_reads_no_markdown(tmp_path: Path) -> None:
    load = LOAD.format(content=str(BASE), cache=str(tmp_path))

    assert loaded_by(load) >= HEAVY
    assert not HEAVY & loaded_by(load)


def test_reading_loads_neither_flask_nor_a_database() -> None:
    assert not {"flask", "sqlalchemy"} & loaded_by("import learning.content.schemas")
