"""From proving who one is to being signed in: one way for every kind of proof."""

from dataclasses import dataclass
from datetime import timedelta

from flask import jsonify, redirect, request, session
from flask.typing import ResponseReturnValue
from flask_login import login_user

from learning import accounts, clock, own_data, second_factor
from learning.accounts import Person
from learning.web.access import limits, local_path, person, writer_mark
from learning.web.database import db, keep
from learning.web.device import device_name
from learning.web.errors import wants_json
from learning.web.known_browsers import empty_cookie, note_entered
from learning.web.leaving import turned_away
from learning.web.locked import is_locked_so, lock_mark
from learning.web.security_events import Act, Refusal, Way, note_event

HALFWAY = timedelta(minutes=10)
"""For so long a second factor can be shown after the first proof."""
_HALFWAY = "halfway"
_NOW_THE_SECOND = "That was right. One step is left: "


@dataclass(frozen=True, slots=True)
class Halfway:
    """Somebody who has proved who they are and has a second factor to show."""

    user_id: int
    where: str | None
    """Where they were going."""


def entered(
    user_id: int, where: str | None, way: Way, *, second: bool = False
) -> ResponseReturnValue:
    """Sign ``user_id`` in, who has just proved who they are, and lead ``where`` they were going.

    Who has a second factor is asked for it first, unless the proof was two in one (``second``). The
    sign-in begins under a fresh id, whatever the browser held before. A script is answered with
    the mark of the writer instead, or with 401 and where the second factor is shown. An address on
    another site leads home.
    """
    if somebody := person():  # the sign-in this browser had is over
        accounts.end_this(db(), somebody)
    empty_cookie()
    where = local_path(where)
    if second or not second_factor.is_set_up(db(), user_id):
        return _complete(user_id, where, way, second=second)
    note_event(Act.FIRST_STEP_PASSED, way, account=user_id)
    ends_at = clock.now() + HALFWAY
    session[_HALFWAY] = {
        "user": user_id, "where": where, "until": ends_at.timestamp(), "lock": lock_mark(user_id)
    }  # fmt: skip
    if not wants_json():
        return redirect("/sign-in/second", 303)
    keep()  # the failures before are forgiven
    return jsonify(message=_NOW_THE_SECOND, second="/sign-in/second"), 401


def halfway() -> Halfway | None:
    """Return who is half signed in here, or None if nobody is, or not any more.

    That is after ten minutes, or once the account has another password or second factor. One
    query at most.
    """
    kept = session.get(_HALFWAY)
    if person() or not kept or kept["until"] < clock.now().timestamp():
        return None
    is_so = is_locked_so(kept["user"], kept.get("lock", ""))
    return Halfway(kept["user"], kept["where"]) if is_so else None


def second_shown(who: Halfway, way: Way) -> ResponseReturnValue:
    """Sign in whoever has now shown a second factor too, and lead them on."""
    note_event(Act.SECOND_STEP_PASSED, way, account=who.user_id)
    if somebody := person():
        note_second(somebody)
        return redirect(who.where or "/home", 303)
    return _complete(who.user_id, who.where, way, second=True)


def note_second(somebody: Person) -> None:
    """Let the sign-in of this browser count as one with a second factor, under a fresh id."""
    _go_on_as(accounts.note_second(db(), somebody))


def prove_anew(somebody: Person) -> None:
    """Note that they have just proved who they are; the sign-in of this browser has a fresh id.

    What else the cookie holds stays, and so do the pages that are open here: they share it.
    """
    _go_on_as(accounts.prove_anew(db(), somebody))


def _go_on_as(sign_in_id: str) -> None:
    login_user(accounts.person_of(db(), sign_in_id, limits()))


def _complete(user_id: int, where: str | None, way: Way, *, second: bool) -> ResponseReturnValue:
    empty_cookie()
    own_data.come_back(db(), user_id)
    if turned := turned_away(user_id):
        note_event(Refusal.LED_TO_LEAVING, way, account=user_id)
        return turned
    device = device_name(request.user_agent.string)
    sign_in_id = accounts.sign_in(db(), user_id, device=device, second=second)
    somebody = accounts.person_of(db(), sign_in_id)
    session.permanent = True
    note_entered(user_id)
    note_event(Act.SIGNED_IN, way, account=user_id)
    login_user(somebody)
    if somebody and wants_json():
        return jsonify(writer=writer_mark(somebody))
    return redirect(where or "/home", 303)
