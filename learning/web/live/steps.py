"""What people write, place and agree in the steps of a live session.

All boxes of the page are one form. Every address here keeps what any of them holds; they differ in
which one has to be filled in, and where the page goes on.
"""

from functools import partial

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from learning import live
from learning.live import Visibility
from learning.web.access import learner
from learning.web.database import db
from learning.web.live.answers import acted
from learning.web.live.forms import CardForm
from learning.web.live.session import LIVE
from learning.web.live.work import sent_work, with_form

bp = Blueprint("live_steps", __name__)
STEP = f"{LIVE}/steps/<step_id>"


@bp.post(f"{STEP}/card", endpoint="card")
@bp.post(f"{STEP}/sentence", endpoint="sentence")
def write(session_id: int, step_id: str) -> ResponseReturnValue:
    """Save what was written alone: into one’s journal, and onto the card if there is one."""
    work = sent_work(session_id, step_id)
    return acted(session_id, work, anchor=f"#step-{step_id}")


@bp.post(f"{STEP}/visibility")
def choose(session_id: int, step_id: str) -> ResponseReturnValue:
    """Choose again who sees one’s card, or take it back."""
    form = CardForm(request.form)

    def act() -> None:
        visibility = Visibility(form.visibility.data)
        if visibility is Visibility.WITHHELD:
            live.withdraw(db(), learner(), session_id, step_id)
        else:
            live.choose(db(), learner(), session_id, step_id, visibility)

    return acted(session_id, with_form(sent_work(session_id), form), act, "#gathered")


@bp.post(f"{STEP}/dots")
def vote(session_id: int, step_id: str) -> ResponseReturnValue:
    """Place one’s dots."""
    return acted(session_id, sent_work(session_id, step_id, "dots"), anchor="#own")


@bp.post(f"{STEP}/rating")
def rate(session_id: int, step_id: str) -> ResponseReturnValue:
    """Say how good the hour was."""
    return acted(session_id, sent_work(session_id, step_id, "rating"), anchor="#own")


@bp.post(f"{STEP}/lines")
def write_line(session_id: int, step_id: str) -> ResponseReturnValue:
    """Write a line for the group, or change one."""
    return acted(session_id, sent_work(session_id, step_id, "line"), anchor="#own")


@bp.post(f"{STEP}/lines/<int(max=2147483647):line_id>/remove")
def take_out_line(session_id: int, step_id: str, line_id: int) -> ResponseReturnValue:
    """Take a line out; twice is no mistake."""
    act = partial(live.change_line, db(), learner(), session_id, line_id, "")
    return acted(session_id, sent_work(session_id), act, "#gathered")


@bp.post(f"{STEP}/decisions")
def decide(session_id: int, step_id: str) -> ResponseReturnValue:
    """Write down what was agreed, or change it."""
    return acted(session_id, sent_work(session_id, step_id, "action"), anchor="#own")


@bp.post(f"{STEP}/decisions/<int(max=2147483647):action_id>/remove")
def take_out_decision(session_id: int, step_id: str, action_id: int) -> ResponseReturnValue:
    """Take an action out that was written by mistake; twice is no mistake."""
    act = partial(live.take_out_action, db(), learner(), session_id, action_id)
    return acted(session_id, sent_work(session_id), act, "#gathered")


@bp.post(f"{STEP}/outcomes")
def settle(session_id: int, step_id: str) -> ResponseReturnValue:
    """Say what became of the actions of last time."""
    return acted(session_id, sent_work(session_id, step_id), anchor="#own")
