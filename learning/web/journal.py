"""Everything a learner has written, for that learner; and who else can read it."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from learning import journal, live, search, sharing, teams
from learning.web.access import learner
from learning.web.context import local, programme
from learning.web.database import db
from learning.web.journal_forms import JournalFilter, Look

bp = Blueprint("journal", __name__)
bp.add_app_template_global(journal.differences)
bp.add_app_template_global(journal.words_of)
VERSION = "/journal/<int(max=2147483647):entry_id>/versions/<int(max=2147483647):version_id>"
OPENED = 20
"""Versions that can be read on the entry’s own page; the others have pages of their own."""


@bp.get("/journal")
def index() -> ResponseReturnValue:
    """Show what is asked for of the journal; 422 for what it cannot be. At most eight queries."""
    look = Look(request.args.to_dict())
    written = journal.journal_of(db(), learner(), programme())
    shares = sharing.shares_by_entry(db(), learner())
    form = JournalFilter(request.args)
    is_valid = form.validate()
    entries = form.chosen(written, shares)
    by_path = {f"/journal/{entry.id}": entry for entry in entries}
    found = search.find_among(entries, programme(), look.words) if look.words else None
    findings = {by_path[f.document.path].id: f for f in found.findings} if found else {}
    laid_out = [e for e in entries if e.id in findings] if found else entries
    if look.by == "date":
        groups = journal.by_month(laid_out, local)
    else:
        groups = journal.by_module(laid_out, programme())
    page = render_template(
        "journal/index.html",
        look=look,
        form=form,
        written=written,
        groups=groups,
        sheet=journal.sheet_of(groups, look.number),
        found=found,
        by_path=by_path,
        findings=findings,
        shares=shares,
        credits=live.credits_of(db(), learner()),
    )
    return page, 200 if is_valid else 422


@bp.get("/journal/<int(max=2147483647):entry_id>")
def show(entry_id: int) -> ResponseReturnValue:
    """Show one entry, who can read it, its earlier versions and what was set aside."""
    entry = journal.entry_of(db(), learner(), entry_id, programme())
    versions = journal.versions_of(db(), entry)
    shares = sharing.shares_of(db(), learner(), entry_id)
    taken = {share.team_id for share in shares}
    mine = teams.teams_of(db(), learner())
    return render_template(
        "journal/show.html",
        entry=entry,
        waiting=journal.waiting(entry, versions),
        past=journal.history_of(entry, versions, programme().exercises.get(entry.exercise_id)),
        opened=OPENED,
        before=journal.version_before(entry, versions),
        shares=shares,
        quotation=sharing.quotation_of(db(), learner(), entry, programme()),
        teams=[team for team in mine if team.is_open and team.id not in taken],
        card=live.card_of_note(db(), learner(), entry.exercise_id),
        changed=request.args.get("changed"),
    )


@bp.get(VERSION)
def show_version(entry_id: int, version_id: int) -> ResponseReturnValue:
    """Show one earlier version, and what changed after it."""
    entry = journal.entry_of(db(), learner(), entry_id, programme())
    versions = journal.versions_of(db(), entry)
    version = journal.version_among(versions, version_id)
    after = journal.next_of(entry, versions, version)
    exercise = programme().exercises.get(entry.exercise_id)
    return render_template(
        "journal/version.html",
        entry=entry,
        version=version,
        after=after,
        shares=sharing.shares_of(db(), learner(), entry_id) if entry.is_shared else (),
        changes=journal.changes(version, after, exercise),
    )


@bp.post(f"{VERSION}/restoration")
def restore(entry_id: int, version_id: int) -> ResponseReturnValue:
    """Bring a version back; what stood until now becomes a version."""
    journal.restore(db(), learner(), programme(), entry_id, version_id)
    return redirect(f"/journal/{entry_id}?changed=restored", 303)


@bp.post(f"{VERSION}/joining")
def join(entry_id: int, version_id: int) -> ResponseReturnValue:
    """Put a text that was set aside below the one that stands."""
    journal.put_together(db(), learner(), programme(), entry_id, version_id)
    return redirect(f"/journal/{entry_id}?changed=joined", 303)


@bp.post(f"{VERSION}/removal")
def remove(entry_id: int, version_id: int) -> ResponseReturnValue:
    """Delete a text that was set aside."""
    journal.remove_aside(db(), learner(), programme(), entry_id, version_id)
    return redirect(f"/journal/{entry_id}?changed=removed", 303)
