"""Which rows of which table are a person’s.

A table that stands neither here nor in `left_out` makes a test fail.
"""

from typing import Any

from sqlalchemy import ColumnElement, case, false, select
from sqlalchemy.orm import InstrumentedAttribute

from learning.accounts import Person, SignIn, User
from learning.actions.tables import Action
from learning.audit import AuditEntry
from learning.certificates import Certificate
from learning.complaints import Complaint
from learning.followups.tables import Consent, FollowUp, FollowUpQuotation
from learning.invitations import Invitation
from learning.journal.tables import Entry, EntryVersion
from learning.letters.tables import Letter
from learning.live.tables import KeptBallot, KeptCard, Participant, Presence, Repair, Stay
from learning.mail import IS_ONCE, Mail, OptOut
from learning.mailed_links import MailedLink
from learning.organisations.tables import (
    Organisation,
    OrganisationAdmin,
    OrganisationMerge,
    Profile,
)
from learning.own_data.owned import Owned, at, either, of, within
from learning.own_data.tables import Departure
from learning.planning import LiveSession
from learning.planning.tables import Reply
from learning.progress.tables import Completion
from learning.second_factor import Authenticator, Passkey, RecoveryCode
from learning.sharing.tables import Opening, Quotation, Share
from learning.single_sign_on import Identity
from learning.teams import Membership, Team

_OPENS = "It opens the account."
_ANOTHERS = "It is about somebody else."

_SAID_ONCE = "Without the body of mails that open an account, or name another address of it."
_body = case((IS_ONCE, f"Left out. {_SAID_ONCE}"), else_=Mail.body)

_entries = of(Entry.user_id)
_places = of(Participant.user_id)
_follow_ups = of(FollowUp.user_id)


def _since(person: Person) -> ColumnElement[bool]:
    """Return the condition of what was noted of this account: numbers of old ones come again."""
    return AuditEntry.at >= person.joined_at


def _invited(person: Person) -> ColumnElement[bool]:
    """Return the condition of invitations to the person’s address, once it is confirmed."""
    return Invitation.email == person.email if person.confirmed_at else false()


def _team_of(column: InstrumentedAttribute[int]) -> dict[str, ColumnElement[Any]]:
    name = select(Team.name).where(Team.id == column)
    return {"team": name.scalar_subquery()}


def _organisation_of(column: InstrumentedAttribute[int]) -> dict[str, ColumnElement[Any]]:
    name = select(Organisation.name).where(Organisation.id == column)
    return {"organisation": name.scalar_subquery()}


def _session_of(column: InstrumentedAttribute[int]) -> dict[str, ColumnElement[Any]]:
    one = LiveSession.id == column
    team = select(Team.name).join(LiveSession, LiveSession.team_id == Team.id).where(one)
    return {
        "module": select(LiveSession.module_id).where(one).scalar_subquery(),
        "starts_at": select(LiveSession.starts_at).where(one).scalar_subquery(),
        "team": team.scalar_subquery(),
    }


