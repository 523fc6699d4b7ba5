"""Setting up what one shows as the second step of signing in, and taking it away."""

from collections.abc import Callable
from typing import ParamSpec

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning import second_factor
from learning.errors import Conflict, NotAllowed
from learning.sealing import BrokenSeal, Sealer
from learning.second_factor import Key
from learning.web import passkeys, second_step
from learning.web.access import learner, local_path, own_organisation, without_second
from learning.web.context import programme, settings
from learning.web.database import db, reading
from learning.web.device import device_name
from learning.web.entering import note_second
from learning.web.known_browsers import note_entered
from learning.web.proving import freshly_proved
from learning.web.second_factor_forms import AppForm, PasskeyForm
from learning.web.second_step import SET_UP, sealer
from learning.web.security_events import Act, Way, note_event
from learning.web.signed import secrets

bp = Blueprint("second_factor", __name__)
bp.register_blueprint(second_step.bp)
P = ParamSpec("P")
_MAKING = "making"


def _changing(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Let in only who has just proved who they are and, if they have a second factor, showed it."""
    return without_second(freshly_proved(view))


@bp.get(SET_UP)
@without_second
def show() -> ResponseReturnValue:
    """Show what is set up, and what more there is to do."""
    return _overview(200)


@bp.get(f"{SET_UP}/app")
@_changing
def new_app() -> ResponseReturnValue:
    """Show the key to scan or to type in; nothing is kept yet."""
    key = second_factor.new_key(_offers(), learner().id)
    return _app_page(AppForm(data={"key": key.sealed, "next": _going()}), key, 200)


@bp.post(f"{SET_UP}/app")
@_changing
def set_up_app() -> ResponseReturnValue:
    """Keep the key once a code shows that the app has it."""
    form = AppForm(request.form)
    try:
        key = second_factor.opened_key(_offers(), learner().id, form.key.data or "")
    except BrokenSeal:  # a page from before the server's key changed, or of somebody else
        return redirect(f"{SET_UP}/app", 303)
    if not form.validate():
        return _app_page(form, key, 422)
    codes = _first_codes()
    try:
        second_factor.set_up(db(), learner(), key, form.code.data or "", sealer())
    except NotAllowed as refusal:
        form.code.errors = [str(refusal)]
        return _app_page(form, key, 422)
    note_event(Act.SECOND_FACTOR_ADDED, Way.APP_CODE)
    return _is_set_up("app", codes, form.next.data)


@bp.post(f"{SET_UP}/app/removal")
@_changing
def remove_app() -> ResponseReturnValue:
    """Take the app away."""
    try:
        is_gone = second_factor.remove_app(db(), learner(), required=_is_required())
    except Conflict as refusal:
        return _overview(409, str(refusal))
    if is_gone:
        note_event(Act.SECOND_FACTOR_REMOVED, Way.APP_CODE)
    return redirect(f"{SET_UP}?changed=removed", 303)


@bp.get(f"{SET_UP}/passkeys")
@_changing
def new_passkey() -> ResponseReturnValue:
    """Ask for a name; the browser makes the passkey."""
    name = device_name(request.user_agent.string)
    return _passkey_page(PasskeyForm(data={"name": name, "next": _going()}), 200)


@bp.post(f"{SET_UP}/passkeys")
@_changing
def add_passkey() -> ResponseReturnValue:
    """Keep the passkey that the browser has made."""
    form = PasskeyForm(request.form)
    challenge, site = passkeys.asked(_MAKING), passkeys.site()
    if not form.validate() or challenge is None or site is None:
        form.form_errors = [] if form.errors else ["That took too long. Try once more."]
        return _passkey_page(form, 422)
    codes = _first_codes()
    name, answer = form.name.data or "", form.answer.data or ""
    try:
        second_factor.add_passkey(db(), learner(), name, answer, challenge, site)
    except (NotAllowed, Conflict) as refusal:
        form.form_errors = [str(refusal)]
        return _passkey_page(form, 422)
    note_event(Act.SECOND_FACTOR_ADDED, Way.PASSKEY)
    return _is_set_up("passkey", codes, form.next.data)


@bp.post(f"{SET_UP}/passkeys/<int(max=2147483647):passkey_id>/removal")
@_changing
def remove_passkey(passkey_id: int) -> ResponseReturnValue:
    """Take one passkey away."""
    required = _is_required()
    try:
        second_factor.remove_passkey(db(), learner(), passkey_id, required=required)
    except Conflict as refusal:
        return _overview(409, str(refusal))
    note_event(Act.SECOND_FACTOR_REMOVED, Way.PASSKEY)
    return redirect(f"{SET_UP}?changed=removed", 303)


@bp.post(f"{SET_UP}/codes")
@_changing
def make_codes() -> ResponseReturnValue:
    """Make ten new recovery codes and show them, this once."""
    if not second_factor.is_set_up(reading(), learner().id):
        return redirect(SET_UP, 303)  # there is nothing that they could stand in for
    codes = second_factor.new_codes()
    hashes = second_factor.hash_codes(codes)  # slow: before the writers' turn
    second_factor.replace_codes(db(), learner().id, hashes)
    note_event(Act.SECOND_FACTOR_ADDED, Way.RECOVERY_CODE)
    return _codes_page(codes, None, is_first=False)


@bp.get(f"{SET_UP}/app/removal")
@bp.get(f"{SET_UP}/passkeys/<int(max=2147483647):passkey_id>/removal")
@bp.get(f"{SET_UP}/codes")
@without_second
def lead_back(passkey_id: int = 0) -> ResponseReturnValue:
    """Lead back who comes to where something is only sent: after proving who they are, say."""
    return redirect(SET_UP)


def _first_codes() -> tuple[list[str], list[str]]:
    """Return codes and their hashes for who has none; slow: before the writers' turn."""
    if second_factor.ways_of(reading(), learner().id).codes:
        return [], []
    codes = second_factor.new_codes()
    return codes, second_factor.hash_codes(codes)


def _is_set_up(
    what: str, first: tuple[list[str], list[str]], going: str | None
) -> ResponseReturnValue:
    """Let this sign-in count as one with a second factor, and show the first codes if there are."""
    codes, hashes = first
    if hashes:
        second_factor.replace_codes(db(), learner().id, hashes)
    if learner().second_at is None:
        note_second(learner())
    note_entered(learner().id)  # the first has ended what others hold
    where = local_path(going)
    if codes:
        return _codes_page(codes, where, is_first=True)
    return redirect(where or f"{SET_UP}?changed={what}", 303)


def _is_required() -> bool:
    looks_after = learner().is_admin or own_organisation() is not None
    return looks_after or settings().second_factor == "everybody"


def _offers() -> Sealer:
    """Return what seals a key that is offered and not kept yet."""
    return Sealer(secrets(), "authenticator offered")


def _going() -> str | None:
    return local_path(request.args.get("next"))


def _overview(status: int, refusal: str | None = None) -> ResponseReturnValue:
    page = render_template(
        "second_factor/show.html",
        ways=second_factor.ways_of(db(), learner().id),
        required=_is_required(),
        for_everybody=settings().second_factor == "everybody",
        has_site=passkeys.site() is not None,
        refusal=refusal,
        going=_going(),
        changed=request.args.get("changed"),
    )
    return page, status


def _app_page(form: AppForm, key: Key, status: int) -> ResponseReturnValue:
    from learning.certificates.qr import qr_svg  # only this page draws one

    address = key.address(account=learner().email, site=programme().title)
    qr = qr_svg(address, title="QR code for your app")
    return render_template("second_factor/app.html", form=form, key=key, qr=qr), status


def _passkey_page(form: PasskeyForm, status: int) -> ResponseReturnValue:
    site = passkeys.site()
    options = None
    if site:
        options = passkeys.ask(_MAKING, second_factor.creation_options(db(), learner(), site))
    return render_template("second_factor/passkey.html", form=form, options=options), status


def _codes_page(codes: list[str], going: str | None, *, is_first: bool) -> ResponseReturnValue:
    """Show codes; an answer to a POST, for nobody can ask for them again."""
    going = going or SET_UP
    return render_template("second_factor/codes.html", codes=codes, going=going, is_first=is_first)
