"""What every tally must hold, worked out the slow way: in plain Python, from the raw rows.

It shares no code with `learning.statistics` but the list of groups that are kept. Nothing in it is
clever, so that it can be read beside the definitions.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.accounts import User
from learning.certificates import Certificate
from learning.content import Dimension, Exercise, Programme, Prompt, Question, Scale
from learning.db import Base
from learning.followups import Consent, FollowUp
from learning.journal import Entry, EntryVersion
from learning.live.tables import Participant
from learning.organisations import Profile
from learning.planning import LiveSession
from learning.progress import Completion
from learning.statistics.groups import KEPT, KEPT_BY_MONTH, KEPT_OF_PROGRESS
from learning.statistics.tables import Lane, TallyRow

Tallies = dict[tuple[str, ...], dict[str, int]]
"""Family, month, the attributes told apart and their values, to how many have each mark."""


def kept_tallies(db: Session) -> Tallies:
    """Return what stands in the tables."""
    names = {(lane.family, lane.lane): lane.name for lane in db.scalars(select(Lane))}
    found: Tallies = {}
    for row in db.scalars(select(TallyRow).where(TallyRow.family != "teams")):
        chosen = [kept for kept in (*KEPT_OF_PROGRESS, *KEPT_BY_MONTH) if _bits(kept) == row.kept]
        values = [f"{a}={getattr(row, a)}" for a in chosen[0]]
        lanes = [row.counts[i : i + 4] for i in range(0, len(row.counts), 4)]
        found[(row.family, row.month, *values)] = {
            names[row.family, lane]: int.from_bytes(number, "little")
            for lane, number in enumerate(lanes)
            if any(number)
        }
    return found


def _bits(kept: tuple[str, ...]) -> int:
    order = ["organisation", "sector", "nation", "role", "stage", "cohort"]
    return sum(2 ** order.index(name) for name in kept)


def true_tallies(db: Session, programme: Programme, zone: str, today: date) -> Tallies:
    """Return what should."""
    rows: dict[Any, list[Any]] = {t: list(db.scalars(select(t))) for t in TABLES}
    found: dict[tuple[str, ...], Counter[str]] = {}
    for user in rows[User]:
        if user.role != "learner":
            continue
        person = Reference(rows, user, programme, ZoneInfo(zone), today)
        profile = next((p for p in rows[Profile] if p.user_id == user.id), None)
        values = {
            "organisation": str(profile.organisation_id or "") if profile else "",
            **{n: str(getattr(profile, n, None) or "") for n in ("sector", "nation", "role")},
            "stage": str(getattr(profile, "stage", None) or ""),
            "cohort": person.month(user.joined_at),
        }
        for family, month, mark in person.marks():
            for kept in {"month": KEPT_BY_MONTH, "progress": KEPT_OF_PROGRESS}.get(family, KEPT):
                key = (family, month, *(f"{name}={values[name]}" for name in kept))
                found.setdefault(key, Counter())[mark] += 1
    return {key: dict(counts) for key, counts in found.items()}


TABLES: tuple[type[Base], ...] = (
    User, Profile, Completion, Certificate, Participant, LiveSession, Entry, EntryVersion,
    Consent, FollowUp,
)  # fmt: skip


class Reference:
    """One learner."""

    def __init__(
        self, rows: Mapping[Any, list[Any]], user: User, programme: Programme, zone: ZoneInfo,
        today: date,
    ) -> None:  # fmt: skip
        self.rows, self.user, self.programme, self.zone = rows, user, programme, zone
        self.today = today
        self.completions = self._own(Completion)
        self.ended = {s.id: s.ended_at for s in rows[LiveSession]}
        self.attended = [
            self.ended[p.live_session_id]
            for p in self._own(Participant)
            if (p.minutes or 0) > 0 and self.ended[p.live_session_id]
        ]
        self.done: dict[str, datetime] = {}
        for page in programme.pages:
            names = (page.id, *page.was)
            times = [c.completed_at for c in self.completions if c.page_id in names]
            if times:
                self.done[page.id] = min(times)

    def _own(self, table: Any) -> list[Any]:
        return [row for row in self.rows[table] if row.user_id == self.user.id]

    def month(self, at: datetime) -> str:
        return f"{at.astimezone(self.zone):%Y-%m}"

    def marks(self) -> Iterator[tuple[str, str, str]]:
        """Yield family, month and name of every mark."""
        for mark in set(self.progress()):
            yield "progress", "", mark
        for mark, at in self.dated():
            yield "month", self.month(at), mark
        for mark in self.learned():
            yield "learning", "", mark
        for mark in set(self.practised()):
            yield "practice", "", f"practice:{mark}"

    def progress(self) -> Iterator[str]:
        yield "joined"
        if self.is_active():
            yield "active"
        if self.done:
            yield "started"
        yield from (f"page:{page}" for page in self.done)
        if self.attended:
            yield "team"
        yield from (mark for mark, _ in self.dated())
        if len(self.done) == len(self.programme.pages):
            yield "finished:team" if self.attended else "finished:alone"
            yield self.took((max(self.done.values()) - min(self.done.values())) // timedelta(1))

    def is_active(self) -> bool:
        acts = [c.completed_at for c in self.completions]
        acts += self.attended + [entry.sitting_at for entry in self._own(Entry)]
        return any((self.today - at.astimezone(self.zone).date()).days < 30 for at in acts)

    def dated(self) -> Iterator[tuple[str, datetime]]:
        yield "joined", self.user.joined_at
        if self.done:
            yield "started", min(self.done.values())
        for module in self.programme.modules:
            times = [self.done.get(page.id) for page in module.pages]
            if all(times):
                yield f"module:{module.id}", max(at for at in times if at)
        if len(self.done) == len(self.programme.pages):
            yield "finished", max(self.done.values())
        held = [c.issued_at for c in self._own(Certificate) if c.withdrawn_at is None]
        if held:
            yield "certificate", min(held)

    @staticmethod
    def took(days: int) -> str:
        if days < 14:
            return f"took:{days}"
        if days < 90:
            return f"took:{min(days // 7, 12) * 7}"
        return f"took:{min(days // 30, 24) * 30}"

    def learned(self) -> Iterator[str]:
        for page in self.programme.pages:
            for exercise in page.exercises:
                if exercise.kind in ("check", "sort", "scale", "grid"):
                    yield from self.answered(exercise)

    def answered(self, exercise: Exercise) -> Iterator[str]:
        own = sorted(self._own(Entry), key=lambda e: (e.saved_at, e.id))
        named = [e for e in own if e.exercise_id in (exercise.id, *exercise.was)]
        today = [e for e in named if e.exercise_id == exercise.id]
        if not named:
            return
        entry = (today or named)[-1]
        versions = [v for v in self.rows[EntryVersion] if v.entry_id == entry.id and not v.is_aside]
        versions.sort(key=lambda v: (v.version, v.id))
        for prompt in exercise.prompts:
            answer = self.shown(prompt, entry)
            if answer is None:
                continue
            if isinstance(exercise, Scale) and prompt.answered_by == "rating":
                yield f"rating:{exercise.measure.value}:{prompt.id}:{answer}"
            if isinstance(prompt, Question):
                yield from self.checked(exercise, prompt, entry, answer)
            if isinstance(prompt, Dimension):
                earlier = [self.shown(prompt, version) for version in versions]
                yield from self.graded(exercise, prompt, answer, earlier)

    @staticmethod
    def shown(prompt: Prompt, row: Any) -> Any:
        """Return the answer under today's name, or the first former one, if it fits today."""
        name = next((n for n in (prompt.id, *prompt.was) if n in row.answers), None)
        if name is None or not prompt.fits(row.answers[name]):
            return None
        asked_name = next((n for n in (prompt.id, *prompt.was) if n in row.wording), None)
        asked = row.wording.get(asked_name) if asked_name else None
        kind = asked.get("kind") if isinstance(asked, dict) else None
        return row.answers[name] if kind in (None, prompt.answered_by) else None

    def checked(
        self, exercise: Exercise, question: Question, entry: Entry, answer: str
    ) -> Iterator[str]:
        right = {choice.id for choice in question.choices if choice.right}
        name = next((n for n in (question.id, *question.was) if n in entry.firsts), None)
        yield f"check:{exercise.id}.{question.id}:tried"
        if (entry.firsts[name] if name else answer) in right:
            yield f"check:{exercise.id}.{question.id}:first"
        if answer in right:
            yield f"check:{exercise.id}.{question.id}:right"

    def graded(
        self, exercise: Exercise, dimension: Dimension, answer: Any, earlier: list[Any]
    ) -> Iterator[str]:
        levels = [level.id for level in dimension.levels]
        places = [levels.index(a["level"]) for a in earlier if a and a.get("level") in levels]
        if answer.get("level") in levels:
            now = levels.index(answer["level"])
            yield f"grid:{exercise.id}.{dimension.id}:{answer['level']}"
            if places:
                way = "up" if now > places[0] else "same" if now == places[0] else "down"
                yield f"grid:{exercise.id}.{dimension.id}:{way}"

    def practised(self) -> Iterator[str]:
        yield from ("consent" for c in self._own(Consent) if c.withdrawn_at is None)
        for asked in self._own(FollowUp):
            if asked.sent_at:
                yield f"{asked.moment}:sent"
            for question, said in asked.answers.items() if asked.answered_at else ():
                yield f"{asked.moment}:answered"
                if question == "promises":
                    outcomes = [promise["outcome"] for promise in said.values()]
                    yield from (f"{asked.moment}:promise:{outcome}" for outcome in outcomes)
                elif question == "story":
                    yield f"{asked.moment}:story:told"
                else:
                    chosen = said if isinstance(said, list) else [said]
                    yield from (f"{asked.moment}:{question}:{option}" for option in chosen)
