"""Links sent by mail, each good once: to sign in, for a new password, to prove an address."""

from learning.mailed_links.address import (
    Pending,
    ask_address,
    confirm,
    pending_address,
    settle_address,
    withdraw_address,
)
from learning.mailed_links.asking import (
    Asker,
    ask,
    ask_again,
    ask_to_confirm,
    send_new_password,
    take_code,
)
from learning.mailed_links.links import LinkOver, LinkView, forget_over, link_by, new_browser, use
from learning.mailed_links.password import choose_password, note_address_shown, note_new_password
from learning.mailed_links.tables import MailedLink, Purpose
from learning.mailed_links.words import Site

__all__ = [
    "Asker",
    "LinkOver",
    "LinkView",
    "MailedLink",
    "Pending",
    "Purpose",
    "Site",
    "ask",
    "ask_address",
    "ask_again",
    "ask_to_confirm",
    "choose_password",
    "confirm",
    "forget_over",
    "link_by",
    "new_browser",
    "note_address_shown",
    "note_new_password",
    "pending_address",
    "send_new_password",
    "settle_address",
    "take_code",
    "use",
    "withdraw_address",
]
