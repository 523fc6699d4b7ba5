"""The live session itself: a team goes through a module together, and nobody has to lead."""

from learning.live.agreeing import (
    LONGEST_LINE,
    MOST_LINES,
    RATINGS,
    add_line,
    change_line,
    decide,
    rate,
    settle,
    take_out_action,
    vote,
)
from learning.live.course import (
    add_minute,
    begin,
    finish,
    give_role,
    go_back,
    go_on,
    not_ready,
    pause,
    ready,
    resume,
    share_screen,
)
from learning.live.entering import (
    LONGEST_NAME,
    MOST_PEOPLE,
    add_by_name,
    enter,
    leave,
    refuse_closed,
    take_out,
)
from learning.live.marks import mark_for
from learning.live.presence import Attendance, keep_presence
from learning.live.reveal import Visibility
from learning.live.roles import Action
from learning.live.runs import Run, run_called, run_for
from learning.live.scene import Scene, Writing, scene_of, writing_of
from learning.live.versions import session_of, topic_of, versions_of
from learning.live.writing import NOT_ON_THE_TEAM, Written, asked_of, choose, withdraw, write
from learning.planning import OPENS_BEFORE

__all__ = [
    "LONGEST_LINE",
    "LONGEST_NAME",
    "MOST_LINES",
    "MOST_PEOPLE",
    "NOT_ON_THE_TEAM",
    "OPENS_BEFORE",
    "RATINGS",
    "Action",
    "Attendance",
    "Run",
    "Scene",
    "Visibility",
    "Writing",
    "Written",
    "add_by_name",
    "add_line",
    "add_minute",
    "asked_of",
    "begin",
    "change_line",
    "choose",
    "decide",
    "enter",
    "finish",
    "give_role",
    "go_back",
    "go_on",
    "keep_presence",
    "leave",
    "mark_for",
    "not_ready",
    "pause",
    "rate",
    "ready",
    "refuse_closed",
    "resume",
    "run_called",
    "run_for",
    "scene_of",
    "session_of",
    "settle",
    "share_screen",
    "take_out",
    "take_out_action",
    "topic_of",
    "versions_of",
    "vote",
    "withdraw",
    "write",
    "writing_of",
]
