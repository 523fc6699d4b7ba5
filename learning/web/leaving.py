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

LASTS = timedelta(hours=1)
"""So long after proving who one is; then one proves it again."""
_KEY = "leaving"


def turned_away(user_id: int) -> ResponseReturnValue | None:
    """Lead who wants to go to the page that says so, not signed in; None for all others.

    For whoever has just proved that they are ``user_id``. A script is told in words. One query.
    """
    leaving = own_data.leaving_of(db(), user_id)
    if leaving is None:
        return None
    session.clear()
    until = clock.now() + LASTS
    session[_KEY] = [user_id, int(leaving.asked_at.timestamp()), int(until.timestamp())]
    if wants_json():
        words = "This account is about to be deleted. Open the page to sign in, to keep it."
        return jsonify(message=words), 403
    return redirect("/account/leaving", 303)


def who_leaves() -> Leaving | None:
    """Return who wants to go, as the cookie says; None for all others. One query, or none.

    A cookie of an earlier wish, or of an account of the same number, says nothing any more.
    """
    user_id, asked_at, until = session.get(_KEY, (None, 0, 0))
    if user_id is None or clock.now().timestamp() > until:
        return None
    leaving = own_data.leaving_of(db(), user_id)
    is_this = leaving is not None and int(leaving.asked_at.timestamp()) == asked_at
    return leaving if is_this else None
