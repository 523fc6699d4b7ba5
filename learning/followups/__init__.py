"""What changed in practice: asked at the end and months later, answered for oneself."""

from learning.followups.answering import (
    QUOTING,
    Given,
    answer,
    answer_by_link,
    remove_answers,
    stop_by_link,
    withdraw_quote,
)
from learning.followups.asking import REMINDS_AFTER, ask_anew, ask_due
from learning.followups.consent import (
    CONSENT,
    ConsentView,
    agree,
    consent_of,
    note_stopping,
    stop,
    withdraw,
)
from learning.followups.links import LASTS, Link, link_token, mailbox_of, read_link
from learning.followups.marks import marks_of
from learning.followups.promises import Promise, promises_of, with_kept
from learning.followups.questions import (
    LONGEST,
    LONGEST_WHY,
    OUTCOMES,
    PROMISES,
    Option,
    Question,
    questions_of,
)
from learning.followups.quoting import quotes
from learning.followups.tables import LATER, Consent, FollowUp, FollowUpQuotation, Moment
from learning.followups.views import (
    Asked,
    FollowUpView,
    LinkState,
    OwnQuote,
    asked_by,
    follow_ups_of,
)

__all__ = [
    "CONSENT",
    "LASTS",
    "LATER",
    "LONGEST",
    "LONGEST_WHY",
    "OUTCOMES",
    "PROMISES",
    "QUOTING",
    "REMINDS_AFTER",
    "Asked",
    "Consent",
    "ConsentView",
    "FollowUp",
    "FollowUpQuotation",
    "FollowUpView",
    "Given",
    "Link",
    "LinkState",
    "Moment",
    "Option",
    "OwnQuote",
    "Promise",
    "Question",
    "agree",
    "answer",
    "answer_by_link",
    "ask_anew",
    "ask_due",
    "asked_by",
    "consent_of",
    "follow_ups_of",
    "link_token",
    "mailbox_of",
    "marks_of",
    "note_stopping",
    "promises_of",
    "questions_of",
    "quotes",
    "read_link",
    "remove_answers",
    "stop",
    "stop_by_link",
    "with_kept",
    "withdraw",
    "withdraw_quote",
]
