"""The definitions of figures that count teams, live sessions and actions, not people."""

from learning.statistics.dashboard import Definition

_TEAMS = "Teams that have at least one member; learners and admins alike"
_SESSIONS = "Live sessions of all teams, also of teams that are closed by now"
_ACTIONS = "Actions of all teams; what somebody plans for themselves is not among them"

TEAMS = Definition(
    id="teams",
    name="Teams",
    rule="Teams that were formed and have a member.",
    who=_TEAMS,
    missing="Teams that everybody left are not counted",
    unit="teams",
)
TEAMS_OF_SIZE = Definition(
    id="teams-of-size",
    name="Teams of this size",
    rule="Teams by the number of their members today.",
    who=_TEAMS,
    missing=TEAMS.missing,
    unit="teams",
)
PLANNED = Definition(
    id="sessions-planned",
    name="Planned",
    rule="Live sessions that a team planned, whatever became of them.",
    who=_SESSIONS,
    unit="live sessions",
    missing="None is left out",
)
HELD = Definition(
    id="sessions-held",
    name="Held",
    rule="Live sessions that took place, on a screen or on paper.",
    who=_SESSIONS,
    unit="live sessions",
    missing="None is left out",
)
CANCELLED = Definition(
    id="sessions-cancelled",
    name="Cancelled",
    rule="Planned live sessions that were cancelled.",
    who=_SESSIONS,
    unit="live sessions",
    missing="A session that nobody came to without cancelling it is neither held nor cancelled",
)
ATTENDED = Definition(
    id="attended",
    name="Times somebody came",
    rule="People credited with minutes, added up over the sessions held: somebody who came to three"
    " is counted three times.",
    who=_SESSIONS,
    unit="attendances",
    missing="Whoever was there without an account, and did not claim it, is not counted",
)
STEPS = Definition(
    id="session-steps",
    name="Steps played to the end",
    rule="Steps of the scripts that were played to their end, added up over the sessions held.",
    who=_SESSIONS,
    unit="steps",
    missing="Steps that were passed over are not counted",
)
ROTATED = Definition(
    id="roles-rotated",
    name="Roles changed hands",
    rule="Sessions held in which a role went to somebody else than in the session before.",
    who="Sessions of teams that had held one before",
    unit="live sessions",
    missing="A team’s first session has no session before it and is not counted",
)
ACTIONS = Definition(
    id="actions",
    name="Agreed",
    rule="Actions that teams agreed on.",
    who=_ACTIONS,
    unit="actions",
    missing="None is left out",
)
DUE = Definition(
    id="actions-due",
    name="Due",
    rule="Actions whose day has come, whatever became of them.",
    who=_ACTIONS,
    unit="actions",
    missing="Actions without a day are not among them",
)
KEPT = Definition(
    id="actions-kept",
    name="Kept",
    rule="Actions that the team settled as kept.",
    who=_ACTIONS,
    unit="actions",
    missing="Actions that nobody settled are neither kept, changed nor dropped",
)
CHANGED = Definition(
    id="actions-changed",
    name="Changed",
    rule="Actions that the team settled as changed into something else.",
    who=_ACTIONS,
    unit="actions",
    missing=KEPT.missing,
)
DROPPED = Definition(
    id="actions-dropped",
    name="Dropped",
    rule="Actions that the team settled as dropped.",
    who=_ACTIONS,
    unit="actions",
    missing=KEPT.missing,
)
