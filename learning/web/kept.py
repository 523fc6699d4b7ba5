"""What this installation keeps about people: the one list of it.

The page about privacy and docs/assurance/inventory.md are made of it. A table that is not named
here makes a test fail.
"""

from dataclasses import dataclass
from datetime import timedelta

from learning.accounts.throttle import FORGET_AFTER
from learning.config import Settings
from learning.invitations import GOOD_FOR
from learning.mail.queue import KEPT as MAIL_KEPT
from learning.mailed_links.links import KEPT as LINK_KEPT
from learning.own_data import UNDONE_WITHIN, WARNED_BEFORE

_DELETED = f"Until you delete it or your account, and {UNDONE_WITHIN.days} days more"
_OURS = "Nobody but you"
_TASK = "a task in the public interest, or legitimate interests"
_CONSENT = "your consent, which you can withdraw"
_DUTY = "a duty in law where there is one, or legitimate interests"


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of thing that the server keeps."""

    title: str
    tables: tuple[str, ...]
    what: str
    why: str
    until: str
    readers: str
    basis: str = _TASK
    """On what ground of law it is meant to be kept; whoever runs an installation decides."""
    setting: str = ""
    """The setting without which there is none of it here."""


def kept_here(settings: Settings) -> list[Kept]:
    """Return what this very installation keeps."""
    return [kept for kept in KEPT if not kept.setting or getattr(settings, kept.setting)]


def _days(span: timedelta) -> str:
    return f"{span.days} days" if span.days > 1 else "a day"


KEPT = (
    Kept(
        "Your account",
        ("user",),
        "Your name, your email address and whether it was confirmed, your password as a hash that"
        " it cannot be read from, the day you joined, the day of your last use, when you were last"
        " signed out everywhere, and whether you are an admin",
        "To know you when you come back",
        _DELETED,
        "You, and admins who look for you; that they did is noted",
    ),
    Kept(
        "Where you are signed in",
        ("sign_in",),
        "The browser and system in a few words, such as Firefox on Windows, when it began, the day"
        " of its last use, and when you last proved who you are. No network address",
        "So that you can see and end it",
        "Until you sign out, or it is too old",
        "You; admins see how many there are",
    ),
    Kept(
        "Links and codes sent by mail",
        ("mailed_link",),
        "What a link is for, your address, when it was asked for and used. The link and the code"
        " only as hashes",
        "So that each works once, and for a short time",
        f"Until {_days(LINK_KEPT)} after it ended",
        "Nobody",
        setting="sends_mail",
    ),
    Kept(
        "Second steps of signing in",
        ("authenticator", "passkey", "recovery_code"),
        "The secret of your app, encrypted; the public half and the name of each passkey; recovery"
        " codes as hashes",
        "So that a stolen password is not enough",
        "Until you remove them or your account",
        "You see what there is; admins see which kinds you have, and how many codes are left."
        " Nobody can read the secrets",
    ),
    Kept(
        "Sign-in through your organisation",
        ("identity",),
        "Which organisation, the name it knows you by there, and the address it gave",
        "So that you can come in without a password of ours",
        "Until you disconnect it or delete your account",
        "You; admins see that there is one",
        setting="providers",
    ),
    Kept(
        "Wrong tries",
        ("failed_try",),
        "How many wrong passwords or codes and how many complaints there were, under hashes: of the"
        " account, of an address, of the network address, or of two of them together",
        "To slow down guessing",
        f"For {FORGET_AFTER // timedelta(hours=1)} hours after the last",
        "Nobody",
    ),
    Kept(
        "Your journal",
        ("entry", "entry_version"),
        "What you write in exercises, with its earlier versions and the question as it read",
        "So that you can go on, look back and take it with you",
        _DELETED,
        _OURS,
    ),
    Kept(
        "Letters to yourself",
        ("letter",),
        "The letter, and the day it comes back",
        "To bring it back to you",
        _DELETED,
        "Nobody until its day; then only you",
    ),
    Kept(
        "What you show to others",
        ("share", "opening", "quotation", "follow_up_quotation"),
        "Which entries your team may read and who has opened them; passages that may be quoted,"
        " with the name you chose and the words you agreed to",
        "Because you asked for it",
        "Until you take it back or delete your account",
        "Your team; passages also admins, who may quote them",
        _CONSENT,
    ),
    Kept(
        "How far you are",
        ("completion",),
        "Which pages you have done, and when",
        "To show you what is left, and for the certificate",
        _DELETED,
        "You, and your team if you let it; admins see counts, and admins who open your page see how"
        " many pages",
    ),
    Kept(
        "Your certificate",
        ("certificate", "removed_withdrawn", "signing_key"),
        "The name on it, what it certifies, its number and day, and a signed copy, with hashes in"
        " place of your name and address unless you choose to show your name",
        "So that anybody whom you show it to can check it",
        "As you choose when you delete your account; that it was withdrawn, unnamed, for ever",
        "Whoever has its number",
    ),
    Kept(
        "Your work",
        ("profile", "organisation", "organisation_merge"),
        "Organisation, sector, nation, role and stage, as far as you said. Names of organisations"
        " that people gave, and which of them an admin has put together",
        "To count how far the programme reaches",
        _DELETED,
        "You; others see counts alone, and only of groups that are large enough",
    ),
    Kept(
        "Looking after an organisation",
        ("organisation_admin",),
        "Who may see the counts of an organisation and invite its people, and since when",
        "So that an organisation can see how far its own people are, in counts",
        "Until it is taken back, or the account is deleted",
        "Admins, and you",
    ),
    Kept(
        "Invitations by organisations",
        ("invitation",),
        "Addresses, and names if any, of people whom an organisation invited; who invited them and"
        " when. Not whether they came",
        "To mail each of them once",
        f"{_days(GOOD_FOR)}; your address and name also go with your account, if your address is"
        " confirmed",
        "Nobody, not even whoever invites the same address once more",
    ),
    Kept(
        "Teams and what they plan",
        ("team", "membership", "live_session", "reply", "action"),
        "Who is on a team, when it meets and where, who said that they come (guests by their"
        " address), and what was decided, by whom and until when",
        "So that a team can meet without anybody to run it",
        "Until the team is closed and its last member has gone, or you delete your account",
        "The team, and guests who have its link",
    ),
    Kept(
        "Live sessions",
        ("live_run", "participant", "stay", "presence", "card", "ballot", "line", "repair"),
        "Who was there and when, what was shown to all with a name or without, votes, roles, and"
        " what the convenor corrected. What nobody was shown is deleted after the session",
        "To run the session, write its record and credit the hours",
        "As long as the team; what you wrote for all goes or stays unnamed, as you choose",
        "The team",
    ),
    Kept(
        "What changed in practice",
        ("follow_up_consent", "follow_up"),
        "Whether you agreed to be asked later, and what you answered",
        "To learn what the programme is good for",
        _DELETED,
        "You; others see counts of groups that are large enough",
        _CONSENT,
    ),
    Kept(
        "Mails",
        ("mail", "mail_opt_out"),
        "Mails to you until they are sent and for a while afterwards, and which kinds you want none"
        " of",
        "To send them once and no more",
        f"Their words for {_days(MAIL_KEPT)}; that you want none, for good",
        "Nobody; whoever runs the server could read those that wait",
    ),
    Kept(
        "Statistics",
        ("counted", "tally", "lane", "counting", "recount"),
        "Counts by group and month, and what you were last counted as",
        "To show whoever pays for it what comes of it",
        "Counts stay; what you were counted as goes with your account",
        "Admins, rounded, and only of groups that are large enough",
    ),
    Kept(
        "What admins did",
        ("audit_entry",),
        "Which admin did what, when, about whom and why",
        "So that nobody acts unseen",
        "For good; after an account is deleted only its number is left",
        "Admins, and you as far as it is about you",
    ),
    Kept(
        "Complaints",
        ("complaint",),
        "What you wrote, your name and address, and what came of it",
        "To answer, and to show that we did",
        "Number, dates and answer for good; the rest until you delete your account; without one,"
        " two years after the answer",
        "You, and admins",
        _DUTY,
    ),
    Kept(
        "Your wish to go",
        ("departure",),
        "That your account is to be deleted, because you asked or did not use it for very long,"
        " when, and what shall stay",
        f"So that you can change your mind for {UNDONE_WITHIN.days} days, or come back for"
        f" {WARNED_BEFORE.days}",
        "Until then",
        "You, and admins who open your page",
    ),
)  # fmt: skip
