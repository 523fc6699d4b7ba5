"""What writers show of their journal: entries to their team, passages to be quoted."""

from learning.sharing.passage import (
    LONGEST_PASSAGE,
    no_passage,
    quotable_words,
    strange_words,
    tidied,
)
from learning.sharing.quoting import (
    CONSENT,
    LONGEST_DESCRIPTION,
    OwnQuotation,
    Quotable,
    Quote,
    let_quote,
    previewed,
    quotation_of,
    quotes,
    withdraw_quotation,
)
from learning.sharing.share import open_entry, share, withdraw
from learning.sharing.tables import Naming, Opening, Quotation, Share
from learning.sharing.views import (
    STRANGER,
    Opened,
    OwnShare,
    SharedEntry,
    SharedTitle,
    shared_entry,
    shared_with,
    shares_by_entry,
    shares_of,
)

__all__ = [
    "CONSENT",
    "LONGEST_DESCRIPTION",
    "LONGEST_PASSAGE",
    "STRANGER",
    "Naming",
    "Opened",
    "Opening",
    "OwnQuotation",
    "OwnShare",
    "Quotable",
    "Quotation",
    "Quote",
    "Share",
    "SharedEntry",
    "SharedTitle",
    "let_quote",
    "no_passage",
    "open_entry",
    "previewed",
    "quotable_words",
    "quotation_of",
    "quotes",
    "share",
    "shared_entry",
    "shared_with",
    "shares_by_entry",
    "shares_of",
    "strange_words",
    "tidied",
    "withdraw",
    "withdraw_quotation",
]
