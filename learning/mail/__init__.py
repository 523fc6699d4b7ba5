"""Mail: an outbox that commits with what it tells about, and the loop that empties it."""

from learning.mail.deliver import BACK_OFF, LEASE, deliver_due
from learning.mail.message import Letter, Letterhead, compose, letterhead_of, whole_text
from learning.mail.outbox import MOST_AT_ONCE, Attachment, CannotSend, readdress, send, take_back
from learning.mail.preferences import (
    OPTIONAL,
    Reader,
    StopLink,
    addresses_of,
    choose,
    follow,
    link_token,
    read_token,
    resume,
    stop,
    stopped_by,
)
from learning.mail.queue import MailView, Queue, Status, newest_mails, queue_of, tidy
from learning.mail.smtp import NotNow, Refused, Smtp, smtp_at
from learning.mail.strangers import MOST_A_DAY, may_still_cause, next_word, without_links
from learning.mail.tables import IS_ONCE, Kind, Mail, OptOut
from learning.mail.worker import PostOffice, post_office, work_beside

__all__ = [
    "BACK_OFF",
    "IS_ONCE",
    "LEASE",
    "MOST_AT_ONCE",
    "MOST_A_DAY",
    "OPTIONAL",
    "Attachment",
    "CannotSend",
    "Kind",
    "Letter",
    "Letterhead",
    "Mail",
    "MailView",
    "NotNow",
    "OptOut",
    "PostOffice",
    "Queue",
    "Reader",
    "Refused",
    "Smtp",
    "Status",
    "StopLink",
    "addresses_of",
    "choose",
    "compose",
    "deliver_due",
    "follow",
    "letterhead_of",
    "link_token",
    "may_still_cause",
    "newest_mails",
    "next_word",
    "post_office",
    "queue_of",
    "read_token",
    "readdress",
    "resume",
    "send",
    "smtp_at",
    "stop",
    "stopped_by",
    "take_back",
    "tidy",
    "whole_text",
    "without_links",
    "work_beside",
]
