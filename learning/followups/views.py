"""What somebody was asked and has answered, as they see it; and what a signed link opens."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from learning import clock
from learning.accounts import Person, User, absent_person
from learning.errors import NotFound
from learning.followups.consent import ConsentView, consent_of
from learning.followups.links import Link, mailbox_of
from learning.followups.tables import FollowUp, FollowUpQuotation, Moment
from learning.sharing import Naming, Quotable, Quote

_GONE = "This page is gone: the account that it was for has been deleted."
_MOVED = (
    "This link went to an address that its account does not use any more, so it opens nothing."
    " The questions wait for you: sign in and open “What changed in practice” from your home page."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnQuote:
    """What the writer sees of what they let be quoted."""

    chosen: Quotable
    quote: Quote
    consented_at: datetime
    consent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpView:
    """The questions of one moment, and what was answered."""

    id: int
    moment: Moment
    next_at: datetime | None
    sent_at: datetime | None
    answered_at: datetime | None
    answers: Mapping[str, Any] = field(repr=False)
    version: int
    quote: OwnQuote | None

    @property
    def waits(self) -> bool:
        """Tell whether it was asked and never answered."""
        return self.asked_at is not None and self.version == 0

    @property
    def asked_at(self) -> datetime | None:
        """Return since when it can be answered; None: not yet."""
        return asked_at(self.sent_at, self.next_at)


class LinkState(StrEnum):
    """What a signed link still does."""

    OPEN = "open"
    ANSWERED = "answered"
    STOPPED = "stopped"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a signed link leads to."""

    person: Person
    """Whom it was sent to. They are not signed in by it."""
    follow_up: FollowUpView
    state: LinkState
    may_stop: bool
    """False once the link has run out, or if they agreed anew since it was sent."""


def follow_ups_of(db: Session, person: Person) -> dict[Moment, FollowUpView]:
    """Return what there is of one’s own, by moment; one query."""
    found = (_view(row) for row in db.execute(_query().where(FollowUp.user_id == person.id)))
    return {view.moment: view for view in found}


def asked_by(db: Session, link: Link) -> Asked:
    """Return what ``link`` leads to; four queries at most.

    Raises `NotFound` if there is no such thing any more, or their address has changed since.
    """
    row = db.execute(_query().where(FollowUp.id == link.follow_up_id)).first()
    if row is None or row.sent_at != link.sent_at:
        raise NotFound(_GONE)
    person = absent_person(db, row.user_id)
    if person is None:
        raise NotFound(_GONE)
    if mailbox_of(person.email) != link.mailbox:
        raise NotFound(_MOVED)
    view = _view(row)
    consent = consent_of(db, person)
    is_of_then = consent is not None and consent.given_at <= link.sent_at
    return Asked(person, view, _state(view, consent, link), is_of_then and not link.is_over)


def _state(view: FollowUpView, consent: ConsentView | None, link: Link) -> LinkState:
    if link.is_over:
        return LinkState.EXPIRED
    if view.version:
        return LinkState.ANSWERED
    return LinkState.OPEN if consent and consent.holds else LinkState.STOPPED


def asked_at(sent_at: datetime | None, next_at: datetime | None) -> datetime | None:
    """Return since when questions can be answered: they were mailed, or their day has come.

    The day alone counts where no mail goes. None: not yet.
    """
    is_due = next_at is not None and next_at <= clock.now()
    return sent_at or (next_at if is_due else None)


def _query() -> Select[*tuple[object, ...]]:
    return (
        select(
            FollowUp.id, FollowUp.user_id, FollowUp.moment, FollowUp.next_at, FollowUp.sent_at,
            FollowUp.answered_at, FollowUp.answers, FollowUp.version, User.name,
            FollowUpQuotation.passage, FollowUpQuotation.naming, FollowUpQuotation.described,
            FollowUpQuotation.consented_at, FollowUpQuotation.consent,
        )
        .join(User, User.id == FollowUp.user_id)
        .outerjoin(FollowUpQuotation, FollowUpQuotation.follow_up_id == FollowUp.id)
    )  # fmt: skip


def _view(row: Row[*tuple[Any, ...]]) -> FollowUpView:
    return FollowUpView(
        id=row.id,
        moment=row.moment,
        next_at=row.next_at,
        sent_at=row.sent_at,
        answered_at=row.answered_at,
        answers=row.answers,
        version=row.version,
        quote=_own_quote(row) if row.passage else None,
    )


def _own_quote(row: Row[*tuple[Any, ...]]) -> OwnQuote:
    chosen = Quotable(passage=row.passage, naming=row.naming, described=row.described)
    return OwnQuote(
        chosen=chosen,
        quote=quote_of(chosen, row.name, row.consented_at),
        consented_at=row.consented_at,
        consent=row.consent,
    )


def quote_of(chosen: Quotable, name: str, agreed_at: datetime) -> Quote:
    """Return what readers get of it: neither account nor day, nor which question it answers."""
    by = {Naming.NAMED: name, Naming.DESCRIBED: chosen.described}.get(chosen.naming)
    month = agreed_at.date().replace(day=1)
    return Quote(passage=chosen.passage, by=by, module=None, month=month)
