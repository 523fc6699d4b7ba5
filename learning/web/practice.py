"""What changed in practice: the questions, consent to be asked later, one’s answers."""

from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, Form
from wtforms.validators import InputRequired

from learning import certificates, followups, progress
from learning.errors import Conflict, NotFound
from learning.followups import Asked, FollowUpView, Link, LinkState, Moment
from learning.web.access import learner, public, writer_mark
from learning.web.context import programme, settings
from learning.web.database import db
from learning.web.page_work import refuse_another_writer
from learning.web.practice_form import PracticeForm
from learning.web.signed import read_by_any_key

bp = Blueprint("practice", __name__)
ANSWERS = "/practice/answers/<any('end', '3', '6'):moment>"
_OUTCOMES = {option.id: option.words for option in followups.OUTCOMES}
_TOO_EARLY = "These questions wait until every page of the programme is done."


class ConsentForm(Form):
    """Consent to be asked later; never ticked by us."""

    agree = BooleanField(
        "Yes, ask me",
        [InputRequired("Tick the box if you agree. If not, there is nothing to do")],
    )


@bp.get("/practice")
@bp.get("/practice/consent")
def index() -> ResponseReturnValue:
    """Show what was asked and answered, and whether one is asked later."""
    return _overview(ConsentForm(), 200)


@bp.post("/practice/consent")
def agree() -> ResponseReturnValue:
    """Agree to be asked by mail."""
    form = ConsentForm(request.form)
    if not form.validate():
        return _overview(form, 422)
    _refuse_too_early()
    followups.agree(db(), learner())
    return redirect("/practice?changed=agreed#later", 303)


@bp.post("/practice/consent/withdrawal")
def withdraw() -> ResponseReturnValue:
    """Be asked no more."""
    followups.withdraw(db(), learner())
    return redirect("/practice?changed=withdrawn#later", 303)


@bp.get(ANSWERS)
def questions(moment: str) -> ResponseReturnValue:
    """Show the questions, with what was answered before."""
    kept = _kept(Moment(moment))
    return _form_page(Moment(moment), _form(Moment(moment), kept), kept, 200)


@bp.post(ANSWERS)
def answer(moment: str) -> ResponseReturnValue:
    """Keep the answers; the last ones count."""
    refuse_another_writer()
    kept = _kept(Moment(moment))
    form = PracticeForm(Moment(moment), sent=request.form)
    if not form.validate():
        return _form_page(Moment(moment), form, kept, 422)
    try:
        followups.answer(db(), learner(), Moment(moment), form.given, seen=form.seen)
    except Conflict as refusal:
        form.form_errors = [str(refusal)]
        kept = _kept(Moment(moment))
        form["version"].data = kept.version if kept else 0
        return _form_page(Moment(moment), form, kept, 409)
    return redirect(f"/practice?changed=answered#asked-{moment}", 303)


@bp.post(f"{ANSWERS}/removal")
def remove(moment: str) -> ResponseReturnValue:
    """Delete what one answered."""
    followups.remove_answers(db(), learner(), Moment(moment))
    return redirect("/practice?changed=removed", 303)


@bp.post(f"{ANSWERS}/quotation/withdrawal")
def withdraw_quote(moment: str) -> ResponseReturnValue:
    """Take back that one’s story may be quoted."""
    followups.withdraw_quote(db(), learner(), Moment(moment))
    return redirect("/practice?changed=unquoted", 303)


@bp.get("/practice/<token>")
@public
def asked(token: str) -> ResponseReturnValue:
    """Show whoever has the link from a mail what they meant to do, and ask; nothing is written."""
    found = _asked(token)
    form = None
    if found.state is LinkState.OPEN:
        promises = followups.promises_of(db(), found.person, programme())
        form = PracticeForm(found.follow_up.moment, promises)
    return _asked_page(token, found, form, 200)


@bp.post("/practice/<token>")
@public
def answer_by_link(token: str) -> ResponseReturnValue:
    """Keep what the holder of the link answers, once."""
    found = _asked(token)
    form = PracticeForm(found.follow_up.moment, sent=request.form)
    if not form.validate():
        return _asked_page(token, found, form, 422)
    try:
        followups.answer_by_link(db(), _link(token), form.given)
    except Conflict as refusal:
        form.form_errors = [str(refusal)]
        return _asked_page(token, found, form, 409)
    return redirect(f"/practice/{token}", 303)


@bp.post("/practice/<token>/stop")
@public
def stop(token: str) -> ResponseReturnValue:
    """Ask the holder of the link no more, or lead them to signing in where it is too old for that.

    Twice changes nothing.
    """
    is_stopped = followups.stop_by_link(db(), _link(token))
    return redirect(f"/practice/{token}" if is_stopped else "/practice#later", 303)


@bp.get("/practice/<token>/stop")
@public
def return_to_questions(token: str) -> ResponseReturnValue:
    """Lead whoever opens that address back to the page with the button."""
    return redirect(f"/practice/{token}", 303)


def _has_finished() -> bool:
    """Tell whether every page is done, or was when a certificate was issued."""
    so_far = progress.progress_of(db(), learner(), programme())
    return so_far.is_complete or bool(certificates.certificates_of(db(), learner()))


def _refuse_too_early() -> None:
    if not _has_finished():
        raise Conflict(_TOO_EARLY)


def _kept(moment: Moment) -> FollowUpView | None:
    """Return what there is of one’s own; raise a refusal for what was not asked yet."""
    kept = followups.follow_ups_of(db(), learner()).get(moment)
    if moment is Moment.END:
        if kept is None:
            _refuse_too_early()
    elif kept is None or kept.asked_at is None:
        raise NotFound("You have not been asked this yet.")
    return kept


def _form(moment: Moment, kept: FollowUpView | None) -> PracticeForm:
    promises: Any = ()
    if moment is not Moment.END:
        today = followups.promises_of(db(), learner(), programme())
        promises = followups.with_kept(today, kept.answers if kept else {})
    return PracticeForm(moment, promises, kept=kept)


def _overview(form: ConsentForm, status: int) -> ResponseReturnValue:
    found = followups.follow_ups_of(db(), learner())
    page = render_template(
        "practice/index.html",
        form=form,
        found=found,
        later=[found[moment] for moment in followups.LATER if moment in found],
        consent=followups.consent_of(db(), learner()),
        wording=followups.CONSENT,
        has_finished=_has_finished(),
        questions_of=followups.questions_of,
        outcomes=_OUTCOMES,
        sends_mail=settings().sends_mail,
        changed=request.args.get("changed"),
    )
    return page, status


def _form_page(
    moment: Moment, form: PracticeForm, kept: FollowUpView | None, status: int
) -> ResponseReturnValue:
    page = render_template(
        "practice/questions.html",
        moment=moment,
        form=form,
        kept=kept,
        questions_of=followups.questions_of,
        outcomes=_OUTCOMES,
        quoting=followups.QUOTING,
        writer=writer_mark(learner()),
    )
    return page, status


def _link(token: str) -> Link:
    return read_by_any_key(followups.read_link, token)


def _asked(token: str) -> Asked:
    return followups.asked_by(db(), _link(token))


def _asked_page(
    token: str, found: Asked, form: PracticeForm | None, status: int
) -> ResponseReturnValue:
    if form is None and found.state is not LinkState.ANSWERED:
        status = 410
    page = render_template(
        "practice/asked.html",
        token=token,
        asked=found,
        ends_at=_link(token).ends_at,
        form=form,
        quoting=followups.QUOTING,
    )
    return page, status, {"Cache-Control": "no-store"}
