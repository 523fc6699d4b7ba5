"""The lived-in cast: for `make demo`, for screenshots and for the tests in a browser.

Ada is half way and has written, Ben holds his certificate, Finn has done every page and not
claimed his yet, Cleo is new, Dana is the admin, and forty others have stopped at different places.
"""

import argparse
import os
import re
import sys
import tempfile
import unicodedata
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import update
from sqlalchemy.orm import Session

from learning import accounts, certificates, clock, followups, journal, mail, sharing, teams
from learning.accounts import Person, Role
from learning.content import Exercise, Page, Programme
from learning.db import Database
from learning.followups import Consent, FollowUp, Moment
from learning.journal import Given
from learning.second_factor import hash_codes, new_codes, replace_codes
from learning.sharing import Naming, Quotable
from learning.statistics.counting.count import count_waiting
from tests.cast import APP_KEY, PASSWORD, SECRET_KEY, answers_for, finish, join
from tests.meetings import meet, meet_over_days
from tests.workplaces import give_work

LIVED_IN = yaml.safe_load((Path(__file__).parent / "lived_in.yaml").read_text("utf-8"))
"""What the cast has written: exercise id, prompt id, answer."""
REMINDER = """Dear Ada

Your team meets tomorrow, Tuesday, at 14:00 for 60 minutes.

Two questions to think about:
- Which of our habits would a newcomer notice first?
- What have we stopped doing, and who missed it?
"""
ICS = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//demo\nEND:VCALENDAR\n"
QUOTED = {
    "named": ("first-look", "The seminar room on the ground floor, every evening and all weekend."),
    "unnamed": ("what-we-hold", "The kitchen. I will ask the head of facilities on Thursday …"),
    "described": (
        "one-street-reflection",
        "I felt found out: I have signed for those deliveries for six years and never asked when"
        " they come.\n… I will ask the two largest suppliers for their delivery times before the"
        " end of the month.",
    ),
}
"""How the writer is named: exercise id, passage."""
_THREE_MONTHS = timedelta(days=92)
TOLD = "I ask two suppliers nearby before anything goes to tender. £4,200 stayed here last month."
CROWD = (
    "Amara Okafor", "Bethan Rhys", "Callum Reid", "Devi Raman", "Elif Kaya", "Fergus Boyd",
    "Grace Mensah", "Hamza Sheikh", "Ines Duarte", "Joan Whitlock", "Kwame Boateng", "Lowri Pugh",
    "Małgorzata Nowak", "Niamh Doyle", "Omar Farah", "Priya Nair", "Quentin Marsh", "Rosa Ibarra",
    "Siân Probert", "Tomasz Wilk", "Una Gallagher", "Victor Adeyemi", "Wen Zhang", "Xenia Petrou",
    "Yusuf Demir", "Zoë Hartley", "Aled Morgan", "Blessing Eze", "Ciarán Walsh", "Dora Lindqvist",
    "Euan Macrae", "Farida Rahman", "Gareth Bevan", "Hana Suzuki", "Ivor Pritchard", "Jess Tully",
    "Karim Haddad", "Leonie Fraser", "Marek Horák", "Nour Saleh",
)  # fmt: skip


