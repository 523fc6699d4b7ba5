"""Every figure by its one definition: what page, files and report print as “How this is counted”.

A new figure begins here. No two have the same id or the same name.
"""

from learning.statistics.dashboard import Definition

PERCENT = "%"
"""The unit of shares, which are worked out from the rounded numbers beside them."""
DAYS = "days"
POINTS = "points from 0 to 10"

_IN_MONTH = "On the days of that month, by the clocks where the programme is at home"
_ONE_DATE = "Whoever has not done so is not counted"

JOINED = Definition(id="joined", name="Joined", rule="Has an account.")
ACTIVE = Definition(
    id="active",
    name="Active",
    rule="Has marked a page as done, saved an answer, or is credited with a live session.",
    period="On the day of the count or the 29 days before it",
)
STARTED = Definition(
    id="started",
    name="Started",
    rule="Has marked at least one page of today’s programme as done.",
)
FINISHED = Definition(
    id="finished",
    name="Finished",
    rule="Has marked every page of today’s programme as done.",
)
CERTIFICATE = Definition(
    id="certificate",
    name="Certificate",
    rule="Holds a certificate that has not been withdrawn.",
)
JOINED_IN_MONTH = Definition(
    id="joined-in-month",
    name="Joined in the month",
    rule="Made an account in that month, and still has it.",
    period=_IN_MONTH,
)
STARTED_IN_MONTH = Definition(
    id="started-in-month",
    name="Started in the month",
    rule="Marked their first page of today’s programme as done in that month.",
    period=_IN_MONTH,
)
FINISHED_IN_MONTH = Definition(
    id="finished-in-month",
    name="Finished in the month",
    rule="Marked the last of all pages of today’s programme as done in that month.",
    period=_IN_MONTH,
)
CERTIFICATE_IN_MONTH = Definition(
    id="certificate-in-month",
    name="Certificate in the month",
    rule="Was given, in that month, the first certificate of theirs that has not been withdrawn.",
    period=_IN_MONTH,
)
MODULE = Definition(
    id="module",
    name="Finished the module",
    rule="Has marked every page of the module, as it is today, as done.",
)
MODULE_THIS_MONTH = Definition(
    id="module-this-month",
    name="Finished it this month",
    rule="Marked the last of the module’s pages as done in the month of the count.",
    period=_IN_MONTH,
)
MODULE_LAST_MONTH = Definition(
    id="module-last-month",
    name="Finished it last month",
    rule="Marked the last of the module’s pages as done in the month before.",
    period=_IN_MONTH,
)
STARTED_SHARE = Definition(
    id="started-share",
    name="Of those who started",
    rule="The number before it as a share of “Started”, both as they are shown; at most 100%.",
    missing="Not shown where either number is too small to show",
    unit=PERCENT,
)
LOWER_QUARTILE = Definition(
    id="time-lower-quartile",
    name="A quarter took at most (days)",
    rule="Days from the first page marked as done to the last; from two weeks on, whole weeks.",
    who="Learners who have finished",
    missing="Not shown for fewer than four times the smallest group",
    unit=DAYS,
)
MEDIAN = Definition(
    id="time-median",
    name="Half took at most (days)",
    rule="The median of the same days.",
    who=LOWER_QUARTILE.who,
    missing=LOWER_QUARTILE.missing,
    unit=DAYS,
)
UPPER_QUARTILE = Definition(
    id="time-upper-quartile",
    name="Three quarters took at most (days)",
    rule="The upper quartile of the same days.",
    who=LOWER_QUARTILE.who,
    missing=LOWER_QUARTILE.missing,
    unit=DAYS,
)
TEAM = Definition(
    id="team",
    name="Met with a team",
    rule="Is credited with minutes in at least one live session.",
)
FINISHED_TEAM = Definition(
    id="finished-team",
    name="Finished, and met with a team",
    rule="Has finished, and is credited with minutes in at least one live session.",
)
FINISHED_ALONE = Definition(
    id="finished-alone",
    name="Finished alone",
    rule="Has finished, and is credited with no live session.",
)
REACHED = Definition(
    id="reached",
    name="Reached this step",
    rule="Joined, started, finished the module, finished all or holds a certificate, as counted"
    " on the overview.",
    missing="Modules may be taken in another order, so a later step can have more",
)
REACHED_SHARE = Definition(
    id="reached-share",
    name="Of those who joined",
    rule="The number before it as a share of “Joined”, both as they are shown; at most 100%.",
    missing=STARTED_SHARE.missing,
    unit=PERCENT,
)
PAGE = Definition(
    id="page",
    name="Marked the page as done",
    rule="Has marked the page as done, under its name of today or an earlier one.",
    missing="Reading is not tracked: who read a page without marking it is not counted",
)
TRIED = Definition(
    id="check-tried",
    name="Tried",
    rule="Has chosen an answer that is on offer today.",
    missing=_ONE_DATE,
)
FIRST = Definition(
    id="check-first",
    name="Right first time",
    rule="The first answer they chose was right.",
    missing="Those who never tried are not counted",
)
FIRST_SHARE = Definition(
    id="check-first-share",
    name="Right first time, of those who tried",
    rule="“Right first time” as a share of “Tried”, both as they are shown; at most 100%.",
    missing=STARTED_SHARE.missing,
    unit=PERCENT,
)
RIGHT = Definition(
    id="check-right",
    name="Right after feedback",
    rule="The answer they have chosen now is right, at the first or at a later try.",
    missing=FIRST.missing,
)
RIGHT_SHARE = Definition(
    id="check-right-share",
    name="Right after feedback, of those who tried",
    rule="“Right after feedback” as a share of “Tried”, both as they are shown; at most 100%.",
    missing=STARTED_SHARE.missing,
    unit=PERCENT,
)
_RATERS = "Learners who rated the statement at that time; those who did not are left out"
RATED = Definition(
    id="rated",
    name="Rated (n)",
    rule="Has rated the statement: at the start, at the end, or at the end thinking back.",
    period="Their present rating; at the end and thinking back, whenever they took it",
    missing="Those who did not rate are left out, so the three times have different people",
)
RATING_MEAN = Definition(
    id="rating-mean",
    name="Mean",
    rule="The mean of the ratings, rounded: to 1 under 20 people, 0.5 under 50, 0.2 under 100,"
    " else 0.1.",
    who=_RATERS,
    missing="Not shown for fewer than twice the smallest group",
    unit=POINTS,
)
RATING_SPREAD = Definition(
    id="rating-spread",
    name="Spread (standard deviation)",
    rule="The standard deviation of the ratings, rounded like the mean. Most people are no further"
    " than this from the mean.",
    who=_RATERS,
    missing=RATING_MEAN.missing,
    unit=POINTS,
)
RATED_LOW = Definition(
    id="rated-low", name="Rated 0 to 3", rule="Has rated the statement 0, 1, 2 or 3.", who=_RATERS
)
RATED_MIDDLE = Definition(
    id="rated-middle", name="Rated 4 to 6", rule="Has rated the statement 4, 5 or 6.", who=_RATERS
)
RATED_HIGH = Definition(
    id="rated-high", name="Rated 7 to 10", rule="Has rated the statement 7, 8, 9 or 10.",
    who=_RATERS,
)  # fmt: skip
PLACED = Definition(
    id="placed",
    name="Placed themselves here",
    rule="Has chosen this level in the answer as it is now.",
    missing="Those who chose none are left out",
)
MOVED_UP = Definition(
    id="moved-up",
    name="Moved up",
    rule="The level now is higher than in the oldest version that was kept.",
    missing="Those of whom no earlier version was kept are in none of the three",
)
STAYED = Definition(
    id="stayed",
    name="Stayed",
    rule="The level now is the one of the oldest version that was kept.",
    missing=MOVED_UP.missing,
)
MOVED_DOWN = Definition(
    id="moved-down",
    name="Moved down",
    rule="The level now is lower than in the oldest version that was kept; people often judge"
    " more strictly once they know more.",
    missing=MOVED_UP.missing,
)
