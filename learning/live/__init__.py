"""Live sessions: a team plans when to go through a module together."""

from learning.live.letters import remind_due
from learning.live.plan import cancel, change, plan, plan_series
from learning.live.replies import MOST_GUESTS, reply, reply_by_link, session_passed
from learning.live.rules import (
    LONGEST_LINK,
    LONGEST_PLACE,
    MOST_TIMES,
    WEEKS_APART,
    NotThen,
    TooManyTimes,
    Wanted,
    link_problem,
)
from learning.live.tables import Answer, LiveSession, Reply
from learning.live.tokens import Pass, link_token, read_token
from learning.live.views import (
    Agenda,
    ReplyView,
    SessionView,
    answer_of,
    next_of,
    replies_of,
    session_for,
    sessions_of,
)
from learning.live.wall_clock import NoSuchTime, When, city, moment, series, zones
from learning.live.words import Post, calendar_of, text_to_copy, title

__all__ = [
    "LONGEST_LINK",
    "LONGEST_PLACE",
    "MOST_GUESTS",
    "MOST_TIMES",
    "WEEKS_APART",
    "Agenda",
    "Answer",
    "LiveSession",
    "NoSuchTime",
    "NotThen",
    "Pass",
    "Post",
    "Reply",
    "ReplyView",
    "SessionView",
    "TooManyTimes",
    "Wanted",
    "When",
    "answer_of",
    "calendar_of",
    "cancel",
    "change",
    "city",
    "link_problem",
    "link_token",
    "moment",
    "next_of",
    "plan",
    "plan_series",
    "read_token",
    "remind_due",
    "replies_of",
    "reply",
    "reply_by_link",
    "series",
    "session_for",
    "session_passed",
    "sessions_of",
    "text_to_copy",
    "title",
    "zones",
]
