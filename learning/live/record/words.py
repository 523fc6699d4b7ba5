"""The record of a session as plain text: for a mail, and for a file to keep."""

from collections.abc import Iterator, Sequence
from textwrap import indent

from learning import planning
from learning.actions import ActionView
from learning.content.scripts import Role
from learning.journal import ShownAnswer
from learning.live.cards import RevealedCard
from learning.live.record.kept import Attended
from learning.live.record.steps import RecordedStep
from learning.live.record.view import Record
from learning.live.rules.compare import Difference
from learning.planning import Post

ROLES = {
    Role.FACILITATOR: "facilitator",
    Role.TIMEKEEPER: "timekeeper",
    Role.SCRIBE: "scribe",
    Role.OUTSIDE_IN: "outside-in voice",
}


LONGEST = 100_000
"""Characters of a record that a mail carries."""
CUT = "The rest is too long for a mail. It is on the record’s page."
STANDS = "The session is not over. This is the record as it stands."


def text_of(record: Record, post: Post) -> str:
    """Return the whole record in words."""
    parts = [
        planning.title(record.session, post.programme),
        _heading(record),
        _section("Who was there", map(_person, record.were_there)),
        _section("What you agreed", map(_action, record.actions)),
        *map(_step, record.steps),
        _section("How good was the hour?", _ratings(record)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def letter(record: Record, post: Post) -> str:
    """Return the words of the mail to those who were there, below the greeting of each."""
    text = text_of(record, post)
    parts = [
        "Here is the record of your live session. Everyone who was there gets it, and the team"
        " keeps it.",
        _where(record, post),
        text if len(text) <= LONGEST else f"{text[:LONGEST]} …\n\n{CUT}\n",
    ]
    return "\n\n".join(part for part in parts if part)


def _where(record: Record, post: Post) -> str:
    if not post.base_url:
        return ""
    return (
        f"On its page you can take back a card of yours: {post.address(record.path)}\n"
        "What you wrote for yourself is in your journal and nowhere else."
    )


def _heading(record: Record) -> str:
    lines = [f"Live session of “{record.session.team_name}”", record.dates]
    lines.append(f"{minutes_in_words(record.minutes)} together" if record.ended_at else STANDS)
    return "\n".join(lines)


def _section(title: str, lines: Iterator[str] | Sequence[str]) -> str:
    found = list(lines)
    return "\n".join([title, "-" * len(title), *found]) if found else ""


def _person(person: Attended) -> str:
    parts = [person.name]
    if person.minutes is not None:
        parts.append(minutes_in_words(person.minutes) if person.minutes else "was not there")
    if person.roles:
        parts.append(roles_in_words(person))
    return "\n".join([f"- {', '.join(parts)}", *(f"  {line}" for line in mends_in_words(person))])


def roles_in_words(person: Attended) -> str:
    """Return ``facilitator and scribe at the end``: until then, roles may pass on."""
    words = " and ".join(ROLES[role] for role in person.roles)
    return words if person.minutes is None else f"{words} at the end"


def mends_in_words(person: Attended) -> Iterator[str]:
    """Yield what was mended of somebody’s minutes, when, by whom and why."""
    for mended in person.repairs:
        added = mended.before is None
        was = "Added" if added else f"{minutes_in_words(mended.before or 0)} before, put right"
        by = f" by {mended.by}" if mended.by else ""
        yield f"{was}{by}: “{mended.reason}”"


def _action(action: ActionView) -> str:
    said = [action.owner or "nobody yet"]
    if action.by:
        said.append(f"by {action.by.day} {action.by:%B %Y}")
    lines = [f"- {action.what} ({', '.join(said)})"]
    if action.first_step:
        lines.append(f"  First step: {action.first_step}")
    return "\n".join(lines)


def _step(step: RecordedStep) -> str:
    lines = [step.question] if step.question else []
    lines += [_bullet(line) for line in step.lines]
    lines += [_card(card, step.asks_one) for card in step.cards]
    lines += [_difference(difference) for difference in step.differences]
    lines += [f"- {voted.words}: {dots_in_words(voted.dots)}" for voted in step.votes]
    return _section(step.title, lines)


def _card(card: RevealedCard, asks_one: bool) -> str:
    # One question stands above all cards, and not on each.
    said = [line for answer in card.answers for line in list(_answer(answer))[asks_one:]]
    return _bullet("\n".join([f"{card.writer or 'Without a name'}:", *said]))


def _answer(answer: ShownAnswer) -> Iterator[str]:
    yield answer.question
    if answer.answered_by == "rating":
        yield f"{answer.answer} of 10"
    elif answer.answered_by == "place":
        yield f"Place {answer.answer}"
    elif answer.answered_by == "level":
        yield str(answer.answer or "No mark")
    elif answer.answer is not None:
        yield str(answer.answer)
    if answer.evidence:
        yield from (part for part in answer.evidence if part)
    for row in answer.rows:
        cells = zip(answer.columns, row, strict=True)
        yield "; ".join(f"{title}: {cell}" for title, cell in cells if cell)


def _difference(difference: Difference) -> str:
    given = [f"{mark.words}: {mark.who}" for mark in difference.marks if mark.count]
    return _bullet("\n".join([difference.text, *given]))


def _ratings(record: Record) -> Iterator[str]:
    for rating, people in (record.ratings or {}).items():
        if people:
            yield f"- {rating} of 5: {people} {'person' if people == 1 else 'people'}"


def _bullet(text: str) -> str:
    return "- " + indent(text, "  ").lstrip()


def dots_in_words(dots: int) -> str:
    """Return ``1 dot``, ``3 dots``."""
    return f"{dots} {'dot' if dots == 1 else 'dots'}"


def minutes_in_words(minutes: int) -> str:
    """Return ``1 minute``, ``45 minutes``."""
    return f"{minutes} {'minute' if minutes == 1 else 'minutes'}"
