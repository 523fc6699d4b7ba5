"""When a team meets: plans of live sessions, who comes, calendar files, invitations."""

from learning.planning.letters import remind_due
from learning.planning.plan import cancel, change, plan, plan_series
from learning.planning.replies import MOST_GUESTS, reply, reply_by_link, session_passed
from learning.planning.rules import (
    LONGEST_LINK,
    LONGEST_PLACE,
    MOST_TIMES,
    WEEKS_APART,
    NotThen,
    TooManyTimes,
    Wanted,
    link_problem,
)
from learning.planning.tables import Answer, LiveSession, Reply
from learning.planning.tokens import Pass, link_token, read_token
from learning.planning.views import (
    Agenda,
    ReplyView,
    SessionView,
    answer_of,
    next_of,
    replies_of,
    session_for,
    sessions_of,
)
from learning.planning.wall_clock import NoSuchTime, When, city, moment, series, zones
from learning.planning.words import Post, calendar_of, text_to_copy, title

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
