"""Invitations to take part, by an organisation to its people."""

from learning.invitations.inviting import MOST_WAITING, SoFar, invite, look_over, so_far
from learning.invitations.links import (
    GOOD_FOR,
    InvitationView,
    accept,
    forget_over,
    invitation,
    link_token,
    read_token,
)
from learning.invitations.mailing import AT_ONCE, Post, mail_due
from learning.invitations.reading import (
    LARGEST_FILE,
    MOST_LINES,
    CannotRead,
    Guest,
    Mistake,
    Reading,
    as_text,
    decoded,
    read,
)
from learning.invitations.tables import Invitation, forget_address

__all__ = [
    "AT_ONCE",
    "GOOD_FOR",
    "LARGEST_FILE",
    "MOST_LINES",
    "MOST_WAITING",
    "CannotRead",
    "Guest",
    "Invitation",
    "InvitationView",
    "Mistake",
    "Post",
    "Reading",
    "SoFar",
    "accept",
    "as_text",
    "decoded",
    "forget_address",
    "forget_over",
    "invitation",
    "invite",
    "link_token",
    "look_over",
    "mail_due",
    "read",
    "read_token",
    "so_far",
]
