"""What the log of the server keeps about people: events that concern security, and nothing else."""

from learning.web.kept import Kept

IN_LOG = Kept(
    "Security events",
    (),
    "When somebody signed in, failed to, proved who they are, changed how they sign in, or was"
    " refused something: the number of the account, the way, the kind of page, and a mark that"
    " tells network addresses apart. No name, no address, nothing that anybody typed",
    "To find out who tries to get into accounts that are not theirs",
    "For as long as whoever runs the server keeps its log",
    "Whoever runs the server",
)
"""In no table: lines that ``security_events`` writes."""
