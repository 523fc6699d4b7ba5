"""``learning check`` and ``learning schemas``: for authors. Loads neither Flask nor a database."""

import json
from pathlib import Path
from textwrap import shorten

from learning import clock
from learning.cli.refusal import refusing
from learning.config import settings_from_environment
from learning.content import (
    InvalidContent,
    Programme,
    check_programme,
    hardest,
    load_programme,
    reading_age,
)

HARDEST = 3
"""Sentences shown of each module."""
LONGEST_LINE = 160


@refusing
def check(folder: str | None, against: str | None = None) -> int:
    """Print every mistake and warning; return 1 if there is a mistake.

    ``against`` is the folder of the edition that learners have now.
    """
    content = Path(folder) if folder else settings_from_environment().content
    today = clock.now().date()
    before = load_programme(Path(against), today=today) if against else None
    report = check_programme(content, today=today, before=before)
    for warning in report.warnings:
        print(f"{warning} (a warning)")
    if report.programme is None:
        raise InvalidContent(report.mistakes)
    _summarise(report.programme)
    return 0


@refusing
def write_schemas(folder: str) -> int:
    """Write one JSON Schema for each kind of file authors write."""
    from learning.content.schemas import schemas

    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        (place / name).write_text(text, encoding="utf-8")
        print(place / name)
    return 0


def _summarise(programme: Programme) -> None:
    print(f"{programme.title}, edition {programme.edition}: no mistakes.")
    for module in programme.modules:
        counted = sum(page.minutes for page in module.pages)
        print(
            f"{module.number:>3}. {module.title}: {len(module.pages)} pages,"
            f" {len(module.exercises)} exercises, {counted} minutes counted,"
            f" {module.minutes} given, reading age {reading_age(module)}"
        )
        for sentence in hardest(module, most=HARDEST):
            text = shorten(sentence.text, LONGEST_LINE, placeholder=" …")
            print(f"       {sentence.age:.0f} in {sentence.page}: {text}")
    print(
        "The reading age is an estimate; 15 is the most to aim for. Below each module stand its"
        " hardest sentences."
    )
