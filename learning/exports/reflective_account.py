"""A reflective account for revalidation with the NMC: the form’s four headings, begun from entries.

An account is an entry like any other, under an id of its own, so it is saved and versioned alike.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from learning import journal
from learning.accounts import Person
from learning.content import Exercise, Programme
from learning.content.exercises import Reflection
from learning.content.prompts import Choice, Prompt, Question
from learning.errors import Conflict, NotFound
from learning.exports.document import Document, Facts, Heading, Paragraph, Part
from learning.exports.origin import day_words, origin
from learning.journal import FORM, LONGEST_ANSWER, EntryView, Given, ShownAnswer

MOST = 50
"""Accounts a person may have; revalidation asks for five in three years."""
MOST_CHOSEN = 20
"""Entries that one account is begun from."""
THEMES = {
    "prioritise": "Prioritise people",
    "practise": "Practise effectively",
    "preserve": "Preserve safety",
    "promote": "Promote professionalism and trust",
}
"""The four themes of the Code, by the ids of their ticks."""
_PREFIX = f"{FORM}reflective-account-"
_HEADINGS = (
    Prompt(
        id="nature",
        text="What was the nature of the activity, feedback or event?",
        hint="What you learned from, which feedback you got, or what happened; and when.",
    ),
    Prompt(id="learned", text="What did you learn from it?"),
    Prompt(
        id="practice",
        text="How did you change or improve your practice as a result?",
        hint="If nothing has changed yet, say what will.",
    ),
    Prompt(
        id="code",
        text="How is this relevant to the Code?",
        hint="Tick the themes it touches below, and say how.",
    ),
)
_TICKS = tuple(
    Question(id=name, text=theme, choices=(Choice("yes", "Yes", True, ""),), required=False)
    for name, theme in THEMES.items()
)
_PLACED = {
    "nature": {"did", "what", "happened", "event"},
    "practice": {"changed", "now-what", "next", "will", "actions"},
    "code": {"standards"},
}
"""By heading, what prompts are called whose answers belong there; all others tell of learning."""
_TO_EDIT = "From your journal, to be edited"


@dataclass(frozen=True, slots=True)
class Account:
    """One reflective account of somebody."""

    number: int
    exercise: Exercise
    """What is asked, as a form shows it."""
    entry: EntryView | None
    """What is written; None before anything was saved."""

    @property
    def path(self) -> str:
        """Return the address of its page."""
        return f"/journal/reflective-accounts/{self.number}"

    @property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """Return heading and text of each of the four, empty where nothing is written."""
        written = self.entry.answers if self.entry else {}
        return tuple((heading.text, str(written.get(heading.id, ""))) for heading in _HEADINGS)

    @property
    def themes(self) -> tuple[str, ...]:
        """Return the themes that are ticked."""
        written = self.entry.answers if self.entry else {}
        return tuple(theme for name, theme in THEMES.items() if written.get(name))

    @property
    def marks(self) -> int:
        """Return how many marks of what is to be edited are still in the texts."""
        return sum(text.count(_TO_EDIT) for _, text in self.texts)


def accounts_of(db: Session, person: Person) -> tuple[Account, ...]:
    """Return the accounts somebody has, latest first; one query."""
    found = ((number_of(e), e) for e in journal.forms_of(db, person, _PREFIX))
    return tuple(Account(n, form_of(n), e) for n, e in found if n)


def account_of(db: Session, person: Person, number: int) -> Account:
    """Return one account, or an empty one if its number is the next; one query.

    Raises `NotFound` for one that there is not: nobody’s number leads to anybody else’s.
    """
    own = accounts_of(db, person)
    found = {account.number: account for account in own}
    if number in found:
        return found[number]
    if number != _next(own):
        raise NotFound("There is no such reflective account of yours.")
    return Account(number, form_of(number), None)


def sources_of(db: Session, person: Person, programme: Programme) -> tuple[EntryView, ...]:
    """Return the entries an account can be begun from, latest first; one query.

    There are words in each, and none is itself a form for a record.
    """
    written = journal.journal_of(db, person, programme)
    return tuple(e for e in written if not e.is_for_record and _by_heading(e, programme))


def begin(db: Session, person: Person, programme: Programme, chosen: Collection[int]) -> int:
    """Begin an account from the chosen entries of ``person`` and return its number.

    Pressing twice begins one: an account that still reads as it was begun is taken again. Raises
    `NotFound` for an entry that is not one’s own, `Conflict` for too many accounts or entries.
    """
    if len(chosen) > MOST_CHOSEN:
        raise Conflict(f"Choose {MOST_CHOSEN} entries or fewer: an account is about one thing.")
    entries = [e for e in sources_of(db, person, programme) if e.id in chosen]
    if len(entries) < len(set(chosen)):
        raise NotFound("One of these entries is not in your journal any more.")
    own = accounts_of(db, person)
    answers = drafted(sorted(entries, key=lambda e: e.saved_at), programme)
    for account in own:
        if account.entry and account.entry.answers == answers:
            return account.number
    if len(own) >= MOST:
        raise Conflict(f"You have {MOST} reflective accounts. Throw one away first.")
    number = _next(own)
    given = Given(form_of(number), answers, 0)
    journal.save_entries(db, person, programme.edition, [given])
    return number


def discard(db: Session, person: Person, number: int) -> None:
    """Throw an account away for good; twice changes nothing."""
    journal.discard_form(db, person, form_of(number).id)


def form_of(number: int) -> Exercise:
    """Return what an account asks, as an exercise."""
    return Reflection(
        id=f"{_PREFIX}{number}",
        title=f"Reflective account {number}",
        minutes=0,
        prompts=(*_HEADINGS, *_TICKS),
    )


def drafted(entries: Sequence[EntryView], programme: Programme) -> dict[str, str]:
    """Return a first text for each heading, in the writer’s own words where there are any. Pure."""
    texts: dict[str, list[str]] = {heading.id: [] for heading in _HEADINGS}
    if entries:
        texts["nature"].append(_activity(entries, programme))
    for entry in entries:
        for heading, words in _by_heading(entry, programme).items():
            texts[heading].append(f"[{_TO_EDIT}: {entry.title}]\n{words}")
    joined = {name: "\n\n".join(found) for name, found in texts.items() if found}
    return {name: _cut(text) for name, text in joined.items()}


def document_of(account: Account, writer: str, programme: Programme, at: datetime) -> Document:
    """Return the account as a document; ``at`` is by the clocks where the programme is at home."""
    return Document(
        title=account.exercise.title,
        language=programme.language,
        subtitle=origin(writer, programme, at),
        author=writer,
        made_at=at,
        parts=tuple(_parts(account)),
    )


def _parts(account: Account) -> Iterator[Part]:
    for heading, text in account.texts:
        yield Heading(1, heading)
        yield Paragraph(text or "Nothing is written here yet.", "text" if text else "small")
    if account.themes:
        yield Facts((("Themes of the Code", ", ".join(account.themes)),))


def _activity(entries: Iterable[EntryView], programme: Programme) -> str:
    """Return a sentence on what was worked through, by module, and when."""
    modules: dict[str, None] = {}
    days = []
    for entry in entries:
        days.append(entry.saved_at)
        if exercise := programme.exercises.get(entry.exercise_id):
            modules[f"“{programme.module_of(programme.page_of(exercise)).title}”"] = None
    first, last = (day_words(day) for day in (min(days), max(days)))
    when = first if first == last else f"{first} to {last}"
    what = f", {' and '.join(modules)}" if modules else ""
    return f"Learning with the programme “{programme.title}”{what} ({when})."


def _by_heading(entry: EntryView, programme: Programme) -> dict[str, str]:
    """Return what an entry says in words, under the headings where it fits."""
    found: dict[str, list[str]] = {}
    for answer in journal.shown(entry, programme.exercises.get(entry.exercise_id)):
        if words := _words_of(answer):
            found.setdefault(_heading_for(answer), []).append(words)
    return {heading: "\n".join(words) for heading, words in found.items()}


def _words_of(answer: ShownAnswer) -> str:
    """Return what somebody wrote in their own words; ratings and choices are none."""
    if answer.rows:
        return "\n".join("; ".join(cell for cell in row if cell) for row in answer.rows)
    if answer.evidence:
        return answer.evidence[1]
    return str(answer.answer or "") if answer.answered_by == "words" else ""


def _heading_for(answer: ShownAnswer) -> str:
    for heading, names in _PLACED.items():
        if answer.prompt_id in names:
            return heading
    return "practice" if answer.answered_by == "actions" else "learned"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_ANSWER else f"{text[: LONGEST_ANSWER - 1]}…"


def number_of(entry: EntryView) -> int:
    """Return which account an entry is, 0 if it is none."""
    if not entry.exercise_id.startswith(_PREFIX):
        return 0
    written = entry.exercise_id.removeprefix(_PREFIX)
    return int(written) if written.isdecimal() and len(written) < 7 else 0


def _next(own: Iterable[Account]) -> int:
    return max((account.number for account in own), default=0) + 1
