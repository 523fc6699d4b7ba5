"""The form of the questions about practice: promises one by one, choices, a story.

Fields are named ``practice.<question>`` and ``practice.promises.<key>.<part>``: with a dot, so that
what was typed is shown again when a sign-in has ended.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField
from wtforms.form import BaseForm

from learning.followups import (
    PROMISES,
    FollowUpView,
    Given,
    Moment,
    Promise,
    Question,
    questions_of,
)
from learning.sharing import Naming
from learning.web.clean import clean_text, whole_number
from learning.web.practice_fields import NOBODY, promise_fields, question_field, quoting_fields

_KEY = re.compile(rf"practice\.{PROMISES}\.([a-z0-9_-]{{1,100}})\.what", re.ASCII)


@dataclass(frozen=True, slots=True)
class PromiseFields:
    """One promise on the form."""

    promise: Promise
    what: Field
    outcome: Field
    why: Field


class PracticeForm(BaseForm):
    """The questions of one moment. Fields are no attributes here, as in forms of exercises."""

    def __init__(
        self,
        moment: Moment,
        promises: Sequence[Promise] = (),
        *,
        sent: MultiDict[str, str] | None = None,
        kept: FollowUpView | None = None,
    ) -> None:
        """``promises`` are asked about, unless a page was ``sent``: then those that stood on it."""
        self._questions = questions_of(moment)
        asked = () if moment is Moment.END else promises if sent is None else _promises_in(sent)
        self._promises = {promise.key: promise for promise in asked}
        super().__init__(tuple(self._fields()), prefix="practice.")
        self.process(sent, data=self._filled(kept))

    @property
    def questions(self) -> list[tuple[Question, Field]]:
        """Return each question with its field."""
        return [(question, self[question.id]) for question in self._questions]

    @property
    def promises(self) -> list[PromiseFields]:
        """Return each promise with its fields."""
        return [
            PromiseFields(
                promise, *(self[f"{PROMISES}.{key}.{part}"] for part in ("what", "outcome", "why"))
            )
            for key, promise in self._promises.items()
        ]

    @property
    def seen(self) -> int:
        """Return the version of the answers that the writer had before them."""
        return whole_number(self["version"].data) or 0

    @property
    def given(self) -> Given:
        """Return what was answered; only once the form is valid."""
        naming = self["naming"].data or NOBODY
        is_described = naming == Naming.DESCRIBED
        return Given(
            answers=self._answers(),
            naming=None if naming == NOBODY else Naming(naming),
            described=self["described"].data if is_described else None,
        )

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check every field, and that anything is answered."""
        is_valid = bool(super().validate(extra_validators))
        if is_valid and not self._answers():
            self.form_errors = ["Answer at least one question, or leave this page as it is"]
        return is_valid and not self.form_errors

    def _answers(self) -> dict[str, Any]:
        found = {question.id: field.data for question, field in self.questions}
        told = {
            fields.promise.key: {
                "what": fields.what.data,
                "outcome": fields.outcome.data or "",
                "why": fields.why.data or "",
            }
            for fields in self.promises
            if fields.outcome.data or (fields.why.data or "").strip()
        }
        found = {name: answer for name, answer in found.items() if _is_given(answer)}
        return found | ({PROMISES: told} if told else {})

    def _fields(self) -> Iterator[tuple[str, Any]]:
        yield "version", HiddenField(default="0")
        for key, promise in self._promises.items():
            yield from promise_fields(key, promise)
        for question in self._questions:
            yield question.id, question_field(question)
        yield from quoting_fields()

    def _filled(self, kept: FollowUpView | None) -> dict[str, Any]:
        """Return what stands in the fields at first: what was answered, or said elsewhere."""
        known = {f"{PROMISES}.{p.key}.outcome": p.outcome for p in self._promises.values()}
        if kept is None or not kept.answers:
            return known | {"version": kept.version if kept else 0}
        told = kept.answers.get(PROMISES, {})
        parts = {f"{PROMISES}.{k}.{part}": v for k, one in told.items() for part, v in one.items()}
        quoted = kept.quote.chosen if kept.quote else None
        named = {"naming": quoted.naming, "described": quoted.described} if quoted else {}
        return known | parts | dict(kept.answers) | named | {"version": kept.version}


def _promises_in(sent: MultiDict[str, str]) -> Iterator[Promise]:
    """Yield the promises as they stood on the page that was sent, whatever became of them since."""
    for name, value in sent.items():
        match = _KEY.fullmatch(name)
        if match and (what := clean_text(value)):
            yield Promise(key=match[1], what=what)


def _is_given(answer: Any) -> bool:
    return bool(answer.strip() if isinstance(answer, str) else answer)
