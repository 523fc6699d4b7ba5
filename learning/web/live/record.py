"""The record of a live session: its page, as text, attendance put right, codes to hand on."""

from flask import Blueprint, Response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning import live, planning, teams
from learning.errors import Conflict
from learning.live import Record
from learning.mail import CannotSend
from learning.web.access import learner
from learning.web.clean import whole_number
from learning.web.context import full_address, programme, settings
from learning.web.database import db
from learning.web.live.record_forms import AttendanceForm, CodeMailForm
from learning.web.planning import post

bp = Blueprint("live_record", __name__)
RECORD = "/live/<int(max=2147483647):session_id>/record"


@bp.get(RECORD)
def show(session_id: int) -> ResponseReturnValue:
    """Show the record to the team."""
    return _page(_record(session_id), 200)


@bp.get(f"{RECORD}.txt")
def text(session_id: int) -> ResponseReturnValue:
    """Send the record as plain text."""
    response = Response(live.text_of(_record(session_id), post()), mimetype="text/plain")
    name = f"live-session-{session_id}.txt"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@bp.post(f"{RECORD}/withdrawal")
def withdraw(session_id: int) -> ResponseReturnValue:
    """Take one’s own card out of the record; who has left the team does it from the journal."""
    live.withdraw(db(), learner(), session_id, request.form.get("step", ""))
    if entry := whole_number(request.form.get("entry")):
        return redirect(f"/journal/{entry}?changed=card", 303)
    return redirect(f"/live/{session_id}/record?changed=withdrawn", 303)


@bp.post(f"{RECORD}/attendance")
def mend(session_id: int) -> ResponseReturnValue:
    """Put right how long somebody was there, or add who was forgotten."""
    record = _record(session_id)
    form = _attendance_form(record, request.form)
    if not form.validate():
        return _page(record, 422, form)
    try:
        if form.participant is not None:
            live.mend_minutes(
                db(), learner(), session_id, form.participant, form.number, form.reason.data
            )
        else:
            live.add_forgotten(
                db(), learner(), session_id, form.member, form.number, form.reason.data
            )
    except Conflict as refusal:
        form.form_errors = [str(refusal)]
        return _page(record, 409, form)
    return redirect(f"/live/{session_id}/record?changed=mended#there", 303)


@bp.get(f"{RECORD}/codes")
def codes(session_id: int) -> ResponseReturnValue:
    """Show the convenor the codes of people added by name, as slips to print or to mail."""
    return _codes_page(_record(session_id), 200)


@bp.post(f"{RECORD}/codes/<int(max=2147483647):participant>")
def mail_code(session_id: int, participant: int) -> ResponseReturnValue:
    """Mail one of the codes."""
    record = _record(session_id)
    form = CodeMailForm(participant, request.form)
    live.refuse_codes(record)
    if not form.validate():
        return _codes_page(record, 422, {participant: form})
    try:
        live.mail_code(db(), learner(), record, participant, form.address.data, post())
    except (CannotSend, Conflict) as refusal:
        form.address.errors = [str(refusal)]
        status = 409 if isinstance(refusal, Conflict) else 422
        return _codes_page(record, status, {participant: form})
    return redirect(f"/live/{session_id}/record/codes?mailed={participant}", 303)


def _record(session_id: int) -> Record:
    return live.record_of(db(), learner(), session_id, programme())


def _page(record: Record, status: int, form: AttendanceForm | None = None) -> ResponseReturnValue:
    can_mend = record.is_convenor and record.ended_at is not None
    page = render_template(
        "live/record.html",
        record=record,
        session=record.session,
        title=planning.title(record.session, programme()),
        roles=live.roles_in_words,
        mends=live.mends_in_words,
        form=form or (_attendance_form(record) if can_mend else None),
        changed=request.args.get("changed"),
    )
    return page, status


def _attendance_form(record: Record, *sent: object) -> AttendanceForm:
    members = teams.members_of(db(), record.session.team_id)
    most = live.most_minutes(record.session, record.minutes)
    return AttendanceForm(*sent, record=record, members=members, most=most)


def _codes_page(
    record: Record, status: int, forms: dict[int, CodeMailForm] | None = None
) -> ResponseReturnValue:
    from learning.certificates.qr import qr_svg  # seldom needed

    live.refuse_codes(record)
    sent = forms or {}
    slips = [
        (
            person,
            address := full_address(f"/claim/{live.bare_code(person.code or '')}"),
            qr_svg(address, title=f"QR code with which {person.name} claims this session"),
            sent.get(person.id) or CodeMailForm(person.id),
        )
        for person in record.to_hand_on
    ]
    page = render_template(
        "live/codes.html",
        record=record,
        title=planning.title(record.session, programme()),
        slips=slips,
        door=full_address("/claim"),
        sends_mail=settings().sends_mail,
        mailed=next((p.name for p, *_ in slips if str(p.id) == request.args.get("mailed")), None),
    )
    return page, status
