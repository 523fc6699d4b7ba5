"""The live session itself: a team goes through a module together, and nobody has to lead."""

from learning.live.agreeing import (
    LONGEST_LINE,
    add_line,
    change_line,
    decide,
    rate,
    settle_action,
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
from learning.live.credit import Credit, credits_of, credits_on
from learning.live.entering import (
    LONGEST_NAME,
    MOST_PEOPLE,
    add_by_name,
    enter,
    leave,
    replan,
    take_out,
)
from learning.live.guided import guide_of
from learning.live.marks import Mark, who_asks
from learning.live.paper import Result, refuse_typing, type_in
from learning.live.presence import Attendance, keep_presence
from learning.live.record.claims import (
    Claimed,
    bare_code,
    claim,
    grouped_code,
    mail_code,
    refuse_codes,
)
from learning.live.record.mend import LONGEST_REASON, add_forgotten, mend_minutes, most_minutes
from learning.live.record.settle import close_record, settle_due
from learning.live.record.view import Record, record_of
from learning.live.record.words import ROLES, mends_in_words, roles_in_words, text_of
from learning.live.reminding import remind_steps
from learning.live.rules.reveal import Visibility
from learning.live.rules.roles import Action
from learning.live.runs import Run, run_called, run_for
from learning.live.scene import Scene, Writing, scene_of, seen_by, writing_of
from learning.live.topics import session_of, topic_of, versions_of
from learning.live.writing import (
    NOT_ON_THE_TEAM,
    Written,
    asked_of,
    card_of_note,
    choose,
    withdraw,
    write,
)

__all__ = [
    "LONGEST_LINE",
    "LONGEST_NAME",
    "LONGEST_REASON",
    "MOST_PEOPLE",
    "NOT_ON_THE_TEAM",
    "ROLES",
    "Action",
    "Attendance",
    "Claimed",
    "Credit",
    "Mark",
    "Record",
    "Result",
    "Run",
    "Scene",
    "Visibility",
    "Writing",
    "Written",
    "add_by_name",
    "add_forgotten",
    "add_line",
    "add_minute",
    "asked_of",
    "bare_code",
    "begin",
    "card_of_note",
    "change_line",
    "choose",
    "claim",
    "close_record",
    "credits_of",
    "credits_on",
    "decide",
    "enter",
    "finish",
    "give_role",
    "go_back",
    "go_on",
    "grouped_code",
    "guide_of",
    "keep_presence",
    "leave",
    "mail_code",
    "mend_minutes",
    "mends_in_words",
    "most_minutes",
    "not_ready",
    "pause",
    "rate",
    "ready",
    "record_of",
    "refuse_codes",
    "refuse_typing",
    "remind_steps",
    "replan",
    "resume",
    "roles_in_words",
    "run_called",
    "run_for",
    "scene_of",
    "seen_by",
    "session_of",
    "settle_action",
    "settle_due",
    "share_screen",
    "take_out",
    "take_out_action",
    "text_of",
    "topic_of",
    "type_in",
    "versions_of",
    "vote",
    "who_asks",
    "withdraw",
    "write",
    "writing_of",
]