def populate(database: Database, programme: Programme) -> dict[str, Person]:
    """Fill an empty database with the cast and return its five by name."""
    with database.writing.begin() as db:
        cast = {name: join(db, name) for name in ("Ada", "Ben", "Cleo", "Finn")}
        cast["Dana"] = join(db, "Dana", Role.ADMIN)
        half = programme.pages[: len(programme.pages) // 2]
        finish(db, cast["Ada"], programme, half)
        _write_on(db, cast["Ada"], programme, half)
        for name in ("Ben", "Finn"):
            finish(db, cast[name], programme, programme.pages)
            _write_on(db, cast[name], programme, programme.pages)
        certificates.claim(db, cast["Ben"], programme, holder="Ben Whitfield")
        crowd = [join(db, _plain(name)) for name in CROWD]
        for number, (person, name) in enumerate(zip(crowd, CROWD, strict=True)):
            _stopped_somewhere(db, person, programme, number, name)
        give_work(db, cast["Ada"], cast["Ben"], crowd)
        team_id = _gather(db, cast["Ada"], cast["Ben"], *crowd[5:8])
        meet(db, programme, team_id, cast["Ada"], cast["Ben"], *crowd[5:8])
        for name, exercise_id in (("Ada", "what-we-hold"), ("Ben", "one-street-reflection")):
            _share(db, cast[name], programme.exercise(exercise_id), team_id)
        for name, reader in (("Ada", cast["Ben"]), ("Ada", crowd[5]), ("Ben", crowd[6])):
            _open(db, reader, team_id, by=cast[name])
        for name, naming in (("Ada", "named"), ("Finn", "unnamed"), ("Ben", "described")):
            _let_quote(db, cast[name], programme, naming)
        mail.send(
            db, to=cast["Ada"].email, user_id=cast["Ada"].id, kind=mail.Kind.REMINDER,
            subject="Tomorrow at two: “Why anchors?” with Harbour Row clinic", body=REMINDER,
            attachments=[mail.Attachment("session.ics", "text/calendar; method=REQUEST", ICS)],
        )  # fmt: skip
    _ask_about_practice(database, cast)
    count_waiting(database, programme, "Europe/London")
    return cast


def _gather(db: Session, ada: Person, *others: Person) -> int:
    """Put Ada and some others on a team; most of them show how far they are."""
    team_id = teams.start_team(db, ada, "Harbour Row clinic")
    code = teams.team_for(db, ada, team_id).code
    for person in others:
        teams.join(db, person, code)
    for person in (ada, *others[1:]):
        teams.show_progress(db, person, team_id, shows=True)
    return team_id


def _share(db: Session, person: Person, exercise: Exercise, team_id: int) -> None:
    """Show what somebody wrote in one exercise to the team."""
    entry = journal.entries_of(db, person, [exercise])[exercise.id]
    sharing.share(db, person, entry.id, team_id)


def _open(db: Session, reader: Person, team_id: int, by: Person) -> None:
    """Open what somebody shares with the team."""
    shared = sharing.shared_with(db, reader, team_id)
    (entry_id,) = (one.entry_id for one in shared if one.writer_id == by.id)
    sharing.open_entry(db, reader, team_id, entry_id)


def _let_quote(db: Session, person: Person, programme: Programme, naming: str) -> None:
    """Let a sentence or two be quoted."""
    exercise_id, passage = QUOTED[naming]
    entry = journal.entries_of(db, person, [programme.exercise(exercise_id)])[exercise_id]
    chosen = Quotable(
        passage=passage,
        naming=Naming(naming),
        described="a ward sister in a teaching hospital" if naming == "described" else None,
    )
    sharing.let_quote(db, person, entry.id, chosen, programme)


def _ask_about_practice(database: Database, cast: dict[str, Person]) -> None:
    """Let Ben and Finn be asked what came of it; Ben has told it at the end, and may be quoted."""
    now = clock.now()
    with database.writing.begin() as db:
        for name in ("Ben", "Finn"):
            followups.agree(db, cast[name])
        db.execute(update(Consent).values(given_at=now - _THREE_MONTHS))
        for moment, day in ((Moment.THREE, now), (Moment.SIX, now + _THREE_MONTHS)):
            db.execute(update(FollowUp).where(FollowUp.moment == moment).values(next_at=day))
        told = followups.Given(
            answers={"used": "often", "changed": "me", "story": TOLD},
            naming=Naming.DESCRIBED,
            described="a buyer in a teaching hospital",
        )
        followups.answer(db, cast["Ben"], Moment.END, told, seen=0)
    followups.ask_due(database, "", "")


def _plain(name: str) -> str:
    """Return ``name`` in letters that an address can hold."""
    kept = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return kept or "Somebody"


def _stopped_somewhere(
    db: Session, person: Person, programme: Programme, number: int, name: str
) -> None:
    """Some finish and claim, most stop on the way, a few have only joined."""
    accounts.rename(db, person, name)
    total = len(programme.pages)
    share = (0, 1, 2, 3, 4, 5, 7, total, total, total)[number % 10]
    pages = programme.pages[: min(share + number // 10, total)]
    finish(db, person, programme, pages if share else ())
    if len(pages) == total and number % 2:
        certificates.claim(db, person, programme, holder=name)


def _write_on(db: Session, person: Person, programme: Programme, pages: tuple[Page, ...]) -> None:
    for exercise in (exercise for page in pages for exercise in page.exercises):
        _write(db, person, programme, exercise)


def _write(db: Session, person: Person, programme: Programme, exercise: Exercise) -> None:
    answers = answers_for(exercise) | _dated(LIVED_IN.get(exercise.id, {}))
    entry = journal.entries_of(db, person, [exercise]).get(exercise.id)
    given = Given(exercise, answers, entry.version if entry else 0)
    journal.save_entries(db, person, programme.edition, [given])


def _dated(answer: Any) -> Any:
    """Return ``answer`` with its days counted from today."""
    if isinstance(answer, dict):
        return {key: _dated(value) for key, value in answer.items()}
    if isinstance(answer, str) and re.fullmatch(r"[+-]\d+", answer):
        return (clock.now().date() + timedelta(days=int(answer))).isoformat()
    return answer


def main() -> int:
    """Serve the cast from a fresh folder until a signal stops it, then forget it."""
    parser = argparse.ArgumentParser(prog="python -m tests.demo", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    with tempfile.TemporaryDirectory(prefix="learning-demo-") as folder:
        given = {"DATA": folder, "DEVELOPMENT": "1", "SECRET_KEY": SECRET_KEY}
        os.environ |= {f"LEARNING_{name}": value for name, value in given.items()}
        os.environ.pop("LEARNING_DATABASE_URL", None)
        _introduce(_fill())
        from learning.cli.serve import serve

        return serve("127.0.0.1", port, processes=1, threads=4)


def _fill() -> list[str]:
    """Fill the folder with the cast; return recovery codes of the admin."""
    from learning.config import settings_from_environment
    from learning.content import Editions
    from learning.db import open_database

    settings = settings_from_environment().prepare()
    editions = Editions(settings.content, today=lambda: clock.now().date())
    database = open_database(settings.url)
    try:
        cast = populate(database, editions.programme)
        with database.writing.begin() as db:
            meet_over_days(db, editions.programme, cast["Ada"], cast["Finn"])
            codes = new_codes()
            replace_codes(db, cast["Dana"].id, hash_codes(codes))
    finally:
        database.close()
    return codes


def _introduce(codes: list[str]) -> None:
    print(f"Everybody’s password: {PASSWORD}")
    for name, what in (
        ("ada", "half way"), ("ben", "has his certificate"), ("cleo", "new"),
        ("dana", "the admin"), ("finn", "all done, certificate not claimed"),
    ):  # fmt: skip
        print(f"  {name}@example.org  {what}")
    print(f"Dana’s app knows the key {APP_KEY}. Without an app, one of these each time:")
    print(f"  {'  '.join(codes[:5])}\n  {'  '.join(codes[5:])}")


if __name__ == "__main__":
    sys.exit(main())
