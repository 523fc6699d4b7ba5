"""Two accounts become one: say which, prove it, look what comes along, and do it."""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from flask import Blueprint, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from wtforms.fields import Field

from learning import accounts, clock, joining, mailed_links, second_factor
from learning.errors import Conflict, NotAllowed, TooMany
from learning.joining import Both, Coming, Second
from learning.mailed_links import Purpose
from learning.sealing import BrokenSeal
from learning.web.access import learner
from learning.web.account_forms import CodeForm
from learning.web.asked import asked_for, asker, refuse_without_mail, remember, site
from learning.web.context import programme, settings
from learning.web.database import abandon, db, keep, reading
from learning.web.joining_forms import AgreedForm, OtherForm, SecondForm
from learning.web.known_browsers import known_as, note_entered
from learning.web.locked import is_locked_so, lock_mark
from learning.web.proving import freshly_proved, tried
from learning.web.second_step import sealer
from learning.web.security_events import Act, Refusal, note_event

bp = Blueprint("joining", __name__, url_prefix="/account/join")
T = TypeVar("T")
PROVEN_FOR = timedelta(minutes=15)
"""For so long it can be joined that the other account was proven."""
_JOINING = "joining"


@bp.get("")
@freshly_proved
def show() -> ResponseReturnValue:
    """Say what joining does, and ask for the other account."""
    return _page(OtherForm(), 200)


@bp.post("")
@freshly_proved
def prove() -> ResponseReturnValue:
    """Take the password of the other account, or mail a code there.

    Whether the address has an account makes no difference until one of the two was right.
    """
    form = OtherForm(request.form)
    if not form.validate():
        return _page(form, 422)
    if form.email.data == learner().email:
        form.email.errors = [joining.SAME]
        return _page(form, 422)
    return _mail_code(form) if request.form.get("by") == "mail" else _try_password(form)


@bp.get("/code")
@freshly_proved
def ask_code() -> ResponseReturnValue:
    """Take the code that was mailed to the other address."""
    return _code_page(CodeForm(), 200)


@bp.post("/code")
@freshly_proved
def prove_by_code() -> ResponseReturnValue:
    """Take the mailed code as the proof that the other account is one’s own."""
    form = CodeForm(request.form)
    asked = asked_for(Purpose.JOIN)
    if asked is None or not form.validate():
        return _code_page(form, 422)
    typed = form.code.data or ""
    link, status = _settled(
        lambda: mailed_links.take_code(db(), Purpose.JOIN, asked.email, typed, asker()), form.code
    )
    return _proven(link.user_id) if link and link.user_id else _code_page(form, status)


@bp.get("/second")
@freshly_proved
def ask_second() -> ResponseReturnValue:
    """Ask for the second factor of the other account, if it has one."""
    return _second_page(SecondForm(), 200) if _waiting() else redirect("/account/join")


@bp.post("/second")
@freshly_proved
def show_second() -> ResponseReturnValue:
    """Take a code of the other account’s app, or one on paper."""
    form = SecondForm(request.form)
    going_id = _waiting()
    if going_id is None:
        return redirect("/account/join", 303)
    if not form.validate():
        return _second_page(form, 422)
    shown, status = _settled(lambda: _show(going_id, form.code.data or ""), form.code)
    if not shown:
        return _second_page(form, status)
    note_event(Act.SECOND_STEP_PASSED, account=going_id)
    session[_JOINING] = session[_JOINING] | {"ready": True}
    return redirect("/account/join/both", 303)


@bp.get("/both")
@freshly_proved
def look() -> ResponseReturnValue:
    """Show in numbers what would come along."""
    return _with_both(lambda both: _both_page(both, joining.coming(db(), both), AgreedForm(), 200))


@bp.post("/both")
@freshly_proved
def join() -> ResponseReturnValue:
    """Make one account of both; a second time changes nothing.

    Where the second step of the other would open this one, the person agrees to that first.
    """

    def unite(both: Both) -> ResponseReturnValue:
        form = AgreedForm(request.form)
        coming = joining.coming(db(), both)
        agreed = form.validate()
        if coming.second is Second.COMES and not agreed:
            return _both_page(both, coming, form, 422)
        joining.unite(db(), learner(), both.going.id, programme(), site(), second_agreed=agreed)
        note_event(Act.ACCOUNTS_JOINED)
        note_entered(learner().id)  # a second step that comes along has ended what others hold
        session.pop(_JOINING, None)
        return redirect("/account?changed=joined", 303)

    return _with_both(unite)


