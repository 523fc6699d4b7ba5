"""How long a sign-in still lasts, and staying signed in."""

from datetime import datetime

from flask import Blueprint, jsonify, redirect, render_template
from flask.typing import ResponseReturnValue

from learning import accounts, clock
from learning.accounts import Person
from learning.web.access import learner, limits, writer_mark
from learning.web.database import db
from learning.web.errors import wants_json

bp = Blueprint("staying", __name__)
LAST_DAY = 86_400
"""Seconds before the end from which on pages say when it is."""


@bp.get("/sign-in/stay")
def show() -> ResponseReturnValue:
    """Say until when the person is signed in; a script is told how many seconds that is."""
    if wants_json():
        return jsonify(seconds=seconds_left(learner()), writer=writer_mark(learner()))
    until, days = learner().ends_at(limits()), limits().idle.days
    return render_template("staying/show.html", until=until, days=days)


@bp.post("/sign-in/stay")
def stay() -> ResponseReturnValue:
    """Begin the time of the sign-in anew; doing it twice is no mistake."""
    until = accounts.stay(db(), learner(), limits())
    if wants_json():
        seconds = int((until - clock.now()).total_seconds())
        return jsonify(seconds=seconds, writer=writer_mark(learner()))
    return redirect("/sign-in/stay", 303)


@bp.app_template_global()
def is_last_day(somebody: Person) -> bool:
    """Tell whether pages have to say when the sign-in ends: then it is near."""
    return seconds_left(somebody) < LAST_DAY


@bp.app_template_global()
def seconds_left(somebody: Person) -> int:
    """Return how many seconds the sign-in still lasts."""
    return int((ends_at(somebody) - clock.now()).total_seconds())


@bp.app_template_global()
def ends_at(somebody: Person) -> datetime:
    """Return when the sign-in is over, unless something is written before."""
    return somebody.ends_at(limits())
