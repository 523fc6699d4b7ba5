"""The lived-in cast: for `make demo`, for screenshots and for the tests in a browser.

Ada is half way and has written, Ben holds his certificate, Finn has done every page and not
claimed his yet, Cleo is new, Dana is the admin, and forty others have stopped at different places.
"""

import argparse
import os
import sys
import tempfile
import unicodedata

from sqlalchemy.orm import Session

from learning import accounts, certificates, clock, journal
from learning.accounts import Person, Role
from learning.content import Exercise, Programme
from learning.db import Database
from learning.journal import Given
from tests.cast import PASSWORD, answers_for, finish, join

WORDS = {
    "idle": "The seminar room on the ground floor, every evening and all weekend. And an advert for"
    " ward helpers that we have copied since 2017.",
    "because": "We are an anchor because we are tied to the hill we stand on, because we hold nine"
    " hundred jobs here, and because when this place does badly, we fill up.",
    "who-decides": "Space. Margaret in facilities could say yes. I would ask her what it costs to"
    " open one door on a Tuesday evening.",
    "what": "Harbour Row, behind the loading bay. The lorries come from five in the morning and"
    " turn where the children wait for the bus. I noticed on Thursday, because I was late myself.",
    "so-what": "For them it is noise, and a bus stop in the fumes. I felt found out: I have signed"
    " for those deliveries for six years and never asked when they come.",
    "now-what": "Buying, and air. I will ask the two largest suppliers for their delivery times"
    " before the end of the month.",
}
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
        for page in half:
            for exercise in page.exercises:
                _write(db, cast["Ada"], programme, exercise)
        for name in ("Ben", "Finn"):
            finish(db, cast[name], programme, programme.pages)
        certificates.claim(db, cast["Ben"], programme, holder="Ben Whitfield")
        for number, name in enumerate(CROWD):
            _stopped_somewhere(db, join(db, _plain(name)), programme, number, name)
    return cast


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


def _write(db: Session, person: Person, programme: Programme, exercise: Exercise) -> None:
    answers = {key: WORDS.get(key, said) for key, said in answers_for(exercise).items()}
    entry = journal.entries_of(db, person, [exercise]).get(exercise.id)
    given = Given(exercise, answers, entry.version if entry else 0)
    journal.save_entries(db, person, programme.edition, [given])


def main() -> int:
    """Serve the cast from a fresh folder until a signal stops it, then forget it."""
    parser = argparse.ArgumentParser(prog="python -m tests.demo", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    with tempfile.TemporaryDirectory(prefix="learning-demo-") as folder:
        os.environ |= {"LEARNING_DATA": folder, "LEARNING_DEVELOPMENT": "1"}
        os.environ.pop("LEARNING_DATABASE_URL", None)
        _fill()
        _introduce()
        from learning.cli.serve import serve

        return serve("127.0.0.1", port, processes=1, threads=4)


def _fill() -> None:
    from learning.config import settings_from_environment
    from learning.content import Editions
    from learning.db import open_database

    settings = settings_from_environment().prepare()
    editions = Editions(settings.content, today=lambda: clock.now().date())
    database = open_database(settings.url)
    try:
        populate(database, editions.programme)
    finally:
        database.close()


def _introduce() -> None:
    print(f"Everybody’s password: {PASSWORD}")
    for name, what in (
        ("ada", "half way"), ("ben", "has his certificate"), ("cleo", "new"),
        ("dana", "the admin"), ("finn", "all done, certificate not claimed"),
    ):  # fmt: skip
        print(f"  {name}@example.org  {what}")


if __name__ == "__main__":
    sys.exit(main())
