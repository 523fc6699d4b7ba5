"""A sentence that Ada writes wherever something is private, and a look for it everywhere else."""

import json
import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from learning import clock, followups, journal, letters, sharing
from learning.content import Exercise, Programme
from learning.followups import Moment
from learning.journal import Given
from learning.mail import Mail
from learning.sharing import Naming, Quotable
from tests.browser import Browser
from tests.cast import WORDS, Cast, answers_for

SENTENCE = "The heron in the car park is called Mabel."
LOOKED_FOR = "heron in the car park"
"""Also where a sentence is cut short or its signs are written otherwise."""
FIRST_IDS = ("1", "2", "3")
"""What a number in an address is tried with, beside those that are known."""
ASKED = "?q=heron+car+park&entry=1&entry=2&versions=on&for=nmc"
"""What pages may be asked for; it has not the words that are looked for."""


def planted(exercise: Exercise, **more: object) -> dict[str, Any]:
    """Return answers to ``exercise`` with the sentence wherever there are words."""
    return {**_planted(answers_for(exercise)), **more}


def _planted(answer: Any) -> Any:
    if isinstance(answer, dict):
        return {key: _planted(value) for key, value in answer.items()}
    return f"{SENTENCE} Once more: {SENTENCE}" if answer == WORDS else answer


def plant_in_entries(db: Session, cast: Cast, programme: Programme) -> dict[str, int]:
    """Answer every exercise twice, and a third time in another window; return the entries' ids."""
    exercises = list(programme.exercises.values())
    for base in (0, 1, 0):
        for exercise in exercises:
            given = Given(exercise, planted(exercise), base)
            journal.save_entries(db, cast.ada, programme.edition, [given])
    found = journal.entries_of(db, cast.ada, exercises)
    return {name: entry.id for name, entry in found.items()}


def plant_and_withdraw(
    db: Session, cast: Cast, programme: Programme, entry_id: int, team_id: int
) -> None:
    """Show an entry to the team, which opens it, and let it be quoted; then take both back."""
    sharing.share(db, cast.ada, entry_id, team_id)
    sharing.open_entry(db, cast.ben, team_id, entry_id)
    chosen = Quotable(passage=SENTENCE, naming=Naming.NAMED, described=None)
    sharing.let_quote(db, cast.ada, entry_id, chosen, programme)
    sharing.withdraw(db, cast.ada, entry_id, team_id)
    sharing.withdraw_quotation(db, cast.ada, entry_id)


def plant_in_letters(db: Session, cast: Cast) -> None:
    """Write a letter that comes back within the hour, and one that stays sealed."""
    for wait in (timedelta(minutes=30), timedelta(days=90)):
        letters.write(db, cast.ada, SENTENCE, clock.now() + wait)


def plant_in_follow_ups(db: Session, cast: Cast) -> None:
    """Tell what changed in practice, let it be quoted, and take that back."""
    told = {"story": SENTENCE, "promises": {"a1": {"what": SENTENCE, "outcome": "", "why": ""}}}
    for seen, naming in enumerate((Naming.NAMED, None)):
        given = followups.Given(answers=told, naming=naming)
        followups.answer(db, cast.ada, Moment.END, given, seen=seen)


def addresses(app: Flask, programme: Programme, known: dict[str, list[str]]) -> list[str]:
    """Return every address that answers GET, with everything that may stand in it.

    Fails for a part of an address that is neither a number nor in ``known``.
    """
    paths = {path: None for rule in app.url_map.iter_rules() for path in _paths(rule, known)}
    pages = {page.path for page in programme.pages}
    page = re.compile(r"(/modules/[^/]+/[^/]+)(/entries|/completion.*)?")
    return [p for p in paths if not (m := page.fullmatch(p)) or m[1] in pages]


def _paths(rule: Rule, known: dict[str, list[str]]) -> Iterator[str]:
    if "GET" not in (rule.methods or ()):
        return
    names = sorted(rule.arguments)
    values = [_values(rule, name, known) for name in names]
    for chosen in product(*values):
        parts = dict(zip(names, chosen, strict=True))
        built = rule.build(parts)
        assert built
        yield built[1]


def _values(rule: Rule, name: str, known: dict[str, list[str]]) -> list[Any]:
    if re.search(rf"<int(\([^)]*\))?:{name}>", rule.rule):
        return sorted({int(one) for one in (*FIRST_IDS, *known.get(name, ()))})
    if words := re.search(rf"<any\(([^)]*)\):{name}>", rule.rule):
        return [word.strip(" '") for word in words[1].split(",")]
    assert name in known, f"say what may stand for <{name}> in {rule.rule}"
    return known[name]


def found_by(reader: Browser, paths: list[str]) -> list[str]:
    """Return the addresses at which the sentence is, for this reader."""
    return [path for path in paths if LOOKED_FOR in readable(reader.client.get(path))]


def readable(response: TestResponse) -> str:
    """Return all that was answered as text, also from inside PDFs and office files."""
    body = response.data
    heads = f"{response.status} {response.headers}"
    if body.startswith(b"%PDF"):
        reader = PdfReader(BytesIO(body))
        words = " ".join(page.extract_text() for page in reader.pages)
        return f"{heads} {reader.metadata} {' '.join(words.split())}"
    if body.startswith(b"PK"):
        with ZipFile(BytesIO(body)) as parts:
            body = b"".join(parts.read(name) for name in parts.namelist())
    return f"{heads} {body.decode('utf-8', 'replace')}"


def mailed(db: Session) -> str:
    """Return every word of every mail that was written."""
    mails = db.scalars(select(Mail)).all()
    assert mails
    return "\n".join(
        f"{m.to_address} {m.subject} {m.body} {json.dumps(m.attachments)}" for m in mails
    )


def links_in(mails: str) -> list[str]:
    """Return where the mails lead, without the host."""
    return sorted(set(re.findall(r"https?://[^/\s]+(/[^\s\"\\]*)", mails)))


def merged(small: Path, every_kind: Path, content: Path) -> Path:
    """Make one programme of two: one that has a live session, one that has every exercise."""
    shutil.copytree(small, content)
    shutil.copy(every_kind / "quizzes/all.yaml", content / "quizzes/every-kind.yaml")
    for number, name in enumerate(("begin", "middle", "finish"), start=1):
        source = every_kind / "modules" / f"{number:02}-{name}.md"
        shutil.copy(source, content / "modules" / f"{number + 10}-{name}.md")
    path = content / "modules/programme.yaml"
    listed = "modules: [listening, feedback"
    text = path.read_text("utf-8")
    assert listed in text
    path.write_text(text.replace(listed, f"{listed}, begin, middle, finish"), "utf-8")
    return content
