"""What is counted of people’s practice, in `learning.statistics`: choices, never words."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from learning.accounts import User
from learning.followups.questions import PROMISES, questions_of
from learning.followups.tables import Consent, FollowUp, Moment
from learning.mail import Kind, OptOut


def marks_of(db: Session, user_ids: Collection[int]) -> dict[int, set[str]]:
    """Return the marks of family ``practice`` of each of these people who has any; two queries.

    - ``practice:consent``: agrees to be asked later, and has not stopped it in any way.
    - ``practice:<moment>:sent``: was mailed the questions of that moment.
    - ``practice:<moment>:answered``: has answered, and not deleted it.
    - ``practice:<moment>:<question>:<option>``: chose that.
    - ``practice:<moment>:<question>:told``: answered in own words.
    - ``practice:<moment>:promise:<outcome>``: said so of at least one promise.
    """
    if not user_ids:
        return {}
    found: dict[int, set[str]] = {}
    for user_id in db.scalars(_consenting().where(Consent.user_id.in_(user_ids))):
        found.setdefault(user_id, set()).add("practice:consent")
    columns = (FollowUp.user_id, FollowUp.moment, FollowUp.sent_at, FollowUp.answered_at)
    of_them = select(*columns, FollowUp.answers).where(FollowUp.user_id.in_(user_ids))
    for user_id, moment, sent_at, answered_at, answers in db.execute(of_them):
        marks = found.setdefault(user_id, set())
        if sent_at:
            marks.add(f"practice:{moment}:sent")
        if answered_at:
            marks |= {f"practice:{moment}:{mark}" for mark in _of_answers(moment, answers)}
    return found


def _consenting() -> Select[int]:
    """Return who agrees and has not stopped such mails."""
    stopped = (OptOut.address == User.email) & (OptOut.kind == Kind.FOLLOW_UP)
    return (
        select(Consent.user_id)
        .join(User, User.id == Consent.user_id)
        .outerjoin(OptOut, stopped)
        .where(Consent.withdrawn_at.is_(None), OptOut.address.is_(None))
    )


def _of_answers(moment: Moment, answers: Mapping[str, Any]) -> Iterator[str]:
    yield "answered"
    for question in questions_of(moment):
        if not question.options and question.words_of(answers.get(question.id)):
            yield f"{question.id}:told"
        chosen = answers.get(question.id)
        chosen = chosen if isinstance(chosen, list) else [chosen]
        yield from (f"{question.id}:{o.id}" for o in question.options if o.id in chosen)
    for promise in answers.get(PROMISES, {}).values():
        if promise.get("outcome"):
            yield f"promise:{promise['outcome']}"
