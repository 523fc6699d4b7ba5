"""The figures of what changed in practice, each by its one definition."""

from learning.statistics.dashboard import Definition
from learning.statistics.dashboards import definitions

_SELF = "Learners who answered then; it is what they say themselves, and nobody checked it"
_OPEN = "Who left the question open is in none of the rows"

ASKED = Definition(
    id="practice-asked",
    name="Asked",
    rule="At the end: has finished, so that the questions wait on a page. Later: was mailed the"
    " questions, having agreed to it.",
    missing="Who did not agree, or withdrew before the mail was written, is not counted",
)
ANSWERED = Definition(
    id="practice-answered",
    name="Answered",
    rule="Has answered at least one of the questions of that time, and not deleted the answers.",
    missing="About those who did not answer nothing is known",
)
ANSWERED_SHARE = Definition(
    id="practice-answered-share",
    name="Of those asked",
    rule="“Answered” as a share of “Asked”, both as they are shown; at most 100%.",
    missing=definitions.STARTED_SHARE.missing,
    unit=definitions.PERCENT,
)
CONSENT = Definition(
    id="practice-consent",
    name="Agree to be asked later",
    rule="Has agreed to be asked by mail after three and six months, and has neither withdrawn it"
    " nor stopped the mails.",
)
AT_THE_END = Definition(
    id="practice-end",
    name="At the end",
    rule="Gave this answer to the questions that wait once every page is done.",
    who=_SELF,
    missing=_OPEN,
)
AFTER_THREE = Definition(
    id="practice-3",
    name="After three months",
    rule="Gave this answer to the questions mailed three months after agreeing to them.",
    who=_SELF,
    missing=_OPEN,
)
AFTER_SIX = Definition(
    id="practice-6",
    name="After six months",
    rule="Gave this answer to the questions mailed six months after agreeing to them.",
    who=_SELF,
    missing=_OPEN,
)
