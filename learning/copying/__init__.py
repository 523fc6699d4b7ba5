"""Every row of one database into another, empty one, of whichever kind, and compared afterwards.

Callers import the slices whose tables are to be copied; a table that nobody imported is refused.
"""

from learning.copying.compare import Difference, Differs
from learning.copying.copy import Copied, copy_everything
from learning.copying.fit import refuse_unless_empty, refuse_unless_today
from learning.copying.moment import counts, moment_of
from learning.copying.served import refuse_while_served

__all__ = [
    "Copied",
    "Difference",
    "Differs",
    "copy_everything",
    "counts",
    "moment_of",
    "refuse_unless_empty",
    "refuse_unless_today",
    "refuse_while_served",
]