OWNED: tuple[Owned, ...] = (
    Owned(
        name="account", model=User, title="Your account", whose=of(User.id),
        without={"password_hash": _OPENS},
    ),
    Owned(name="profile", model=Profile, title="Your work", whose=of(Profile.user_id)),
    Owned(
        name="completions", model=Completion, title="Pages you have done",
        whose=of(Completion.user_id),
    ),
    Owned(name="entries", model=Entry, title="Your journal", whose=_entries),
    Owned(
        name="entry_versions", model=EntryVersion,
        title="Your journal: earlier versions, and texts set aside",
        whose=within(EntryVersion.entry_id, Entry.id, _entries),
    ),
    Owned(
        name="shares", model=Share, title="What you show to a team",
        whose=within(Share.entry_id, Entry.id, _entries), beside=_team_of(Share.team_id),
    ),
    Owned(
        name="openings", model=Opening, title="What you opened of what others share",
        whose=of(Opening.user_id), beside=_team_of(Opening.team_id),
    ),
    Owned(
        name="quotations", model=Quotation, title="Passages that may be quoted",
        whose=within(Quotation.entry_id, Entry.id, _entries),
    ),
    Owned(name="letters", model=Letter, title="Letters to yourself", whose=of(Letter.user_id)),
    Owned(
        name="certificates", model=Certificate, title="Your certificates",
        whose=of(Certificate.user_id),
    ),
    Owned(
        name="follow_up_consent", model=Consent, title="Whether you may be asked later",
        whose=of(Consent.user_id),
    ),
    Owned(
        name="follow_ups", model=FollowUp, title="What changed in practice",
        whose=_follow_ups,
    ),
    Owned(
        name="follow_up_quotations", model=FollowUpQuotation,
        title="What you told and let be quoted",
        whose=within(FollowUpQuotation.follow_up_id, FollowUp.id, _follow_ups),
    ),
    Owned(
        name="memberships", model=Membership, title="Your teams", whose=of(Membership.user_id),
        beside=_team_of(Membership.team_id),
    ),
    Owned(
        name="replies", model=Reply, title="Whether you said you would come",
        whose=either(of(Reply.user_id), at(Reply.address, Reply.user_id)),
        beside=_session_of(Reply.live_session_id),
    ),
    Owned(
        name="attendances", model=Participant, title="Live sessions you took part in",
        whose=_places, without={"code": "It is used up.", "claimed": "It is used up."},
        beside=_session_of(Participant.live_session_id),
    ),
    Owned(
        name="stays", model=Stay, title="When you came into live sessions, and left",
        whose=within(Stay.participant_id, Participant.id, _places),
    ),
    Owned(
        name="presences", model=Presence, title="Pages of live sessions that you have open",
        whose=within(Presence.participant_id, Participant.id, _places),
    ),
    Owned(
        name="cards", model=KeptCard, title="What you wrote in live sessions",
        whose=either(
            of(KeptCard.user_id), within(KeptCard.participant_id, Participant.id, _places)
        ),
    ),
    Owned(
        name="ballots", model=KeptBallot, title="Where you placed your dots",
        whose=within(KeptBallot.participant_id, Participant.id, _places),
    ),
    Owned(
        name="corrections", model=Repair, title="Corrections of attendance, of you or by you",
        whose=either(
            of(Repair.by_user_id), within(Repair.participant_id, Participant.id, _places)
        ),
        without={"by_user_id": _ANOTHERS},
    ),
    Owned(
        name="actions", model=Action, title="What you agreed to do with a team",
        whose=of(Action.owner_id), beside=_team_of(Action.team_id),
    ),
    Owned(
        name="sign_ins", model=SignIn, title="Where you are signed in",
        whose=of(SignIn.user_id), without={"id": _OPENS},
    ),
    Owned(
        name="mailed_links", model=MailedLink, title="Links that were mailed to you",
        whose=either(of(MailedLink.user_id), at(MailedLink.email, MailedLink.user_id)),
        without=dict.fromkeys(("secret_hash", "code_hash", "browser_hash"), _OPENS),
    ),
    Owned(
        name="authenticator", model=Authenticator, title="Your app for codes",
        whose=of(Authenticator.user_id), without={"secret": _OPENS},
    ),
    Owned(
        name="passkeys", model=Passkey, title="Your passkeys", whose=of(Passkey.user_id),
        without=dict.fromkeys(("credential_id", "public_key"), "Only the passkey can use it."),
    ),
    Owned(
        name="recovery_codes", model=RecoveryCode, title="Your recovery codes",
        whose=of(RecoveryCode.user_id), without={"code_hash": _OPENS},
    ),
    Owned(
        name="identities", model=Identity, title="Signing in through your organisation",
        whose=of(Identity.user_id),
    ),
    Owned(
        name="mails", model=Mail, title="Mails to you",
        whose=either(of(Mail.user_id), at(Mail.to_address, Mail.user_id)),
        without={"by_user_id": _ANOTHERS}, beside={"body": _body}, but=_SAID_ONCE,
    ),
    Owned(
        name="mails_caused", model=Mail, title="Mails that you had sent to people without account",
        whose=of(Mail.by_user_id),
        without=dict.fromkeys(
            ("key", "to_address", "user_id", "subject", "body", "attachments", "last_error"),
            _ANOTHERS,
        ),
    ),
    Owned(
        name="mails_stopped", model=OptOut, title="Mails that you want no more",
        whose=lambda person: OptOut.address == person.email,
    ),
    Owned(
        name="complaints", model=Complaint, title="Your complaints",
        whose=either(of(Complaint.user_id), at(Complaint.email, Complaint.user_id)),
    ),
    Owned(
        name="admins_about_you", model=AuditEntry, title="What admins did about your account",
        whose=lambda person: (AuditEntry.about_id == person.id) & _since(person),
        without=dict.fromkeys(("actor", "actor_id"), _ANOTHERS),
    ),
    Owned(
        name="done_as_admin", model=AuditEntry, title="What you did as an admin",
        whose=lambda person: (AuditEntry.actor_id == person.id) & _since(person),
        without={"about_id": _ANOTHERS},
    ),
    Owned(
        name="organisation_admin", model=OrganisationAdmin,
        title="The organisation whose counts you may see", whose=of(OrganisationAdmin.user_id),
        beside=_organisation_of(OrganisationAdmin.organisation_id),
    ),
    Owned(
        name="invitations", model=Invitation, title="Organisations that invited you",
        whose=_invited, without={"by_id": _ANOTHERS},
        beside=_organisation_of(Invitation.organisation_id),
    ),
    Owned(
        name="invited_by_you", model=Invitation, title="When you invited somebody",
        whose=of(Invitation.by_id), without=dict.fromkeys(("email", "name"), _ANOTHERS),
        beside=_organisation_of(Invitation.organisation_id),
    ),
    Owned(
        name="merged_as_admin", model=OrganisationMerge,
        title="Names of organisations that you merged as an admin",
        whose=of(OrganisationMerge.admin_id),
    ),
    Owned(
        name="departure", model=Departure, title="Your wish to have the account deleted",
        whose=of(Departure.user_id),
    ),
)  # fmt: skip
"""Everything that is anybody’s, in the order in which it is read."""
