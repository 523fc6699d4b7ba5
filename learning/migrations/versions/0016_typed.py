"""Profiles keep the name of an organisation as each person typed it, for nobody but them."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Add the column; who said something before keeps the name that they have been shown."""
    op.add_column("profile", sa.Column("typed", sa.String(), nullable=True))
    op.execute(
        "UPDATE profile SET typed ="
        " (SELECT name FROM organisation WHERE organisation.id = profile.organisation_id)"
        " WHERE organisation_id IS NOT NULL"
    )
