"""Teams: people who learn together, and how they come together."""

from learning.teams.code import bare, grouped, new_code
from learning.teams.convening import close, hand_over, remove, rename, renew_code
from learning.teams.membership import (
    LONGEST_NAME,
    MOST_MEMBERS,
    MOST_TEAMS,
    join,
    leave,
    show_progress,
    start_team,
)
from learning.teams.roll import convenor_of, is_on
from learning.teams.tables import Membership, Team
from learning.teams.views import Member, TeamView, members_of, pages_shown, team_for, teams_of

__all__ = [
    "LONGEST_NAME",
    "MOST_MEMBERS",
    "MOST_TEAMS",
    "Member",
    "Membership",
    "Team",
    "TeamView",
    "bare",
    "close",
    "convenor_of",
    "grouped",
    "hand_over",
    "is_on",
    "join",
    "leave",
    "members_of",
    "new_code",
    "pages_shown",
    "remove",
    "rename",
    "renew_code",
    "show_progress",
    "start_team",
    "team_for",
    "teams_of",
]
