"""What a team decided to do: who does what by when, and what became of it."""

from learning.actions.agree import (
    LONGEST,
    LONGEST_LEARNED,
    LONGEST_OWNER,
    MOST_AGREED,
    Agreed,
    agree,
    claim_as,
    reopen,
    settle,
    take_on,
    take_out,
)
from learning.actions.tables import Action, Status
from learning.actions.views import (
    ActionView,
    action_for,
    actions_called,
    actions_for,
    actions_of,
    made_in,
    open_of_team,
    owned_by,
)

__all__ = [
    "LONGEST",
    "LONGEST_LEARNED",
    "LONGEST_OWNER",
    "MOST_AGREED",
    "Action",
    "ActionView",
    "Agreed",
    "Status",
    "action_for",
    "actions_called",
    "actions_for",
    "actions_of",
    "agree",
    "claim_as",
    "made_in",
    "open_of_team",
    "owned_by",
    "reopen",
    "settle",
    "take_on",
    "take_out",
]
