"""When a team meets: plans of live sessions, who comes, calendar files, invitations."""

from learning.planning.letters import invite, remind_due
from learning.planning.plan import cancel, change, plan, plan_series, start_now
from learning.planning.replies import MOST_GUESTS, reply, reply_by_link, said_no, session_passed
from learning.planning.rules import (
    LONGEST_LINK,
    LONGEST_PLACE,
    MOST_TIMES,
    NotThen,
    TooManyTimes,
    Wanted,
    link_problem,
)
from learning.planning.tables import Answer, LiveSession, Reply
from learning.planning.tokens import Pass, link_token, read_token
from learning.planning.views import (
    OPENS_BEFORE,
    STRANGER,
    Agenda,
    ReplyView,
    SessionView,
    answer_of,
    next_of,
    replies_of,
    session_called,
    session_for,
    sessions_of,
)
from learning.planning.wall_clock import NoSuchTime, When, city, moment, series, zones
from learning.planning.words import Post, calendar_of, one_line, over_days, text_to_copy, title

__all__ = [
    "LONGEST_LINK",
    "LONGEST_PLACE",
    "MOST_GUESTS",
    "MOST_TIMES",
    "OPENS_BEFORE",
    "STRANGER",
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
    "invite",
    "link_problem",
    "link_token",
    "moment",
    "next_of",
    "one_line",
    "over_days",
    "plan",
    "plan_series",
    "read_token",
    "remind_due",
    "replies_of",
    "reply",
    "reply_by_link",
    "said_no",
    "series",
    "session_called",
    "session_for",
    "session_passed",
    "sessions_of",
    "start_now",
    "text_to_copy",
    "title",
    "zones",
]
