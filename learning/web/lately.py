"""Forms with words in them that only those may send who have just proved who they are.

Whoever took longer to write keeps the words: the page stays, and the proof is given beside it.
"""

from wtforms import Form

from learning import clock
from learning.web.access import learner
from learning.web.proving import FRESH

STALE = "Show once more that it is you, then send this again"


def is_fresh() -> bool:
    """Tell whether the person has just proved who they are."""
    return clock.now() - learner().proved_at < FRESH


def proved_lately(form: Form) -> bool:
    """Tell the same, or have ``form`` say what to do first."""
    if not is_fresh():
        form.form_errors = [STALE]
        return False
    return True