def _try_password(form: OtherForm) -> ResponseReturnValue:
    if not form.password.data:
        by_mail = ", or have a code mailed there" if settings().mails_links else ""
        form.password.errors = [f"Enter its password{by_mail}"]
        return _page(form, 422)
    email, password = form.email.data or "", form.password.data

    def settle() -> int:
        abandon()  # hashing is slow: others may write meanwhile
        return accounts.settle_proof(db(), tried(email, password))

    going_id, status = _settled(settle, form.password)
    return _proven(going_id) if going_id else _page(form, status)


def _mail_code(form: OtherForm) -> ResponseReturnValue:
    refuse_without_mail()
    email = form.email.data or ""
    try:
        mailed_links.ask(db(), Purpose.JOIN, email, asker(), site())
    except TooMany as refusal:
        form.email.errors = [str(refusal)]
        return _page(form, 429)
    remember(Purpose.JOIN, email, None)
    return redirect("/account/join/code", 303)


def _settled(prove: Callable[[], T], field: Field) -> tuple[T | None, int]:
    """Return what a proof showed, or None with what to mend at ``field`` and the status."""
    try:
        return prove(), 303
    except TooMany as refusal:
        abandon()
        field.errors = [str(refusal)]
        return None, 429
    except NotAllowed as refusal:
        keep()  # the failure counts
        note_event(Refusal.PROOF_FAILED)
        field.errors = [str(refusal)]
        return None, 422


def _show(going_id: int, code: str) -> bool:
    address = request.remote_addr or ""
    try:
        shown = second_factor.try_code(
            reading(), going_id, code, address=address, sealer=sealer(), known_as=known_as
        )
    except BrokenSeal:
        raise NotAllowed("Codes of this app cannot be checked. Use a recovery code.") from None
    second_factor.settle_code(db(), shown)
    return True


def _proven(going_id: int) -> ResponseReturnValue:
    """Go on with an account whose first proof was right; it may have a second step, too.

    The signed cookie keeps which, for this person, not for long, and only while it is locked as it
    was: what is set up there later was not proven.
    """
    note_event(Act.PROOF_GIVEN, account=going_id)
    is_ready = not second_factor.is_set_up(db(), going_id)
    session[_JOINING] = {
        "is": going_id, "lock": lock_mark(going_id), "to": learner().id,
        "until": (clock.now() + PROVEN_FOR).timestamp(), "ready": is_ready,
    }  # fmt: skip
    return redirect("/account/join/both" if is_ready else "/account/join/second", 303)


def _waiting(*, is_ready: bool = False) -> int | None:
    """Return the account that was proven here a moment ago, or None."""
    kept = session.get(_JOINING)
    if not kept or kept["to"] != learner().id or kept["ready"] is not is_ready:
        return None
    if kept["until"] < clock.now().timestamp() or not is_locked_so(
        kept["is"], kept.get("lock", "")
    ):
        return None
    return int(kept["is"])


def _with_both(answer: Callable[[Both], ResponseReturnValue]) -> ResponseReturnValue:
    going_id = _waiting(is_ready=True)
    try:
        both = joining.both_of(db(), learner(), going_id, programme()) if going_id else None
        return answer(both) if both else redirect("/account/join", 303)
    except (Conflict, NotAllowed) as refusal:
        form = OtherForm()
        form.form_errors = [str(refusal)]
        return _page(form, 409)


def _page(form: OtherForm, status: int) -> ResponseReturnValue:
    page = render_template("joining/show.html", form=form, mails_links=settings().mails_links)
    return page, status


def _both_page(both: Both, coming: Coming, form: AgreedForm, status: int) -> ResponseReturnValue:
    return render_template("joining/both.html", both=both, coming=coming, form=form), status


def _code_page(form: CodeForm, status: int) -> ResponseReturnValue:
    if (asked := asked_for(Purpose.JOIN)) is None:
        return redirect("/account/join", 303)
    return render_template("joining/code.html", form=form, asked=asked), status


def _second_page(form: SecondForm, status: int) -> ResponseReturnValue:
    return render_template("joining/second.html", form=form), status
