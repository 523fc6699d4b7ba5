"""Which tables hold nothing of anybody in particular, and why."""

from collections.abc import Mapping

LEFT_OUT: Mapping[str, str] = {
    "failed_try": "Counts of wrong passwords, under hashes that tell nothing. Gone after a day.",
    "counted": "What statistics counted of each person, made from the rest, which is all here.",
    "recount": "Numbers of accounts that statistics count anew within a minute.",
    "counting": "When statistics were counted.",
    "tally": "Sums of many people, of which no single person can be told.",
    "lane": "In which order statistics keep their sums.",
    "organisation": "Names of organisations. Which one somebody named stands in their profile.",
    "team": "Belongs to all who are on the team.",
    "live_session": "What a team planned; belongs to all who are on the team.",
    "live_run": "How far a live session is, with numbers in place of people.",
    "removed_withdrawn": "Numbers of withdrawn certificates that were removed, without a name.",
    "signing_key": "Public halves of the keys that sign certificates.",
    "line": "What was noted for a whole group; by whom is not kept.",
}
"""The tables without rows of anybody in particular, and what they are."""
