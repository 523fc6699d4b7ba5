"""What becomes of each table when two accounts become one.

Every table stands in `RULES` or in `APART`, and every column that refers to an account is named by
a rule; a test fails for one that is not.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from learning.accounts import SignIn, User
from learning.actions import Action
from learning.certificates import Certificate
from learning.complaints import Complaint
from learning.db import Base
from learning.followups.tables import Consent, FollowUp, FollowUpQuotation
from learning.invitations import Invitation
from learning.joining import (
    account,
    attendance,
    certificates,
    learned,
    practice,
    roll,
    second_step,
    writing,
)
from learning.joining.both import Both
from learning.journal import Entry
from learning.journal.tables import EntryVersion
from learning.letters.tables import Letter
from learning.live.tables import KeptBallot, KeptCard, Participant, Presence, Repair, Stay
from learning.mail import Mail, OptOut
from learning.mailed_links import MailedLink
from learning.organisations.tables import OrganisationAdmin, OrganisationMerge, Profile
from learning.own_data import Departure
from learning.planning.tables import Reply
from learning.progress.tables import Completion
from learning.second_factor import Authenticator, Passkey, RecoveryCode
from learning.sharing.tables import Opening, Quotation, Share
from learning.single_sign_on import Identity
from learning.teams import Membership

Column = InstrumentedAttribute[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What becomes of some rows."""

    columns: tuple[Column, ...] = ()
    """Those in which the account is named."""
    along: tuple[type[Base], ...] = ()
    """Tables whose rows belong to such a row and are settled with it."""
    does: Callable[[Session, Both], None]

    @property
    def tables(self) -> frozenset[str]:
        """Return the names of the tables that it settles."""
        return frozenset(
            model.__tablename__ for model in (*(c.class_ for c in self.columns), *self.along)
        )


def _moved(column: Column) -> Rule:
    """Rows that simply change hands."""

    def move(db: Session, both: Both) -> None:
        theirs = update(column.class_).where(column == both.going.id)
        db.execute(theirs.values({column.key: both.staying.id}))

    return Rule(columns=(column,), does=move)


def _ended(column: Column) -> Rule:
    """Rows that open the account that goes, and are worth nothing without it."""

    def end(db: Session, both: Both) -> None:
        db.execute(delete(column.class_).where(column == both.going.id))

    return Rule(columns=(column,), does=end)


RULES: tuple[Rule, ...] = (
    # What is shared stands on both, an entry and a place on a team: it is settled before either.
    Rule(columns=(Opening.user_id,), along=(Share,), does=writing.settle_shares),
    Rule(columns=(Membership.user_id,), does=roll.join_places),
    Rule(columns=(Entry.user_id,), along=(EntryVersion, Quotation), does=writing.join_entries),
    Rule(columns=(Completion.user_id,), does=learned.join_completions),
    _moved(Letter.user_id),
    Rule(columns=(Certificate.user_id,), does=certificates.join_chains),
    Rule(
        columns=(Consent.user_id, FollowUp.user_id),
        along=(FollowUpQuotation,),
        does=practice.join_answers,
    ),
    Rule(columns=(Reply.user_id,), does=roll.join_replies),
    _moved(KeptCard.user_id),
    _moved(Repair.by_user_id),
    Rule(
        columns=(Participant.user_id,), along=(Stay, Presence, KeptBallot),
        does=attendance.join_attendances,
    ),
    _moved(Action.owner_id),
    Rule(columns=(Profile.user_id,), does=learned.fill_profile),
    _moved(Identity.user_id),
    Rule(
        columns=(Passkey.user_id, Authenticator.user_id, RecoveryCode.user_id),
        does=second_step.join_second_steps,
    ),
    Rule(columns=(Mail.user_id,), along=(OptOut,), does=account.join_mails),
    _moved(Mail.by_user_id),
    _moved(Complaint.user_id),
    _moved(OrganisationMerge.admin_id),
    Rule(columns=(OrganisationAdmin.user_id,), does=account.join_care),
    _moved(Invitation.by_id),
    _ended(MailedLink.user_id),
    _ended(SignIn.user_id),
    _ended(Departure.user_id),  # who wants to go is refused, so there is none
    Rule(along=(Reply, Complaint, Invitation), does=account.readdress),
    Rule(columns=(User.id,), does=account.end),
)  # fmt: skip
"""In the order in which they are followed."""

APART: Mapping[str, str] = {
    "audit_entry": "Nothing in it is ever changed; it says which number became part of which.",
    "failed_try": "Counts under hashes that tell nothing. Gone after a day.",
    "counted": "What was counted of each account: both are counted anew.",
    "recount": "Numbers of accounts to count anew; both are added.",
    "counting": "When statistics were counted.",
    "tally": "Sums of many people.",
    "lane": "In which order statistics keep their sums.",
    "removed_withdrawn": "Numbers, without a name.",
    "signing_key": "Public halves of the keys that sign certificates.",
    "organisation": "Names, and whom they lead to.",
    "team": "Belongs to all who are on it.",
    "live_session": "Belongs to all who are on the team.",
    "live_run": "Names participants, who stay.",
    "line": "Written down for a whole group.",
}
"""The tables that no rule settles, and why."""
