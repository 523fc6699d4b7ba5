"""Names that nobody has on their profile any more are forgotten."""

from sqlalchemy import ColumnElement, delete, exists, or_, select

from learning.db import Database
from learning.organisations.tables import Organisation, OrganisationMerge, Profile


def forget_unused(database: Database) -> int:
    """Delete the organisations that nobody names, and return how many.

    A name may tell who typed it, so it goes when they change it or leave. Those that an admin
    merged stay, for the record, and those that admins count on (`keep`). Nothing to do costs one
    read and takes nobody’s turn to write.
    """
    with database.reading() as db:
        unused = list(db.scalars(select(Organisation.id).where(*_unused())))
    if not unused:
        return 0
    with database.writing.begin() as db:
        # Who is choosing one at this moment holds it; it is passed over. Once held here, it can
        # be chosen by nobody, so that what the next statement sees stays true.
        held = select(Organisation.id).where(Organisation.id.in_(unused))
        ids = list(db.scalars(held.with_for_update(skip_locked=True)))
        gone = delete(Organisation).where(Organisation.id.in_(ids), *_unused())
        return len(db.scalars(gone.returning(Organisation.id)).all())


def _unused() -> tuple[ColumnElement[bool], ...]:
    of_it = Profile.organisation_id == Organisation.id
    merged = or_(
        OrganisationMerge.organisation_id == Organisation.id,
        OrganisationMerge.into_id == Organisation.id,
    )
    return Organisation.kept_at.is_(None), ~exists().where(of_it), ~exists().where(merged)
