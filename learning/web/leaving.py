"""Somebody who wants to go and comes back meanwhile: not signed in, and known by the cookie.

So nothing of theirs works but what is made for this: to stay, to download, to sign out.
"""

from datetime import timedelta

from flask import jsonify, redirect, session
from flask.typing import ResponseReturnValue

from learning import clock, own_data
from learning.own_data import Leaving
from learning.web.database import db
from learning.web.errors import wants_json
from learning.web.known_browsers import empty_cookie
from learning.web.locked import is_locked_so, lock_mark

LASTS = timedelta(hours=1)
"""So long after proving who one is; then one proves it again."""
_KEY = "leaves"


def turned_away(user_id: int) -> ResponseReturnValue | None:
    """Lead who wants to go to the page that says so, not signed in; None for all others.

    For whoever has just proved that they are ``user_id``. A script is told in words. Two queries
    at most.
    """
    leaving = own_data.leaving_of(db(), user_id)
    if leaving is None:
        return None
    empty_cookie()
    until = clock.now() + LASTS
    session[_KEY] = {
        "is": user_id,
        "asked": int(leaving.asked_at.timestamp()),
        "until": int(until.timestamp()),
        "lock": lock_mark(user_id),
    }
    if wants_json():
        words = "This account is about to be deleted. Open the page to sign in, to keep it."
        return jsonify(message=words), 403
    return redirect("/account/leaving", 303)


def who_leaves() -> Leaving | None:
    """Return who wants to go, as the cookie says; None for all others. Two queries at most.

    A cookie of an earlier wish, from before a new password or second factor, or of an account of
    the same number, says nothing any more.
    """
    kept = session.get(_KEY)
    if not kept or clock.now().timestamp() > kept["until"]:
        return None
    leaving = own_data.leaving_of(db(), kept["is"])
    if leaving is None or int(leaving.asked_at.timestamp()) != kept["asked"]:
        return None
    return leaving if is_locked_so(kept["is"], kept["lock"]) else None
