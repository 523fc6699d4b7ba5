"""Telling open browsers that something changed: after the commit, across processes, without data.

`announce` in the transaction that changes a topic; a `Hub` in each process wakes who listens;
`carry` brings what other processes announced. Lost and doubled signals are harmless: browsers
ask again, with the version that they have.
"""

from learning.broadcast.announce import announce
from learning.broadcast.carry import attach, carry
from learning.broadcast.hub import Hub, VersionsOf
from learning.broadcast.tickets import HOLDS, Ticket, read_ticket, ticket

__all__ = [
    "HOLDS",
    "Hub",
    "Ticket",
    "VersionsOf",
    "announce",
    "attach",
    "carry",
    "read_ticket",
    "ticket",
]
