"""What people say has changed in their practice: who was asked, who answered, and what."""

from collections.abc import Iterable, Iterator

from sqlalchemy.orm import Session

from learning.content import Programme
from learning.followups import OUTCOMES, Moment, Question, questions_of
from learning.statistics.dashboard import Dashboard, Row, Table
from learning.statistics.dashboards import definitions_of_practice as defined
from learning.statistics.dashboards.shown import Shown, share
from learning.statistics.groups import Group
from learning.statistics.reading import Family, counted_at, counts_of
from learning.statistics.rounding import Count, Protection

_AT = {
    Moment.END: defined.AT_THE_END,
    Moment.THREE: defined.AFTER_THREE,
    Moment.SIX: defined.AFTER_SIX,
}
_SEVERAL = "Several answers could be chosen, so the rows add up to more than who answered."


def practice(db: Session, programme: Programme, protection: Protection, group: Group) -> Dashboard:
    """Return how many were asked and answered, and their answers; three statements.

    ``programme`` is not looked at: the questions are the same in each.
    """
    at = counted_at(db)
    tables: tuple[Table, ...] = ()
    if at:
        shown = Shown(counts_of(db, group, Family.PRACTICE), protection, group)
        finished = Shown(counts_of(db, group, Family.PROGRESS), protection, group)("finished")
        responses = _responses(shown, finished)
        answers = _answers(shown) if _is_told(responses.rows) else (_too_few(),)
        tables = (responses, _consent(shown), *answers)
    return Dashboard(
        id="practice", title="Practice change", group=group, counted_at=at, tables=tables
    )


def _responses(shown: Shown, finished: Count) -> Table:
    rows = []
    for moment, column in _AT.items():
        asked = finished if moment is Moment.END else shown(f"practice:{moment}:sent")
        answered = shown(f"practice:{moment}:answered")
        rows.append(Row(column.name, (answered, asked, share(answered, asked)), key=moment.value))
    return Table(
        id="practice-responses",
        title="Who answered",
        first="When",
        columns=(defined.ANSWERED, defined.ASKED, defined.ANSWERED_SHARE),
        rows=tuple(rows),
        chart="bars" if _is_told(rows) else "none",
        note="The three times have different people. All that follows is about those who answered.",
    )


def _is_told(responses: Iterable[Row]) -> bool:
    """Tell whether so many answered at one of the times that it may be told what."""
    answered = (row.values[0] for row in responses)
    return any(isinstance(count, Count) and count.number is not None for count in answered)


def _too_few() -> Table:
    """Return one sentence in the place of all answers, of which none would be told."""
    return Table(
        id="practice-answers",
        title="What they answered",
        first="Answer",
        columns=tuple(_AT.values()),
        rows=(),
        note="At each of the three times too few people answered for any answer to be shown.",
    )


def _consent(shown: Shown) -> Table:
    return Table(
        id="practice-consent",
        title="Agreement to be asked",
        first="What",
        columns=(defined.CONSENT,),
        rows=(Row("Later", (shown("practice:consent"),), key="consent"),),
    )


def _answers(shown: Shown) -> Iterator[Table]:
    yield _table(
        shown, "promise", "What became of promises", {o.id: o.words for o in OUTCOMES},
        note="Each person is counted once in a row, for at least one promise.",
    )  # fmt: skip
    for question in questions_of(Moment.SIX):
        rows = {o.id: o.words for o in question.options} or {"told": "Wrote something"}
        title = question.text if question.options else "In their own words"
        yield _table(shown, question.id, title, rows, note=_SEVERAL if question.several else "")


def _table(
    shown: Shown,
    name: str,
    title: str,
    answers: dict[str, str],
    note: str = "",
) -> Table:
    """Return the table of one question, with a column for each time at which it is asked."""
    asked = [m for m in _AT if m is not Moment.END or _is_asked(name, questions_of(m))]
    return Table(
        id=f"practice-{name}",
        title=title,
        first="Answer",
        columns=tuple(_AT[moment] for moment in asked),
        rows=tuple(
            Row(words, tuple(shown(f"practice:{m}:{name}:{key}") for m in asked), key=key)
            for key, words in answers.items()
        ),
        chart="bars",
        note=note,
    )


def _is_asked(name: str, questions: tuple[Question, ...]) -> bool:
    return any(question.id == name for question in questions)
